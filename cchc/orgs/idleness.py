"""When an account that nobody uses is warned and locked. Plain Python, no rows.

Prose: docs/algorithms/idle-accounts.md.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Terms:
    """An agency's choice, in days. lock_after 0: never. spare: nobody is locked so long before a reporting deadline."""

    lock_after: int
    warn_before: int = 7
    spare: int = 10


class Step(StrEnum):
    """What is due for an account today."""

    NONE = "none"
    WARN = "warn"
    LOCK = "lock"


def locks_on(last_used: date, warned_on: date | None, terms: Terms) -> date:
    """The first day on which the account may be locked: never less than the warning's time after the warning."""
    by_use = last_used + timedelta(days=terms.lock_after)
    if warned_on is None:
        return by_use
    return max(by_use, warned_on + timedelta(days=terms.warn_before))


def step(
    *, last_used: date, warned_on: date | None, today: date, terms: Terms, near_deadline: bool
) -> Step:
    """What is due for an account today; a warning from before the last use does not count.

    Nobody is locked who was not warned, nor while a reporting deadline is near: then it is the first day after it.
    """
    if terms.lock_after == 0:
        return Step.NONE
    if warned_on is not None and warned_on < last_used:
        warned_on = None
    if warned_on is None:
        warns_on = last_used + timedelta(days=terms.lock_after - terms.warn_before)
        return Step.WARN if today >= warns_on else Step.NONE
    if today >= locks_on(last_used, warned_on, terms) and not near_deadline:
        return Step.LOCK
    return Step.NONE
