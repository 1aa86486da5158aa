"""How long a file of work is kept (thời hạn lưu trữ). Plain Python."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files


def kept_until(closed_on: date | None, years: int | None) -> date | None:
    """The last day of keeping: the end of the year that comes so many years after the year of closing.

    None while the file is open and for one that is kept for ever: nothing of it may go.
    """
    if closed_on is None or years is None:
        return None
    return date(closed_on.year + years, 12, 31)


@cache
def terms() -> tuple[int, list[int]]:
    """The usual term and all that may be chosen, in years; 0 is for ever."""
    text = (files("cchc.tasks") / "data" / "keeping.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    return told["usual"], told["years"]
