"""A plan's tasks as the plan's own page lists them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from cchc.plans.issuing import TaskLine
from cchc.plans.models import Plan
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.lists import rows_of


def task_lines(plan: Plan, today: date) -> list[TaskLine]:
    """The plan's tasks in its order with state and next day; three statements."""
    keys = list(plan.tasks.values_list("pk", flat=True))
    rows: list[Any] = list(rows_of(keys, today, settings.DUE_SOON_DAYS))
    lines = []
    for task in sorted(rows, key=lambda row: (row.position, row.pk)):
        state: State = task.state
        named = dict.fromkeys(part.group or part.unit for part in task.live_parts if part.is_lead)
        lines.append(
            TaskLine(
                label=task.label,
                text=task.text,
                area_code=task.area_code,
                leads="; ".join(named),
                due=task.next_due_on or task.last_due_on,
                state_label=state.label,
                state_tone=state.tone,
                state_icon=state.icon,
                address=reverse("task", args=[task.uid]),
            )
        )
    return lines
