"""Due days as a month and as a line of time."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse

from cchc.core.pages import Page
from cchc.core.templatetags.cchc import day
from cchc.periods.selectors import Month, Square
from cchc.tasks.models import Task
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.units import DayItem

_ON_A_DAY = 4


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the grid: the first few items and how many more there are."""

    square: Square
    items: list[DayItem]
    more: int
    tone: str


@dataclass(frozen=True)
class CalendarPage(Page):
    template: ClassVar[str] = "tasks/calendar.html"

    first: date
    weeks: list[list[DayCell]]
    total: int
    month_query: str
    previous_query: str
    next_query: str
    list_query: str
    is_narrowed: bool
    weekdays: tuple[str, ...] = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


@dataclass(frozen=True)
class TimelinePage(Page):
    template: ClassVar[str] = "tasks/timeline.html"

    bars: list[dict[str, Any]]
    tasks: list[Task]
    list_query: str
    is_cut: bool


def calendar_page(
    first: date, month: Month, items: dict[date, list[DayItem]], asked: Asked, today: date
) -> CalendarPage:
    """The month's weeks with what falls due on each day; days of other months stay empty."""
    weeks = [[_cell(square, items, today) for square in week] for week in month.weeks]
    shape = asked.but(due="", from_on="", to_on="", left="")
    return CalendarPage(
        first=first,
        weeks=weeks,
        total=len({item.task.pk for found in items.values() for item in found}),
        month_query=asked.but(due="month", month=f"{first:%Y-%m}").query(),
        previous_query=shape.query(month=_shifted(first, -1)),
        next_query=shape.query(month=_shifted(first, 1)),
        list_query=shape.query(month=""),
        is_narrowed=shape.but(month="").narrows,
    )


def timeline_bars(tasks: list[Task]) -> list[dict[str, Any]]:
    """What the chart draws: from the start that the plan names (else the plan's) to the last due day."""
    bars = []
    for task in tasks:
        state = State(task.state)  # type: ignore[attr-defined]  # annotated by with_state
        start = task.starts_on or task.term_starts_on
        bars.append(
            {
                "id": str(task.uid),
                "name": f"{task.label} {task.text[:80]}",
                "start": start.isoformat(),
                "end": max(task.last_due_on or task.ends_on, start).isoformat(),
                "progress": _percent(task),
                "custom_class": f"timeline-{state.tone}",
                "state": state.label,
                "due": day(task.next_due_on or task.last_due_on),
                "address": reverse("task", args=[task.uid]),
            }
        )
    return bars


def _percent(task: Task) -> int:
    total = task.open_count + task.done_count
    return 100 * task.done_count // total if total else 0


def _cell(square: Square, items: dict[date, list[DayItem]], today: date) -> DayCell:
    found = items.get(square.day, []) if square.in_month else []
    left = any(item.left for item in found)
    tone = "late" if left and square.day < today else "soon" if left else "done"
    return DayCell(square, found[:_ON_A_DAY], max(0, len(found) - _ON_A_DAY), tone)


def _shifted(first: date, months: int) -> str:
    index = first.year * 12 + first.month - 1 + months
    return f"{index // 12}-{index % 12 + 1:02d}"
