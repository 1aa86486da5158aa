"""Refusing to move a due day, in words; the same for an extension and for an amendment."""

from datetime import date

from cchc.core.text import fold
from cchc.orgs.models import Unit
from cchc.tasks.models import Occurrence, Task
from cchc.tasks.rules.due_moves import Bar, Move, bar_to
from cchc.tasks.selectors.facts import HIGHER, is_set_above
from cchc.tasks.services import refusals

_REFUSALS = {
    Bar.SET_ABOVE: refusals.DayOfAbove,
    Bar.PASSED: refusals.DayPassed,
    Bar.BEYOND: refusals.BeyondThePlan,
}


def move_of(task: Task, row: Occurrence, to_due: date | None, said_on: date, **known: bool) -> Move:
    """The move of this occurrence's day; `known`: by_level_above, has_reason, is_set_anew, as they apply."""
    product = row.milestone.deliverable
    by_submission = product is not None and product.issuer in HIGHER
    return Move(
        from_due=row.due_on,
        to_due=to_due,
        said_on=said_on,
        ends_on=task.ends_on,
        is_set_above=is_set_above(row),
        recurs=bool(row.milestone.recurrence),
        handed_in_on=(row.submitted_on if by_submission else None) or row.delivered_on,
        **known,
    )


def refuse_move(task: Task, move: Move) -> None:
    """Raise DayOfAbove, DayPassed or BeyondThePlan where the day cannot move so."""
    bar = bar_to(move)
    if bar is not None:
        raise _REFUSALS[bar](task.label, move)


def is_of_above(agency: Unit, number: str, on: date | None, issuer: str) -> bool:
    """Whether a document is cited in full and is another level's, not the agency's own."""
    own = {fold(agency.name), fold(agency.short_name)}
    return bool(number and on and issuer) and fold(issuer) not in own
