"""The one way out for files: asked of the room that links them, sent as an attachment, never run here; and their pages
as pictures, behind the same door.
"""

import logging
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cchc.audit.selectors import history_of
from cchc.core import clock, jobs
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.doors import signed_in
from cchc.core.downloads import WORD
from cchc.core.downloads import download as send_file
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.evidence import access, selectors
from cchc.evidence.forms import DisposalDecisionForm, TrustForm
from cchc.evidence.models import Disposal
from cchc.evidence.pages import (
    DisposalPage,
    DisposalsPage,
    FilePage,
    PageLine,
    TrustPage,
    disposal_list,
    lock_on_disposal,
    signature_lines,
    signed_on,
    trust_lines,
)
from cchc.evidence.rules import dated_after, leaving_name
from cchc.evidence.services import disposing, open_stored, trusting
from cchc.evidence.services.examining import EXAMINE
from cchc.evidence.services.pictures import can_be_shown, picture_of
from cchc.orgs.access import agencies_where, may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.publishing.disposal import disposal_document
from cchc.publishing.word import write_docx

log = logging.getLogger(__name__)
_SHOWN = 5


@signed_in
@require_safe
def download(request: HttpRequest, kind: str, uid: UUID) -> FileResponse:
    """The file behind a link; 404 for no such link and for one that this person may not read."""
    found = access.get_readable(kind=kind, user=signed_in_user(request), uid=uid)
    if found.stored.erased_on is not None:
        raise Http404
    try:
        file = open_stored(found.stored)
    except FileNotFoundError:
        log.exception("stored file %s is not in the store", found.stored.sha256)
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=True,
        filename=leaving_name(found.name),
        content_type=found.stored.media_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_safe
def view(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """A file looked at: its signatures, its days, some of its pages as pictures."""
    found = access.get_readable(kind=kind, user=signed_in_user(request), uid=uid)
    is_erased = found.stored.erased_on is not None
    ask = "waiting" not in request.GET and not is_erased
    examination = selectors.examination_of(found.stored)
    if examination is None and ask:
        jobs.enqueue(EXAMINE, found.stored.pk)
    shows = can_be_shown(found.stored) and not is_erased
    total = examination.pages if examination else None
    first = _first(request.GET.get("page", ""), total)
    here = reverse("file_view", args=[kind, uid])
    wanted = range(first, first + (_SHOWN if total is None else min(_SHOWN, total - first + 1)))
    drawn = [_line(found, kind, uid, number, ask=ask) for number in wanted] if shows else []
    is_drawing = any(not line.address for line in drawn)
    lines = signature_lines(selectors.signatures_of(found.stored))
    page = FilePage(
        kind=kind,
        uid=uid,
        file=found,
        examination=examination,
        people=[line for line in lines if not line.signature.is_seal],
        seals=[line for line in lines if line.signature.is_seal],
        beyond=dated_after(
            found.proves_until, found.document_on, [signed_on(each.signature) for each in lines]
        ),
        pages=[] if total is None else drawn,
        can_be_shown=shows,
        waiting=not is_erased and (examination is None or is_drawing),
        poll=f"{here}?page={first}&waiting=1",
        previous=max(first - _SHOWN, 1) if first > 1 else None,
        following=first + _SHOWN if total and first + _SHOWN <= total else None,
    )
    return page.respond(request)


@signed_in
@require_safe
def page_picture(request: HttpRequest, kind: str, uid: UUID, number: int) -> HttpResponseBase:
    """A page as PNG; 404 for a page that is not there or not drawn yet."""
    found = access.get_readable(kind=kind, user=signed_in_user(request), uid=uid)
    place = picture_of(found.stored, number, ask=False)
    if place is None or found.stored.erased_on is not None:
        raise Http404
    response = FileResponse(place.open("rb"), content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def trust_list(request: HttpRequest) -> HttpResponse:
    """Whom this installation believes; the form takes a file of certificates."""
    user, at = signed_in_user(request), clock.now()
    access.require_trust_keeper(user)
    form = TrustForm(request.POST or None, request.FILES or None, meta=request.META)
    if request.method == "POST" and form.is_valid():
        said = _("Đã nhập vào danh sách tin cậy; các chữ ký đang được kiểm tra lại.")

        def act() -> str:
            trusting.import_trust(
                content=form.cleaned_data["trust_file"],
                source=form.cleaned_data["source"],
                by=user,
                at=at,
            )
            return reverse("trust_list")

        try:
            return carry_out(request, form, act, said)
        except Refused:
            pass
    live, withdrawn = selectors.trust_list()
    page = TrustPage(lines=trust_lines(live, at), withdrawn=withdrawn, form=form)
    return page.respond(request, status_of(form))


@require_permission(Permission.USER_MANAGE)
@require_POST
def trust_withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Believe a certificate no more."""
    user = signed_in_user(request)
    item = access.get_trust_item(user=user, uid=uid)
    trusting.withdraw_trust(item=item, by=user, at=clock.now())
    messages.success(request, _("Đã thôi tin cậy; các chữ ký đang được kiểm tra lại."))
    return go_to(request, reverse("trust_list"))


def _first(asked: str, total: int | None) -> int:
    """The first page of the leaf that holds the page asked for."""
    number = int(asked) if asked.isascii() and asked.isdigit() else 1
    number = min(max(number, 1), max(total or 1, 1))
    return (number - 1) // _SHOWN * _SHOWN + 1


def _line(found: access.Readable, kind: str, uid: UUID, number: int, *, ask: bool) -> PageLine:
    place = picture_of(found.stored, number, ask=ask)
    return PageLine(number, reverse("file_page", args=[kind, uid, number]) if place else "")


@require_permission(Permission.DRAFT_READ)
@require_http_methods(["GET", "POST"])
def disposals(request: HttpRequest) -> HttpResponse:
    """Acts of disposal of the person's agencies; a POST lists what is past its time of keeping (?agency=)."""
    user = signed_in_user(request)
    agencies = access.disposing_agencies(user)
    proposing = agencies_where(user, Permission.DOCUMENT_NUMBER)
    if request.method == "POST":
        agency = next((a for a in proposing if str(a.uid) == request.POST.get("agency")), None)
        if agency is None:
            raise Http404
        try:
            made = disposing.propose_disposal(agency=agency, by=user, at=clock.now())
        except DomainError as error:
            messages.error(request, error.message)
            return go_to(request, reverse("disposals"))
        messages.success(request, _("Đã lập danh mục; chưa tệp nào bị xóa."))
        return go_to(request, reverse("disposal", args=[made.uid]))
    today = clock.today()
    return DisposalsPage(
        rows=list(
            Disposal.objects.filter(agency__in=agencies).select_related(
                "agency", "proposed_by", "decided_by"
            )[:200]
        ),
        waiting=[(each, selectors.disposable(each, today).count()) for each in proposing],
    ).respond(request)


@require_permission(Permission.DRAFT_READ)
@require_http_methods(["GET", "POST"])
def disposal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One act with its files; a POST records the decision on it."""
    user = signed_in_user(request)
    needed = Permission.DIRECTION_RECORD if request.method == "POST" else Permission.PLAN_READ
    found = access.get_disposal(user=user, uid=uid, permission=needed)
    form = DisposalDecisionForm(request.POST or None)
    if form.is_valid():
        with suppress(Refused):
            said = _("Đã ghi nhận quyết định.")
            return carry_out(
                request, form, lambda: _decide(request.POST.get("act", ""), found, form, user), said
            )
    items = list(found.items.all())
    may_record = may(user, Permission.DIRECTION_RECORD, found.agency)
    lock = lock_on_disposal(found, user, may_record=may_record)
    return DisposalPage(
        disposal=found,
        items=items,
        size=sum(item.size for item in items),
        form=form,
        may_decide=found.state == Disposal.State.PROPOSED and lock is None,
        lock=lock,
        history=history_of(found.uid),
    ).respond(request, status_of(form))


@require_permission(Permission.DRAFT_READ)
@require_safe
def disposal_word(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The list of an act as Word."""
    found = access.get_disposal(user=signed_in_user(request), uid=uid)
    listed = disposal_list(found, found.items.all())
    day = f"{clock.vietnam_date(found.proposed_at):%Y%m%d}"
    return send_file(write_docx(disposal_document(listed)), WORD, f"danh-muc-tieu-huy-{day}.docx")


def _decide(act: str, found: Disposal, form: DisposalDecisionForm, user: User) -> str:
    given, at = form.cleaned_data, clock.now()
    if act == "approve":
        decision = disposing.Decision(given["number"], given["issued_on"])
        disposing.approve_disposal(disposal=found, decision=decision, by=user, at=at)
    else:
        disposing.refuse_disposal(disposal=found, reason=given["reason"], by=user, at=at)
    return reverse("disposal", args=[found.uid])
