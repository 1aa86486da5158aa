"""The value of a plan in force: its tasks by key, and one of them written anew."""

from datetime import date, datetime
from typing import Any

from cchc.orgs.models import User
from cchc.plans.issuing import IssuedTask, rewrite_task
from cchc.plans.models import Draft, DraftUnit, Plan
from cchc.plans.services.areas import Areas
from cchc.plans.services.issued_tasks import issued_tasks
from cchc.plans.services.resolution import Resolution
from cchc.reading import from_json
from cchc.reading.draft import TaskDraft


def task_of(plan: Plan, key: str) -> tuple[int, dict[str, Any]] | None:
    """Place and value of the task with this key; None when the plan has none."""
    for place, task in enumerate(plan.value["tasks"]):
        if task["key"] == key:
            return place, task
    return None


def as_tasks(values: list[dict[str, Any]]) -> list[TaskDraft]:
    """JSON tasks as dataclasses."""
    return from_json({"tasks": values}).tasks


def resolution_of(plan: Plan, *drafts: Draft) -> Resolution:
    """Every match of the plan's draft and of its annexes, on the day the plan took effect."""
    own = (plan.draft_id, *(draft.pk for draft in drafts))
    rows = DraftUnit.objects.filter(draft__in=own).select_related("unit", "group")
    on: date = plan.in_force_on or plan.starts_on
    return Resolution.of(rows, on)


def write_anew(
    plan: Plan, value: dict[str, Any], resolution: Resolution, *, by: User, at: datetime
) -> None:
    """Put this task's value in the place of the old one, in the plan's value and in the rooms above.

    The caller holds the plan's row, saves its `value` and records the act.
    """
    found = task_of(plan, value["key"])
    assert found is not None
    place, _old = found
    plan.value["tasks"][place] = value
    rewrite_task(plan, issued_of(plan, value, place + 1, resolution), by, at)


def issued_of(
    plan: Plan, value: dict[str, Any], position: int, resolution: Resolution
) -> IssuedTask:
    """One task of the plan's value as the rooms above receive it."""
    return issued_tasks(
        plan.draft,
        as_tasks([value]),
        sections=list(plan.sections.all()),
        areas=Areas(plan.agency),
        resolution=resolution,
        first_position=position,
    )[0]
