"""A task's times in one word, by which corpora are compared."""

from cchc.reading.draft import ScheduleEntry


def recurrence_of(schedule: list[ScheduleEntry]) -> str | None:
    """One code for the whole task: the first interval or event named; plans by themselves are none."""
    codes = [entry.recurrence for entry in schedule if entry.recurrence]
    return next((code for code in codes if code != "as_planned"), codes[0] if codes else None)
