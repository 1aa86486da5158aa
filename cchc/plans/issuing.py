"""What happens when a plan is put in force, for rooms above this one.

Tasks are written by a higher room, inside the transaction of the issue: it registers a writer here from its
`AppConfig.ready`. The plan page shows those tasks through a provider registered the same way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cchc.orgs.models import Unit, UnitGroup, User
from cchc.plans.models import Plan, PlanSection, ReformArea
from cchc.reading.draft import ScheduleEntry


@dataclass(frozen=True, slots=True)
class UnitLink:
    """One unit of a task, resolved on the day of issue. A collective wording gives one link per unit."""

    wording: str
    unit: Unit
    group: UnitGroup | None = None


@dataclass(frozen=True, slots=True)
class IssuedTask:
    """One task of the reviewed draft with its units resolved; `position` counts from 1 in the plan's order."""

    key: str
    path: str
    label: str
    position: int
    text: str
    section: PlanSection | None
    area: ReformArea
    leads: Sequence[UnitLink]
    coordinating: Sequence[UnitLink]
    products: Sequence[str]
    products_rule: str
    conditional: bool
    issued_by: str | None
    funding: str | None
    time: str | None
    schedule: Sequence[ScheduleEntry]
    source: dict[str, Any]
    quote: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What the plan page shows of one task."""

    label: str
    text: str
    area_code: str
    leads: str
    due: date | None
    state_label: str
    state_tone: str
    state_icon: str
    address: str


@dataclass(frozen=True, slots=True)
class ExistingTask:
    """A task that was written for a plan: its key in the reading, and how people find it."""

    uid: UUID
    key: str
    label: str
    quote: str
    address: str


Writer = Callable[[Plan, Sequence[IssuedTask], User, datetime], None]
Rewriter = Callable[[Plan, IssuedTask, User, datetime], None]
LinesProvider = Callable[[Plan, date], list[TaskLine]]
ExistingProvider = Callable[[Plan], Sequence[ExistingTask]]
_writers: list[Writer] = []
_providers: list[LinesProvider] = []
_rewriters: list[Rewriter] = []
_existing: list[ExistingProvider] = []


def register_writer(writer: Writer) -> None:
    """Have rows written with every plan put in force (and with an annex that arrives later)."""
    if writer not in _writers:
        _writers.append(writer)


def register_lines(provider: LinesProvider) -> None:
    """Let the plan page list a plan's tasks."""
    if provider not in _providers:
        _providers.append(provider)


def write_tasks(plan: Plan, tasks: Sequence[IssuedTask], by: User, at: datetime) -> None:
    """Call every writer; runs in the transaction of the issue."""
    for writer in _writers:
        writer(plan, tasks, by, at)


def task_lines(plan: Plan, today: date) -> list[TaskLine]:
    """The tasks of a plan in force, in its order; [] when no room above provides them."""
    return [line for provider in _providers for line in provider(plan, today)]


def register_existing(provider: ExistingProvider) -> None:
    """Let corrections and late annexes find the tasks that were written."""
    if provider not in _existing:
        _existing.append(provider)


def register_rewriter(rewriter: Rewriter) -> None:
    """Have one task say what it should have said: a misreading, or an annex that fills it in.

    The task is the plan's task with the key of the given one. What has not changed is left alone; DomainError when
    the change would lose a fact that somebody recorded.
    """
    if rewriter not in _rewriters:
        _rewriters.append(rewriter)


def existing_tasks(plan: Plan) -> list[ExistingTask]:
    """The tasks written for a plan, in its order; [] when no room above provides them."""
    return [task for provider in _existing for task in provider(plan)]


def rewrite_task(plan: Plan, task: IssuedTask, by: User, at: datetime) -> None:
    """Call every rewriter; runs in the transaction of the correction or of the annex."""
    for rewriter in _rewriters:
        rewriter(plan, task, by, at)
