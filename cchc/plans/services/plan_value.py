"""The value of a plan in force: its tasks by key, and one of them written anew."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from cchc.core.errors import DomainError
from cchc.core.text import fold
from cchc.orgs.models import User
from cchc.orgs.selectors import match_wordings
from cchc.plans.issuing import IssuedTask, rewrite_task
from cchc.plans.models import Draft, DraftUnit, Plan
from cchc.plans.services.areas import Areas
from cchc.plans.services.issued_tasks import issued_tasks
from cchc.plans.services.matching import ACCEPTED_FROM
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


def resolution_of(plan: Plan, *drafts: Draft, on: date | None = None) -> Resolution:
    """Every match of the plan's draft and of its annexes, on that day or on the one the plan took effect."""
    own = (plan.draft_id, *(draft.pk for draft in drafts))
    rows = DraftUnit.objects.filter(draft__in=own).select_related("unit", "group")
    return Resolution.of(rows, on or plan.in_force_on or plan.starts_on)


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


def know_units(plan: Plan, wordings: Sequence[str], resolution: Resolution) -> list[str]:
    """Look up in the directory what the plan's readings did not name; returns the wordings that stand for nobody."""
    unknown = [wording for wording in wordings if not resolution.is_resolved(wording)]
    found = match_wordings(agency=plan.agency, wordings=unknown, on=resolution.on)
    for wording in unknown:
        if found[wording].confidence >= ACCEPTED_FROM:
            resolution.matches[fold(wording)] = found[wording]
    return [wording for wording in unknown if not resolution.is_resolved(wording)]


def add_units(plan: Plan, wordings: Sequence[str], resolution: Resolution) -> None:
    """Let a correction or an amendment name units of the directory that the draft did not name.

    Raises DomainError for a wording that stands for nobody.
    """
    for wording in know_units(plan, wordings, resolution):
        sentence = _(
            "Danh mục chưa có đơn vị “%(name)s”. Hãy ghi đúng tên trong danh mục, hoặc thêm đơn vị "
            "này vào danh mục trước."
        )
        raise DomainError(sentence % {"name": wording})
