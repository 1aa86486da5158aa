"""Printed labels and places of tasks in a plan."""

import re
from collections.abc import Sequence

from cchc.core.text import fold, initials

_ROMAN = re.compile(r"[IVXLC]+")
_GROUP_LETTERS = 8


def label_of(path: str) -> str:
    """The short label of a task: its path without the leading Roman part ("II.3.b" -> "3.b").

    A row of an annex is named by the initials of its group ("PL/Cải cách TTHC/2" -> "CCTTHC.2"), without a group by
    the annex. A path of one part stays as it is; "" stays "".
    """
    annex, *groups = path.split("/")
    if groups:
        *names, row = groups
        return f"{_short(names[-1]) if names else annex}.{row}"
    first, dot, rest = path.partition(".")
    return rest if dot and _ROMAN.fullmatch(first) else path


def _short(group: str) -> str:
    """Initials of a group's heading; words in capitals stay whole ("Cải cách TTHC" -> "CCTTHC")."""
    words = (word if word.isupper() else initials(word) for word in group.split() if word != "và")
    return "".join(words)[:_GROUP_LETTERS]


def section_index(path: str, heading: str, sections: Sequence[tuple[str, str]]) -> int | None:
    """Which of the sections (path, heading) a task stands in, by its path and its section's heading.

    The longest section path that the task's path begins with wins, an equal heading before an unequal one; without
    any such path the first equal heading; None when nothing fits.
    """
    best: tuple[bool, int, int] | None = None
    for index, (own, title) in enumerate(sections):
        inside = bool(own) and (path == own or path.startswith(f"{own}."))
        same = bool(heading) and fold(title) == fold(heading)
        if not inside and not same:
            continue
        rank = (same, len(own) if inside else 0, -index)
        if best is None or rank > best:
            best = rank
    return -best[2] if best is not None else None


def quote_of(text: str, span: tuple[int, int] | None) -> str:
    """The words of the original at [start, end) of its text; "" without a span that fits."""
    if span is None or not 0 <= span[0] < span[1] <= len(text):
        return ""
    return text[span[0] : span[1]].strip()
