"""Reads of the calendar and of reporting deadlines."""

import calendar
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from cchc.orgs.models import Unit
from cchc.periods.models import AgencyCalendar, CalendarDay, ReportingPeriod
from cchc.periods.rules import Exceptions, HolidayRule, is_working_day


@dataclass(frozen=True, slots=True)
class Square:
    """One day in a month's grid. `exception` None when the day follows the week's rule."""

    day: date
    in_month: bool
    is_working: bool
    is_today: bool
    exception: CalendarDay | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks of seven squares, Monday first."""

    number: int
    weeks: list[list[Square]]
    working_days: int


def exceptions_between(start: date, end: date) -> dict[date, bool]:
    """The days from start to end, both included, that differ from the week's rule. One query."""
    rows = CalendarDay.objects.filter(day__range=(start, end))
    return dict(rows.values_list("day", "is_working"))


def is_worked(day: date) -> bool:
    """Whether offices work on this day, by the week and the calendar. One query."""
    return is_working_day(day, exceptions_between(day, day))


def days_of(year: int) -> list[CalendarDay]:
    """The exceptional days of a year in order."""
    return list(CalendarDay.objects.filter(day__year=year))


def months_of(year: int, days: Sequence[CalendarDay], today: date) -> list[Month]:
    """The twelve months of a year; days of neighbouring months stand in the grid without their exceptions."""
    named = {row.day: row for row in days}
    return [_month(year, number, named, today) for number in range(1, 13)]


def holiday_rule_of(agency: Unit) -> HolidayRule:
    """What the agency does with a deadline on a day off; keeps the date unless it chose otherwise."""
    choice = AgencyCalendar.objects.filter(agency=agency).first()
    return HolidayRule(choice.holiday_rule) if choice else HolidayRule.KEEP


def loaded_holiday_rule(agency: Unit) -> HolidayRule:
    """As `holiday_rule_of`, of an agency that was loaded with its `calendar_choice`: no statement of its own."""
    choice = getattr(agency, "calendar_choice", None)
    return HolidayRule(choice.holiday_rule) if choice else HolidayRule.KEEP


def agencies_with_deadline(agencies: Collection[int], first: date, last: date) -> set[int]:
    """Which of these agencies owe a report in these days, bounds inclusive. One query."""
    due = ReportingPeriod.objects.filter(
        agency__in=agencies, closed_on=None, due_on__range=(first, last)
    )
    return set(due.values_list("agency_id", flat=True))


def _month(year: int, number: int, named: dict[date, CalendarDay], today: date) -> Month:
    exceptions: Exceptions = {day: row.is_working for day, row in named.items()}
    weeks = [
        [
            Square(
                day=day,
                in_month=day.month == number,
                is_working=is_working_day(day, exceptions),
                is_today=day == today,
                exception=named.get(day),
            )
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(year, number)
    ]
    worked = sum(each.is_working and each.in_month for week in weeks for each in week)
    return Month(number, weeks, worked)
