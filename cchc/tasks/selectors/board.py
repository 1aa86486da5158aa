"""The control board of an agency: how each unit stands, who has said nothing this month, what is late and why."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain

from django.db.models import QuerySet

from cchc.core import clock
from cchc.orgs.models import Unit
from cchc.tasks.models import Assignment, Extension, Obstacle, Occurrence, ProgressReport, Task
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.lists import ListedTask, rows_of
from cchc.tasks.selectors.states import StateCode, in_states

LATE_SHOWN = 40
# Work that is under way: its unit has something to say of it every month.
UNDER_WAY = frozenset(
    {
        State.OVERDUE,
        State.DUE_SOON,
        State.SUBMITTED,
        State.AWAITING_GUIDANCE,
        State.IN_PROGRESS,
        State.CONTINUOUS_WITH_RESULT,
        State.CONTINUOUS_WITHOUT_RESULT,
    }
)


@dataclass(slots=True)
class UnitLine:
    """One lead unit. `under_way`: tasks of which it owes a word this month; `told`: those of which it gave one.

    A task of several leads counts under each of them. `last_at`: when the unit last recorded or reported anything
    of its tasks, None when never.
    """

    unit: Unit
    states: Counter[State] = field(default_factory=Counter)
    waiting: int = 0
    asked_back: int = 0
    under_way: int = 0
    told: int = 0
    last_at: datetime | None = None

    @property
    def total(self) -> int:
        return self.states.total()

    @property
    def is_silent(self) -> bool:
        """Nothing said this month of work that is under way."""
        return self.under_way > 0 and self.told == 0


@dataclass(frozen=True, slots=True)
class LateTask:
    """A late task with the last that was said about the reason; `reason` "" when nobody said any.

    `extension`: a later day was asked for and waits for a decision.
    """

    task: ListedTask
    reason: str
    said_on: date | None
    extension: Extension | None


@dataclass(frozen=True, slots=True)
class Board:
    """Lines in the directory's order; late tasks by their day, at most LATE_SHOWN; what waits for a decision."""

    lines: list[UnitLine]
    late: list[LateTask]
    late_count: int
    extensions: list[Extension]
    obstacles: list[Obstacle]


def board_of(agency: Unit, today: date, soon_days: int) -> Board:
    """The board of an agency as of a day, over the tasks of this year; statements do not grow with rows."""
    tasks = Task.objects.filter(agency=agency, ends_on__gte=date(today.year, 1, 1))
    lines = _lines(tasks, today, soon_days)
    late = in_states(tasks, [State.OVERDUE], today, soon_days)
    asked = Extension.objects.filter(state=Extension.State.ASKED, occurrence__task__agency=agency)
    open_obstacles = Obstacle.objects.filter(
        task__agency=agency, answer="", withdrawn_at__isnull=True
    )
    return Board(
        lines=lines,
        late=_late(late, today, soon_days),
        late_count=late.count(),
        extensions=list(
            asked.select_related("occurrence__task", "occurrence__unit", "asked_by").order_by(
                "from_due", "pk"
            )
        ),
        obstacles=list(open_obstacles.select_related("task", "raised_by")),
    )


def _lines(tasks: QuerySet[Task], today: date, soon_days: int) -> list[UnitLine]:
    parts = (
        Assignment.objects.filter(
            task__in=tasks.order_by(), part=Assignment.Part.LEAD, to_on__isnull=True
        )
        .order_by("unit__position", "unit__sort_key", "unit_id")
        .values_list(
            "unit_id", "task_id", StateCode(today, soon_days, prefix="task__"),
            "task__unconfirmed_count", "task__asked_back_count",
        )
    )  # fmt: skip
    rows = list(parts)
    units = Unit.objects.in_bulk({row[0] for row in rows})
    heard = _heard(tasks)
    month = clock.start_of(today.replace(day=1))
    lines: dict[int, UnitLine] = {}
    for unit_id, task_id, code, waiting, asked_back in rows:
        line = lines.setdefault(unit_id, UnitLine(units[unit_id]))
        state = State(code)
        line.states[state] += 1
        line.waiting += waiting > 0
        line.asked_back += asked_back > 0
        last = _latest([heard.get((task_id, unit_id)), heard.get((task_id, None))])
        line.last_at = _latest([line.last_at, last])
        if state in UNDER_WAY:
            line.under_way += 1
            line.told += last is not None and last >= month
    return list(lines.values())


def _heard(tasks: QuerySet[Task]) -> dict[tuple[int, int | None], datetime]:
    """When each unit last said something of each task; unit None: of the task as a whole. Two statements."""
    said = ProgressReport.objects.filter(task__in=tasks.order_by()).order_by()
    done = Occurrence.objects.filter(
        task__in=tasks.order_by(), recorded_at__isnull=False
    ).order_by()
    heard: dict[tuple[int, int | None], datetime] = {}
    for task_id, unit_id, at in chain(
        said.values_list("task_id", "unit_id", "reported_at"),
        done.values_list("task_id", "unit_id", "recorded_at"),
    ):
        if at is not None:
            heard[task_id, unit_id] = max(heard.get((task_id, unit_id), at), at)
    return heard


def _latest(moments: Sequence[datetime | None]) -> datetime | None:
    return max((each for each in moments if each is not None), default=None)


def _late(late: QuerySet[Task], today: date, soon_days: int) -> list[LateTask]:
    keys = list(late.order_by("due_key", "pk").values_list("pk", flat=True)[:LATE_SHOWN])
    rows = {row.pk: row for row in rows_of(keys, today, soon_days)}
    reasons = last_said(keys)
    asked = Extension.objects.filter(state=Extension.State.ASKED, occurrence__task__in=keys)
    extensions = {each.occurrence.task_id: each for each in asked.select_related("occurrence")}
    late_tasks = []
    for key in keys:
        reason, said_on = reasons.get(key, ("", None))
        late_tasks.append(LateTask(rows[key], reason, said_on, extensions.get(key)))
    return late_tasks


def last_said(keys: Collection[int]) -> dict[int, tuple[str, date]]:
    """The last difficulty, extension's reason or report of progress of each task, whichever is the latest.

    Tasks of which nobody said anything are left out. Three statements.
    """
    said: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    sources = (
        Obstacle.objects.filter(task__in=keys, withdrawn_at__isnull=True).values_list(
            "task_id", "raised_at", "text"
        ),
        ProgressReport.objects.filter(task__in=keys).values_list("task_id", "reported_at", "note"),
        Extension.objects.filter(occurrence__task__in=keys)
        .exclude(state=Extension.State.WITHDRAWN)
        .values_list("occurrence__task_id", "asked_at", "reason"),
    )
    for task_id, at, text in chain(*sources):
        said[task_id].append((at, text))
    latest = {key: max(found) for key, found in said.items()}
    return {key: (text, clock.vietnam_date(at)) for key, (at, text) in latest.items()}
