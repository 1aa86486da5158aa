"""Dates as plans word them, working days, periods of a year (docs/algorithms/reporting-calendars.md). Plain Python.

`exceptions` maps a day that differs from the week's rule to whether it is worked: public holidays to False,
a Saturday worked for a swapped day to True. Days it does not name follow the week: Monday to Friday are worked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

Exceptions = Mapping[date, bool]
_SATURDAY = 5
_LONGEST_BREAK = 60


class HolidayRule(StrEnum):
    """What an agency does when a written deadline falls on a day off: by which day people act and are reminded.

    The due date itself never moves, and under every rule what comes after it is late. AFTER: the agency acts on the
    next working day and takes the lateness.
    """

    KEEP = "keep"
    BEFORE = "before"
    AFTER = "after"

    @property
    def label(self) -> str:
        return _RULE_LABELS[self]


_RULE_LABELS = {
    HolidayRule.KEEP: "Giữ nguyên ngày ghi trong văn bản",
    HolidayRule.BEFORE: "Hoàn thành vào ngày làm việc liền trước",
    HolidayRule.AFTER: "Làm vào ngày làm việc liền sau, vẫn tính trễ từ ngày ghi trong văn bản",
}


def last_allowed_day(due: date, before: bool) -> date:
    """The last day on which a thing is still on time.

    "Trước ngày 03/9" (before) excludes that day: 02/9. "Chậm nhất ngày 03/9" includes it: 03/9.
    Never moved for a holiday. Source: design.md 4, style.md 4.
    """
    return due - timedelta(days=1) if before else due


def is_working_day(day: date, exceptions: Exceptions) -> bool:
    """Whether offices work on this day."""
    return exceptions.get(day, day.weekday() < _SATURDAY)


def last_working_day_on_or_before(day: date, exceptions: Exceptions) -> date:
    """The day itself when it is worked, else the nearest worked day before it.

    Raises ValueError when none of the 60 days before is worked: such a calendar is wrong.
    """
    return _nearest(day, exceptions, step=-1)


def first_working_day_on_or_after(day: date, exceptions: Exceptions) -> date:
    """The day itself when it is worked, else the nearest worked day after it. Raises like its mirror."""
    return _nearest(day, exceptions, step=1)


def day_to_act(due_on: date, rule: HolidayRule, exceptions: Exceptions) -> date:
    """The day by which people are told to act for this due date, by the agency's rule.

    Shown and reminded beside the due date, with the rule's name; whether a thing is late is judged by the
    due date alone.
    """
    if rule == HolidayRule.BEFORE:
        return last_working_day_on_or_before(due_on, exceptions)
    if rule == HolidayRule.AFTER:
        return first_working_day_on_or_after(due_on, exceptions)
    return due_on


def nth_working_day_after(day: date, count: int, exceptions: Exceptions) -> date:
    """The count-th worked day after this one (ngày làm việc thứ n sau); the day itself for 0."""
    for _step in range(count):
        day = first_working_day_on_or_after(day + timedelta(days=1), exceptions)
    return day


def nth_working_day_before(day: date, count: int, exceptions: Exceptions) -> date:
    """The count-th worked day before this one; the day itself for 0."""
    for _step in range(count):
        day = last_working_day_on_or_before(day - timedelta(days=1), exceptions)
    return day


@dataclass(frozen=True, slots=True)
class YearDays:
    """A period of a calendar as days of the year (dd/mm); "" where its document names none."""

    code: str
    data_from: str
    data_to: str
    from_last_year: bool = False
    due: str = ""
    due_is_before: bool = False
    due_next_year: bool = False
    internal: str = ""
    internal_is_before: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A period of one year: window, deadlines as last allowed days, and the day as the document words it."""

    code: str
    data_from: date
    data_to: date
    due_written: date | None
    due_on: date | None
    internal_due_on: date

    @property
    def is_estimated_first(self) -> bool:
        """Whether units report before the cut-off, so that their figures are estimates first (ước)."""
        return self.internal_due_on < self.data_to


def dated(period: YearDays, year: int, internal_days: int, exceptions: Exceptions) -> Dated:
    """A period of a calendar in one year.

    The code is the year's ("2026-Q1"; "2026" for the whole year, code Y). Without an internal day of its own the
    units get `internal_days` working days after the cut-off, but end on the working day before the agency's own
    deadline; never before the cut-off. Raises ValueError for a window that ends before it begins.
    Source: domain.md 5.1.
    """
    data_from = on_day(period.data_from, year - 1 if period.from_last_year else year)
    data_to = on_day(period.data_to, year)
    if data_from > data_to:
        raise ValueError(f"{period.code}: window ends before it begins")
    due_written = due_on = None
    if period.due:
        due_written = on_day(period.due, year + 1 if period.due_next_year else year)
        due_on = last_allowed_day(due_written, period.due_is_before)
    if period.internal:
        internal = last_allowed_day(on_day(period.internal, year), period.internal_is_before)
    else:
        internal = units_have_until(data_to, due_on, internal_days, exceptions)
    code = str(year) if period.code == "Y" else f"{year}-{period.code}"
    return Dated(code, data_from, data_to, due_written, due_on, internal)


_PART_NAMES = {
    "Q1": "Quý I",
    "Q2": "Quý II",
    "Q3": "Quý III",
    "Q4": "Quý IV",
    "H1": "6 tháng",
    "H2": "6 tháng cuối năm",
    "9M": "9 tháng",
}


def period_name(code: str) -> str:
    """What people call the periods of a code, whatever each agency named its own: "Quý I", "Tháng 3", "Cả năm 2026".

    A code that nobody knows stands as it is.
    """
    year, _mark, part = code.partition("-")
    if not part:
        return f"Cả năm {year}" if year.isdecimal() else code
    if part[:1] == "M" and part[1:].isdecimal():
        return f"Tháng {int(part[1:])}"
    return _PART_NAMES.get(part, code)


def units_have_until(data_to: date, due_on: date | None, days: int, exceptions: Exceptions) -> date:
    """The units' last day where nobody names one: so many working days after the cut-off.

    At latest the working day before the agency's own deadline, never before the cut-off itself.
    """
    last = nth_working_day_after(data_to, days, exceptions)
    if due_on is not None and last >= due_on:
        return max(data_to, nth_working_day_before(due_on, 1, exceptions))
    return last


def on_day(text: str, year: int) -> date:
    """The day "15/12" of a year; 29/02 of a common year is its 28/02. Raises ValueError when it is none."""
    day, _, month = text.partition("/")
    if (day, month) == ("29", "02"):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, int(month), int(day))


OPEN_BEFORE = 5


def opens_on(data_to: date, internal_due: date | None, exceptions: Exceptions) -> date:
    """The day on which units are asked to report: the first worked day after the cut-off.

    Where they report before it, the fifth worked day before their own deadline.
    """
    if internal_due is not None and internal_due < data_to:
        return nth_working_day_before(internal_due, OPEN_BEFORE, exceptions)
    return nth_working_day_after(data_to, 1, exceptions)


def _nearest(day: date, exceptions: Exceptions, *, step: int) -> date:
    for distance in range(_LONGEST_BREAK + 1):
        candidate = day + timedelta(days=step * distance)
        if is_working_day(candidate, exceptions):
            return candidate
    raise ValueError(f"no working day within {_LONGEST_BREAK} days of {day}")
