"""The page of one task and the forms that act on it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from cchc.audit.selectors import Line as HistoryLine
from cchc.core.pages import Page
from cchc.orgs.models import User
from cchc.tasks.forms.record import EventForm, RecordForm
from cchc.tasks.models import Assignment, Task
from cchc.tasks.selectors.detail import Dated, Detail, Product
from cchc.tasks.selectors.people import Standing, standing_among


@dataclass(frozen=True, slots=True)
class TimeRow:
    """An occurrence as a line: `may_record`, `may_undo` say which buttons this person gets."""

    time: Dated
    may_record: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class ProductBlock:
    product: Product
    rows: list[TimeRow]


@dataclass(frozen=True)
class TaskPage(Page):
    template: ClassVar[str] = "tasks/task.html"

    detail: Detail
    task: Task
    blocks: list[ProductBlock]
    leads: list[Assignment]
    coordinating: list[Assignment]
    next_uid: str
    on_behalf: bool
    may_record_event: bool
    may_correct: bool
    place: str
    history: list[HistoryLine]


@dataclass(frozen=True)
class RecordPage(Page):
    template: ClassVar[str] = "tasks/record.html"

    task: Task
    time: Dated
    form: RecordForm
    on_behalf: bool
    is_stale: bool


@dataclass(frozen=True)
class EventPage(Page):
    template: ClassVar[str] = "tasks/event.html"

    task: Task
    form: EventForm


def task_page(
    detail: Detail, user: User, history: list[HistoryLine], *, may_correct: bool
) -> TaskPage:
    """The page as this person sees it: buttons only where the service would agree."""
    task, parts = detail.task, detail.parts
    is_live = task.discontinued_on is None
    standings = {
        unit: standing_among(user, task, parts, next(t.row for t in detail.times if t.row.unit_id == unit))
        for unit in {each.row.unit_id for each in detail.times}
    }  # fmt: skip
    blocks = [
        ProductBlock(product, [_row(each, standings, is_live=is_live) for each in product.times])
        for product in detail.products
    ]
    open_rows = [
        row.time for block in blocks for row in block.rows
        if row.may_record and row.time.row.delivered_on is None
    ]  # fmt: skip
    first = min(open_rows, key=_urgency, default=None)
    standing = standing_among(user, task, parts)
    return TaskPage(
        detail=detail,
        task=task,
        blocks=blocks,
        leads=[part for part in parts if part.part == Assignment.Part.LEAD],
        coordinating=[part for part in parts if part.part != Assignment.Part.LEAD],
        next_uid=str(first.row.uid) if first else "",
        on_behalf=first is not None and standings[first.row.unit_id] is Standing.ON_BEHALF,
        may_record_event=is_live and standing is not Standing.NONE and _waits_for_events(task),
        may_correct=may_correct,
        place=place_words(task.source),
        history=history,
    )


def place_words(source: dict[str, Any]) -> str:
    """Where the plan says so, in words: "trang 3, dòng 44"; "" when the reading kept no place."""
    words = []
    if source.get("page"):
        words.append(_("trang %(n)s") % {"n": source["page"]})
    if source.get("line"):
        words.append(_("dòng %(n)s") % {"n": source["line"]})
    if source.get("cell"):
        words.append(_("ô %(n)s") % {"n": source["cell"]})
    return ", ".join(words)


def _row(each: Dated, standings: dict[int | None, Standing], *, is_live: bool) -> TimeRow:
    allowed = is_live and standings[each.row.unit_id] is not Standing.NONE
    return TimeRow(each, allowed, allowed and each.row.recorded_at is not None)


def _urgency(each: Dated) -> tuple[bool, str]:
    """Dated ones by day, then undated ones by the end of their window."""
    day = each.row.due_on or each.row.ends_on
    return (each.row.submitted_on is not None, day.isoformat() if day else "9999")


def _waits_for_events(task: Task) -> bool:
    return task.nature == Task.Nature.ON_EVENT
