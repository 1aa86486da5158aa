"""A plan's tasks as the plan's own page lists them."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from cchc.plans.issuing import TaskLine
from cchc.plans.models import Plan
from cchc.tasks.models import Assignment
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.lists import rows_of


def task_lines(plan: Plan, today: date) -> list[TaskLine]:
    """The plan's tasks in its order with state and next day; three statements."""
    keys = list(plan.tasks.values_list("pk", flat=True))
    rows = rows_of(keys, today, settings.DUE_SOON_DAYS).order_by("position", "pk")
    lines = []
    for task in rows:
        state = State(task.state)  # type: ignore[attr-defined]  # annotated by with_state
        leads = [p for p in task.live_parts if p.part == Assignment.Part.LEAD]  # type: ignore[attr-defined]
        named = dict.fromkeys(part.group.name if part.group else part.unit.name for part in leads)
        lines.append(
            TaskLine(
                label=task.label,
                text=task.text,
                area_code=task.area.code,
                leads="; ".join(named),
                due=task.next_due_on or task.last_due_on,
                state_label=state.label,
                state_tone=state.tone,
                state_icon=state.icon,
                address=reverse("task", args=[task.uid]),
            )
        )
    return lines
