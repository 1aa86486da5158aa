"""What is owed and whom to remind of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from cchc.orgs.models import Membership, Unit
from cchc.orgs.rules import Role
from cchc.plans.models import Plan
from cchc.plans.states import PlanState
from cchc.tasks.models import Assignment, Occurrence, ReminderPolicy, ReminderRule, Task
from cchc.tasks.rules.facts import owed_of
from cchc.tasks.rules.reminders import Recipient, Rule, shipped_rules
from cchc.tasks.selectors.facts import facts_by_task


@dataclass(frozen=True, slots=True)
class Owed:
    """An occurrence that is neither submitted nor delivered; `units` owe it (their keys).

    `people`: whom a unit named to do its part, by the unit's key.
    """

    uid: UUID
    task: Task
    due_on: date
    units: tuple[int, ...]
    people: Mapping[int, int] = field(default_factory=dict)


def reminding_agencies() -> list[Unit]:
    """Agencies with a plan in force."""
    plans = Plan.objects.filter(state=PlanState.IN_FORCE)
    return list(Unit.objects.filter(pk__in=plans.values("agency")).order_by("path"))


def policy_of(agency: Unit) -> ReminderPolicy | None:
    """The agency's own choice, None while it follows the shipped rules."""
    return ReminderPolicy.objects.filter(agency=agency).first()


def rules_of(policy: ReminderPolicy | None) -> tuple[Rule, ...]:
    """The rules in use; none when the agency does not remind."""
    if policy is None:
        return shipped_rules()
    return tuple(_rule(row) for row in policy.rules.all()) if policy.is_on else ()


def stored_rules(policy: ReminderPolicy | None) -> tuple[Rule, ...]:
    """The rules as they stand on the settings page, in use or not."""
    return shipped_rules() if policy is None else tuple(_rule(row) for row in policy.rules.all())


def owed_until(agency: Unit, last: date, today: date) -> list[Owed]:
    """What is owed in the agency and due by `last`, overdue included, by due day. Three statements.

    Left out: tasks of plans that ended, tasks given up, what was submitted, and what another product settled.
    """
    tasks = _live(today).filter(agency=agency, next_due_on__lte=last)
    return [each for each in _owed(tasks) if each.due_on <= last]


def owed_of_task(task: Task, today: date) -> list[Owed]:
    """What is owed of one task, whatever its day. Four statements."""
    return _owed(_live(today).filter(pk=task.pk))


def still_owed(uids: Collection[UUID], today: date) -> set[UUID]:
    """Which of these occurrences still ask for something. Three statements."""
    keys = Occurrence.objects.filter(uid__in=uids).values("task")
    return {each.uid for each in _owed(_live(today).filter(pk__in=keys))} & set(uids)


def people_told(agency: Unit, on: date) -> dict[tuple[int, Role], list[int]]:
    """People of the agency who work on that day, by unit and role. One statement."""
    told: dict[tuple[int, Role], list[int]] = defaultdict(list)
    rows = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        valid_from__lte=on,
        unit__agency=agency,
        user__is_active=True,
    )
    for unit, role, user in rows.order_by("pk").values_list("unit_id", "role", "user_id"):
        told[unit, Role(role)].append(user)
    return told


def coordinating_units(tasks: Collection[int]) -> dict[int, list[int]]:
    """Keys of the units that coordinate in each task today. One statement."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Assignment.objects.filter(
        task__in=tasks, part=Assignment.Part.COORDINATING, to_on__isnull=True
    )
    for task, unit in rows.values_list("task_id", "unit_id"):
        found[task].append(unit)
    return found


def _live(today: date) -> QuerySet[Task]:
    return Task.objects.filter(
        Q(discontinued_on__isnull=True) | Q(discontinued_on__gt=today),
        Q(plan__state=PlanState.IN_FORCE) | Q(instruction__isnull=False),
        next_due_on__isnull=False,
    )


def _owed(tasks: QuerySet[Task]) -> list[Owed]:
    found = {task.pk: task for task in tasks.order_by("due_key", "pk")}
    facts = facts_by_task(found)
    leads = _leads(found)
    rows = [
        (fact.key, task, fact.due_on, fact.unit)
        for task in found.values()
        for fact in owed_of(facts[task.pk], task.products_rule)
        if fact.due_on is not None and fact.submitted_on is None and fact.key is not None
    ]
    uids = dict(Occurrence.objects.filter(pk__in=[row[0] for row in rows]).values_list("pk", "uid"))
    owed = []
    for key, task, due_on, unit in rows:
        units = (unit,) if unit else tuple(leads[task.pk])
        named = {each: leads[task.pk][each] for each in units if leads[task.pk].get(each)}
        owed.append(Owed(uids[key], task, due_on, units, named))
    return sorted(owed, key=lambda each: (each.due_on, each.task.position, each.task.pk))


def _leads(tasks: Collection[int]) -> dict[int, dict[int, int]]:
    """The units that lead each task today, in the plan's order, each with whom it named (0 for nobody)."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Assignment.objects.filter(
        task__in=list(tasks), part=Assignment.Part.LEAD, to_on__isnull=True
    )
    ordered = rows.order_by("position", "pk")
    for task, unit, person in ordered.values_list("task_id", "unit_id", "person_id"):
        found[task][unit] = person or 0
    return found


def _rule(row: ReminderRule) -> Rule:
    told = frozenset(each for each in Recipient if getattr(row, f"to_{each.value}"))
    return Rule(row.days, told, row.repeat_days)


def units_by_key(keys: Sequence[int]) -> dict[int, Unit]:
    """Units by key. One statement."""
    return Unit.objects.select_related("parent").in_bulk(list(set(keys)))
