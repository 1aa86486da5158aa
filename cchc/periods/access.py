"""Who keeps the calendar: CALENDAR_MANAGE in an agency; everybody signed in reads it."""

from datetime import date
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from cchc.orgs.access import agencies_where
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.periods.models import CalendarDay, ReportingCalendar, ReportingPeriod
from cchc.periods.selectors.reporting import visible_calendars

EARLIEST_YEAR, LATEST_YEAR = 2020, 2045


def keeping_agency(user: User) -> Unit:
    """The agency for which this person keeps the calendar, or 404."""
    for agency in agencies_where(user, Permission.CALENDAR_MANAGE):
        return agency
    raise Http404


def year_of(text: str, today: date) -> int:
    """The year asked for; this year for none, 404 for one that no plan has."""
    if not text:
        return today.year
    if not text.isdecimal() or not EARLIEST_YEAR <= int(text) <= LATEST_YEAR:
        raise Http404
    return int(text)


def day_of(text: str) -> tuple[date, CalendarDay | None]:
    """The day in an address and its row when it differs from the week's rule; 404 for no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise Http404
    return day, CalendarDay.objects.filter(day=day).first()


def get_calendar(*, user: User, uid: UUID) -> ReportingCalendar:
    """A shipped calendar or one of the agency for which this person keeps calendars; or 404."""
    rows = visible_calendars(keeping_agency(user)).select_related("agency", "document")
    return get_object_or_404(rows, uid=uid)


def get_kept_period(*, user: User, uid: UUID) -> ReportingPeriod:
    """A live period of the agency for which this person keeps calendars; or 404."""
    rows = ReportingPeriod.objects.filter(agency=keeping_agency(user), closed_on__isnull=True)
    return get_object_or_404(rows.select_related("agency"), uid=uid)
