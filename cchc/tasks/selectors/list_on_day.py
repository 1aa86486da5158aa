"""The task list as it stood on an earlier day: the same question, answered from the facts of that day.

Whose, when due and in which state: `as_of.py`. What asks about the present only does not narrow: whether a result waits
for confirmation, and grouping. Prose: docs/algorithms/amendment.md, "Reading an earlier day".
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from cchc.core.text import fold
from cchc.orgs.history import names_on
from cchc.orgs.models import Unit
from cchc.tasks.models import Assignment, Deliverable, Task, TaskAmendment
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.facts import Sums, sums_of
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.as_of import Work, tasks_on, works_of
from cchc.tasks.selectors.lists import PAGE_SIZE, ListedTask, Part, StateCounts, rows_of

AT_MOST = 3000
_URGENCY = {state: place for place, state in enumerate(State)}
_ORDERS: dict[str, Callable[[Work], Any]] = {
    "plan": lambda work: (work.task.plan_id or 0, work.task.position),
    "text": lambda work: work.task.sort_key,
    "area": lambda work: work.task.area_id,
    "state": lambda work: _URGENCY[work.state],
}


@dataclass(frozen=True, slots=True)
class DayList:
    """One page of rows, whether another follows, and the counts by state; `is_too_long`: nothing was looked up."""

    rows: list[ListedTask]
    has_next: bool
    counts: StateCounts
    is_too_long: bool = False


@dataclass(frozen=True, slots=True)
class _Work:
    """A task as it stood, with the sums of its facts."""

    work: Work
    sums: Sums


def list_on(
    agencies: Sequence[Unit],
    tasks: QuerySet[Task],
    asked: Asked,
    day: date,
    soon_days: int,
    *,
    number: int | None,
) -> DayList:
    """The page of the list on that day; a fixed number of statements.

    agencies: those whose lists the person reads; tasks: what he reads today, already narrowed to what he watches or was
    entrusted with, where that is asked for; number None: all rows. Above AT_MOST tasks it asks to narrow.
    """
    named = [each.pk for each in agencies if not asked.agency or str(each.uid) == asked.agency]
    found = _in_place(tasks_on(named, day), asked, day)
    if asked.watched or asked.mine:
        found = found.filter(pk__in=tasks.order_by().values("pk"))
    if found.order_by().values("pk")[AT_MOST : AT_MOST + 1]:
        return DayList([], has_next=False, counts=StateCounts({}, 0), is_too_long=True)
    unit = Unit.objects.filter(uid=asked.unit).first() if asked.unit else None
    works = [
        _Work(work, sums_of(work.facts, work.task.products_rule, work.task.products_count))
        for work in works_of(found, day, soon_days)
        if _is_asked(work, asked, unit, day)
    ]
    counts = Counter(each.work.state for each in works)
    states = asked.states
    shown = [each for each in works if not states or each.work.state in states]
    shown.sort(key=lambda each: (each.sums.due_key, each.work.task.position, each.work.task.pk))
    if asked.sort in _ORDERS:
        shown.sort(key=lambda each: _ORDERS[asked.sort](each.work))
    start, size = (0, len(shown)) if number is None else ((number - 1) * PAGE_SIZE, PAGE_SIZE)
    return DayList(
        rows=_rows(shown[start : start + size], day, soon_days),
        has_next=len(shown) > start + size,
        counts=StateCounts(dict(counts), len(works)),
    )


def _in_place(tasks: QuerySet[Task], asked: Asked, day: date) -> QuerySet[Task]:
    """What does not change with the day; a plan's tasks are those that it had then."""
    if asked.area:
        tasks = tasks.filter(area__code=asked.area)
    if asked.kind:
        kinds = Deliverable.everything.filter(kind=asked.kind).values("task")
        tasks = tasks.filter(pk__in=kinds)
    if asked.origin:
        tasks = tasks.filter(instruction__isnull=asked.origin == "plan")
    if asked.year:
        tasks = tasks.filter(Q(plan__year=int(asked.year)) | Q(instruction__year=int(asked.year)))
    if asked.plan:
        later = TaskAmendment.objects.filter(from_plan__isnull=False, on__gt=day)
        was_there = later.filter(from_plan__uid=asked.plan).values("task")
        here = Q(plan__uid=asked.plan) & ~Q(pk__in=later.values("task"))
        tasks = tasks.filter(here | Q(pk__in=was_there))
    return tasks


def _is_asked(work: Work, asked: Asked, unit: Unit | None, day: date) -> bool:
    task = work.task
    if asked.nature and task.nature != asked.nature:
        return False
    if asked.q:
        words = f"{fold(task.label)} {fold(task.text)} {task.search_key}"
        if not all(word in words for word in fold(asked.q).split()):
            return False
    if asked.unit and not (unit and _takes_part(work, unit.pk, asked.part)):
        return False
    days = asked.due_range(day)
    if days is None:
        return True
    return any(
        fact.due_on is not None
        and days[0] <= fact.due_on <= days[1]
        and not (asked.only_left and fact.delivered_on)
        for fact in work.facts
    )


def _takes_part(work: Work, unit: int, part: str) -> bool:
    leads, helps = unit in work.leads, unit in work.coordinating
    if part == Assignment.Part.LEAD:
        return leads
    return helps if part == Assignment.Part.COORDINATING else leads or helps


def _rows(shown: Sequence[_Work], day: date, soon_days: int) -> list[ListedTask]:
    """Rows as the list shows them, with state, parts, days and words of that day."""
    works = [each.work for each in shown]
    rows = {row.pk: row for row in rows_of([work.task.pk for work in works], day, soon_days)}
    units = Unit.objects.in_bulk(
        {key for work in works for key in (*work.leads, *work.coordinating)}
    )
    names = names_on(list(units), day)

    def name(key: int) -> str:
        return names.get(key, (units[key].name, ""))[0]

    found = []
    for each in shown:
        work, sums = each.work, each.sums
        parts = [Part(True, name(key), "") for key in work.leads]
        parts += [Part(False, name(key), "") for key in work.coordinating]
        row = replace(
            rows[work.task.pk],
            state=work.state,
            label=work.task.label,
            text=work.task.text,
            nature=work.task.nature,
            has_standing=work.task.has_standing,
            next_due_on=sums.next_due_on,
            last_due_on=sums.last_due_on,
            last_done_on=sums.last_done_on,
            due_key=sums.due_key,
            products_done=sums.products_done,
            unconfirmed_count=0,
            asked_back_count=0,
            live_parts=parts,
        )
        found.append(row)
    return found
