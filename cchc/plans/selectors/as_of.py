"""A plan as it stood on a day: its value with later amendments taken back. Prose: docs/algorithms/amendment.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q

from cchc.plans.issuing import PastLine, past_lines
from cchc.plans.models import Amendment, AmendmentChange, Plan, Target
from cchc.plans.rules.amending import Change, entries_of, standing, value_before
from cchc.plans.rules.labels import label_of
from cchc.plans.selectors.amendments import ShownChange, amendments_in_force, shown_changes
from cchc.plans.selectors.correctable import as_text
from cchc.plans.states import AmendmentState


@dataclass(frozen=True, slots=True)
class PastTask:
    """A task as the plan worded it on the day; `line`: how it stood, None when no room above knows."""

    label: str
    text: str
    leads: str
    products: Sequence[str]
    time: str
    line: PastLine | None


@dataclass(frozen=True, slots=True)
class PastSection:
    """Tasks under one heading, in the plan's order."""

    heading: str
    tasks: Sequence[PastTask]


@dataclass(frozen=True, slots=True)
class PastAmendment:
    """An amendment and what it changed; `counts`: it was in force on the day."""

    amendment: Amendment
    changes: Sequence[ShownChange]
    counts: bool


@dataclass(frozen=True, slots=True)
class PastTarget:
    """A target as the plan worded it on the day, and the level that it asked for then ("" for none)."""

    text: str
    level: str


@dataclass(frozen=True, slots=True)
class PlanOnDay:
    """The plan on a day: what it asked for, and what changed it before and since."""

    day: date
    sections: Sequence[PastSection]
    targets: Sequence[PastTarget]
    bases: Sequence[str]
    task_count: int
    amendments: Sequence[PastAmendment]


def value_on(plan: Plan, day: date) -> dict[str, Any]:
    """The plan's value on a day, without the tasks that were dropped by then."""
    rows = AmendmentChange.objects.filter(
        amendment__plan=plan,
        amendment__state=AmendmentState.IN_FORCE,
        amendment__effective_on__gt=day,
    ).order_by("-amendment__effective_on", "-amendment_id", "-pk")
    later = [Change(row.kind, row.task_key, row.old, row.new, row.item) for row in rows]
    return standing(value_before(plan.value, later))


def plan_on(plan: Plan, day: date) -> PlanOnDay:
    """Sections, tasks with their state of the day, targets and amendments; a fixed number of statements."""
    value = value_on(plan, day)
    lines = past_lines(plan, day)
    sections = [
        PastSection(heading or "", [_task(task, lines.get(task["key"])) for task in tasks])
        for heading, tasks in groupby(value["tasks"], key=lambda task: task.get("section"))
    ]
    return PlanOnDay(
        day=day,
        sections=sections,
        targets=[_target(target) for target in value.get("targets", [])],
        bases=[_basis(one) for one in entries_of(value, "basis").values()],
        task_count=len(value["tasks"]),
        amendments=[
            PastAmendment(each, shown_changes(each), _counts(each, day))
            for each in amendments_in_force(plan)
        ],
    )


def targets_on(plan: Plan, day: date) -> list[Target]:
    """The plan's targets with the words and levels of a day, for reading only; two statements."""
    asked_for = Q(added_on__isnull=True) | Q(added_on__lte=day)
    stands = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)
    rows = list(Target.everything.filter(asked_for & stands, plan=plan).select_related("area"))
    changes = AmendmentChange.objects.filter(
        amendment__plan=plan,
        amendment__state=AmendmentState.IN_FORCE,
        amendment__effective_on__gt=day,
        item=AmendmentChange.Item.TARGET,
        kind=AmendmentChange.Kind.CHANGE,
    ).order_by("-amendment__effective_on", "-amendment_id", "-pk")
    by_key = {f"target:{row.position}": row for row in rows}
    for change in changes:
        row = by_key.get(change.task_key)
        if row is not None:
            row.take(change.old)
    for row in rows:
        if row.since_on is not None and row.since_on > day:
            row.since_on = None
    return rows


def _target(value: dict[str, Any]) -> PastTarget:
    level = as_text(value.get("value"))
    words = (value.get("comparator"), level, value.get("unit"))
    return PastTarget(value["text"], " ".join(word for word in words if word) if level else "")


def _basis(value: dict[str, Any]) -> str:
    said = value.get("date")
    day = f"ngày {date.fromisoformat(said):%d/%m/%Y}" if said else ""
    words = (value.get("type"), value.get("number"), day, value.get("subject"))
    return " ".join(word for word in words if word)


def _counts(amendment: Amendment, day: date) -> bool:
    return amendment.effective_on is not None and amendment.effective_on <= day


def _task(task: dict[str, Any], line: PastLine | None) -> PastTask:
    return PastTask(
        label=line.label if line else label_of(task["path"]),
        text=task["text"],
        leads=line.leads if line and line.leads else "; ".join(task.get("lead") or []),
        products=task.get("products") or [],
        time=task.get("time") or "",
        line=line,
    )
