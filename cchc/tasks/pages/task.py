"""The page of one task and the forms that act on it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext as _

from cchc.audit.selectors import Line as HistoryLine
from cchc.core import clock
from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.orgs.access import may
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.tasks.forms.record import EventForm, RecordForm
from cchc.tasks.models import (
    Assignment,
    Extension,
    OccurrenceAmendment,
    Task,
)
from cchc.tasks.rules.undoing import may_still_undo, undo_until
from cchc.tasks.selectors.detail import Dated, Detail, Product, Raised
from cchc.tasks.selectors.locks import (
    lock_on_asking,
    lock_on_entrusting,
    lock_on_result,
    lock_on_task,
)
from cchc.tasks.selectors.people import (
    Confirming,
    Standing,
    confirming_among,
    speaks_for,
    standing_among,
)
from cchc.tasks.selectors.proof import Proof


@dataclass(frozen=True, slots=True)
class TimeRow:
    """An occurrence as a line: the buttons that this person gets, and the proof, None where he may not see it.

    `lock`: why nothing can be recorded, for whoever has a part; `ask_lock`: why no later day can be asked for.
    `undo_until`: until when its unit may take the last record back; None once that has passed.
    `withdraw_until`: until when this person may take his open request for a later day back; None when he may not.
    """

    time: Dated
    may_record: bool
    may_undo: bool
    undo_until: datetime | None
    lock: Lock | None
    ask_lock: Lock | None
    may_judge: bool
    may_ask: bool
    may_extend: bool
    may_decide: bool
    withdraw_until: datetime | None
    extensions: list[Extension]
    amendments: list[OccurrenceAmendment]
    proof: list[Proof] | None

    @property
    def _granted(self) -> list[Extension]:
        return [each for each in self.extensions if each.state == Extension.State.GRANTED]

    @property
    def times_extended(self) -> int:
        """How often the day was put off; what was refused, withdrawn or is not needed does not count."""
        return len(self._granted)

    @property
    def original_due(self) -> date | None:
        """The day before the first extension; None where there was none."""
        return self._granted[0].from_due if self._granted else None

    @property
    def waits_for_judgement(self) -> bool:
        """Whether this person may judge it and nobody has yet."""
        row = self.time.row
        return self.may_judge and not row.confirmed_at and not row.asked_back


@dataclass(frozen=True, slots=True)
class ProductBlock:
    product: Product
    rows: list[TimeRow]

    @property
    def wants_attention(self) -> bool:
        """Whether a line of a strip waits for this person, so that the lines are shown at once."""
        return any(
            row.waits_for_judgement or (row.may_record and row.time.row.asked_back)
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class ObstacleRow:
    """A difficulty; `withdraw_until`: until when this person may take it back, None when he may not."""

    raised: Raised
    withdraw_until: datetime | None


@dataclass(frozen=True)
class TaskPage(Page):
    """`undo_entrusting`, `undo_discontinuing`: until when this person may take his act back, None when he may not."""

    template: ClassVar[str] = "tasks/task.html"

    detail: Detail
    task: Task
    blocks: list[ProductBlock]
    obstacles: list[ObstacleRow]
    extendable: list[Dated]
    leads: list[Assignment]
    coordinating: list[Assignment]
    next_uid: str
    judge_uid: str
    on_behalf: bool
    may_record_event: bool
    may_report: bool
    may_file: bool
    may_raise: bool
    may_answer: bool
    may_correct: bool
    may_discontinue: bool
    may_entrust: bool
    entrust_lock: Lock | None
    undo_entrusting: datetime | None
    undo_discontinuing: datetime | None
    place: str
    lock: Lock | None
    history: list[HistoryLine]


@dataclass(frozen=True)
class RecordPage(Page):
    template: ClassVar[str] = "tasks/record.html"

    task: Task
    time: Dated
    form: RecordForm
    on_behalf: bool
    is_stale: bool
    lock: Lock | None


@dataclass(frozen=True)
class EventPage(Page):
    template: ClassVar[str] = "tasks/event.html"

    task: Task
    form: EventForm
    lock: Lock | None


def task_page(
    detail: Detail, user: User, history: list[HistoryLine], today: date, *, may_correct: bool
) -> TaskPage:
    """The page as this person sees it: buttons only where the service would agree."""
    task, parts = detail.task, detail.parts
    viewer = _Viewer(
        user,
        task,
        standings={
            unit: standing_among(user, task, parts, next(t.row for t in detail.times if t.row.unit_id == unit))
            for unit in {each.row.unit_id for each in detail.times}
        },
        is_live=task.discontinued_on is None,
        sees_all=may(user, Permission.RESULT_CONFIRM_ANY, task.agency),
        may_extend=may(user, Permission.DIRECTION_RECORD, task.agency),
        undoes_always=may(user, Permission.FACT_RECORD_ANY, task.agency),
        now=clock.now(),
        today=today,
    )  # fmt: skip
    blocks = [
        ProductBlock(product, [viewer.row(each, detail) for each in product.times])
        for product in detail.products
    ]
    open_rows = [
        row.time for block in blocks for row in block.rows
        if row.may_record and row.time.row.delivered_on is None
    ]  # fmt: skip
    first = min(open_rows, key=_urgency, default=None)
    standing = standing_among(user, task, parts)
    rights = _rights(viewer, parts, standing)
    return TaskPage(
        detail=detail,
        task=task,
        blocks=blocks,
        obstacles=[viewer.obstacle(each) for each in detail.obstacles],
        extendable=[row.time for block in blocks for row in block.rows if row.may_extend],
        leads=[part for part in parts if part.part == Assignment.Part.LEAD],
        coordinating=[part for part in parts if part.part != Assignment.Part.LEAD],
        next_uid=str(first.row.uid) if first else "",
        judge_uid=_first_to_judge(blocks),
        on_behalf=first is not None and viewer.standings[first.row.unit_id] is Standing.ON_BEHALF,
        **rights,
        may_correct=may_correct,
        entrust_lock=lock_on_entrusting()
        if viewer.is_live and standing is Standing.OWN_UNIT and not rights["may_entrust"]
        else None,
        undo_entrusting=viewer.act_until(history, "task.entrusted", "task.entrusting_undone")
        if viewer.is_live
        else None,
        undo_discontinuing=viewer.act_until(
            history, "task.discontinued", "task.discontinuing_undone"
        ),
        place=place_words(task.source),
        lock=lock_on_task(task, parts, standing),
        history=history,
    )


def _first_to_judge(blocks: list[ProductBlock]) -> str:
    waiting = (row for block in blocks for row in block.rows if row.waits_for_judgement)
    return next((str(row.time.row.uid) for row in waiting), "")


def _rights(viewer: "_Viewer", parts: list[Assignment], standing: Standing) -> dict[str, bool]:
    """Which acts on the task as a whole the person is offered."""
    user, task = viewer.user, viewer.task
    has_part = standing is not Standing.NONE
    return {
        "may_record_event": viewer.is_live and has_part and _waits_for_events(task),
        "may_file": has_part,
        "may_report": viewer.is_live and bool(speaks_for(user, task, parts)),
        "may_raise": viewer.is_live and has_part,
        "may_answer": viewer.may_extend,
        "may_discontinue": viewer.is_live
        and task.instruction is not None
        and may(user, Permission.INSTRUCTION_MANAGE, task.agency),
        "may_entrust": viewer.is_live
        and any(may(user, Permission.WORK_ENTRUST, part.unit) for part in parts),
    }


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


@dataclass(frozen=True, slots=True)
class _Viewer:
    """What one person may see and do on one task."""

    user: User
    task: Task
    standings: dict[int | None, Standing]
    is_live: bool
    sees_all: bool
    may_extend: bool
    undoes_always: bool
    now: datetime
    today: date

    def _undo_until(self, done_at: datetime | None) -> datetime | None:
        """Until when what was done then can be taken back; None once that has passed."""
        hours = settings.UNDO_HOURS
        if done_at is None or not may_still_undo(done_at, self.now, hours):
            return None
        return undo_until(done_at, hours)

    def act_until(self, history: list[HistoryLine], code: str, undone: str) -> datetime | None:
        """Until when this person may take the last act of this code back; None when it is not his or over."""
        last = next((line for line in history if line.code in {code, undone}), None)
        if last is None or last.code == undone or last.actor_uid != self.user.uid:
            return None
        return self._undo_until(last.at)

    def obstacle(self, raised: Raised) -> ObstacleRow:
        row = raised.row
        is_own = row.raised_by_id == self.user.pk and not row.answer
        return ObstacleRow(raised, self._undo_until(row.raised_at) if is_own else None)

    def row(self, each: Dated, detail: Detail) -> TimeRow:
        row = each.row
        has_part = self.standings[row.unit_id] is not Standing.NONE
        is_open = self.is_live and has_part and row.confirmed_at is None
        extensions = detail.extensions.get(row.pk, [])
        asked = next((each for each in extensions if each.state == Extension.State.ASKED), None)
        may_extend = self.is_live and self.may_extend
        is_pending = bool(row.due_on) and not each.fact.is_settled and asked is None
        until = self._undo_until(row.recorded_at)
        judging = confirming_among(self.user, self.task, row, detail.judges)
        sees = has_part or self.sees_all or row.confirmed_at or judging is Confirming.MAY
        return TimeRow(
            each,
            may_record=is_open,
            may_undo=is_open
            and (self.undoes_always or until is not None)
            and row.recorded_at is not None,
            undo_until=until,
            lock=lock_on_result(self.task, row, detail.parts, self.standings[row.unit_id])
            if self.is_live and has_part
            else None,
            ask_lock=lock_on_asking(row, None, self.today)
            if is_open and is_pending and not may_extend
            else None,
            may_judge=judging is Confirming.MAY,
            may_ask=is_open and is_pending and row.due_on is not None and row.due_on >= self.today,
            may_extend=may_extend and is_pending,
            may_decide=self.may_extend,
            withdraw_until=self._undo_until(asked.asked_at)
            if asked is not None and asked.asked_by_id == self.user.pk
            else None,
            extensions=extensions,
            amendments=detail.amendments.get(row.pk, []),
            proof=detail.proof.get(row.pk, []) if sees else None,
        )


def _urgency(each: Dated) -> tuple[bool, str]:
    """Dated ones by day, then undated ones by the end of their window."""
    day = each.row.due_on or each.row.ends_on
    return (each.row.submitted_on is not None, day.isoformat() if day else "9999")


def _waits_for_events(task: Task) -> bool:
    return task.nature == Task.Nature.ON_EVENT
