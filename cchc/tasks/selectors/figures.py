"""Figures of the overview. Each comes with the question whose list has exactly that many rows."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from cchc.tasks.models import Assignment, Occurrence, Task
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.states import StateCode

DONE = (State.DONE_ON_TIME, State.DONE_LATE)


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
    """One area and one lead unit: done of all."""

    done: Figure
    total: Figure
    overdue: Figure


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


def area_unit_matrix(
    tasks: QuerySet[Task], today: date, soon_days: int, asked: Asked | None = None
) -> Matrix:
    """Done and total by area and lead unit, in one statement. `asked`: filters that `tasks` already carries."""
    asked = asked or Asked()
    rows = (
        Assignment.objects.filter(
            task__in=tasks.order_by(), part=Assignment.Part.LEAD, to_on__isnull=True
        )
        .annotate(state=StateCode(today, soon_days, prefix="task__"))
        .values_list(
            "task__area__position", "task__area__code", "task__area__short_name",
            "unit__position", "unit__sort_key", "unit__uid", "unit__name", "unit__short_name", "state",
        )
        .annotate(n=Count("task", distinct=True))
    )  # fmt: skip
    counts: dict[tuple[str, str], Counter[State]] = defaultdict(Counter)
    areas, units = {}, {}
    for place, code, area, position, sort_key, uid, name, short_name, state, n in rows:
        areas[code] = (place, area)
        units[str(uid)] = (position, sort_key, short_name or name)
        counts[code, str(uid)][State(state)] += n
    return Matrix(
        areas=[(code, areas[code][1]) for code in sorted(areas, key=lambda code: areas[code])],
        units=[(uid, units[uid][2]) for uid in sorted(units, key=lambda uid: units[uid])],
        cells={
            key: _cell(found, asked.but(area=key[0], unit=key[1], part="lead"))
            for key, found in counts.items()
        },
    )


def due_between(tasks: QuerySet[Task], asked: Asked, today: date) -> Figure:
    """Tasks with something due in the range of `asked` ("week", "30days", ...), not delivered where it says so."""
    days = asked.due_range(today)
    due = Q(due_on__range=days) if days else Q(due_on__isnull=False)
    if asked.only_left:
        due &= Q(delivered_on__isnull=True)
    keys = Occurrence.objects.filter(due).values("task")
    return Figure(tasks.order_by().filter(pk__in=keys).count(), asked)


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


def _cell(found: Counter[State], asked: Asked) -> Cell:
    def figure(states: Sequence[State]) -> Figure:
        chosen = asked.but(state=tuple(state.value for state in states)) if states else asked
        count = sum(n for state, n in found.items() if not states or state in states)
        return Figure(count, chosen)

    return Cell(figure(DONE), figure(()), figure((State.OVERDUE,)))
