"""One act on many selected tasks: each goes through its usual service and gets its own answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cchc.core.errors import DomainError
from cchc.orgs.models import User
from cchc.tasks.models import Task
from cchc.tasks.selectors.bulk import results_to_judge
from cchc.tasks.services import refusals
from cchc.tasks.services.confirming import confirm_result, undo_confirmation
from cchc.tasks.services.discussion import unwatch, watch
from cchc.tasks.services.reminding import remind_of

MOST = 200


UNDOES = {"watch": "unwatch", "unwatch": "watch", "confirm": "unconfirm"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one task, in words; is_done False: refused or nothing to do."""

    task: Task
    is_done: bool
    text: str
    is_change: bool = False  # something is now otherwise than before, and can be taken back


def act_on(
    *,
    act: str,
    tasks: Sequence[Task],
    by: User,
    at: datetime,
    seen_at: datetime,
    done_at: datetime | None = None,
) -> list[Answer]:
    """Do one act on each task, in order; a refusal of one leaves the others.

    act: watch, unwatch, confirm, unconfirm or remind. seen_at: when the person was shown the list; results recorded
    later are not confirmed unseen. done_at: of which moment's confirmations unconfirm takes back.
    """
    acts = {
        "watch": lambda: [_watch(task, by, at) for task in tasks],
        "unwatch": lambda: [_unwatch(task, by) for task in tasks],
        "confirm": lambda: [answer for task in tasks for answer in _confirm(task, by, at, seen_at)],
        "unconfirm": lambda: [
            answer for task in tasks for answer in _unconfirm(task, by, at, done_at)
        ],
        "remind": lambda: [_remind(task, by, at) for task in tasks],
    }
    return acts[act]()


def _watch(task: Task, by: User, at: datetime) -> Answer:
    fresh = watch(task=task, by=by, at=at)
    text = _("Đang theo dõi.") if fresh else _("Đã theo dõi từ trước.")
    return Answer(task, True, text, is_change=bool(fresh))


def _unwatch(task: Task, by: User) -> Answer:
    ended = unwatch(task=task, by=by)
    text = _("Đã thôi theo dõi.") if ended else _("Trước đó không theo dõi.")
    return Answer(task, True, text, is_change=bool(ended))


def _confirm(task: Task, by: User, at: datetime, seen_at: datetime) -> list[Answer]:
    answers = []
    for row in results_to_judge(task):
        what = _("Kết quả hạn %(day)s: ") % {"day": f"{row.due_on:%d/%m/%Y}"} if row.due_on else ""
        try:
            if row.recorded_at is not None and row.recorded_at > seen_at:
                raise refusals.RecordedSince
            confirm_result(occurrence=row, by=by, at=at, seen=row.version)
            answers.append(Answer(task, True, what + _("đã xác nhận."), is_change=True))
        except DomainError as refusal:
            answers.append(Answer(task, False, what + refusal.message))
    return answers or [Answer(task, False, _("Không có kết quả nào chờ xác nhận."))]


def _unconfirm(task: Task, by: User, at: datetime, done_at: datetime | None) -> list[Answer]:
    answers = []
    rows = task.occurrences.filter(confirmed_by=by, confirmed_at=done_at) if done_at else ()
    for row in rows:
        try:
            undo_confirmation(occurrence=row, by=by, at=at)
            answers.append(Answer(task, True, _("Đã hoàn tác xác nhận; kết quả chờ xác nhận lại.")))
        except DomainError as refusal:
            answers.append(Answer(task, False, refusal.message))
    return answers or [Answer(task, False, _("Không còn xác nhận nào của lần ấy để hoàn tác."))]


def _remind(task: Task, by: User, at: datetime) -> Answer:
    try:
        count = remind_of(task=task, by=by, at=at)
    except DomainError as refusal:
        return Answer(task, False, refusal.message)
    return Answer(task, True, _("Đã nhắc %(n)d người.") % {"n": count})
