"""A unit's work, judged by its own share, and what falls due on each day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from cchc.orgs.models import Unit
from cchc.tasks.models import Assignment, Occurrence, Task
from cchc.tasks.rules.facts import NEVER, Fact, sums_of
from cchc.tasks.rules.state import State, state_of
from cchc.tasks.selectors.facts import facts_by_task, stored_facts
from cchc.tasks.selectors.lists import UNSHOWN

SHOWN = 300


@dataclass(frozen=True, slots=True)
class Share:
    """A unit's part in a task that it leads: the state of its own occurrences and its own next day."""

    task: Task
    state: State
    due_on: date | None


@dataclass(frozen=True, slots=True)
class DayItem:
    """A task that falls due on a day; `left` of `total` occurrences are not delivered."""

    task: Task
    total: int
    left: int


def led_by(tasks: QuerySet[Task], unit: Unit, part: str = Assignment.Part.LEAD) -> QuerySet[Task]:
    """The tasks in which the unit has this part today."""
    parts = Assignment.objects.filter(unit=unit, part=part, to_on__isnull=True)
    return tasks.filter(pk__in=parts.values("task"))


def shares_of(tasks: QuerySet[Task], unit: Unit, today: date, soon_days: int) -> list[Share]:
    """The unit's shares, what needs attention first: by state, then by day. At most SHOWN tasks by their due day.

    Lateness of another lead does not make this unit late. Two statements.
    """
    rows = list(led_by(tasks, unit).order_by("due_key", "pk").defer(*UNSHOWN)[:SHOWN])
    facts = facts_by_task([task.pk for task in rows])
    shares = [_share(task, facts[task.pk], unit, today, soon_days) for task in rows]
    order = {state: place for place, state in enumerate(State)}
    return sorted(shares, key=lambda share: (order[share.state], share.due_on or NEVER))


def due_by_day(tasks: QuerySet[Task], first: date, last: date) -> dict[date, list[DayItem]]:
    """What falls due on each day of a span, by day; a task stands once a day. One statement."""
    rows = (
        Occurrence.objects.filter(task__in=tasks.order_by(), due_on__range=(first, last))
        .select_related("task")
        .only("due_on", "delivered_on", "task__uid", "task__label", "task__text", "task__position")
        .order_by("due_on", "task__position", "task_id")
    )
    by_day: dict[date, dict[int, list[Occurrence]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.due_on is not None:
            by_day[row.due_on][row.task_id].append(row)
    return {day: [_item(found) for found in named.values()] for day, named in by_day.items()}


def _item(rows: Sequence[Occurrence]) -> DayItem:
    return DayItem(rows[0].task, len(rows), sum(row.delivered_on is None for row in rows))


def _share(task: Task, facts: Sequence[Fact], unit: Unit, today: date, soon_days: int) -> Share:
    own = [fact for fact in facts if fact.unit in {None, unit.pk}]
    sums = sums_of(own, task.products_rule)
    whole = stored_facts(task)
    columns = {
        name: getattr(sums, name)
        for name in sums.__dataclass_fields__
        if name in whole.__dataclass_fields__
    }
    state = state_of(replace(whole, **columns), today, soon_days)
    return Share(task, state, sums.next_due_on)
