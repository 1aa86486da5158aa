"""Tasks as the plan's room finds them again."""

from django.urls import reverse

from cchc.plans.issuing import ExistingTask
from cchc.plans.models import Plan


def existing_tasks(plan: Plan) -> list[ExistingTask]:
    """The plan's tasks in its order, for corrections and for annexes that arrive later."""
    base = reverse("tasks")
    rows = plan.tasks.order_by("position").values_list("uid", "draft_key", "label", "text", "quote")
    return [
        ExistingTask(
            uid=uid,
            key=key,
            label=f"{label} {text[:80]}".strip(),
            quote=quote or text,
            address=f"{base}{uid}/",
        )
        for uid, key, label, text, quote in rows
    ]
