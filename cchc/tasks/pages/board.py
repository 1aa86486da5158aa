"""Bảng điều hành: the coordinator's and the leader's page about everybody's work."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cchc.core.pages import Page
from cchc.orgs.models import Unit
from cchc.tasks.models import Extension, Obstacle
from cchc.tasks.pages.rows import distance, units_text
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.board import LATE_SHOWN, Board, LateTask, UnitLine
from cchc.tasks.selectors.figures import Figure


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit; every figure opens the list that it counts, `told` of `under_way` is about this month."""

    unit: Unit
    all: Figure
    done: Figure
    in_time: Figure
    due_soon: Figure
    overdue: Figure
    submitted: Figure
    waiting: Figure
    asked_back: Figure
    under_way: int
    told: int
    is_silent: bool
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class LateLine:
    """A late task: who leads, since when, and why as far as anybody said."""

    late: LateTask
    leads: str
    due_note: str


@dataclass(frozen=True)
class BoardPage(Page):
    template: ClassVar[str] = "tasks/board.html"

    agency: Unit
    today: date
    rows: list[BoardRow]
    silent: list[Unit]
    late: list[LateLine]
    late_figure: Figure
    is_cut: bool
    extensions: list[Extension]
    obstacles: list[Obstacle]
    may_urge: bool


def board_page(*, agency: Unit, board: Board, today: date, may_urge: bool) -> BoardPage:
    """The page as of today; units without anything to lead are left out."""
    overdue = Asked(agency=str(agency.uid), state=(State.OVERDUE.value,))
    return BoardPage(
        agency=agency,
        today=today,
        rows=[_row(line) for line in board.lines],
        silent=[line.unit for line in board.lines if line.is_silent],
        late=[_late_line(each, today) for each in board.late],
        late_figure=Figure(board.late_count, overdue),
        is_cut=board.late_count > LATE_SHOWN,
        extensions=board.extensions,
        obstacles=board.obstacles,
        may_urge=may_urge,
    )


def _row(line: UnitLine) -> BoardRow:
    led = Asked(unit=str(line.unit.uid), part="lead")

    def figure(*states: State) -> Figure:
        count = sum(line.states[state] for state in states)
        return Figure(count, led.but(state=tuple(state.value for state in states)))

    return BoardRow(
        unit=line.unit,
        all=Figure(line.total, led),
        done=figure(State.DONE_ON_TIME, State.DONE_LATE),
        in_time=figure(State.IN_PROGRESS, State.NOT_STARTED),
        due_soon=figure(State.DUE_SOON),
        overdue=figure(State.OVERDUE),
        submitted=figure(State.SUBMITTED),
        waiting=Figure(line.waiting, led.but(review="waiting")),
        asked_back=Figure(line.asked_back, led.but(review="asked_back")),
        under_way=line.under_way,
        told=line.told,
        is_silent=line.is_silent,
        last_at=line.last_at,
    )


def _late_line(late: LateTask, today: date) -> LateLine:
    parts = [part for part in late.task.live_parts if part.is_lead]
    due = late.task.next_due_on
    return LateLine(late, units_text(parts), distance(due, today) if due else "")
