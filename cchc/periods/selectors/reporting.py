"""Reads of reporting calendars: which there are, and what a year made from one would hold."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from cchc.orgs.models import Unit
from cchc.periods.models import CalendarPeriod, ReportingCalendar, ReportingPeriod
from cchc.periods.rules import Dated, YearDays, dated
from cchc.periods.selectors import exceptions_between


@dataclass(frozen=True, slots=True)
class Planned:
    """A period that a calendar gives a year. existing: the agency's live one of that code; doubt: what looks wrong."""

    row: CalendarPeriod
    name: str
    dated: Dated
    existing: ReportingPeriod | None
    doubt: str


def calendars_of(agency: Unit) -> list[ReportingCalendar]:
    """The agency's own calendars that still apply."""
    rows = ReportingCalendar.objects.filter(agency=agency, closed_on__isnull=True)
    return list(rows.select_related("document").prefetch_related("periods"))


def shipped_calendars() -> list[ReportingCalendar]:
    return list(ReportingCalendar.objects.filter(agency=None).prefetch_related("periods"))


def visible_calendars(agency: Unit) -> QuerySet[ReportingCalendar]:
    """The agency's own calendars and the shipped ones."""
    return ReportingCalendar.objects.filter(Q(agency=agency) | Q(agency=None))


def year_days(row: CalendarPeriod) -> YearDays:
    """The days of a calendar's row as the rules read them."""
    return YearDays(
        row.code,
        row.data_from,
        row.data_to,
        row.from_last_year,
        row.due,
        row.due_is_before,
        row.due_next_year,
        row.internal,
        row.internal_is_before,
    )


def planned_year(calendar: ReportingCalendar, year: int) -> list[Planned]:
    """What the used rows of a calendar give a year, in its order; three statements.

    A row whose days do not exist or whose window ends before it begins is left out: its page says so.
    """
    exceptions = exceptions_between(date(year - 1, 1, 1), date(year + 1, 12, 31))
    live = ReportingPeriod.objects.filter(agency=calendar.agency_id, closed_on__isnull=True)
    existing = {
        row.code: row for row in live.filter(code__startswith=str(year)) if row.data_to is not None
    }
    found = []
    for row in calendar.periods.filter(is_used=True):
        try:
            each = dated(year_days(row), year, calendar.internal_days, exceptions)
        except ValueError:
            continue
        name = f"{row.name} năm {year}" if row.code != "Y" else f"Năm {year}"
        found.append(Planned(row, name, each, existing.get(each.code), _doubt(each)))
    return found


def periods_around(agency: Unit, today: date) -> list[ReportingPeriod]:
    """The agency's live periods whose deadlines lie within two months of today, by cut-off."""
    near = (today - timedelta(days=62), today + timedelta(days=62))
    rows = ReportingPeriod.objects.filter(
        agency=agency,
        closed_on__isnull=True,
        data_from__isnull=False,
        data_to__range=near,
    )
    return list(rows.order_by("data_to", "pk"))


def _doubt(each: Dated) -> str:
    if each.is_estimated_first:
        return "Hạn của đơn vị trước ngày chốt: số báo cáo lần đầu là số ước."
    if each.due_on is None:
        return "Chưa có hạn gửi: ghi hạn theo văn bản của cấp trên."
    if each.internal_due_on >= each.due_on:
        return "Đơn vị không còn ngày làm việc nào trước hạn gửi."
    return ""
