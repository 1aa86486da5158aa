"""The list of reports, opening one, beginning a correction."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.indicators.selectors import reporting_units
from cchc.orgs.access import agencies_where, agency_of, may, require_permission, signed_in_user
from cchc.orgs.models import Unit
from cchc.orgs.rules import Permission
from cchc.reports import access
from cchc.reports.forms.opening import OpenForm
from cchc.reports.pages.lists import ListPage, OpenPage, PartLine
from cchc.reports.selectors.facts import window_of
from cchc.reports.selectors.opening import (
    asked_code,
    forms_of,
    periods_without_report,
    usual_deadline,
)
from cchc.reports.selectors.reports import report_lines
from cchc.reports.services.opening import open_report
from cchc.reports.services.outlining import form_of_questions
from cchc.reports.states import OPEN


@require_permission(Permission.PLAN_READ)
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Reports of the agency, and the parts that the reader's units owe."""
    user, today = signed_in_user(request), clock.today()
    agency = agency_of(user)
    may_write = may(user, Permission.REPORT_WRITE, agency)
    parts = access.parts_to_write(user).filter(report__state__in=OPEN)
    return ListPage(
        agency=agency,
        parts=[PartLine(part, 0 if part.is_given else part.days_late(today)) for part in parts],
        lines=report_lines(access.visible_reports(user).filter(agency=agency), today),
        waiting=periods_without_report(agency) if may_write else [],
        may_write=may_write,
        may_follow=may(user, Permission.REPORT_READ, agency),
        receives=_has_agencies_below(agency) and bool(agencies_where(user, Permission.REPORT_READ)),
    ).respond(request)


@require_permission(Permission.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def open_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open the report of a period."""
    user = signed_in_user(request)
    period = access.get_period(user=user, uid=uid)
    last = window_of(period).last
    offered = forms_of(period)
    may_ask = period.is_ad_hoc and not any(each.code == asked_code(period) for each in offered)
    form = OpenForm(
        request.POST or None,
        forms_on_offer=offered,
        may_ask=may_ask,
        initial={"parts_due_on": usual_deadline(period)},
    )
    if form.is_valid():

        def act() -> str:
            return open_report(
                period=period,
                form=form.chosen or form_of_questions(period=period, by=user, at=clock.now()),
                parts_due_on=form.cleaned_data["parts_due_on"],
                by=user,
                at=clock.now(),
            ).get_absolute_url()

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã mở báo cáo. Các đơn vị đã nhận thông báo."))
    page = OpenPage(
        period=period, units=reporting_units(period.agency, last), form=form, may_ask=may_ask
    )
    return page.respond(request, status_of(form))


def _has_agencies_below(agency: Unit) -> bool:
    return Unit.objects.filter(parent=agency, is_agency=True).exists()
