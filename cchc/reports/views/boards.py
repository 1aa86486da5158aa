"""Boards of units and of agencies, reminding with one click, what the level above says of a report."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.orgs.access import agency_where, may, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.reports import access
from cchc.reports.forms.boards import RemindForm
from cchc.reports.forms.workspace import AnswerForm
from cchc.reports.models import Report
from cchc.reports.pages.boards import AnswerPage, UnitBoardPage, received_page
from cchc.reports.selectors.board import agency_board, unit_board
from cchc.reports.services.copying import remind_units
from cchc.reports.services.deciding import answer_report
from cchc.reports.states import OUT


@require_permission(Permission.REPORT_READ)
@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The agency's units by its latest periods."""
    return _units(request, []).respond(request)


@require_permission(Permission.REPORT_WRITE)
@require_POST
def remind(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Remind every unit that has not given its part."""
    user = signed_in_user(request)
    report = access.get_report(user=user, uid=uid, permission=Permission.REPORT_WRITE)
    form = RemindForm(request.POST)
    form.is_valid()

    def act() -> str:
        remind_units(report=report, by=user, at=clock.now())
        return reverse("report_board")

    with suppress(Refused):
        return carry_out(request, form, act, _("Đã nhắc các đơn vị chưa gửi."))
    return _units(request, [str(error) for error in form.non_field_errors()]).respond(request, 422)


@require_permission(Permission.REPORT_READ)
@require_GET
def received(request: HttpRequest) -> HttpResponse:
    """The agencies directly below by their latest reporting deadlines."""
    user = signed_in_user(request)
    agency = agency_where(user, Permission.REPORT_READ)
    may_answer = may(user, Permission.REPORT_WRITE, agency)
    board = agency_board(agency, clock.today())
    return received_page(agency, board, may_answer=may_answer).respond(request)


@require_permission(Permission.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a report that an agency below sent, or give it back with comments."""
    user = signed_in_user(request)
    report = access.get_received(user=user, uid=uid)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"version": report.version, "note": report.answer_note},
    )
    if form.is_valid():
        given_back = "return" in request.POST
        verdict = Report.Answer.RETURNED if given_back else Report.Answer.RECEIVED

        def act() -> str:
            answer_report(
                report=report, answer=verdict, by=user, at=clock.now(), **form.cleaned_data
            )
            return reverse("reports_received")

        said = _("Đã trả lại, cơ quan lập bản đính chính.") if given_back else _("Đã nhận báo cáo.")
        with suppress(Refused):
            return carry_out(request, form, act, said)
    editions = Report.objects.filter(period=report.period_id, state__in=OUT).order_by("edition")
    return AnswerPage(
        report=report, form=form, editions=list(editions.select_related("document", "period"))
    ).respond(request, status_of(form))


def _units(request: HttpRequest, errors: list[str]) -> UnitBoardPage:
    user = signed_in_user(request)
    agency = agency_where(user, Permission.REPORT_READ)
    return UnitBoardPage(
        agency=agency,
        board=unit_board(agency, clock.today()),
        may_write=may(user, Permission.REPORT_WRITE, agency),
        errors=errors,
    )
