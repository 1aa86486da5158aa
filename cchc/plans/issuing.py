"""What happens when a plan is put in force, for rooms above this one.

Tasks are written by a higher room, inside the transaction of the issue: it registers a writer here from its
`AppConfig.ready`. The plan page shows those tasks through a provider registered the same way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
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
class CorrectableField:
    """A field that a misreading may have spoiled, by its code in plan-format.md ("text", "lead", "time" ...).

    `value`: as text; one line per entry where `is_list`.
    """

    code: str
    label: str
    value: str
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Correctable:
    """A row of the plan that may be corrected: what people call it, its original words, its fields.

    `key`: the task's key in the reading, or the target's position as text. `address`: its own page.
    """

    key: str
    label: str
    quote: str
    fields: Sequence[CorrectableField]
    address: str


@dataclass(frozen=True, slots=True)
class TrueValue:
    """What a field should have said. `lines` for lists (units, products), else one; `links` the units resolved
    on the plan's day of issue; `schedule` the milestones of a time."""

    lines: Sequence[str]
    links: Sequence[UnitLink] = ()
    schedule: Sequence[ScheduleEntry] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Corrector(Protocol):
    """How one kind of row is corrected."""

    def find(self, plan: Plan, uid: UUID) -> Correctable | None:
        """The row as it stands; None when the plan has no such row."""
        ...

    def write(
        self, *, plan: Plan, uid: UUID, field: str, new: TrueValue, by: User, at: datetime
    ) -> None:
        """Give the field its true value, in the correction's transaction. Raises DomainError when it cannot be."""
        ...


@dataclass(frozen=True, slots=True)
class ExistingTask:
    """A task of the plan as an annex that arrives later is compared with it.

    `uid` is the task's; the three fields are empty where the plan's body left them open.
    """

    uid: UUID
    path: str
    section: str
    text: str
    has_leads: bool
    has_products: bool
    has_time: bool


class AnnexTarget(Protocol):
    """The room that owns tasks, as an annex needs it."""

    def tasks(self, plan: Plan) -> Sequence[ExistingTask]:
        """The plan's tasks in its order."""
        ...

    def fill(self, *, plan: Plan, uid: UUID, task: IssuedTask, by: User, at: datetime) -> None:
        """Fill what the task lacks (leads, coordinating units, products, time) from the annex; change nothing else."""
        ...


Writer = Callable[[Plan, Sequence[IssuedTask], User, datetime], None]
LinesProvider = Callable[[Plan, date], list[TaskLine]]
_writers: list[Writer] = []
_providers: list[LinesProvider] = []
_correctors: dict[str, Corrector] = {}
_annex_targets: list[AnnexTarget] = []


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


def register_corrector(kind: str, corrector: Corrector) -> None:
    """Let misreadings of rows of this kind ("task", "target") be corrected."""
    _correctors[kind] = corrector


def corrector_of(kind: str) -> Corrector | None:
    """Who corrects rows of this kind; None when nobody does."""
    return _correctors.get(kind)


def register_annex_target(target: AnnexTarget) -> None:
    """Let annexes that arrive later meet the tasks that are already there."""
    if target not in _annex_targets:
        _annex_targets.append(target)


def existing_tasks(plan: Plan) -> list[ExistingTask]:
    """The plan's tasks for pairing; [] when no room above provides them."""
    return [task for target in _annex_targets for task in target.tasks(plan)]


def fill_task(plan: Plan, uid: UUID, task: IssuedTask, *, by: User, at: datetime) -> None:
    """Have an existing task take from the annex what it lacks."""
    for target in _annex_targets:
        target.fill(plan=plan, uid=uid, task=task, by=by, at=at)
