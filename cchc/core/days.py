"""Dates as officials type them. What the clock says stands in `core.clock`."""

import re
from datetime import date

_WRITTEN = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})")


def read_day(text: str) -> date | None:
    """The day that was typed: 5/3/2026, 05-03-26, 5.3.2026, 05032026 or 2026-03-05; None when it is no day.

    A year of two digits is of this century: plans and their papers are.
    """
    text = text.strip()
    try:
        if found := _WRITTEN.fullmatch(text) or _RUN_TOGETHER.fullmatch(text):
            day, month, year = (int(part) for part in found.groups())
            return date(year + 2000 if year < 100 else year, month, day)
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None
