"""Whether a reporting deadline is near: the calendar's room stands above this one and registers its answer."""

from collections.abc import Callable, Collection
from datetime import date

Answer = Callable[[Collection[int], date, date], set[int]]
_answers: list[Answer] = []


def register(with_deadline: Answer) -> None:
    """Called once from `AppConfig.ready`: which of these agencies (keys) have a deadline in a stretch of days."""
    _answers[:] = [with_deadline]


def agencies_with_deadline(agencies: Collection[int], first: date, last: date) -> set[int]:
    """Those that owe a report in these days, bounds inclusive; none where no calendar has been registered."""
    return _answers[0](agencies, first, last) if _answers else set()
