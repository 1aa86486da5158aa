"""The task list as a page."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from html import escape
from typing import ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cchc.core import clock
from cchc.core.pages import Page
from cchc.orgs.access import memberships_with
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.tasks.models import SavedView, Task
from cchc.tasks.pages.rows import TaskRow, task_row
from cchc.tasks.rules import asked as offered
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.late_text import LateItem, late_text
from cchc.tasks.rules.state import State
from cchc.tasks.selectors import lists
from cchc.tasks.selectors.list_on_day import list_on
from cchc.tasks.selectors.lists import ListedTask
from cchc.tasks.selectors.options import Option, Options

_IN_MESSAGE = 30
_NAMED = {"area", "plan", "agency"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A state that can be ticked; `count` None where the list is too long to count."""

    state: State
    count: int | None
    is_on: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row, with the header of its group where the group begins; `cells`: its <td> elements."""

    row: TaskRow
    cells: SafeString
    pick: SafeString
    header: str = ""
    sums: lists.GroupSum | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved view; `query` is what it asks."""

    name: str
    query: str
    uid: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading; `query` sorts by it, None where it cannot."""

    name: str
    label: str
    query: str | None
    is_on: bool


@dataclass(frozen=True)
class TaskListPage(Page):
    """`day`: the earlier day as whose list it is shown, read-only. sees_others: the person reads several agencies."""

    template: ClassVar[str] = "tasks/list.html"
    fragment: ClassVar[str] = "tasks/_list.html"

    asked: Asked
    query: str
    lines: list[Line]
    headings: list[Heading]
    chips: list[Chip]
    total: int | None
    total_is_capped: bool
    first: int
    number: int
    previous_query: str | None
    next_query: str | None
    tabs: list[Tab]
    tab: Tab | None
    options: Options
    parts: list[Option]
    dues: list[Option]
    groups: list[Option]
    sorts: list[Option]
    origins: list[Option]
    reviews: list[Option]
    columns: list[Option]
    is_narrowed: bool
    has_more_filters: bool
    has_any_task: bool
    message: str
    may_fill_in: bool
    may_confirm: bool
    may_remind: bool
    seen_at: str
    day: date | None
    today_query: str
    is_too_long: bool
    sees_others: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """One page of the answer. total: None beyond what is counted; sums: by group, {} where nothing is grouped."""

    rows: list[ListedTask]
    has_next: bool
    counts: lists.StateCounts
    total: int | None
    sums: dict[tuple[object, ...], lists.GroupSum]
    is_too_long: bool = False


def _found_now(tasks: QuerySet[Task], asked: Asked, number: int, today: date) -> _Found:
    soon = settings.DUE_SOON_DAYS
    is_named = asked.group == "area" or not _NAMED.isdisjoint(asked.columns)
    counts, rows, has_next = lists.counts_and_page(
        tasks, asked, number, today, soon, is_named=is_named
    )
    total = counts.of(asked.states)
    found = lists.asked_tasks(tasks, asked, today, soon)
    sums = lists.group_sums(found, asked.group, today, soon) if total is not None else {}
    return _Found(rows, has_next, counts, total, sums)


def _found_on(
    agencies: Sequence[Unit], tasks: QuerySet[Task], asked: Asked, number: int, day: date
) -> _Found:
    then = list_on(agencies, tasks, asked, day, settings.DUE_SOON_DAYS, number=number)
    total = then.counts.of(asked.states)
    return _Found(then.rows, then.has_next, then.counts, total, {}, then.is_too_long)


def list_page(
    *,
    tasks: QuerySet[Task],
    asked: Asked,
    number: int,
    agencies: Sequence[Unit],
    options: Options,
    user: User,
    today: date,
) -> TaskListPage:
    """The page that answers the question, of today or of an earlier day; statements do not grow with the rows."""
    day = asked.day(today)
    if day is None:
        found = _found_now(tasks, asked, number, today)
    else:
        asked, today = asked.but(group="", review=""), day
        found = _found_on(agencies, tasks, asked, number, day)
    rows, total = found.rows, found.total
    tabs = _tabs(user, asked)
    query = asked.query()
    return TaskListPage(
        asked=asked,
        query=query,
        lines=_lines(rows, asked, found.sums, today),
        headings=_headings(asked),
        chips=_chips(found.counts, asked),
        total=total,
        total_is_capped=total is None,
        first=(number - 1) * lists.PAGE_SIZE + 1,
        number=number,
        previous_query=_paged(query, number - 1) if number > 1 else None,
        next_query=_paged(query, number + 1) if found.has_next else None,
        tabs=tabs,
        tab=next((tab for tab in tabs if tab.is_on), None),
        options=options,
        parts=_choices(offered.PARTS, (asked.part,)),
        dues=_choices(offered.DUES, (asked.due,)),
        groups=_choices(offered.GROUPS, (asked.group,)),
        sorts=_choices(offered.SORTS, (asked.sort,)),
        origins=_choices(offered.ORIGINS, (asked.origin,)),
        reviews=_choices(offered.REVIEWS, (asked.review,)),
        columns=_choices(offered.COLUMNS, asked.but(as_of="").columns),
        is_narrowed=asked.narrows,
        has_more_filters=_has_more(asked),
        day=day,
        today_query=asked.query(as_of=""),
        is_too_long=found.is_too_long,
        sees_others=len(agencies) > 1,
        has_any_task=bool(rows) or asked.narrows or tasks.exists(),
        message=_message(rows, asked, total, today),
        may_confirm=day is None and bool(memberships_with(user, Permission.RESULT_CONFIRM)),
        may_remind=day is None and bool(memberships_with(user, Permission.REMINDER_MANAGE)),
        seen_at=clock.now().isoformat(),
        may_fill_in=day is None and bool(memberships_with(user, Permission.FACT_RECORD)),
    )


def _has_more(asked: Asked) -> bool:
    """Whether something is asked for that the folded part of the filters holds."""
    return any(
        (
            asked.kind,
            asked.nature,
            asked.review,
            asked.watched,
            asked.mine,
            asked.origin,
            asked.plan,
            asked.year,
            asked.group,
            asked.col,
        )
    )


def _message(rows: Sequence[ListedTask], asked: Asked, total: int | None, today: date) -> str:
    """Text for the chat group where the list shows overdue tasks alone; "" on any other list."""
    if asked.states != (State.OVERDUE,) or total is None or asked.as_of:
        return ""
    items = [
        LateItem(task.label, task.text, task_row(task, "", today).leads, task.next_due_on)
        for task in rows[:_IN_MESSAGE]
        if task.next_due_on is not None
    ]
    return late_text(who="", items=items, count=total, today=today)


def _lines(
    rows: Sequence[ListedTask],
    asked: Asked,
    sums: dict[tuple[object, ...], lists.GroupSum],
    today: date,
) -> list[Line]:
    base, columns = reverse("tasks"), asked.columns
    ticking = _("Chọn nhiệm vụ %(label)s")
    lines: list[Line] = []
    last: tuple[object, ...] | None = None
    for task in rows:
        key = lists.group_key(task, asked.group)
        row = task_row(task, base, today)
        cells = row.cells(columns)
        pick = _pick(task, ticking) if not asked.as_of else SafeString("")
        if asked.group and key != last:
            lines.append(Line(row, cells, pick, _group_name(task, row, asked.group), sums.get(key)))
        else:
            lines.append(Line(row, cells, pick))
        last = key
    return lines


def _pick(task: ListedTask, ticking: str) -> SafeString:
    """The box that ticks a row; it belongs to the form of acts on many, not to the filter around the list."""
    label = ticking % {"label": task.label}
    return SafeString(
        f'<td class="task-col-pick"><input class="form-check-input" type="checkbox" form="task-bulk" name="task" '
        f'value="{task.uid}" data-pick aria-label="{escape(label)}" autocomplete="off"></td>'
    )


def _group_name(task: ListedTask, row: TaskRow, group: str) -> str:
    if group == "area":
        return task.area_name
    if group == "month":
        if task.next_due_on is None:
            return _("Không còn hạn phải nộp")
        return _("Tháng %(month)d/%(year)d") % {
            "month": task.next_due_on.month,
            "year": task.next_due_on.year,
        }
    if task.lead_unit_id is not None:
        return row.leads
    return _("Nhiều đơn vị cùng chủ trì") if task.lead_count else _("Chưa có đơn vị chủ trì")


def _chips(counts: lists.StateCounts, asked: Asked) -> list[Chip]:
    chosen = set(asked.states)
    if counts.total is None:
        return [Chip(state, None, state in chosen) for state in State]
    return [
        Chip(state, counts.by_state.get(state, 0), state in chosen)
        for state in State
        if counts.by_state.get(state) or state in chosen
    ]


def _headings(asked: Asked) -> list[Heading]:
    sorts = {
        "state": "state", "label": "plan", "text": "text", "lead": "unit",
        "area": "area", "due": "", "changed": "changed",
    }  # fmt: skip
    return [
        Heading(
            name,
            offered.COLUMNS[name],
            asked.query(sort=sorts[name]) if name in sorts else None,
            sorts.get(name) == asked.sort,
        )
        for name in asked.columns
    ]


def _tabs(user: User, asked: Asked) -> list[Tab]:
    query = asked.query()
    return [
        Tab(view.name, view.query, str(view.uid), view.query == query)
        for view in SavedView.objects.filter(user=user)
    ]


def _choices(labels: dict[str, str], chosen: Sequence[str]) -> list[Option]:
    return [Option(code, label, code in chosen) for code, label in labels.items()]


def _paged(query: str, number: int) -> str:
    page = f"page={number}" if number > 1 else ""
    return "&".join(part for part in (query, page) if part)


def hidden_fields(asked: Asked) -> list[tuple[str, str]]:
    """Name and value pairs that carry a question through a form."""
    pairs = []
    for field in fields(asked):
        value = getattr(asked, field.name)
        pairs += [(field.name, each) for each in ((value,) if isinstance(value, str) else value)]
    return [(name, value) for name, value in pairs if value]
