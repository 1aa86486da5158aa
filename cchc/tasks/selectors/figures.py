"""Figures of the overview. Each comes with the question whose list has exactly that many rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import TruncMonth

from cchc.orgs.models import Unit
from cchc.plans.models import ReformArea
from cchc.tasks.models import Assignment, Occurrence, Task
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.states import StateCode

DONE = (State.DONE_ON_TIME, State.DONE_LATE)
_OF_PLAN = ExpressionWrapper(Q(instruction__isnull=True), BooleanField())


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of tasks and what to ask of the list to see them."""

    count: int
    asked: Asked

    @property
    def query(self) -> str:
        return self.asked.query()


@dataclass(frozen=True, slots=True)
class Cell:
    """One area and one lead unit: its tasks by state, and the question for all of them."""

    asked: Asked
    by_state: Counter[State]

    @property
    def total(self) -> Figure:
        return Figure(self.by_state.total(), self.asked)

    @property
    def done(self) -> Figure:
        return self._in(*DONE)

    @property
    def overdue(self) -> Figure:
        return self._in(State.OVERDUE)

    def _in(self, *states: State) -> Figure:
        asked = self.asked.but(state=tuple(state.value for state in states))
        return Figure(sum(self.by_state[state] for state in states), asked)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Areas down, lead units across; `cells[area code, unit uid]` is absent where the unit leads nothing.

    A task of several leads counts once under each of them, so columns may add up to more than the tasks.
    """

    areas: list[tuple[str, str]]
    units: list[tuple[str, str]]
    cells: dict[tuple[str, str], Cell]


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """Tasks with something due in a month; `left`: those with something there still to be handed in."""

    first: date
    total: Figure
    left: Figure


@dataclass(frozen=True, slots=True)
class Tally:
    """Tasks by state, those of plans and those from outside plans apart; `matrix`: the tasks of plans by place."""

    planned: Counter[State]
    outside: Counter[State]
    matrix: Matrix


def tally(tasks: QuerySet[Task], today: date, soon_days: int, asked: Asked | None = None) -> Tally:
    """States and matrix of these tasks, which are read once. `asked`: filters of the matrix's cells.

    Three statements, and one more where a task has several leads.
    """
    rows = (
        tasks.order_by()
        .values_list("area", "lead_unit", "lead_count", _OF_PLAN, StateCode(today, soon_days))
        .annotate(n=Count("pk"))
    )
    by_state: dict[bool, Counter[State]] = {True: Counter(), False: Counter()}
    places: dict[tuple[int, int], Counter[State]] = defaultdict(Counter)
    have_several = False
    for area, unit, leads, is_planned, code, n in rows:
        state = State(code)
        by_state[bool(is_planned)][state] += n
        if is_planned and unit is not None:
            places[area, unit][state] += n
        have_several |= bool(is_planned and unit is None and leads)
    if have_several:
        for area, unit, code, n in _of_several_leads(tasks, today, soon_days):
            places[area, unit][State(code)] += n
    return Tally(by_state[True], by_state[False], _matrix(places, asked or Asked()))


def _of_several_leads(tasks: QuerySet[Task], today: date, soon_days: int) -> Iterable[Any]:
    several = tasks.order_by().filter(
        instruction__isnull=True, lead_unit__isnull=True, lead_count__gt=0
    )
    leads = Assignment.objects.filter(
        task__in=several, part=Assignment.Part.LEAD, to_on__isnull=True
    )
    state = StateCode(today, soon_days, prefix="task__")
    return leads.order_by().values_list("task__area", "unit", state).annotate(n=Count("pk"))


def _matrix(places: Mapping[tuple[int, int], Counter[State]], asked: Asked) -> Matrix:
    """The places in the order of areas and units; an area of the same code is the same area."""
    areas = {
        pk: (place, name, code)
        for pk, place, name, code in ReformArea.objects.filter(
            pk__in={area for area, _unit in places}
        ).values_list("pk", "position", "short_name", "code")
    }
    units = {
        pk: (position, sort_key, short_name or name, str(uid))
        for pk, position, sort_key, short_name, name, uid in Unit.objects.filter(
            pk__in={unit for _area, unit in places}
        ).values_list("pk", "position", "sort_key", "short_name", "name", "uid")
    }
    counts: dict[tuple[str, str], Counter[State]] = defaultdict(Counter)
    for (area, unit), found in places.items():
        counts[areas[area][-1], units[unit][-1]] += found
    return Matrix(
        areas=[(code, name) for _place, name, code in sorted(areas.values())],
        units=[(uid, name) for *_order, name, uid in sorted(units.values())],
        cells={
            key: Cell(asked.but(area=key[0], unit=key[1], part="lead"), found)
            for key, found in counts.items()
        },
    )


def due_between(tasks: QuerySet[Task], questions: Sequence[Asked], today: date) -> list[Figure]:
    """Tasks with something due in the range of each question ("week", "30days", ...), left where it says so.

    One statement for all. Tasks whose last day lies before every range are not looked into.
    """
    counts, firsts, lasts = {}, [], []
    for number, asked in enumerate(questions):
        first, last = asked.due_range(today) or (date.min, date.max)
        due = Q(due_on__range=(first, last))
        if asked.only_left:
            due &= Q(delivered_on__isnull=True)
        counts[f"n{number}"] = Count("task", distinct=True, filter=due)
        firsts.append(first)
        lasts.append(last)
    chosen = tasks.order_by().filter(last_due_on__gte=min(firsts))
    rows = Occurrence.objects.filter(task__in=chosen, due_on__range=(min(firsts), max(lasts)))
    found = rows.aggregate(**counts)
    return [Figure(found[f"n{number}"], asked) for number, asked in enumerate(questions)]


def load_by_month(
    tasks: QuerySet[Task], year: int, asked: Asked | None = None, unit_id: int | None = None
) -> list[MonthLoad]:
    """Twelve months of a year, each with its tasks due; months without any count 0. One statement.

    unit_id: occurrences of that unit only (and of none); `asked` then carries the unit as lead.
    """
    asked = asked or Asked()
    due = Occurrence.objects.filter(
        task__in=tasks.order_by(), due_on__range=(date(year, 1, 1), date(year, 12, 31))
    )
    if unit_id is not None:
        due = due.filter(Q(unit=unit_id) | Q(unit__isnull=True))
    rows = (
        due.order_by()
        .annotate(first=TruncMonth("due_on"))
        .values_list("first")
        .annotate(
            total=Count("task", distinct=True),
            left=Count("task", distinct=True, filter=Q(delivered_on__isnull=True)),
        )
    )
    found = {first: (total, left) for first, total, left in rows}
    loads = []
    for month in range(1, 13):
        first = date(year, month, 1)
        total, left = found.get(first, (0, 0))
        question = asked.but(due="month", month=f"{first:%Y-%m}")
        loads.append(
            MonthLoad(first, Figure(total, question), Figure(left, question.but(left="1")))
        )
    return loads
