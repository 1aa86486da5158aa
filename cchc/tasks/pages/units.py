"""A unit's page: its work, its load by month, and a message about what is late."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import ClassVar

from django.urls import reverse
from django.utils.safestring import SafeString

from cchc.core.pages import Page
from cchc.core.templatetags.cchc import day_with_weekday
from cchc.orgs.models import Unit
from cchc.tasks.pages.rows import badge, distance, shortened
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.late_text import LateItem, late_text
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.figures import MonthLoad
from cchc.tasks.selectors.units import Share

_TALLEST = 90
_STEP = 28
_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Bar:
    """A month's bar in the drawing's own coordinates; `left_height` is the part still to be done."""

    x: int
    middle: int
    y: float
    height: float
    left_y: float
    left_height: float
    load: MonthLoad
    is_now: bool


@dataclass(frozen=True)
class UnitPage(Page):
    template: ClassVar[str] = "tasks/unit.html"

    unit: Unit
    rows: list[SafeString]
    counts: list[tuple[State, int]]
    bars: list[Bar]
    year: str
    led_query: str
    coordinating_query: str
    coordinating_count: int
    message: str
    late_count: int


def unit_page(
    *, unit: Unit, shares: list[Share], loads: list[MonthLoad], helped: int, today: date
) -> UnitPage:
    late = [share for share in shares if share.state is State.OVERDUE]
    led = Asked(unit=str(unit.uid), part="lead")
    counts = Counter(share.state for share in shares)
    base = reverse("tasks")
    return UnitPage(
        unit=unit,
        rows=[_row(share, base, today) for share in shares],
        counts=[(state, counts[state]) for state in State if counts[state]],
        bars=bars_of(loads, today),
        year=str(today.year),
        led_query=led.query(),
        coordinating_query=led.but(part="coordinating").query(),
        coordinating_count=helped,
        message=message_of(unit, late, today),
        late_count=len(late),
    )


def message_of(unit: Unit, late: list[Share], today: date) -> str:
    """Text to paste in the office's chat about the unit's late work; "" when nothing is late."""
    items = [
        LateItem(share.task.label, share.task.text, "", share.due_on)
        for share in late
        if share.due_on
    ]
    return late_text(who=unit.name, items=items, count=len(late), today=today)


def bars_of(loads: list[MonthLoad], today: date) -> list[Bar]:
    """Bars as high as their month's share of the fullest month; all flat when nothing is due."""
    most = max((load.total.count for load in loads), default=0) or 1
    bars = []
    for place, load in enumerate(loads):
        height = _TALLEST * load.total.count / most
        left = _TALLEST * load.left.count / most
        bars.append(
            Bar(
                x=place * _STEP + (_STEP - _WIDTH) // 2,
                middle=place * _STEP + _STEP // 2,
                y=20 + _TALLEST - height,
                height=height,
                left_y=20 + _TALLEST - left,
                left_height=left,
                load=load,
                is_now=(load.first.year, load.first.month) == (today.year, today.month),
            )
        )
    return bars


def _row(share: Share, base: str, today: date) -> SafeString:
    """The <td> elements of a task. Written here: a hundred rows of a template took half of the page's time."""
    task, due, note = share.task, "–", ""
    if share.due_on is not None:
        due = escape(day_with_weekday(share.due_on))
        note = f" <small>{escape(distance(share.due_on, today))}</small>"
    return SafeString(
        f'<td class="task-col-state">{badge(share.state)}</td>'
        f'<td class="task-col-label">{escape(task.label)}</td>'
        f'<td class="task-col-text"><a href="{base}{task.uid}/">{escape(shortened(task.text))}</a></td>'
        f'<td class="task-col-due"><span>{due}</span>{note}</td>'
    )
