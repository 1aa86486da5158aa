"""Dates as plans word them. Plain Python."""

from datetime import date, timedelta


def last_allowed_day(due: date, before: bool) -> date:
    """The last day on which a thing is still on time.

    "Trước ngày 03/9" (before) excludes that day: 02/9. "Chậm nhất ngày 03/9" includes it: 03/9.
    Never moved for a holiday. Source: design.md 4, style.md 4.
    """
    return due - timedelta(days=1) if before else due
