"""Whose word a decision is: a leader's own, or one that is recorded for him (ghi nhận ý kiến chỉ đạo)."""

from dataclasses import dataclass
from datetime import date, datetime

from cchc.core.clock import vietnam_date
from cchc.core.text import squeeze
from cchc.orgs.access import may
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.tasks.models import Task
from cchc.tasks.services import refusals


@dataclass(frozen=True, slots=True)
class Word:
    """Who said it and on which day; "" and None mean the leader who enters it, today."""

    said_by: str = ""
    said_on: date | None = None


def whose_word(task: Task, word: Word, by: User, at: datetime) -> tuple[str, date]:
    """Name and day as they are kept. Nobody needs the leader to sign in: a coordinator says whose word it is.

    Raises NotYoursToDecide, WhoDecidedMissing.
    """
    today = vietnam_date(at)
    said_by = squeeze(word.said_by)
    if not said_by and may(by, Permission.DIRECTION_GIVE, task.agency):
        return by.full_name, word.said_on or today
    if not may(by, Permission.DIRECTION_RECORD, task.agency):
        raise refusals.NotYoursToDecide
    if not said_by or word.said_on is None or word.said_on > today:
        raise refusals.WhoDecidedMissing
    return said_by[:150], word.said_on
