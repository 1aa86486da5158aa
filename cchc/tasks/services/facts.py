"""Keeping a task's sums beside its occurrences."""

from collections.abc import Iterable
from datetime import datetime

from cchc.tasks.models import Task
from cchc.tasks.rules.facts import Sums, sums_of
from cchc.tasks.selectors.facts import facts_by_task

SUM_FIELDS = (*Sums.__dataclass_fields__, "due_key")


def apply_sums(task: Task, sums: Sums) -> None:
    """Set a task's fact columns; saves nothing."""
    for name in SUM_FIELDS:
        setattr(task, name, getattr(sums, name))


def refresh_facts(tasks: Iterable[Task], at: datetime) -> None:
    """Rewrite the fact columns of these tasks from their occurrences, in two statements however many.

    Called in the transaction of every change to an occurrence. Runs twice without harm.
    """
    tasks = list(tasks)
    facts = facts_by_task(task.pk for task in tasks)
    for task in tasks:
        apply_sums(task, sums_of(facts[task.pk], task.products_rule, task.products_count))
        task.changed_at = at
    Task.objects.bulk_update(tasks, [*SUM_FIELDS, "changed_at"], batch_size=200)
