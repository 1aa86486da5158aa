"""States as they were on an earlier day: only what had happened by then counts, whenever it was entered."""

from collections import Counter
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from cchc.tasks.models import Task
from cchc.tasks.rules.facts import Fact, sums_of
from cchc.tasks.rules.state import State, state_of
from cchc.tasks.selectors.facts import facts_by_task, stored_facts


def states_on(tasks: QuerySet[Task], day: date, soon_days: int) -> dict[int, State]:
    """The state of each task on a day, by key (số liệu tại thời điểm chốt).

    A delivery or submission dated after the day had not happened yet. Due days are those of now: what an extension
    moved since stays moved. Two statements.
    """
    rows = {task.pk: task for task in tasks.order_by()}
    facts = facts_by_task(rows)
    return {key: _state(task, facts.get(key, []), day, soon_days) for key, task in rows.items()}


def counts_on(tasks: QuerySet[Task], day: date, soon_days: int) -> Counter[State]:
    """How many tasks were in each state on a day."""
    return Counter(states_on(tasks, day, soon_days).values())


def _state(task: Task, facts: list[Fact], day: date, soon_days: int) -> State:
    sums = sums_of([_until(fact, day) for fact in facts], task.products_rule)
    whole = stored_facts(task)
    columns = {
        name: getattr(sums, name)
        for name in sums.__dataclass_fields__
        if name in whole.__dataclass_fields__
    }
    return state_of(replace(whole, **columns), day, soon_days)


def _until(fact: Fact, day: date) -> Fact:
    delivered = fact.delivered_on if fact.delivered_on and fact.delivered_on <= day else None
    submitted = fact.submitted_on if fact.submitted_on and fact.submitted_on <= day else None
    return replace(fact, delivered_on=delivered, submitted_on=submitted)
