"""What happens when a plan is put in force, for rooms above this one.

Tasks are written by a higher room, inside the transaction of the issue: it registers a writer here from its
`AppConfig.ready`. The plan page shows those tasks through a provider registered the same way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

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


Writer = Callable[[Plan, Sequence[IssuedTask], User, datetime], None]
LinesProvider = Callable[[Plan, date], list[TaskLine]]
_writers: list[Writer] = []
_providers: list[LinesProvider] = []


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
