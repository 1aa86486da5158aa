"""Urging late work: who is late, a message for the chat group, papers in the layout of NĐ 30/2020."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cchc.core import clock
from cchc.core.downloads import PDF, WORD, download
from cchc.core.errors import DomainError
from cchc.core.text import fold
from cchc.orgs.access import agency_where, require_permission, signed_in_user
from cchc.orgs.models import SigningRight, Unit
from cchc.orgs.rules import Permission
from cchc.orgs.services.signing import check_right, signers_on
from cchc.publishing.pdf import write_pdf
from cchc.publishing.urging import urging_document
from cchc.publishing.word import write_docx
from cchc.tasks.forms.reminders import PaperForm
from cchc.tasks.pages.reminders import ReceiverCard, UrgingPage, message_to, message_to_all
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.urging import (
    LETTER,
    NOTICE,
    Receiver,
    focal_unit_of,
    late_by_receiver,
    urging_paper,
)
from cchc.tasks.services.urging import record_urging

_ANSWER_DAYS = 7


@require_permission(Permission.REMINDER_MANAGE)
@require_GET
def urging(request: HttpRequest) -> HttpResponse:
    """Late work of the agency by receiver."""
    return _page(request, []).respond(request)


@require_permission(Permission.REMINDER_MANAGE)
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """Make one receiver's paper and note it in the log."""
    user, today = signed_in_user(request), clock.today()
    agency = agency_where(user, Permission.REMINDER_MANAGE)
    form = PaperForm(request.POST)
    if not form.is_valid():
        faults = [str(message) for errors in form.errors.values() for message in errors]
        return _page(request, faults).respond(request, status=422)
    key, kind = form.cleaned_data["receiver_kind"].split()
    answer_by = form.cleaned_data["answer_by"]
    receiver = _receiver(agency, key)
    try:
        right = _right(agency, form.cleaned_data["signer"], receiver)
    except DomainError as refusal:
        return _page(request, [refusal.message]).respond(request, status=422)
    document = urging_document(
        urging_paper(
            receiver,
            agency,
            answer_by=answer_by,
            today=today,
            focal_unit=focal_unit_of(user, agency),
            right=right,
        )
    )
    record_urging(
        receiver=receiver,
        agency=agency,
        kind=kind,
        answer_by=answer_by,
        by=user,
        at=clock.now(),
    )
    is_word = kind == "docx"
    body = write_docx(document) if is_word else write_pdf(document, fonts=settings.FONTS_DIR)
    return download(body, WORD if is_word else PDF, f"{_stem(receiver)}.{kind}")


def _right(agency: Unit, uid: UUID | None, receiver: Receiver) -> SigningRight | None:
    """The right that was picked, still held today; None when the usual titles sign."""
    if uid is None:
        return None
    right = get_object_or_404(SigningRight.objects.select_related("unit"), uid=uid, unit=agency)
    return check_right(right=right, kind=receiver.document_kind, on=clock.today())


def _page(request: HttpRequest, errors: list[str]) -> UrgingPage:
    today = clock.today()
    agency = agency_where(signed_in_user(request), Permission.REMINDER_MANAGE)
    receivers = late_by_receiver(agency, today)
    return UrgingPage(
        agency_name=agency.name,
        cards=[_card(each, agency) for each in receivers],
        count=len({row.task.pk for each in receivers for row in each.rows}),
        answer_by=today + timedelta(days=_ANSWER_DAYS),
        message=message_to_all(receivers, agency.name, today),
        signers=signers_on(agency, today, NOTICE, LETTER),
        errors=errors,
    )


def _card(receiver: Receiver, agency: Unit) -> ReceiverCard:
    title = _("Các phòng, đơn vị không có con dấu riêng") if receiver.is_own else _name(receiver)
    asked = Asked(state=(State.OVERDUE.value,))
    if not receiver.is_own:
        asked = asked.but(unit=receiver.key, part="lead")
    who = agency.name if receiver.is_own else _name(receiver)
    return ReceiverCard(receiver, title, message_to(receiver, who, clock.today()), asked.query())


def _receiver(agency: Unit, key: str) -> Receiver:
    for each in late_by_receiver(agency, clock.today()):
        if each.key == key:
            return each
    raise Http404


def _name(receiver: Receiver) -> str:
    return "; ".join(unit.name for unit in receiver.units)


def _stem(receiver: Receiver) -> str:
    if receiver.is_own:
        return f"thong-bao-don-doc-{clock.today():%Y%m%d}"
    name = "-".join(fold(_name(receiver)).split()[:8])
    return f"cong-van-don-doc-{name}-{clock.today():%Y%m%d}"
