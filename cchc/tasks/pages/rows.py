"""One line of a list of tasks, as people read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cchc.core.templatetags.cchc import day, day_with_weekday, icon
from cchc.tasks.models import Task
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.lists import ListedTask, Part

_NAMED = 2
_SHOWN = 220


@lru_cache(maxsize=32)
def badge(state: State) -> SafeString:
    """Icon and word of a state in its tone; the same markup for every row."""
    return format_html(
        '<span class="state state-{}">{}{}</span>', state.tone, icon(state.icon), state.label
    )


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list. `due`: "T4, 30/09"; `due_note`: "còn 8 ngày"; `products`: "2/3", "" without any;
    `review`: that a result waits for confirmation or was given back, else "".
    """

    address: str
    label: str
    text: str
    state: State
    leads: str
    coordinating: str
    area: str
    products: str
    review: str
    due: str
    due_note: str
    changed_at: datetime
    plan: str
    agency: str

    def cells(self, columns: Sequence[str]) -> SafeString:
        """The row's <td> elements. Written here: fifty rows of a template's conditions took a fifth of the page."""
        return SafeString(
            "".join(f'<td class="task-col-{name}">{_CELLS[name](self)}</td>' for name in columns)
        )

    @property
    def short_text(self) -> str:
        return shortened(self.text)


def shortened(text: str) -> str:
    """As much of a task's text as a row of a list shows."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]}…"


def _noted(text: str, note: str) -> str:
    return f"{text} <small>{escape(note)}</small>" if note else text


_CELLS: dict[str, Callable[[TaskRow], str]] = {
    "state": lambda row: _noted(badge(row.state), row.review),
    "label": lambda row: escape(row.label),
    "text": lambda row: f'<a href="{escape(row.address)}">{escape(row.short_text)}</a>',
    "lead": lambda row: escape(row.leads or "–"),
    "coordinating": lambda row: escape(row.coordinating or "–"),
    "area": lambda row: escape(row.area),
    "products": lambda row: escape(row.products or "–"),
    "due": lambda row: _noted(f"<span>{escape(row.due)}</span>", row.due_note),
    "changed": lambda row: day(row.changed_at),
    "plan": lambda row: escape(row.plan),
    "agency": lambda row: escape(row.agency),
}


def task_row(task: ListedTask, base: str, today: date) -> TaskRow:
    """The line of a task; `base` is the address of the list."""
    state, parts = task.state, task.live_parts
    due, note = due_words(task, state, today)
    return TaskRow(
        address=f"{base}{task.uid}/",
        label=task.label,
        text=task.text,
        state=state,
        leads=units_text([part for part in parts if part.is_lead]),
        coordinating=units_text([part for part in parts if not part.is_lead]),
        area=task.area_short_name,
        products=f"{task.products_done}/{task.products_count}" if task.products_count else "",
        review=_review(task),
        due=due,
        due_note=note,
        changed_at=task.changed_at,
        plan=task.plan_title,
        agency=task.agency_name,
    )


def _review(task: ListedTask) -> str:
    if task.asked_back_count:
        return _("bị trả lại")
    return _("chờ xác nhận") if task.unconfirmed_count else ""


def units_text(parts: Sequence[Part]) -> str:
    """Names of the units; a collective wording as written with the number of units it stood for."""
    groups = dict.fromkeys((part.group for part in parts if part.group), 0)
    names = []
    for part in parts:
        if part.group:
            groups[part.group] += 1
        else:
            names.append(part.unit)
    names = [f"{name} ({count})" for name, count in groups.items()] + names
    if len(names) <= _NAMED + 1:
        return "; ".join(names)
    more = _("và %(count)d đơn vị khác") % {"count": len(names) - _NAMED}
    return "; ".join(names[:_NAMED]) + f" {more}"


def due_words(task: ListedTask, state: State, today: date) -> tuple[str, str]:
    """The due day that counts now and the distance to it, or the word that stands in its place."""
    if state in {State.DISCONTINUED, State.NOT_ARISING}:
        return "", ""
    if task.next_due_on is not None:
        return day_with_weekday(task.next_due_on), distance(task.next_due_on, today)
    if state.is_done and task.last_done_on:
        due = day_with_weekday(task.last_due_on) if task.last_due_on else ""
        return due, _("xong %(day)s") % {"day": day(task.last_done_on)}
    if task.has_standing:
        return _("Thường xuyên"), ""
    if state is State.SUBMITTED and task.last_due_on:
        return day_with_weekday(task.last_due_on), _("đã trình")
    words = {
        Task.Nature.ON_EVENT: _("Khi phát sinh"),
        Task.Nature.DATED: _("Chưa có mốc"),
        Task.Nature.UNSCHEDULED: _("Không nêu thời hạn"),
    }
    return words.get(Task.Nature(task.nature), ""), ""


def distance(due: date, today: date) -> str:
    """ "còn 8 ngày", "hôm nay", "quá hạn 3 ngày"."""
    return _distance((due - today).days)


@lru_cache(maxsize=2048)
def _distance(days: int) -> str:
    if days == 0:
        return _("hôm nay")
    if days > 0:
        return ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days}
    return ngettext("quá hạn %(n)d ngày", "quá hạn %(n)d ngày", -days) % {"n": -days}
