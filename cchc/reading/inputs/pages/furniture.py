"""Running heads, running feet and page numbers: printed on the page, no part of the text."""

import re
from collections import Counter
from collections.abc import Sequence

from cchc.core.text import fold
from cchc.reading.inputs.pages.lines import Line

_NUMBER = re.compile(r"^(?:trang\s*)?[-–—|]*\s*(\d{1,4})\s*(?:[-–—|]+|/\s*\d{1,4})?$", re.I)
_DIGITS = re.compile(r"\d+")
_EDGE_ROWS = 2
_EDGE_ZONE = 0.13
_LEAST_REPEATS = 3
_PAIR = 2  # of a full page and a second one what stands on both repeats
_FULL_PAGE = 8

Page = tuple[int, float, Sequence[Line]]
"""(page number, page height, rows from top to bottom)."""


def furniture(pages: Sequence[Page]) -> set[int]:
    """`id` of every row that is a page number or repeats near the edge of the pages."""
    numbers: list[tuple[int, Line]] = []
    repeated: dict[tuple[str, int], list[Line]] = {}
    for number, height, rows in pages:
        for row in _edge_rows(rows, height):
            match = _NUMBER.match(row.text)
            if match:
                numbers.append((int(match[1]) - number, row))
            key = (_DIGITS.sub("", fold(row.text)), round(row.top / 4))
            repeated.setdefault(key, []).append(row)
    offsets = Counter(offset for offset, _ in numbers)
    found = {id(row) for offset, row in numbers if offset == 0 or offsets[offset] > 1}
    least = max(_LEAST_REPEATS, len(pages) // 3)
    if len(pages) == _PAIR and len(pages[0][2]) > _FULL_PAGE:
        least = _PAIR
    for rows_alike in repeated.values():
        if len({row.page for row in rows_alike}) >= least:
            found.update(id(row) for row in rows_alike)
    return found


def _edge_rows(rows: Sequence[Line], height: float) -> list[Line]:
    top = [row for row in rows[:_EDGE_ROWS] if row.bottom < height * _EDGE_ZONE]
    bottom = [row for row in rows[-_EDGE_ROWS:] if row.top > height * (1 - _EDGE_ZONE)]
    return top + bottom
