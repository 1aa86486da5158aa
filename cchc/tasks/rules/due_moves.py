"""A due day about to move, by an extension or by an amendment: what stands against it, what is to be looked at twice.

Plain Python; the only place where this is decided. Prose: docs/algorithms/amendment.md, "A day that moves".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cchc.periods.rules import Exceptions, is_working_day, last_working_day_on_or_before


class Bar(StrEnum):
    """Why a day cannot move."""

    SET_ABOVE = "set_above"
    PASSED = "passed"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Move:
    """A due day before and after, and what the question needs to know.

    `said_on`: the day of the document or of the word. `by_level_above`: a higher level's document says so.
    `ends_on`: the last day of the plan. `handed_in_on`: submitted or delivered. `is_set_anew`: the whole plan is, by
    another number, so that days gone by and days beyond are what it says.
    """

    from_due: date | None
    to_due: date | None
    said_on: date
    ends_on: date
    is_set_above: bool = False
    by_level_above: bool = False
    has_reason: bool = False
    recurs: bool = False
    handed_in_on: date | None = None
    is_set_anew: bool = False


def bar_to(move: Move) -> Bar | None:
    """What forbids the move; None when nothing does, or when the day stays.

    A day that a higher level set moves by a document of that level only. Nobody is asked for something on a day that
    had passed when it was said (a period of recurring work is another matter: it was known). Beyond the last day of
    the plan a day moves for a reason of its own only.
    """
    if move.to_due == move.from_due:
        return None
    if move.is_set_above and not move.by_level_above:
        return Bar.SET_ABOVE
    if move.to_due is None or move.is_set_anew:
        return None
    if move.to_due < move.said_on and not move.recurs:
        return Bar.PASSED
    if move.to_due > move.ends_on and not move.has_reason:
        return Bar.BEYOND
    return None


def notes_on(move: Move, exceptions: Exceptions) -> Iterator[str]:
    """What a person should see before the day moves, as sentences; none when the day stays."""
    to_due = move.to_due
    if to_due is None or to_due == move.from_due:
        return
    if not is_working_day(to_due, exceptions):
        last = last_working_day_on_or_before(to_due, exceptions)
        yield (
            f"Hạn mới {to_due:%d/%m/%Y} là ngày nghỉ; ngày làm việc cuối cùng trước đó là {last:%d/%m/%Y}."
        )
    if to_due > move.ends_on:
        yield (f"Hạn mới {to_due:%d/%m/%Y} sau ngày kết thúc kế hoạch ({move.ends_on:%d/%m/%Y}).")
    handed_in = move.handed_in_on
    if handed_in is not None and to_due < handed_in:
        in_time = move.from_due is None or handed_in <= move.from_due
        if in_time:
            yield (
                f"Kết quả nộp ngày {handed_in:%d/%m/%Y} đang đúng hạn sẽ thành quá hạn theo hạn mới."
            )
