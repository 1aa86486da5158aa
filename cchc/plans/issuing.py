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
from cchc.plans.models import Amendment, Plan, PlanSection, ReformArea
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
class AmendedTask:
    """One change of an amendment: the task as it reads from then on, and which of its fields changed.

    `kind` in the codes of AmendmentChange; a carried task is found under `old_key` in the amendment's plan and goes
    on under its own key in the plan that replaces it.
    """

    kind: str
    issued: IssuedTask
    fields: frozenset[str]
    reason: str = ""
    old_key: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What an amendment does to one due date: `code` is moved, added, withdrawn or done (it stays as it is).

    `notes`: what to look at twice before the day moves, as sentences.
    """

    code: str
    what: str
    unit: str
    from_due: date | None
    to_due: date | None
    from_unit: str = ""
    is_set_above: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastLine:
    """A task's state on an earlier day, for the page of the plan as it stood."""

    label: str
    state_label: str
    state_tone: str
    state_icon: str
    due: date | None
    leads: str
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
Amender = Callable[[Amendment, Sequence[AmendedTask], User, datetime], None]
Foresight = Callable[[Amendment, Sequence[AmendedTask], date, datetime], dict[str, list[Effect]]]
PastProvider = Callable[[Plan, date], dict[str, PastLine]]
_amenders: list[Amender] = []
_foresights: list[Foresight] = []
_pasts: list[PastProvider] = []
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


def register_amending(amender: Amender, foresight: Foresight) -> None:
    """Have tasks follow an amendment, and say beforehand what it would do to them."""
    if amender not in _amenders:
        _amenders.append(amender)
        _foresights.append(foresight)


def register_past(provider: PastProvider) -> None:
    """Let the page of a plan on an earlier day show how its tasks stood, by key."""
    if provider not in _pasts:
        _pasts.append(provider)


def amend_tasks(
    amendment: Amendment, changes: Sequence[AmendedTask], by: User, at: datetime
) -> None:
    """Call every amender; runs in the transaction that puts the amendment in force."""
    for amender in _amenders:
        amender(amendment, changes, by, at)


def effects_of(
    amendment: Amendment, changes: Sequence[AmendedTask], on: date, at: datetime
) -> dict[str, list[Effect]]:
    """What the changes would do if they took effect on that day, by the task's key; writes nothing."""
    found: dict[str, list[Effect]] = {}
    for foresight in _foresights:
        found |= foresight(amendment, changes, on, at)
    return found


def past_lines(plan: Plan, day: date) -> dict[str, PastLine]:
    """How the tasks stood on a day, by key; {} when no room above knows."""
    found: dict[str, PastLine] = {}
    for provider in _pasts:
        found |= provider(plan, day)
    return found
