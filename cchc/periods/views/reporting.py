"""Reporting calendars in the browser: adopted, edited, made into a year's periods."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.pages import go_to
from cchc.core.tokens import once
from cchc.orgs.access import agency_of, may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.periods import access
from cchc.periods.forms.reporting import (
    BasisForm,
    CalendarForm,
    DeadlinesForm,
    PeriodForm,
    period_forms,
)
from cchc.periods.models import ReportingCalendar, ReportingPeriod
from cchc.periods.pages import reporting as pages
from cchc.periods.selectors import reporting as selectors
from cchc.periods.services import reporting as services


@require_permission(Permission.PLAN_READ)
@require_GET
def calendars(request: HttpRequest) -> HttpResponse:
    """The agency's calendars, the shipped ones, and the periods around today."""
    user, today = signed_in_user(request), clock.today()
    agency = agency_of(user)
    return pages.ReportingPage(
        own=selectors.calendars_of(agency),
        shipped=selectors.shipped_calendars(),
        near=selectors.periods_around(agency, today),
        may_manage=may(user, Permission.CALENDAR_MANAGE, agency),
        next_year=_next_year(),
    ).respond(request)


@require_permission(Permission.CALENDAR_MANAGE)
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A calendar: the agency's is edited, a shipped one is adopted."""
    user = signed_in_user(request)
    row = access.get_calendar(user=user, uid=uid)
    if row.agency_id is None:
        return _shipped(request, row, user)
    form = CalendarForm(request.POST or None, initial=_initial(row))
    rows = period_forms(request.POST or None, row)
    faults = [each for each in rows if request.method == "POST" and not each.is_valid()]
    if form.is_valid() and not faults:
        with suppress(Refused):
            return carry_out(
                request, form, lambda: _set(row, form, rows, user), _("Đã lưu lịch báo cáo.")
            )
    status = 422 if form.errors or faults else 200
    return _page(row, form=form, rows=rows).respond(request, status)


@require_permission(Permission.CALENDAR_MANAGE)
@require_http_methods(["GET", "POST"])
def year(request: HttpRequest, uid: UUID, year: int) -> HttpResponse:
    """What a year made from the calendar would hold; made by a click."""
    user = signed_in_user(request)
    row = access.get_calendar(user=user, uid=uid)
    if row.agency_id is None or not access.EARLIEST_YEAR <= year <= access.LATEST_YEAR:
        raise Http404
    if request.method == "POST":

        def act() -> str:
            services.make_year(calendar=row, year=year, by=user, at=clock.now())
            return reverse("reporting_year", args=[row.uid, year])

        with suppress(services.NothingToMake):
            return go_to(request, once(request.POST.get("submit_token", ""), act))
    planned = selectors.planned_year(row, year)
    fresh = sum(each.existing is None for each in planned)
    return pages.YearPage(calendar=row, year=year, planned=planned, fresh=fresh).respond(request)


@require_permission(Permission.CALENDAR_MANAGE)
@require_http_methods(["GET", "POST"])
def period(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Move the deadlines of one period."""
    user = signed_in_user(request)
    row = access.get_kept_period(user=user, uid=uid)
    initial = {
        "internal_due_on": row.internal_due_on,
        "due_on": row.due_on,
        "recipient": row.recipient,
        "version": row.version,
    }
    form = DeadlinesForm(request.POST or None, initial=initial)
    if form.is_valid():
        with suppress(Refused):
            return carry_out(request, form, lambda: _change(row, form, user), _("Đã lưu hạn."))
    return pages.PeriodPage(period=row, form=form, history=history_of(row.uid)).respond(
        request, status_of(form)
    )


def _shipped(request: HttpRequest, row: ReportingCalendar, user: User) -> HttpResponse:
    """The page of a shipped calendar, with the form by which an agency adopts it."""
    initial = {"kind": "decree", "number": row.number, "issuer": row.issuer, "subject": row.basis}
    form = BasisForm(request.POST or None, initial=initial)
    if form.is_valid():

        def act() -> str:
            own = services.adopt_calendar(
                shipped=row,
                agency=access.keeping_agency(user),
                basis=form.basis,
                by=user,
                at=clock.now(),
            )
            return reverse("reporting_calendar", args=[own.uid])

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã áp dụng lịch cho cơ quan."))
    return _page(row, adopt=form).respond(request, status_of(form))


def _page(
    row: ReportingCalendar,
    form: CalendarForm | None = None,
    rows: list[PeriodForm] | None = None,
    adopt: BasisForm | None = None,
) -> pages.CalendarSetPage:
    return pages.CalendarSetPage(
        calendar=row,
        form=form,
        rows=rows or [],
        adopt=adopt,
        history=history_of(row.uid),
        next_year=_next_year(),
    )


def _initial(row: ReportingCalendar) -> dict[str, object]:
    names = ("name", "basis", "recipient", "internal_days", "version")
    return {name: getattr(row, name) for name in names}


def _set(row: ReportingCalendar, form: CalendarForm, rows: list[PeriodForm], user: User) -> str:
    services.set_calendar(
        calendar=row,
        facts=form.facts,
        rows=[given for each in rows if (given := each.given) is not None],
        version=form.cleaned_data["version"],
        by=user,
        at=clock.now(),
    )
    return reverse("reporting_calendar", args=[row.uid])


def _change(row: ReportingPeriod, form: DeadlinesForm, user: User) -> str:
    given = form.cleaned_data
    services.change_period(
        period=row,
        due_on=given["due_on"],
        internal_due_on=given["internal_due_on"],
        recipient=given["recipient"],
        reason=given["reason"],
        version=given["version"],
        by=user,
        at=clock.now(),
    )
    return reverse("reporting_calendars")


def _next_year() -> int:
    """The year whose periods are made next: this one until October, then the coming one."""
    today = clock.today()
    return today.year + (today.month >= _AUTUMN)


_AUTUMN = 10
