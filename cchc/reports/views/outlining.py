"""Forms in the browser: copied, changed part by part, looked at, made a version from a day on."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.orgs.access import agency_where, may, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.reports import access
from cchc.reports.forms.outlining import (
    AnnexRowForm,
    DraftActForm,
    NothingForm,
    PublishForm,
    SectionRowForm,
)
from cchc.reports.models import FormDraft
from cchc.reports.pages.outlining import DraftFormPage, DraftPage, FormPreviewPage, FormsPage
from cchc.reports.rules import editing
from cchc.reports.rules.outline import parse
from cchc.reports.selectors.outlining import bindings_of, drafts_of, form_lines, outline_parts
from cchc.reports.services import outlining as services

_ACTS: dict[str, Callable[[editing.Value, str], editing.Value]] = {
    "up": lambda outline, code: editing.moved(outline, code, -1),
    "down": lambda outline, code: editing.moved(outline, code, 1),
    "remove": editing.without,
}


@require_permission(Permission.REPORT_READ)
@require_GET
def forms(request: HttpRequest) -> HttpResponse:
    """The forms that the agency may use, in all their versions, and drafts."""
    return _forms(request, []).respond(request)


@require_permission(Permission.REPORT_READ)
@require_GET
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A form as it reads, with what each part is bound to."""
    user = signed_in_user(request)
    agency = agency_where(user, Permission.REPORT_READ)
    form = access.get_form(user=user, uid=uid)
    known = bindings_of(agency, clock.today())
    return FormPreviewPage(
        shown=form,
        parts=outline_parts(parse(form.outline), known),
        may_write=may(user, Permission.REPORT_WRITE, agency),
    ).respond(request)


@require_permission(Permission.REPORT_WRITE)
@require_POST
def copy(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Begin a form of the agency's own from another."""
    user = signed_in_user(request)
    source = access.get_form(user=user, uid=uid)
    agency = agency_where(user, Permission.REPORT_WRITE)

    def act() -> str:
        return services.copy_form(
            agency=agency, source=source, by=user, at=clock.now()
        ).get_absolute_url()

    return _begun(request, act)


@require_permission(Permission.REPORT_WRITE)
@require_POST
def asked(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Begin the form of a report that is asked for once from its questions."""
    user = signed_in_user(request)
    period = access.get_period(user=user, uid=uid)

    def act() -> str:
        return services.draft_of_questions(
            period=period, by=user, at=clock.now()
        ).get_absolute_url()

    return _begun(request, act)


@require_permission(Permission.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A draft's parts in order; one goes up, down or out."""
    user = signed_in_user(request)
    row = access.get_form_draft(user=user, uid=uid)
    form = DraftActForm(request.POST or None)
    wanted = next((name for name in _ACTS if name in request.POST), "")
    if form.is_valid() and wanted:

        def act() -> str:
            outline = _ACTS[wanted](row.outline, form.cleaned_data["code"])
            return _kept(row, outline, form, user).get_absolute_url()

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã sửa mẫu."))
    errors = [str(error) for error in form.non_field_errors()] if form.is_bound else []
    row = access.get_form_draft(user=user, uid=uid)
    known = bindings_of(row.agency, clock.today())
    page = DraftPage(draft=row, parts=outline_parts(parse(row.outline), known), errors=errors)
    return page.respond(request, status_of(form))


@require_permission(Permission.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, uid: UUID, code: str) -> HttpResponse:
    """One section or table of a draft, or a new one."""
    user = signed_in_user(request)
    row = access.get_form_draft(user=user, uid=uid)
    form = _part_form(request, row, code)
    if form.is_valid():

        def act() -> str:
            if isinstance(form, AnnexRowForm):
                outline = editing.put_annex(row.outline, code, form.row())
            else:
                after = form.cleaned_data.get("after", "")
                outline = editing.put_section(row.outline, code, form.row(), after)
            return _kept(row, outline, form, user).get_absolute_url()

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã lưu vào bản nháp."))
    is_table = isinstance(form, AnnexRowForm)
    titles = {
        editing.NEW_SECTION: _("Thêm mục"),
        editing.NEW_ANNEX: _("Thêm biểu"),
    }
    title = titles.get(code, _("Sửa biểu") if is_table else _("Sửa mục"))
    return DraftFormPage(draft=row, form=form, title=title, button=_("Lưu")).respond(
        request, status_of(form)
    )


@require_permission(Permission.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make the draft the agency's form from a day on."""
    user = signed_in_user(request)
    row = access.get_form_draft(user=user, uid=uid)
    form = PublishForm(
        request.POST or None,
        initial={
            "name": row.name,
            "basis": row.outline.get("basis", ""),
            "valid_from": clock.today(),
            "version": row.version,
        },
    )
    if form.is_valid():

        def act() -> str:
            made = services.publish_form(draft=row, by=user, at=clock.now(), **form.cleaned_data)
            return reverse("report_form", args=[made.uid])

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã có phiên bản mới của mẫu."))
    page = DraftFormPage(draft=row, form=form, title=_("Áp dụng mẫu"), button=_("Áp dụng"))
    return page.respond(request, status_of(form))


@require_permission(Permission.REPORT_WRITE)
@require_POST
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Throw a draft away."""
    user = signed_in_user(request)
    row = access.get_form_draft(user=user, uid=uid)
    form = DraftActForm(request.POST)
    if form.is_valid():

        def act() -> str:
            version = form.cleaned_data["version"]
            services.discard_draft(draft=row, version=version, by=user, at=clock.now())
            return reverse("report_forms")

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã bỏ bản nháp."))
    return _forms(request, [str(error) for error in form.non_field_errors()]).respond(request, 422)


def _begun(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    form = NothingForm(request.POST)
    form.is_valid()
    with suppress(Refused):
        return carry_out(request, form, act, _("Đã tạo bản nháp của mẫu; mẫu gốc giữ nguyên."))
    return _forms(request, [str(error) for error in form.non_field_errors()]).respond(request, 422)


def _kept(row: FormDraft, outline: editing.Value, form: Form, user: Any) -> FormDraft:
    version = form.cleaned_data["version"]
    return services.change_draft(
        draft=row, outline=outline, version=version, by=user, at=clock.now()
    )


def _part_form(request: HttpRequest, row: FormDraft, code: str) -> SectionRowForm | AnnexRowForm:
    known = bindings_of(row.agency, clock.today())
    sections = {each["code"]: each for each in row.outline["section"]}
    annexes = {each["code"]: each for each in row.outline.get("annex", [])}
    given: dict[str, Any] = {"version": row.version}
    if code == editing.NEW_ANNEX or code in annexes:
        initial = annexes.get(code, {}) | given
        return AnnexRowForm(request.POST or None, known=known, initial=initial)
    if code != editing.NEW_SECTION and code not in sections:
        raise Http404
    places = [] if code in sections else [
        (key, f"{each.get('number', '')} {each['title']}".strip()) for key, each in sections.items()
    ]  # fmt: skip
    initial = sections.get(code, {"level": 1, "kind": "narrative"}) | given
    return SectionRowForm(request.POST or None, known=known, places=places, initial=initial)


def _forms(request: HttpRequest, errors: list[str]) -> FormsPage:
    user = signed_in_user(request)
    agency = agency_where(user, Permission.REPORT_READ)
    return FormsPage(
        agency=agency,
        lines=form_lines(agency, clock.today()),
        drafts=drafts_of(agency),
        may_write=may(user, Permission.REPORT_WRITE, agency),
        errors=errors,
    )
