"""Letterhead and signature: two columns side by side that must not be read across."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from cchc.core.text import fold
from cchc.reading.inputs.pages.lines import WIDE_GAP, Line, Word, line_of

_LETTERHEAD = ("cong hoa xa hoi", "dang cong san")
_SIGNATURE = ("noi nhan",)
_HEADS = re.compile(
    r"(?:tm|kt|tl|tuq|q) |(?:pho |tong )*(?:giam doc|chu tich|chanh|bi thu|vien truong)|\w+ truong\b"
    r"|truong (?:phong|ban|khoa)"
)
_LABEL_END = (":", ",", "-")
_LONGEST_PAUSE = 12


@dataclass(slots=True)
class _Block:
    """Rows read as two columns; `left` and `right` edges of the empty strip between them."""

    left: float
    right: float
    columns: tuple[list[Line], list[Line]] = field(default_factory=lambda: ([], []))
    bottom: float = 0.0


def in_reading_order(rows: Sequence[Line]) -> list[Line]:
    """Lines of one page: left column before right column where two stand side by side.

    Only letterheads and signature blocks are taken apart. A label and its value set with a tab stay on
    one line.
    """
    ordered: list[Line] = []
    index = 0
    while index < len(rows):
        block, index_after = _block(rows, index)
        if block is None:
            ordered.append(rows[index])
            index += 1
            continue
        while ordered and _stands_above(ordered[-1], block):
            block.columns[1].insert(0, ordered.pop())
        for column in block.columns:
            _centre(column)
            ordered.extend(column)
        index = index_after
        if index < len(rows):
            rows[index].blank_before = True
    return ordered


def _block(rows: Sequence[Line], start: int) -> tuple[_Block | None, int]:
    halves = rows[start].halves
    if halves is None or not _begins_block(rows, start, halves):
        return None, start
    block = _Block(halves[0][-1].x1, halves[1][0].x0)
    index = start
    while index < len(rows) and _take(block, rows[index]):
        index += 1
    return block, index


def _stands_above(line: Line, block: _Block) -> bool:
    """Whether a signature's first line is printed a little higher than the recipients."""
    first = block.columns[1] or block.columns[0]
    near = 0 <= first[0].top - line.bottom < line.height * 2
    return near and line.x0 > block.left and _is_head(line)


def _begins_block(
    rows: Sequence[Line], start: int, halves: tuple[Sequence[Word], Sequence[Word]]
) -> bool:
    page = rows[start].page
    left, right = (line_of(page, half) for half in halves)
    if any(mark in fold(right.text) for mark in _LETTERHEAD):
        return True
    if fold(left.text).startswith(_SIGNATURE):
        return True
    if _is_head(right) and not left.text.endswith(_LABEL_END):
        return True
    below = rows[start + 1 : start + 3]
    marks = _LETTERHEAD if start <= 2 else ()
    return any(mark in fold(row.text) for row in below for mark in marks)


def _is_head(line: Line) -> bool:
    """Whether a line is the first of a signature: authority or office, in capitals."""
    return line.text.isupper() and _HEADS.match(fold(line.text)) is not None


def _take(block: _Block, row: Line) -> bool:
    """Add a row when it fits left, right or on both sides of the strip; say whether it did."""
    left, right = _sides(block, row)
    strip = (
        max(block.left, left.x1) if left else block.left,
        min(block.right, right.x0) if right else block.right,
    )
    least = row.height * (WIDE_GAP if left and right else 0.3)
    is_title = row.centred and not (left and right)
    if is_title or strip[1] - strip[0] < least:
        return False
    pause = row.top - block.bottom if block.bottom else 0.0
    if pause > row.height * _LONGEST_PAUSE or (pause > row.height * 4 and not right):
        return False
    block.left, block.right = strip
    block.bottom = row.bottom
    for column, line in zip(block.columns, (left, right), strict=True):
        if line is not None:
            column.append(line)
    return True


def _sides(block: _Block, row: Line) -> tuple[Line | None, Line | None]:
    """The part of a row left and right of the middle of the strip."""
    middle = (block.left + block.right) / 2
    if row.halves is None:
        return (row, None) if (row.x0 + row.x1) / 2 < middle else (None, row)
    words = [*row.halves[0], *row.halves[1]]
    left = [word for word in words if word.middle[0] < middle]
    right = words[len(left) :]
    return line_of(row.page, left) if left else None, line_of(row.page, right) if right else None


def _centre(column: Sequence[Line]) -> None:
    """A column whose lines share a middle but not a left edge is centred."""
    if not column:
        return
    middle = median((line.x0 + line.x1) / 2 for line in column)
    edges = {round(line.x0 / 3) for line in column}
    for line in column:
        line.is_apart = True
        near = abs((line.x0 + line.x1) / 2 - middle) < line.height * 0.6
        line.centred = near and (len(edges) > 1 or len(column) == 1)
