"""The task list as a sheet: what is asked for, whole, in the columns that are shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cchc.core import clock
from cchc.orgs.models import Unit
from cchc.publishing.sheets import Sheet, SheetColumn, Value
from cchc.tasks.models import Task
from cchc.tasks.pages.rows import TaskRow, task_row
from cchc.tasks.rules.asked import COLUMNS, Asked
from cchc.tasks.selectors import lists
from cchc.tasks.selectors.list_on_day import list_on
from cchc.tasks.selectors.lists import ListedTask

_BATCH = 500
_WIDTHS = {
    "state": 20, "label": 9, "text": 60, "lead": 28, "coordinating": 28, "area": 18,
    "products": 10, "due": 13, "changed": 13, "plan": 36, "agency": 20,
}  # fmt: skip
_VALUES: dict[str, Callable[[TaskRow, ListedTask], Value]] = {
    "state": lambda row, task: row.state.label,
    "label": lambda row, task: row.label,
    "text": lambda row, task: row.text,
    "lead": lambda row, task: row.leads,
    "coordinating": lambda row, task: row.coordinating,
    "area": lambda row, task: row.area,
    "products": lambda row, task: row.products,
    "due": lambda row, task: task.next_due_on or task.last_due_on or row.due,
    "changed": lambda row, task: clock.vietnam_date(task.changed_at),
    "plan": lambda row, task: row.plan,
    "agency": lambda row, task: row.agency,
}


def task_sheet(tasks: QuerySet[Task], asked: Asked, today: date) -> Sheet:
    """All rows of the question, not only a page, read by the batch so that memory stays small."""
    soon = settings.DUE_SOON_DAYS
    found = lists.asked_tasks(tasks, asked, today, soon)
    keys = list(lists.ordered(found, asked, today, soon).values_list("pk", flat=True))
    return _sheet(asked, today, _rows(keys, today, soon), len(keys))


def task_sheet_on(
    agencies: Sequence[Unit], tasks: QuerySet[Task], asked: Asked, day: date
) -> Sheet:
    """The list as it stood on an earlier day, whole."""
    found = list_on(agencies, tasks, asked, day, settings.DUE_SOON_DAYS, number=None)
    rows = ((task, task_row(task, "", day)) for task in found.rows)
    return _sheet(asked, day, rows, len(found.rows))


def _sheet(
    asked: Asked, day: date, rows: Iterable[tuple[ListedTask, TaskRow]], count: int
) -> Sheet:
    columns = asked.columns
    return Sheet(
        title=_("DANH SÁCH NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH"),
        subtitle=(
            _("Trạng thái tính đến ngày %(day)s; %(count)d nhiệm vụ")
            % {"day": day.strftime("%d/%m/%Y"), "count": count},
        ),
        columns=tuple(_column(name) for name in columns),
        rows=tuple(tuple(_VALUES[name](row, task) for name in columns) for task, row in rows),
        name=_("Nhiệm vụ"),
    )


def _rows(keys: list[int], today: date, soon: int) -> Iterator[tuple[ListedTask, TaskRow]]:
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        found = {task.pk: task for task in lists.rows_of(batch, today, soon)}
        for key in batch:
            yield found[key], task_row(found[key], "", today)


def _column(name: str) -> SheetColumn:
    is_date = name in {"due", "changed"}
    return SheetColumn(COLUMNS[name], _WIDTHS[name], "date" if is_date else "text")
