"""Extensions when the true day of a plan comes to light: what was granted stays granted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cchc.core.clock import vietnam_date
from cchc.orgs.models import User
from cchc.tasks.models import Extension, Occurrence


@dataclass(frozen=True, slots=True)
class Carried:
    """An extension that now starts from the true day, or that asks for nothing beyond it any more."""

    was: date
    now: date | None
    to_due: date

    def as_logged(self) -> dict[str, Any]:
        """Both first days and the day it moves to, for the log; the second is None where it became moot."""
        return {"from_due": [self.was, self.now], "to_due": self.to_due}


def carry_extensions(
    row: Occurrence, true_day: date | None, extensions: Sequence[Extension], by: User, at: datetime
) -> list[Carried]:
    """Give the occurrence its true day, moved as it was granted; extensions oldest first. Saves them, not the row.

    The extensions that made the present day go on from the true one. One that asks for no later day than the true one
    is moot: it keeps both its days on record and counts no longer. So is a request that waits.
    """
    carried = []
    day = true_day
    for each in _standing(row, extensions):
        if each.from_due != day:
            carried.append(_carry(each, day))
            each.save(update_fields=["state", "from_due"])
        if each.state == Extension.State.GRANTED:
            day = each.to_due
    row.due_on = day
    for each in extensions:
        if each.state == Extension.State.ASKED and each.from_due != day:
            carried.append(_carry(each, day))
            if each.state == Extension.State.MOOT:
                each.said_by, each.said_on = by.full_name[:150], vietnam_date(at)
                each.decided_by, each.decided_at = by, at
            each.save()
    return carried


def _standing(row: Occurrence, extensions: Sequence[Extension]) -> list[Extension]:
    """The extensions, one upon the other, that made the present day; none where an amendment moved it since."""
    found: list[Extension] = []
    day = row.due_on
    for each in reversed(extensions):
        if each.state == Extension.State.GRANTED and each.to_due == day:
            found.insert(0, each)
            day = each.from_due
    return found


def _carry(extension: Extension, day: date | None) -> Carried:
    was = extension.from_due
    if day is None or extension.to_due <= day:
        extension.state = Extension.State.MOOT
        return Carried(was, None, extension.to_due)
    extension.from_due = day
    return Carried(was, day, extension.to_due)
