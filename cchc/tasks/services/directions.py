"""Who may decide on a task, or record a leader's word on it (ghi nhận ý kiến chỉ đạo)."""

from datetime import datetime

from cchc.core.text import squeeze
from cchc.documents.services.directions import Said, Word, take_word
from cchc.orgs.access import may
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.tasks.models import Extension, Obstacle, Task
from cchc.tasks.services import refusals


def whose_word(
    task: Task, word: Word, by: User, at: datetime, *, before: Said | None = None
) -> Said:
    """The word as it is kept: a leader's own, or one that a coordinator records for him. before: the one it replaces.

    Raises NotYoursToDecide, WhoDecidedMissing, WordUnproven.
    """
    is_own = not squeeze(word.said_by) and may(by, Permission.DIRECTION_GIVE, task.agency)
    if not is_own and not may(by, Permission.DIRECTION_RECORD, task.agency):
        raise refusals.NotYoursToDecide
    return take_word(
        agency=task.agency, about=task.uid, word=word, is_own=is_own, before=before, by=by, at=at
    )


def said_of(row: Extension | Obstacle) -> Said | None:
    """The word that a request or a difficulty carries; None while nobody said anything."""
    if not row.said_by or row.said_on is None:
        return None
    return Said(row.said_by, row.said_on, row.document_number, row.is_recorded, row.slip)


def put_word(row: Extension | Obstacle, said: Said) -> None:
    """Write a word into the row that it answers; the caller saves."""
    row.said_by, row.said_on, row.document_number = said.said_by, said.said_on, said.document_number
    row.is_recorded, row.slip = said.is_recorded, said.slip
