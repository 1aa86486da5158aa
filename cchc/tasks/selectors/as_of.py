"""Work as it stood on an earlier day: whose it was, when it was due, what was handed in by then.

Whose: parts carry their dates; occurrences and tasks that an act of reorganisation moved later are looked up in
`orgs.MovedRow`. When: an extension decided later does not count yet, nor does an amendment of a later day: what it
moved, handed over, added or withdrew is put back. Prose: docs/algorithms/reorganisation.md and amendment.md there.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from cchc.core.clock import vietnam_date
from cchc.orgs.history import moved_later, names_on
from cchc.orgs.models import MovedRow, Succession, Unit
from cchc.tasks.models import (
    Assignment,
    Extension,
    Occurrence,
    OccurrenceAmendment,
    Task,
    TaskAmendment,
)
from cchc.tasks.rules.facts import Fact, sums_of
from cchc.tasks.rules.state import State, state_of
from cchc.tasks.selectors.detail import fact_of
from cchc.tasks.selectors.facts import stored_facts
from cchc.tasks.selectors.moving import AGENCY, OCCURRENCE


@dataclass(frozen=True, slots=True)
class Work:
    """A task on a day: its state, who led and coordinated, its occurrences as facts under the units of that day."""

    task: Task
    state: State
    leads: tuple[int, ...]
    coordinating: tuple[int, ...]
    facts: tuple[Fact, ...]

    def share(self, unit_id: int, day: date, soon_days: int) -> State:
        """The state of what one unit owed."""
        own = [fact for fact in self.facts if fact.unit in {None, unit_id}]
        return _state(self.task, own, day, soon_days)


@dataclass(slots=True)
class UnitFigures:
    """What a unit had on a day: tasks led, of them done and overdue, and results handed in within a window."""

    unit_id: int
    name: str = ""
    led: int = 0
    done: int = 0
    overdue: int = 0
    results: int = 0


def work_on(agency: Unit, day: date, soon_days: int) -> list[Work]:
    """The agency's tasks on that day, in the order of their plans; a fixed number of statements."""
    return _works(
        list(tasks_on([agency.pk], day).order_by("plan_id", "position", "pk")), day, soon_days
    )


def works_of(tasks: QuerySet[Task], day: date, soon_days: int) -> list[Work]:
    """These tasks as they stood on that day, in their order; a fixed number of statements."""
    return _works(list(tasks.order_by("position", "pk")), day, soon_days)


def _works(tasks: list[Task], day: date, soon_days: int) -> list[Work]:
    parts = _parts_on(tasks, day)
    facts = _facts_on(tasks, day)
    _as_worded_on(tasks, day)
    found = []
    for task in tasks:
        led = [row for row in parts[task.pk] if row.part == Assignment.Part.LEAD]
        helping = [row for row in parts[task.pk] if row.part != Assignment.Part.LEAD]
        found.append(
            Work(
                task=task,
                state=_state(task, facts[task.pk], day, soon_days),
                leads=tuple(row.unit_id for row in led),
                coordinating=tuple(row.unit_id for row in helping),
                facts=tuple(facts[task.pk]),
            )
        )
    return found


def states_on(tasks: QuerySet[Task], day: date, soon_days: int) -> dict[int, State]:
    """The state of each of these tasks on a day, by key (số liệu tại thời điểm chốt), a fixed number of statements.

    A task that an amendment, or the plan that replaced another, brought after that day is not among them.
    """
    rows = list(tasks.order_by().exclude(pk__in=_added_after(day)))
    facts = _facts_on(rows, day)
    _as_worded_on(rows, day)
    return {task.pk: _state(task, facts[task.pk], day, soon_days) for task in rows}


def counts_on(tasks: QuerySet[Task], day: date, soon_days: int) -> Counter[State]:
    """How many of these tasks were in each state on a day."""
    return Counter(states_on(tasks, day, soon_days).values())


def in_agency_on(agency_id: int, day: date) -> Q:
    """Filter for tasks that stood in the agency's list on a day: one that ended since has lost its open ones."""
    return in_agencies_on([agency_id], day)


def in_agencies_on(agencies: Collection[int], day: date) -> Q:
    """The same of several agencies."""
    later = moved_later(AGENCY, day)
    was_here = [uid for uid, unit in later.items() if unit in agencies]
    return Q(agency__in=agencies) & ~Q(uid__in=list(later)) | Q(uid__in=was_here)


def figures_on(agency: Unit, first: date, day: date, soon_days: int) -> list[UnitFigures]:
    """By unit: what it led on that day, and its results from `first` to that day under whoever handed them in.

    Names are those of the day, or the last one of a unit that had ended. In the directory's order.
    """
    found: dict[int, UnitFigures] = {}

    def of(unit_id: int) -> UnitFigures:
        return found.setdefault(unit_id, UnitFigures(unit_id))

    for work in work_on(agency, day, soon_days):
        for unit_id in work.leads:
            state = work.share(unit_id, day, soon_days)
            of(unit_id).led += 1
            of(unit_id).done += state.is_done
            of(unit_id).overdue += state is State.OVERDUE
        for fact in work.facts:
            if fact.unit is not None and fact.delivered_on and fact.delivered_on >= first:
                of(fact.unit).results += 1
    units = list(Unit.objects.filter(pk__in=list(found)).order_by("position", "sort_key", "pk"))
    names = names_on([unit.pk for unit in units], day)
    for unit in units:
        found[unit.pk].name = names.get(unit.pk, (unit.name, ""))[0]
    return [found[unit.pk] for unit in units]


def predecessors_between(units: Collection[int], first: date, last: date) -> dict[int, set[int]]:
    """For each of these units those whose work it took over within the span, its predecessors' included."""
    into: dict[int, set[int]] = defaultdict(set)
    rows = Succession.objects.filter(on__range=(first, last)).order_by("on")
    for successor, predecessor in rows.values_list("successor_id", "predecessor_id"):
        into[successor] |= {predecessor} | into.get(predecessor, set())
    return {key: into[key] for key in units if key in into}


def split_between(first: date, last: date) -> set[int]:
    """The units whose work several others took over within the span."""
    rows = Succession.objects.filter(on__range=(first, last)).values("predecessor_id")
    several = rows.annotate(n=Count("successor", distinct=True)).filter(n__gt=1)
    return set(several.values_list("predecessor_id", flat=True))


def tasks_on(agencies: Collection[int], day: date) -> QuerySet[Task]:
    """The tasks that stood in the lists of these agencies on that day, by key of the agency."""
    alone = Q(assignments__isnull=True)
    begun = (
        Q(assignments__from_on__lte=day)
        | alone & Q(plan__in_force_on__lte=day)
        | alone & Q(amendments__from_plan__in_force_on__lte=day)
    )
    here = Task.objects.filter(in_agencies_on(agencies, day)).exclude(pk__in=_added_after(day))
    return here.filter(begun).distinct()


def _added_after(day: date) -> QuerySet[TaskAmendment, int]:
    return TaskAmendment.objects.filter(kind="add", on__gt=day).values_list("task", flat=True)


def _parts_on(tasks: Sequence[Task], day: date) -> dict[int, list[Assignment]]:
    rows = Assignment.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=day), task__in=tasks, from_on__lte=day
    )
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows.order_by("position", "pk"):
        found[row.task_id].append(row)
    return found


def _as_worded_on(tasks: Sequence[Task], day: date) -> None:
    """Give tasks that were amended later the wording of the day; for reading only, never save them."""
    rows = TaskAmendment.objects.filter(task__in=tasks, on__gt=day).exclude(
        kind__in=("add", "drop")
    )
    first: dict[int, dict[str, Any]] = {}
    for key, before in rows.order_by("on", "pk").values_list("task_id", "before"):
        first.setdefault(key, before)
    for task in tasks:
        for name, value in first.get(task.pk, {}).items():
            is_day = name in {"starts_on", "ends_on"} and value is not None
            setattr(task, name, date.fromisoformat(value) if is_day else value)


def _facts_on(tasks: Sequence[Task], day: date) -> dict[int, list[Fact]]:
    by_key = {task.pk: task for task in tasks}
    asked_for = Q(added_on__isnull=True) | Q(added_on__lte=day)
    standing = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)
    rows = Occurrence.everything.filter(asked_for & standing, task__in=tasks)
    amended = _amended_later(tasks, day)
    units = _units_on(rows, amended, day)
    dues = _dues_on(tasks, amended, day)
    found: dict[int, list[Fact]] = defaultdict(list)
    for row in rows.select_related("milestone__deliverable").order_by("pk"):
        fact = fact_of(row, by_key[row.task_id])
        found[row.task_id].append(
            replace(
                fact,
                key=row.pk,
                unit=units.get(row.pk, row.unit_id),
                due_on=dues.get(row.pk, row.due_on),
                submitted_on=_by(row.submitted_on, day),
                delivered_on=_by(row.delivered_on, day),
                not_arising=_by(row.not_arising_on, day) is not None,
                is_confirmed=bool(row.confirmed_at and vietnam_date(row.confirmed_at) <= day),
                is_asked_back=False,
                is_optional=fact.is_optional or _was_optional(row, by_key[row.task_id], day),
            )
        )
    return found


def _amended_later(tasks: Sequence[Task], day: date) -> dict[int, OccurrenceAmendment]:
    """The first amendment after the day of each occurrence: it says what stood there on the day. One statement."""
    rows = OccurrenceAmendment.objects.filter(occurrence__task__in=tasks, on__gt=day)
    return {row.occurrence_id: row for row in rows.order_by("-on", "-pk")}


def _units_on(
    rows: QuerySet[Occurrence], amended: dict[int, OccurrenceAmendment], day: date
) -> dict[int, int | None]:
    """Whose an occurrence was, where an amendment or an act of reorganisation gave it to another unit since."""
    found: dict[int, int | None] = {key: row.from_unit_id for key, row in amended.items()}
    moved = moved_later(OCCURRENCE, day, rows)
    if not moved:
        return found
    first: dict[UUID, date] = {}
    acts = MovedRow.objects.filter(kind=OCCURRENCE, on__gt=day, subject__in=list(moved))
    for subject, on in acts.order_by("-on").values_list("subject", "on"):
        first[subject] = on
    for key, uid in rows.filter(uid__in=list(moved)).order_by().values_list("pk", "uid"):
        if key not in amended or first[uid] <= amended[key].on:
            found[key] = moved[uid]
    return found


def _dues_on(
    tasks: Sequence[Task], amended: dict[int, OccurrenceAmendment], day: date
) -> dict[int, date | None]:
    """Due days that were moved later, by an extension or an amendment: as they stood on the day, by occurrence.

    An extension counts from its document's day, or from the day on which a leader said so.
    """
    granted = Extension.objects.filter(occurrence__task__in=tasks, state=Extension.State.GRANTED)
    rows = granted.annotate(on=Coalesce("document_on", "said_on")).filter(on__gt=day)
    found: dict[int, tuple[date, date | None]] = {
        key: (row.on, row.from_due) for key, row in amended.items()
    }
    extended: dict[int, tuple[date, date | None]] = {}
    for key, on, from_due in rows.order_by("-on", "-pk").values_list(
        "occurrence_id", "on", "from_due"
    ):
        extended[key] = (on, from_due)
    for key, event in extended.items():
        if key not in found or event[0] < found[key][0]:
            found[key] = event
    return {key: from_due for key, (_on, from_due) in found.items()}


def _was_optional(row: Occurrence, task: Task, day: date) -> bool:
    """ "Nếu có" of which it was found only later that it arises."""
    deliverable = row.milestone.deliverable
    optional = deliverable.is_conditional if deliverable else task.is_conditional
    return optional and _by(row.arisen_on, day) is None


def _by(value: date | None, day: date) -> date | None:
    return value if value is not None and value <= day else None


def _state(task: Task, facts: Sequence[Fact], day: date, soon_days: int) -> State:
    sums = sums_of(facts, task.products_rule)
    whole = stored_facts(task)
    columns = {
        name: getattr(sums, name)
        for name in sums.__dataclass_fields__
        if name in whole.__dataclass_fields__
    }
    return state_of(replace(whole, **columns), day, soon_days)
