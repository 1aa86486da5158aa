"""To the leader and out: submitted, given back, issued, sent, corrected."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.errors import DomainError
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.reports import access
from cchc.reports.forms.opening import CorrectForm
from cchc.reports.forms.workspace import IssueForm, ReturnForm, SentForm, SignForm, SubmitForm
from cchc.reports.models import Report
from cchc.reports.pages.building import workspace
from cchc.reports.pages.deciding import FormPage
from cchc.reports.selectors.keys import signing_offer
from cchc.reports.services.deciding import issue_report, return_report, send_report, submit_report
from cchc.reports.services.opening import correct_report
from cchc.reports.services.signing import Signature, keep_signature, make_signature


@require_permission(Permission.REPORT_WRITE)
@require_POST
def submit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put the report before the leader; its content is kept as it stands."""
    row = _held(request, uid, Permission.REPORT_WRITE)
    form = SubmitForm(request.POST)
    said = _("Đã trình lãnh đạo. Số liệu đã chốt.")
    if done := _done(request, form, lambda **given: submit_report(report=row, **given), said):
        return done
    return workspace(_held(request, uid), signed_in_user(request), submit=form).respond(
        request, 422
    )


@require_permission(Permission.REPORT_DECIDE)
@require_POST
def give_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The leader gives the report back, or it is recorded that he did."""
    row = _held(request, uid, Permission.REPORT_DECIDE)
    is_leader = may(signed_in_user(request), Permission.DIRECTION_GIVE, row.agency)
    form = ReturnForm(request.POST, request.FILES, meta=request.META, is_leader=is_leader)
    said = _("Đã trả lại. Báo cáo mở ra để sửa.")
    if done := _done(request, form, lambda **given: return_report(report=row, **given), said):
        return done
    return workspace(_held(request, uid), signed_in_user(request), give_back=form).respond(
        request, 422
    )


@require_permission(Permission.DOCUMENT_NUMBER)
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Number, day, signer and signed file."""
    row = _held(request, uid, Permission.DOCUMENT_NUMBER)
    is_post = request.method == "POST"
    form = IssueForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        meta=request.META,
        initial={"version": row.version},
    )
    page = FormPage(
        report=row,
        form=form,
        title=_("Số, ngày ban hành báo cáo"),
        button=_("Ghi số, ngày"),
        icon_name="rubber-stamp",
        has_files=True,
    )
    return _decided(request, page, issue_report, _("Đã ghi số, ngày ban hành."))


@sensitive_post_parameters("secret")
@require_permission(Permission.REPORT_READ)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A signature over the report's paper with a declared key, or a certificate handed in for this once."""
    user = signed_in_user(request)
    row = _held(request, uid)
    offer = signing_offer(row, user, may_number=may(user, Permission.DOCUMENT_NUMBER, row.agency))
    if not offer:
        raise Http404
    is_post = request.method == "POST"
    form = SignForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        initial={"version": row.version},
        offer=offer,
    )
    if is_post and form.is_valid() and (made := _signature(form, row, user)):
        name = _("%(name)s, bản ký số.pdf") % {"name": row.period.name}
        said = _("Đã ký số. Bản đã ký nằm ở văn bản của báo cáo.")

        def act(**given: Any) -> Report:
            return keep_signature(report=row, made=made, file_name=name, **given)

        if done := _done(request, form, act, said):
            return done
    page = FormPage(
        report=row,
        form=form,
        title=_("Ký số báo cáo"),
        button=_("Ký số"),
        icon_name="signature",
        has_files=True,
        note=_(
            "Tệp khai báo khóa ký trên thiết bị không đọc được; hãy báo quản trị. "
            "Vẫn ký được bằng tệp chứng thư."
        )
        if offer.is_broken
        else "",
    )
    return page.respond(request, status_of(form))


@require_permission(Permission.DOCUMENT_NUMBER)
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The day on the document exchange, the receiver and its number."""
    row = _held(request, uid, Permission.DOCUMENT_NUMBER)
    parent = row.agency.parent
    initial: dict[str, Any] = {
        "version": row.version,
        "sent_on": row.sent_on or clock.today(),
        "receiver": row.receiver or row.period.recipient or (parent.name if parent else ""),
        "receipt_number": row.receipt_number,
    }
    form = SentForm(request.POST if request.method == "POST" else None, initial=initial)
    page = FormPage(
        report=row,
        form=form,
        title=_("Gửi báo cáo"),
        button=_("Ghi nhận"),
        icon_name="send",
        has_files=False,
    )
    return _decided(request, page, send_report, _("Đã ghi nhận gửi báo cáo."))


@require_permission(Permission.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Begin a correction beside an issued report."""
    row = _held(request, uid, Permission.REPORT_WRITE)
    form = CorrectForm(
        request.POST if request.method == "POST" else None, initial={"reason": row.answer_note}
    )
    page = FormPage(
        report=row,
        form=form,
        title=_("Lập bản đính chính"),
        button=_("Mở bản đính chính"),
        icon_name="file-diff",
        has_files=False,
    )
    return _decided(request, page, correct_report, _("Đã mở bản đính chính; bản cũ giữ nguyên."))


def _held(
    request: HttpRequest, uid: UUID, permission: Permission = Permission.REPORT_READ
) -> Report:
    return access.get_report(user=signed_in_user(request), uid=uid, permission=permission)


def _signature(form: SignForm, report: Report, user: User) -> Signature | None:
    """The signature that the form asks for; None where the service refuses, with the form told."""
    try:
        return make_signature(
            report=report, store=form.store, version=form.cleaned_data["version"], by=user, at=clock.now()
        )  # fmt: skip
    except DomainError as error:
        form.add_error(None, error.message)
        return None


def _done(
    request: HttpRequest, form: Form, act: Callable[..., Report], said: str
) -> HttpResponse | None:
    """The answer of an act on a report by a form of its facts; None where the form or the service refuses."""
    if not form.is_valid():
        return None
    user, at = signed_in_user(request), clock.now()
    facts = form.facts if isinstance(form, IssueForm | ReturnForm | SignForm) else form.cleaned_data
    with suppress(Refused):
        return carry_out(
            request, form, lambda: act(by=user, at=at, **facts).get_absolute_url(), said
        )
    return None


def _decided(
    request: HttpRequest, page: FormPage, act: Callable[..., Report], said: str
) -> HttpResponse:
    """The answer of an act on the report of a page with one form; the page again where it is refused."""
    form = page.form
    done = _done(request, form, lambda **given: act(report=page.report, **given), said)
    return done or page.respond(request, status_of(form))
