"""What an act on many tasks looks at."""

from cchc.tasks.models import Occurrence, Task


def results_to_judge(task: Task) -> list[Occurrence]:
    """Delivered or "không phát sinh", not yet confirmed and not given back, by due day."""
    rows = task.occurrences.filter(
        recorded_at__isnull=False, confirmed_at__isnull=True, asked_back=""
    ).exclude(delivered_on__isnull=True, not_arising_on__isnull=True)
    return list(rows.select_related("milestone", "unit").order_by("due_on", "pk"))
