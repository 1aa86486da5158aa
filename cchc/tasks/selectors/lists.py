"""The task list: what is asked becomes a queryset, a count by state, groups with sums, one page of rows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, F, Q, QuerySet, TextField, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast, Coalesce, NullIf, TruncMonth

from cchc.core.text import fold
from cchc.tasks.models import Assignment, Deliverable, Occurrence, Task
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.facts import NEVER
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.states import StateCode, in_states, state_rank

PAGE_SIZE = 50
COUNTED_UP_TO = 10_000
_UNIT_NAME = OrderBy(F("lead_unit__sort_key"), nulls_last=True)
_Order = str | OrderBy | TruncMonth
_ORDERS: dict[str, tuple[_Order, ...]] = {
    "": ("due_key", "pk"),
    "plan": ("plan", "position"),
    "text": ("sort_key", "pk"),
    "unit": (_UNIT_NAME, "due_key", "pk"),
    "area": ("area__position", "area", "due_key", "pk"),
    "state": ("state_rank", "due_key", "pk"),
    "changed": ("-changed_at", "pk"),
}
_GROUP_ORDERS: dict[str, tuple[_Order, ...]] = {
    "area": ("area__position", "area"),
    "unit": (_UNIT_NAME, "lead_unit", "-lead_count"),
    "month": (TruncMonth("due_key"),),
}
_GROUP_KEYS: dict[str, dict[str, F | TruncMonth]] = {
    "area": {"key_1": F("area")},
    "unit": {"key_1": F("lead_unit"), "key_2": F("lead_count")},
    "month": {"key_1": TruncMonth("due_key")},
}

# What no line about a task shows.
UNSHOWN = ("search_key", "sort_key", "source", "quote", "funding", "path", "draft_key")
# The names that stand in other tables, in the order of ListedTask.
_NAMES: tuple[Any, ...] = (
    F("area__name"),
    F("area__short_name"),
    F("area__code"),
    Coalesce("plan__title", "instruction__subject"),
    Coalesce(NullIf("agency__short_name", Value("")), "agency__name"),
)
_REVIEW_COUNTS = {"waiting": "unconfirmed_count", "asked_back": "asked_back_count"}


class Part(NamedTuple):
    """A unit's part in a task: leading or coordinating, by name; `group` is the collective wording or ""."""

    is_lead: bool
    unit: str
    group: str


@dataclass(slots=True)
class ListedTask:
    """A task as a row of a list shows it, in plain values: a page of 50 rows is not 50 models of 45 columns each.

    `state`: as on the day asked for. Then columns of the task, the names that stand in other tables, and the parts of
    today in the plan's order.
    """

    state: State
    pk: int
    uid: UUID
    label: str
    text: str
    position: int
    nature: str
    area_id: int
    lead_unit_id: int | None
    lead_count: int
    has_standing: bool
    next_due_on: date | None
    last_due_on: date | None
    last_done_on: date | None
    due_key: date
    products_count: int
    products_done: int
    unconfirmed_count: int
    asked_back_count: int
    changed_at: datetime
    area_name: str = ""
    area_short_name: str = ""
    area_code: str = ""
    plan_title: str = ""
    agency_name: str = ""
    live_parts: list[Part] = field(default_factory=list)


_COLUMNS = tuple(
    each.name
    for each in fields(ListedTask)
    if each.name != "state" and each.default is MISSING and each.default_factory is MISSING
)


@dataclass(frozen=True, slots=True)
class GroupSum:
    """Sums of one group over everything that was asked for, not only the page."""

    total: int
    done: int
    overdue: int


@dataclass(frozen=True, slots=True)
class StateCounts:
    """Tasks by state under all other filters; `total` is their sum, None above COUNTED_UP_TO."""

    by_state: dict[State, int]
    total: int | None

    def of(self, states: Sequence[State]) -> int | None:
        """Tasks in these states; in all of them for none named. None when not counted."""
        if self.total is None or not states:
            return self.total
        return sum(self.by_state.get(state, 0) for state in states)


def asked_tasks(
    tasks: QuerySet[Task], asked: Asked, today: date, soon_days: int, *, by_state: bool = True
) -> QuerySet[Task]:
    """The visible tasks that are asked for, unordered. by_state False: every filter but the states."""
    tasks = _by_place(tasks, asked)
    for word in fold(asked.q).split():
        tasks = tasks.filter(search_key__contains=word)
    if asked.kind:
        kinds = Deliverable.objects.filter(kind=asked.kind).values("task")
        tasks = tasks.filter(pk__in=kinds)
    if asked.nature:
        tasks = tasks.filter(nature=asked.nature)
    if asked.review:
        tasks = tasks.filter(**{f"{_REVIEW_COUNTS[asked.review]}__gt": 0})
    tasks = _by_due(tasks, asked, today)
    return in_states(tasks, asked.states, today, soon_days) if by_state else tasks


def counts_and_page(
    tasks: QuerySet[Task],
    asked: Asked,
    number: int,
    today: date,
    soon_days: int,
    *,
    is_named: bool = True,
) -> tuple[StateCounts, list[ListedTask], bool]:
    """What the visible tasks come to under what is asked, one page of it, and whether another follows.

    Three statements. Words are looked for in every task, so what stands by due day is sought once and its page cut from
    what was found; all else goes by its index, page and count apart.
    """
    order = partial(ordered, asked=asked, today=today, soon_days=soon_days)
    narrowed = asked_tasks(tasks, asked, today, soon_days, by_state=False)
    counts = None
    if asked.q and not (asked.sort or asked.group):
        counts, keys = _sought_once(narrowed, asked, today, soon_days)
        shown = keys[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        if counts.total is not None:
            page = order(Task.objects.filter(pk__in=shown))
            rows = _with_parts(_listed(page, today, soon_days, is_named=is_named))
            return counts, rows, len(keys) > number * PAGE_SIZE
    found = in_states(narrowed, asked.states, today, soon_days)
    rows, has_next = page_of_rows(found, order, number, today, soon_days, is_named=is_named)
    if counts is None and asked.but(state=()).narrows:
        counts = state_counts(narrowed, today, soon_days)
    elif counts is None:
        counts = _counts_of_all(narrowed, today, soon_days, is_any=bool(rows))
    return counts, rows, has_next


def _sought_once(
    tasks: QuerySet[Task], asked: Asked, today: date, soon_days: int
) -> tuple[StateCounts, list[int]]:
    """Counts by state, and the keys in the states asked for by due day; [] where there are too many to count.

    Days come over as text, whose order is theirs. The first ten thousand end the search, in whatever order they stand.
    """
    day, code = Cast("due_key", TextField()), StateCode(today, soon_days)
    found = list(tasks.order_by().values_list(day, "pk", code)[: COUNTED_UP_TO + 1])
    counts = _counts_of(Counter(code for _day, _key, code in found))
    if counts.total is None:
        return counts, []
    wanted = set(asked.states or State)
    return counts, [key for _day, key, code in sorted(found) if code in wanted]


def state_counts(tasks: QuerySet[Task], today: date, soon_days: int) -> StateCounts:
    """How many tasks stand in each state, in one statement; nothing is counted above COUNTED_UP_TO.

    The states are counted here: grouped by the database they take twice as long, and one more statement to know
    whether there are too many.
    """
    codes = tasks.order_by().values_list(StateCode(today, soon_days), flat=True)
    return _counts_of(Counter(codes[: COUNTED_UP_TO + 1]))


def _counts_of_all(
    tasks: QuerySet[Task], today: date, soon_days: int, *, is_any: bool
) -> StateCounts:
    """The same for a list that nothing narrows. is_any: it is known that there is one.

    The statement asks an index first whether there are too many: who sees fifty thousand tasks does not wait until ten
    thousand rows have come over.
    """
    everything = tasks.order_by()
    beyond = everything.values("pk")[COUNTED_UP_TO : COUNTED_UP_TO + 1]
    codes = everything.values_list(StateCode(today, soon_days), flat=True)
    found = Counter(codes.filter(~Exists(beyond)))
    if not found and (is_any or everything.exists()):
        return StateCounts({}, None)
    return _counts_of(found)


def _counts_of(found: Counter[str]) -> StateCounts:
    if found.total() > COUNTED_UP_TO:
        return StateCounts({}, None)
    return StateCounts({State(code): n for code, n in found.items()}, found.total())


def ordered(tasks: QuerySet[Task], asked: Asked, today: date, soon_days: int) -> QuerySet[Task]:
    """In the order asked for, groups first."""
    order = [*_GROUP_ORDERS.get(asked.group, ()), *_ORDERS[asked.sort]]
    if asked.sort == "state":
        tasks = tasks.annotate(state_rank=state_rank(today, soon_days))
    return tasks.order_by(*dict.fromkeys(order))


def page_of_rows(
    tasks: QuerySet[Task],
    order: Callable[[QuerySet[Task]], QuerySet[Task]],
    number: int,
    today: date,
    soon_days: int,
    *,
    size: int = PAGE_SIZE,
    is_named: bool = True,
) -> tuple[list[ListedTask], bool]:
    """One page in the order that `order` gives, and whether another follows.

    The keys are found inside the statement, so that deep pages walk the index and only the shown rows are read whole.
    Two statements, however many rows.
    """
    start = (number - 1) * size
    keys = order(tasks).values("pk")[start : start + size + 1]
    shown = order(Task.objects.filter(pk__in=keys))
    rows = _listed(shown, today, soon_days, is_named=is_named)
    return _with_parts(rows[:size]), len(rows) > size


def rows_of(keys: Sequence[int], today: date, soon_days: int) -> list[ListedTask]:
    """Rows of a list by key, in no order. Two statements."""
    return _with_parts(_listed(Task.objects.filter(pk__in=keys), today, soon_days))


def _listed(
    tasks: QuerySet[Task], today: date, soon_days: int, *, is_named: bool = True
) -> list[ListedTask]:
    """is_named False: without the names that stand in other tables, for who shows none of them."""
    shown = (StateCode(today, soon_days), *_COLUMNS, *(_NAMES if is_named else ()))
    return [ListedTask(State(code), *values) for code, *values in tasks.values_list(*shown)]


def _with_parts(rows: list[ListedTask]) -> list[ListedTask]:
    parts = _parts_of([row.pk for row in rows])
    for row in rows:
        row.live_parts = parts.get(row.pk, [])
    return rows


def _parts_of(keys: Sequence[int]) -> dict[int, list[Part]]:
    by_task: dict[int, list[Part]] = defaultdict(list)
    rows = (
        Assignment.objects.filter(task__in=keys, to_on__isnull=True)
        .order_by("position", "pk")
        .values_list("task_id", "part", "unit__name", "group__name")
    )
    for task_id, part, unit, group in rows:
        by_task[task_id].append(Part(part == Assignment.Part.LEAD, unit, group or ""))
    return by_task


def group_sums(
    tasks: QuerySet[Task], group: str, today: date, soon_days: int
) -> dict[tuple[object, ...], GroupSum]:
    """Sums by group key as `group_key` gives it; {} without a grouping. One statement."""
    if not group:
        return {}
    keys = _GROUP_KEYS[group]
    rows = (
        tasks.order_by()
        .annotate(**keys)
        .values_list(*keys, StateCode(today, soon_days))
        .annotate(n=Count("pk"))
    )
    sums: dict[tuple[object, ...], GroupSum] = {}
    for *parts, code, n in rows:
        key = _key(group, *parts)
        had = sums.get(key, GroupSum(0, 0, 0))
        state = State(code)
        sums[key] = GroupSum(
            had.total + n,
            had.done + n * state.is_done,
            had.overdue + n * (state is State.OVERDUE),
        )
    return sums


def group_key(task: ListedTask, group: str) -> tuple[object, ...]:
    """The group a row stands in; () without a grouping."""
    if group == "area":
        return _key(group, task.area_id)
    if group == "unit":
        return _key(group, task.lead_unit_id, task.lead_count)
    if group == "month":
        return _key(group, task.due_key.replace(day=1))
    return ()


def _key(group: str, *parts: object) -> tuple[object, ...]:
    if group == "unit":
        unit, count = parts
        return (unit, unit is None and bool(count))
    if group == "month" and isinstance(parts[0], date):
        return (None if parts[0].year == NEVER.year else parts[0],)
    return parts


def _by_place(tasks: QuerySet[Task], asked: Asked) -> QuerySet[Task]:
    if asked.agency:
        tasks = tasks.filter(agency__uid=asked.agency)
    if asked.unit:
        parts = Assignment.objects.filter(unit__uid=asked.unit, to_on__isnull=True)
        if asked.part:
            parts = parts.filter(part=asked.part)
        tasks = tasks.filter(pk__in=parts.values("task"))
    if asked.area:
        tasks = tasks.filter(area__code=asked.area)
    if asked.plan:
        tasks = tasks.filter(plan__uid=asked.plan)
    if asked.year:
        tasks = tasks.filter(Q(plan__year=int(asked.year)) | Q(instruction__year=int(asked.year)))
    if asked.origin:
        tasks = tasks.filter(instruction__isnull=asked.origin == "plan")
    return tasks


def _by_due(tasks: QuerySet[Task], asked: Asked, today: date) -> QuerySet[Task]:
    days = asked.due_range(today)
    if days is None:
        return tasks
    due = Occurrence.objects.filter(due_on__range=days)
    if asked.only_left:
        due = due.filter(delivered_on__isnull=True)
    if asked.unit and asked.part == Assignment.Part.LEAD:
        due = due.filter(Q(unit__uid=asked.unit) | Q(unit__isnull=True))
    return tasks.filter(pk__in=due.values("task"))
