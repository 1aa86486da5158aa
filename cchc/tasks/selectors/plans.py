"""A plan's tasks as the plan's own page lists them."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from cchc.orgs.history import names_on
from cchc.orgs.models import Unit
from cchc.plans.issuing import PastLine, TaskLine
from cchc.plans.models import Plan
from cchc.tasks.models import Task, TaskAmendment
from cchc.tasks.selectors.as_of import works_of
from cchc.tasks.selectors.lists import rows_of


def task_lines(plan: Plan, today: date) -> list[TaskLine]:
    """The plan's tasks in its order with state and next day; three statements."""
    keys = list(plan.tasks.values_list("pk", flat=True))
    lines = []
    for task in sorted(
        rows_of(keys, today, settings.DUE_SOON_DAYS), key=lambda row: (row.position, row.pk)
    ):
        state = task.state
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


def past_lines(plan: Plan, day: date) -> dict[str, PastLine]:
    """The tasks that the plan had on a day, as they stood then, by their key in it."""
    carried = TaskAmendment.objects.filter(from_plan=plan, on__gt=day)
    keys = dict(carried.values_list("task_id", "from_key"))
    later = TaskAmendment.objects.filter(amendment__replaced_by=plan, on__gt=day).values("task")
    own = Task.objects.filter(plan=plan).exclude(pk__in=later)
    works = works_of(own | Task.objects.filter(pk__in=list(keys)), day, settings.DUE_SOON_DAYS)
    units = Unit.objects.in_bulk({key for work in works for key in work.leads})
    names = names_on(list(units), day)
    return {
        keys.get(work.task.pk, work.task.draft_key): PastLine(
            label=work.task.label,
            state_label=work.state.label,
            state_tone=work.state.tone,
            state_icon=work.state.icon,
            due=min(
                (fact.due_on for fact in work.facts if fact.due_on and not fact.delivered_on),
                default=None,
            ),
            leads="; ".join(names.get(key, (units[key].name, ""))[0] for key in work.leads),
            address=reverse("task", args=[work.task.uid]),
        )
        for work in works
    }
