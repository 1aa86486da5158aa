"""The overview as a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import ClassVar

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.core.templatetags.cchc import day, icon
from cchc.dashboards.finding import Findings
from cchc.dashboards.selectors import DraftNote, Overview
from cchc.orgs.models import Unit
from cchc.tasks.rules.late_text import LateItem, late_text
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.figures import DONE, Cell, MonthLoad
from cchc.tasks.selectors.lists import ListedTask

_BAR_HEIGHT = 84
_BAR_STEP = 34
_BAR_WIDTH = 20


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One area; `cells`: a <td> element for each lead unit, a dash where the unit leads nothing there."""

    area: str
    cells: SafeString


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of the load chart, in the chart's own units; `left` is drawn over `total`."""

    label: str
    x: int
    total_y: int
    total_height: int
    left_y: int
    left_height: int
    total: int
    left: int
    query: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class UrgentRow:
    """A late or nearly late task as the message and the list word it."""

    address: str
    label: str
    text: str
    leads: str
    note: str
    due: str
    is_overdue: bool


@dataclass(frozen=True)
class OverviewPage(Page):
    template: ClassVar[str] = "dashboards/overview.html"

    agency: Unit
    agencies: Sequence[Unit]
    year: int
    years: Sequence[int]
    figures: Overview
    rows: list[MatrixRow]
    bars: list[Bar]
    urgent: list[UrgentRow]
    message: str
    drafts: list[DraftNote]
    may_import: bool


@dataclass(frozen=True)
class EmptyOverviewPage(Page):
    """No plan is in force yet: what to do next. sees_others: agencies below have work."""

    template: ClassVar[str] = "dashboards/empty.html"

    drafts: list[DraftNote]
    may_import: bool
    sees_others: bool


def matrix_rows(figures: Overview) -> list[MatrixRow]:
    """The matrix as rows for the table."""
    matrix = figures.matrix
    late = icon("alert-circle", _("có nhiệm vụ quá hạn"))
    base = reverse("tasks")
    return [
        MatrixRow(
            name,
            SafeString(
                "".join(
                    _matrix_cell(matrix.cells.get((code, uid)), base, late)
                    for uid, _name in matrix.units
                )
            ),
        )
        for code, name in matrix.areas
    ]


def _matrix_cell(cell: Cell | None, base: str, late: str) -> str:
    """Done of all as a link to the list. Written here: a hundred cells of a template took a fifth of the page."""
    if cell is None:
        return '<td class="num"><span class="text-secondary" aria-hidden="true">–</span></td>'
    overdue = cell.by_state[State.OVERDUE]
    done = sum(cell.by_state[state] for state in DONE)
    mark = title = ""
    if overdue:
        words = _("%(n)d nhiệm vụ quá hạn") % {"n": overdue}
        mark, title = f" {late}", f' class="matrix-late" title="{escape(words)}"'
    address = escape(f"{base}?{cell.asked.query()}")
    text = f"{done}/{cell.by_state.total()}{mark}"
    return f'<td class="num"><a href="{address}"{title}>{text}</a></td>'


def bars_of(load: Sequence[MonthLoad], today: date) -> list[Bar]:
    """Twelve bars scaled to the fullest month; a year without due dates gives bars of no height."""
    most = max((month.total.count for month in load), default=0) or 1

    def height(count: int) -> int:
        return round(_BAR_HEIGHT * count / most)

    return [
        Bar(
            label=f"T{month.first.month}",
            x=place * _BAR_STEP + (_BAR_STEP - _BAR_WIDTH) // 2,
            total_y=_BAR_HEIGHT - height(month.total.count),
            total_height=height(month.total.count),
            left_y=_BAR_HEIGHT - height(month.left.count),
            left_height=height(month.left.count),
            total=month.total.count,
            left=month.left.count,
            query=month.total.query,
            is_now=(month.first.year, month.first.month) == (today.year, today.month),
        )
        for place, month in enumerate(load)
    ]


def message_of(rows: Sequence[ListedTask], agency: Unit, count: int, today: date) -> str:
    """Text to paste into the office's chat group; rows: late and nearly late tasks. "" without late work."""
    items = [
        LateItem(task.label, task.text, leads_of(task), task.next_due_on)
        for task in rows
        if task.next_due_on is not None and task.next_due_on < today
    ]
    return late_text(who=agency.name, items=items, count=count, today=today)


def leads_of(task: ListedTask) -> str:
    """The lead units in words."""
    leads = (part.group or part.unit for part in task.live_parts if part.is_lead)
    return "; ".join(dict.fromkeys(leads))


def urgent_row(task: ListedTask, today: date) -> UrgentRow:
    """A task with the days it is late or has left."""
    assert task.next_due_on is not None
    days = (task.next_due_on - today).days
    ahead = _("còn %(days)d ngày") if days else _("hạn hôm nay")
    note = _("quá hạn %(days)d ngày") if days < 0 else ahead
    return UrgentRow(
        address=reverse("task", args=[task.uid]),
        label=task.label,
        text=task.text,
        leads=leads_of(task),
        note=note % {"days": abs(days)},
        due=day(task.next_due_on),
        is_overdue=days < 0,
    )


@dataclass(frozen=True)
class SearchPage(Page):
    """The words asked for and what holds them."""

    template: ClassVar[str] = "dashboards/search.html"

    words: str
    found: Findings
