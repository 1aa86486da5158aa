"""Dates as plans word them, and working days. Plain Python.

`exceptions` maps a day that differs from the week's rule to whether it is worked: public holidays to False,
a Saturday worked for a swapped day to True. Days it does not name follow the week: Monday to Friday are worked.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

Exceptions = Mapping[date, bool]
_SATURDAY = 5
_LONGEST_BREAK = 60


class HolidayRule(StrEnum):
    """What an agency does when a written deadline falls on a day off; the due date itself never moves."""

    KEEP = "keep"
    BEFORE = "before"
    AFTER = "after"

    @property
    def label(self) -> str:
        return _RULE_LABELS[self]


_RULE_LABELS = {
    HolidayRule.KEEP: "Giữ nguyên ngày ghi trong văn bản",
    HolidayRule.BEFORE: "Hoàn thành vào ngày làm việc liền trước",
    HolidayRule.AFTER: "Được tính đến ngày làm việc liền sau",
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


def working_days_between(start: date, end: date, exceptions: Exceptions) -> int:
    """How many worked days lie from start to end, both counted; 0 when end is before start."""
    days = (end - start).days + 1
    return sum(is_working_day(start + timedelta(days=n), exceptions) for n in range(max(days, 0)))


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


def _nearest(day: date, exceptions: Exceptions, *, step: int) -> date:
    for distance in range(_LONGEST_BREAK + 1):
        candidate = day + timedelta(days=step * distance)
        if is_working_day(candidate, exceptions):
            return candidate
    raise ValueError(f"no working day within {_LONGEST_BREAK} days of {day}")
