"""What tasks leave with a unit that ends: open work; closed history stays with the unit that did it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from cchc.orgs.movers import Line
from cchc.plans.states import PlanState
from cchc.tasks.models import Assignment, Deliverable, Occurrence, Task
from cchc.tasks.rules.facts import Fact, share_is_done
from cchc.tasks.selectors.facts import facts_by_task

AGENCY, OCCURRENCE, PRODUCT = "tasks.agency", "tasks.occurrence", "tasks.product"
PARTS = {Assignment.Part.LEAD: "tasks.lead", Assignment.Part.COORDINATING: "tasks.coordinating"}


def open_tasks(on: date) -> QuerySet[Task]:
    """Tasks of plans in force, or of none, that are carried out on that day and still owe something or recur."""
    going_on = Q(discontinued_on__isnull=True) | Q(discontinued_on__gt=on)
    of_plan = Q(plan__isnull=True) | Q(plan__state=PlanState.IN_FORCE)
    return Task.objects.filter(going_on, of_plan).filter(
        ~Q(nature=Task.Nature.DATED)
        | Q(open_count__gt=0)
        | Q(unplaced_count__gt=0)
        | Q(asked_back_count__gt=0)
        | Q(done_count=0, not_arising_count=0)
    )


def open_occurrences() -> QuerySet[Occurrence]:
    """What is not handed in yet, or was given back: somebody must still work on it."""
    return Occurrence.objects.filter(
        Q(delivered_on__isnull=True, not_arising_on__isnull=True) | ~Q(asked_back="")
    )


def agency_lines(units: Collection[int], on: date) -> list[Line]:
    """Open tasks of agencies that end, which go on in the successor's list."""
    rows = open_tasks(on).filter(agency__in=units).order_by("plan_id", "position")
    rows = rows.only("uid", "label", "text", "agency_id")
    return [Line(AGENCY, row.uid, str(row), row.agency_id, row.uid) for row in rows]


def part_lines(part: Assignment.Part, units: Collection[int], on: date) -> list[Line]:
    """Leading or coordinating in open tasks; where several units lead, one that has done its share keeps it."""
    rows = list(
        Assignment.objects.filter(
            unit__in=units, part=part, to_on__isnull=True, task__in=open_tasks(on).order_by()
        )
        .select_related("task")
        .order_by("task__plan_id", "task__position", "position")
    )
    several = {row.task_id for row in rows if row.task.lead_count > 1}
    facts = facts_by_task(several)
    return [
        Line(
            kind=PARTS[part],
            subject=row.task.uid,
            text=str(row.task),
            from_unit=row.unit_id,
            choice=row.task.uid,
        )
        for row in rows
        if not _has_done_its_share(row, facts)
    ]


def occurrence_lines(units: Collection[int], on: date) -> list[Line]:
    """Due dates that are still owed, of this year's periods and of later ones alike."""
    rows = (
        open_occurrences()
        .filter(unit__in=units, task__in=open_tasks(on).order_by())
        .select_related("task")
        .order_by("task__plan_id", "task__position", "due_on", "pk")
    )
    return [
        Line(
            kind=OCCURRENCE,
            subject=row.uid,
            text=f"{_due_text(row)}: {row.task}",
            from_unit=row.unit_id or 0,
            choice=row.task.uid,
        )
        for row in rows
    ]


def product_lines(units: Collection[int], on: date) -> list[Line]:
    """Products that one unit owes by name and of which something is not handed in yet."""
    owed = open_occurrences().values("milestone__deliverable")
    rows = (
        Deliverable.objects.filter(unit__in=units, task__in=open_tasks(on).order_by(), pk__in=owed)
        .select_related("task")
        .order_by("task__plan_id", "task__position", "position")
    )
    return [
        Line(
            kind=PRODUCT,
            subject=row.uid,
            text=f"{row.text[:120]}: {row.task}",
            from_unit=row.unit_id or 0,
            choice=row.task.uid,
        )
        for row in rows
    ]


def leads_by_task(keys: Iterable[int]) -> dict[int, list[int]]:
    """The units that lead each task today, by task."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Assignment.objects.filter(
        task__in=list(keys), part=Assignment.Part.LEAD, to_on__isnull=True
    )
    for task_id, unit_id in rows.values_list("task_id", "unit_id"):
        found[task_id].append(unit_id)
    return found


def tasks_by_uid(uids: Iterable[UUID]) -> dict[UUID, Task]:
    """Tasks by uid."""
    return {task.uid: task for task in Task.objects.filter(uid__in=list(uids))}


def _has_done_its_share(row: Assignment, facts: dict[int, list[Fact]]) -> bool:
    if row.part != Assignment.Part.LEAD or row.task_id not in facts:
        return False
    own = [fact for fact in facts[row.task_id] if fact.unit == row.unit_id and not fact.is_standing]
    return bool(own) and share_is_done(own, row.unit_id, row.task.products_rule)


def _due_text(row: Occurrence) -> str:
    return f"Hạn {row.due_on:%d/%m/%Y}" if row.due_on else "Không có hạn"
