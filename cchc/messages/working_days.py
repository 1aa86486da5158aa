"""Which days are worked: the calendar's room stands above this one and registers its answer in its `apps.py`."""

from collections.abc import Callable
from datetime import date

_answers: list[Callable[[date], bool]] = []


def register(is_worked: Callable[[date], bool]) -> None:
    """Called once from `AppConfig.ready`."""
    _answers[:] = [is_worked]


def is_working_day(day: date) -> bool:
    """Whether offices work on this day; Monday to Friday where no calendar has been registered."""
    return _answers[0](day) if _answers else day.weekday() < 5
