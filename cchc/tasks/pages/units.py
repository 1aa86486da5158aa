"""A unit's page: its work, its load by month, and a message about what is late."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cchc.core.pages import Page
from cchc.core.templatetags.cchc import day_with_weekday
from cchc.orgs.models import Unit
from cchc.tasks.pages.rows import distance
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.late_text import LateItem, late_text
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.figures import MonthLoad
from cchc.tasks.selectors.units import Share

_TALLEST = 90
_STEP = 28
_WIDTH = 18


@dataclass(frozen=True, slots=True)
class ShareRow:
    share: Share
    due: str
    note: str


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
    rows: list[ShareRow]
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
    counts = [(state, sum(share.state is state for share in shares)) for state in State]
    return UnitPage(
        unit=unit,
        rows=[_row(share, today) for share in shares],
        counts=[(state, count) for state, count in counts if count],
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


def _row(share: Share, today: date) -> ShareRow:
    if share.due_on is None:
        return ShareRow(share, "", "")
    return ShareRow(share, day_with_weekday(share.due_on), distance(share.due_on, today))
