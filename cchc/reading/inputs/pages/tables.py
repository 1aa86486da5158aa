"""Ruled tables: cells with their text, joined over page breaks, as one grid."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cchc.core.text import fold
from cchc.reading.inputs import limits
from cchc.reading.inputs.assembly import Box, DraftCell, DraftRow
from cchc.reading.inputs.pages.lines import Line, Word, is_cut, line_of, rows_of, run_on
from cchc.reading.inputs.refusals import refusal

Rect = tuple[float, float, float, float]

_NEAR = 3.0
_MOST_PADDING = 9.0
_LEAST_CELLS = 2
_OPENS = re.compile(r"(?:[-–+•*]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[A-ZĐÀ-Ỹ])")


@dataclass(frozen=True, slots=True)
class RuledCell:
    """One ruled cell: where it stands, and the paragraphs printed in it."""

    rect: Rect
    lines: tuple[str, ...]
    bold: bool


@dataclass(slots=True)
class RuledTable:
    """What one page shows of a table; `parts` grows when it goes on over the next pages."""

    page: int
    rect: Rect
    parts: list[tuple[int, list[RuledCell]]] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.rect[1]

    @property
    def box(self) -> Box:
        x0, top, x1, bottom = (round(edge, 1) for edge in self.rect)
        return self.page, x0, top, x1, bottom

    @property
    def edges(self) -> list[float]:
        """Left edges of its columns and the right edge of the last."""
        return _distinct(
            [edge for _, cells in self.parts for cell in cells for edge in cell.rect[::2]]
        )


def take_words(
    page: int, rects: Sequence[Rect], words: Sequence[Word]
) -> tuple[RuledTable | None, list[Word]]:
    """A table of these cells with the words inside them, and the words that are left over.

    None where the rules are only a frame around text: fewer than two cells.
    """
    whole = (
        min(rect[0] for rect in rects), min(rect[1] for rect in rects),
        max(rect[2] for rect in rects), max(rect[3] for rect in rects),
    )  # fmt: skip
    if len(rects) < _LEAST_CELLS:
        return None, list(words)
    ordered = sorted(rects, key=lambda rect: (rect[1], rect[0]))
    inside: dict[Rect, list[Word]] = {rect: [] for rect in ordered}
    left: list[Word] = []
    tops = [rect[1] for rect in ordered]
    for word in words:
        x, y = word.middle
        if not (whole[0] <= x <= whole[2] and whole[1] <= y <= whole[3]):
            left.append(word)
            continue
        above = ordered[: bisect_left(tops, y)]
        home = next((r for r in reversed(above) if r[0] <= x <= r[2] and y <= r[3]), None)
        if home is None:
            left.append(word)
        else:
            inside[home].append(word)
    padding = _padding(inside)
    cells = [
        RuledCell(
            rect,
            tuple(cell_lines(found, rect[2] - rect[0] - 2 * padding, page)),
            bold=bool(found) and all(word.bold for word in found),
        )
        for rect, found in inside.items()
    ]
    return RuledTable(page, whole, [(page, cells)]), left


def goes_on(table: RuledTable, below: RuledTable) -> bool:
    """Whether `below`, which follows at once, is the next page's part of `table`: same columns."""
    if table.parts[-1][0] != below.page - 1:
        return False
    ours, theirs = table.edges, below.edges
    if abs(ours[0] - theirs[0]) > _NEAR or abs(ours[-1] - theirs[-1]) > _NEAR:
        return False
    fewer, more = sorted((ours, theirs), key=len)
    return all(min(abs(edge - other) for other in more) <= _NEAR for edge in fewer)


def grid_of(table: RuledTable) -> tuple[list[DraftRow], list[int]]:
    """All rows, and the indices before which a new page starts.

    A head row repeated at the top of a later page is left out. Raises UnreadableFile beyond the limit
    on cells.
    """
    columns = table.edges
    rows: list[DraftRow] = []
    breaks: list[int] = []
    for page, cells in table.parts:
        part = _rows(page, cells, columns)
        if rows:
            part = _without_head(rows, part)
            breaks.append(len(rows))
        rows.extend(part)
        if len(rows) * max(len(columns) - 1, 1) > limits.MAX_CELLS:
            raise refusal("too-many-cells")
    return rows, breaks


def _rows(page: int, cells: Sequence[RuledCell], columns: Sequence[float]) -> list[DraftRow]:
    heights = _distinct([edge for cell in cells for edge in cell.rect[1::2]])
    count, width = len(heights) - 1, len(columns) - 1
    if count * width > limits.MAX_CELLS:
        raise refusal("too-many-cells")
    rows: list[DraftRow] = [[DraftCell([]) for _ in range(width)] for _ in range(count)]
    for cell in cells:
        x0, y0, x1, y1 = cell.rect
        left, right = _nearest(columns, x0), max(_nearest(columns, x1), 1)
        top, bottom = _nearest(heights, y0), max(_nearest(heights, y1), 1)
        if right <= left or bottom <= top:
            continue
        for row in range(top, bottom):
            rows[row][left:right] = [None] * (right - left)
        rows[top][left] = DraftCell(
            list(cell.lines),
            bold=cell.bold,
            row_span=bottom - top,
            col_span=right - left,
            box=(page, round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)),
        )
    return rows


def cell_lines(words: Sequence[Word], room: float, page: int) -> list[str]:
    """Paragraphs of a cell: a printed line goes on in the next unless its first word had room.

    `room` is the width a line may take.
    """
    lines: list[str] = []
    before: Line | None = None
    for row in rows_of(words):
        line = line_of(page, row)
        if not line.text:
            continue
        if before is None or _starts(before, line, row[0], room):
            lines.append(line.text)
        else:
            lines[-1] = run_on(lines[-1], line.text)
        before = line
    return lines


def _starts(before: Line, line: Line, first: Word, room: float) -> bool:
    space = before.height * 0.25
    had_room = room - (before.x1 - before.x0) > first.x1 - first.x0 + space + 1.0
    closed = before.text.endswith((".", ";", ":"))
    if is_cut(before.text):
        return False
    return had_room or (closed and _OPENS.match(line.text) is not None)


def _padding(cells: Mapping[Rect, Sequence[Word]]) -> float:
    """Distance between a rule and the text beside it: the smallest but for a few strays."""
    inner = sorted(word.x0 - rect[0] for rect, words in cells.items() for word in words)
    return min(max(inner[len(inner) // 30], 0.0), _MOST_PADDING) if inner else 5.0


def _without_head(rows: Sequence[DraftRow], part: list[DraftRow]) -> list[DraftRow]:
    same = 0
    while same < min(len(rows), len(part) - 1) and _key(rows[same]) == _key(part[same]):
        same += 1
    return part[same:] if same and any(_key(part[0])) else part


def _key(row: DraftRow) -> list[str]:
    return [fold(" ".join(cell.lines)) if cell else "" for cell in row]


def _distinct(edges: Sequence[float]) -> list[float]:
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _nearest(edges: Sequence[float], value: float) -> int:
    index = bisect_left(edges, value)
    around = [at for at in (index - 1, index) if 0 <= at < len(edges)]
    return min(around, key=lambda at: abs(edges[at] - value))
