"""A person's decision about one task of another plan beside ours. Prose: docs/algorithms/comparing.md."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.errors import DomainError, Stale
from cchc.core.text import squeeze
from cchc.orgs.models import User
from cchc.plans.models import PairingDecision
from cchc.plans.selectors.comparing import decisions_of
from cchc.plans.selectors.sides import Facing
from cchc.reading.draft import TaskDraft

_CHOICE = PairingDecision.Choice


class ReasonMissing(DomainError):
    """A task was put out of scope without saying why."""

    text = "Hãy ghi lý do nhiệm vụ không thuộc phạm vi của cơ quan."


class TaskNotChosen(DomainError):
    """A pairing without the task it is with."""

    text = "Hãy chọn nhiệm vụ tương ứng trong kế hoạch của cơ quan."


class AlreadyPaired(DomainError):
    """Two tasks of last year cannot be carried on by one task of this year."""

    text = "Nhiệm vụ này đã được ghép với một nhiệm vụ khác của năm trước. Hãy bỏ quyết định kia trước."


@transaction.atomic
def decide_pairing(
    *,
    facing: Facing,
    task_key: str,
    choice: str,
    ours_key: str = "",
    reason: str = "",
    seen_version: int,
    by: User,
    at: datetime,
) -> PairingDecision:
    """Keep what a person decided about one of their tasks: paired (with `ours_key`), absent, out_of_scope, open.

    seen_version: of the decision that was seen, 0 for none. Writes the row and an audit event together. Raises Stale
    when somebody decided meanwhile or a task is gone, TaskNotChosen, ReasonMissing, AlreadyPaired (years are one
    to one), and DomainError for a choice that does not exist.
    """
    if choice not in _CHOICE.values:
        raise DomainError(_("Hãy chọn một cách xử lý."))
    task = _find(facing.theirs.tasks, task_key)
    met = _met(facing, choice, ours_key)
    reason = squeeze(reason)[:500]
    if choice == _CHOICE.OUT_OF_SCOPE and not reason:
        raise ReasonMissing
    row = _claim(facing, task, seen_version)
    row.task_key, row.task_text = task.key, task.text
    row.choice, row.by, row.at = choice, by, at
    row.ours_key, row.ours_text = (met.key, met.text) if met else ("", "")
    row.reason = reason if choice != _CHOICE.OPEN else ""
    if met and facing.question == "years":
        _refuse_taken(row)
    _keep(row)
    record(
        action="pairing.decided",
        target=row,
        by=by,
        at=at,
        agency_id=row.agency_id,
        choice=choice,
        plan=facing.theirs.title,
        met=row.ours_text,
        reason=row.reason,
    )
    return row


def _met(facing: Facing, choice: str, ours_key: str) -> TaskDraft | None:
    if choice != _CHOICE.PAIRED:
        return None
    if not ours_key:
        raise TaskNotChosen
    return _find(facing.ours.tasks, ours_key)


def _find(tasks: Sequence[TaskDraft], key: str) -> TaskDraft:
    task = next((task for task in tasks if task.key == key), None)
    if task is None:
        raise Stale
    return task


def _claim(facing: Facing, task: TaskDraft, seen_version: int) -> PairingDecision:
    """The row to write, at the next version: the task's own, one that followed its words, or a new one."""
    rows = decisions_of(facing)
    row = next((row for row in rows if row.task_key == task.key), None)
    if row is None:
        standing = {(each.key, each.text) for each in facing.theirs.tasks}
        row = next(
            (
                row
                for row in rows
                if row.task_text == task.text and (row.task_key, row.task_text) not in standing
            ),
            None,
        )
    if row is not None:
        return row.claim_version(seen_version)
    if seen_version:
        raise Stale
    return PairingDecision(
        agency=facing.ours.agency,
        question=facing.question,
        ours=facing.ours.draft,
        theirs=facing.theirs.draft,
    )


def _refuse_taken(row: PairingDecision) -> None:
    others = PairingDecision.objects.filter(
        question=row.question,
        ours=row.ours,
        theirs=row.theirs,
        ours_key=row.ours_key,
        choice=_CHOICE.PAIRED,
    )
    if others.exclude(pk=row.pk).exists():
        raise AlreadyPaired


def _keep(row: PairingDecision) -> None:
    """Save; somebody who decided the same task in the same moment makes this one stale."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Stale from error
