"""A plan as it stood on a day: its value with later amendments taken back. Prose: docs/algorithms/amendment.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from cchc.plans.issuing import PastLine, past_lines
from cchc.plans.models import Amendment, AmendmentChange, Plan
from cchc.plans.rules.amending import Change, standing, value_before
from cchc.plans.rules.labels import label_of
from cchc.plans.selectors.amendments import ShownChange, amendments_in_force, shown_changes
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
class PlanOnDay:
    """The plan on a day: what it asked for, and what changed it before and since."""

    day: date
    sections: Sequence[PastSection]
    targets: Sequence[str]
    task_count: int
    amendments: Sequence[PastAmendment]


def value_on(plan: Plan, day: date) -> dict[str, Any]:
    """The plan's value on a day, without the tasks that were dropped by then."""
    rows = AmendmentChange.objects.filter(
        amendment__plan=plan,
        amendment__state=AmendmentState.IN_FORCE,
        amendment__effective_on__gt=day,
    ).order_by("-amendment__effective_on", "-amendment_id", "-pk")
    later = [Change(row.kind, row.task_key, row.old, row.new) for row in rows]
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
        targets=[target["text"] for target in value.get("targets", [])],
        task_count=len(value["tasks"]),
        amendments=[
            PastAmendment(each, shown_changes(each), _counts(each, day))
            for each in amendments_in_force(plan)
        ],
    )


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
