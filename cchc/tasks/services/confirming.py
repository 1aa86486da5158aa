"""Confirming a result, or giving it back; never by whoever recorded it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from cchc.audit.services import record
from cchc.orgs.models import User
from cchc.tasks.models import Occurrence, Task
from cchc.tasks.notices import tell_watchers
from cchc.tasks.rules.undoing import may_still_undo, undo_until
from cchc.tasks.selectors.people import Confirming, confirming_of
from cchc.tasks.services import refusals
from cchc.tasks.services.facts import refresh_facts
from cchc.tasks.services.recording import change_of, locked_task, values_of

_REFUSED = {
    Confirming.NOTHING_THERE: refusals.NothingToConfirm,
    Confirming.OWN_RESULT: refusals.OwnResult,
    Confirming.NOT_YOURS: refusals.NotYoursToConfirm,
}
_JUDGED = (
    "submitted_on", "delivered_on", "not_arising_on", "confirmed_by", "confirmed_at",
    "asked_back", "asked_back_note",
)  # fmt: skip


@transaction.atomic
def confirm_result(*, occurrence: Occurrence, by: User, at: datetime, seen: int) -> Occurrence:
    """Confirm that what was recorded is done, or that nothing arises (xác nhận hoàn thành).

    The day of confirmation decides on nothing: late or in time was settled by the day that was recorded.
    Confirming twice changes nothing. Raises NothingToConfirm, OwnResult, NotYoursToConfirm, Stale.
    """
    judged = _judged(occurrence, by, at, seen)
    row = judged.row
    if row.confirmed_at is not None:
        return row
    row.confirmed_by, row.confirmed_at = by, at
    row.asked_back = row.asked_back_note = ""
    return _keep(judged, "task.confirmed")


@transaction.atomic
def undo_confirmation(*, occurrence: Occurrence, by: User, at: datetime) -> Occurrence:
    """Take one's own confirmation back (hoàn tác xác nhận); the recorded days stand and wait again.

    For UNDO_HOURS only; later the result is given back with a reason. Raises NothingToUndo, ConfirmedByAnother,
    UndoOver, and as `confirm_result`.
    """
    judged = _judged(occurrence, by, at, occurrence.version)
    row = judged.row
    if row.confirmed_at is None:
        raise refusals.NothingToUndo
    if row.confirmed_by_id != by.pk:
        raise refusals.ConfirmedByAnother
    if not may_still_undo(row.confirmed_at, at, settings.UNDO_HOURS):
        raise refusals.UndoOver(undo_until(row.confirmed_at, settings.UNDO_HOURS))
    row.confirmed_by = row.confirmed_at = None
    return _keep(judged, "task.confirmation_undone")


@transaction.atomic
def ask_for_evidence(
    *, occurrence: Occurrence, note: str, by: User, at: datetime, seen: int
) -> Occurrence:
    """Ask the unit for better proof (yêu cầu bổ sung minh chứng); the recorded days stand.

    Opens a confirmed result again. Raises NothingToConfirm, OwnResult, NotYoursToConfirm, NoteMissing, Stale.
    """
    judged = _judged(occurrence, by, at, seen)
    return _ask_back(judged, Occurrence.AskedBack.EVIDENCE, note)


@transaction.atomic
def return_result(
    *, occurrence: Occurrence, note: str, by: User, at: datetime, seen: int
) -> Occurrence:
    """Give a result back as not good enough (trả lại vì chưa đạt): its days are taken away, the log keeps them.

    Raises NothingToConfirm, OwnResult, NotYoursToConfirm, NoteMissing, Stale.
    """
    judged = _judged(occurrence, by, at, seen)
    judged.row.submitted_on = judged.row.delivered_on = judged.row.not_arising_on = None
    return _ask_back(judged, Occurrence.AskedBack.RETURNED, note)


@dataclass(frozen=True, slots=True)
class _Judged:
    """An occurrence with its locked task, as this person found it and may judge it."""

    task: Task
    row: Occurrence
    before: dict[str, Any]
    by: User
    at: datetime
    seen: int


def _judged(occurrence: Occurrence, by: User, at: datetime, seen: int) -> _Judged:
    task = locked_task(occurrence.task_id)
    row = task.occurrences.select_related("milestone", "unit").get(pk=occurrence.pk)
    standing = confirming_of(by, task, row)
    if standing is not Confirming.MAY:
        raise _REFUSED[standing]
    return _Judged(task, row, values_of(row), by, at, seen)


def _ask_back(judged: _Judged, kind: str, note: str) -> Occurrence:
    if not note.strip():
        raise refusals.NoteMissing
    row = judged.row
    row.confirmed_by = row.confirmed_at = None
    row.asked_back, row.asked_back_note = kind, note.strip()
    return _keep(judged, "task.asked_back")


def _keep(judged: _Judged, action: str) -> Occurrence:
    judged.row.claim_version(judged.seen)
    judged.row.save(update_fields=_JUDGED)
    refresh_facts([judged.task], judged.at)
    change = change_of(judged.row, judged.task, judged.before)
    tell_watchers(judged.task, record(action=action, by=judged.by, at=judged.at, **change))
    return judged.row
