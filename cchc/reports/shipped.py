"""The forms of reports that the product ships, from `data/forms/*.toml`."""

import tomllib
from functools import lru_cache
from pathlib import Path

from cchc.reports.rules.outline import Outline, parse

_FOLDER = Path(__file__).parent / "data" / "forms"


@lru_cache(maxsize=1)
def forms() -> tuple[Outline, ...]:
    """All shipped forms, by file name. Raises OutlineRefused for one that is not whole."""
    return tuple(
        parse(tomllib.loads(file.read_text(encoding="utf-8")))
        for file in sorted(_FOLDER.glob("*.toml"))
    )


def form_for(*, report: str, level: str, period: str) -> Outline | None:
    """The shipped form of a kind of report for a level and a kind of period; None when there is none."""
    return next(
        (
            form
            for form in forms()
            if form.report == report and level in form.levels and period in form.periods
        ),
        None,
    )
