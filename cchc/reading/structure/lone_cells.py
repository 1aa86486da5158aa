"""Tables that lost their grid: recognised text and copied web pages print one cell per paragraph.

A run of lines that names columns, one line each, begins such a table; the rows below it begin with their number.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cchc.reading.blocks import Block, Cell, Paragraph, Table
from cchc.reading.structure.columns import assigns, column_code, is_time
from cchc.reading.structure.joining import spanning
from cchc.reading.structure.names import begins_name
from cchc.reading.structure.ordinals import ordinal_of

_ROMAN = re.compile(r"[IVXLC]{1,7}|[A-HĐ]")
_FEWEST = 4  # columns; fewer lines of this kind may stand anywhere
_MOST = 12
_LONGEST_HEADER = 60
_LINES = 4  # printed lines per cell, at most on the average


def gather_lone_cells(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each such table put together again; everything else as it is."""
    made: list[Block] = []
    index = 0
    while index < len(blocks):
        header = _header(blocks, index)
        if not header:
            made.append(blocks[index])
            index += 1
            continue
        rows, index = _rows(blocks, index, header)
        made.append(_table(rows) if len(rows) > 1 else rows[0][0])
        if len(rows) == 1:
            made.extend(rows[0][1:])
    return made


def _header(blocks: Sequence[Block], start: int) -> list[Paragraph]:
    """The lines that name columns from here on, a column of numbers first; [] when they name no such table.

    Headers that nobody knows may stand among them, since the first row or group shows where they end.
    """
    first = blocks[start] if start < len(blocks) else None
    if not isinstance(first, Paragraph) or not _repeats(first):
        return []
    found: list[Paragraph] = []
    codes: dict[int, str] = {}
    for block in blocks[start : start + _MOST]:
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_HEADER:
            break
        if _begins_rows(block.text):
            break
        code = column_code(block.text)
        if block.text.endswith((".", ";", ":", ",")) or (ordinal_of(block.text) and not code):
            break
        if code:
            codes[len(found)] = code
        found.append(block)
    known = max(codes, default=-1) + 1
    following = blocks[start + len(found)] if start + len(found) < len(blocks) else None
    if not isinstance(following, Paragraph) or not _begins_rows(following.text):
        found = found[:known]
    if len(found) < _FEWEST or len(codes) < _FEWEST - 1 or not assigns(codes):
        return []
    return found


def _is_roman(text: str) -> bool:
    return _ROMAN.fullmatch(text.rstrip(".")) is not None


def _begins_rows(text: str) -> bool:
    return _opens_text(text, 1) or _is_roman(text)


def _rows(
    blocks: Sequence[Block], start: int, header: list[Paragraph]
) -> tuple[list[list[Paragraph]], int]:
    """The rows (the header first) and where the table ends: at a row's number all cells of a row must follow."""
    rows = [header]
    index = start + len(header)
    wanted = 1
    while index < len(blocks):
        if again := _header(blocks, index):
            index += len(again)
            continue
        if _is_page_number(blocks, index):
            index += 1
            continue
        line = blocks[index]
        cells = _cells(blocks, index, len(header), wanted)
        if not cells or not isinstance(line, Paragraph):
            group = _group(blocks, index, wanted)
            if not group:
                break
            rows.append(group[-1:])
            index += len(group)
            wanted = 1 if _opens(blocks, index, 1) else wanted
            continue
        rows.append(cells)
        index += len(cells)
        wanted += 1
    return rows, index


def _cells(blocks: Sequence[Block], index: int, width: int, wanted: int) -> list[Paragraph]:
    """The lines of the row with this number, up to the next number or the header again."""
    if not _opens(blocks, index, wanted):
        return []
    found: list[Paragraph] = []
    for block in blocks[index : index + _LINES * width]:
        if not isinstance(block, Paragraph):
            break
        last = len(found) >= width and not _is_rest(block, found)
        last = last or (bool(found) and _is_roman(block.text))
        if last or (found and _opens_text(block.text, wanted + 1)) or _repeats(block):
            break
        if len(found) > 1 and _is_rest(block, found):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {block.text}")
        else:
            found.append(block)
    return found if len(found) > 1 else []


def _is_rest(line: Paragraph, cells: list[Paragraph]) -> bool:
    """A cell that was printed on two lines: it begins small, or no gap stands where gaps part the cells."""
    gaps = any(one.blank_before for one in cells[1:])
    return line.text[:1].islower() or (gaps and not line.blank_before)


def _repeats(line: Paragraph) -> bool:
    return column_code(line.text) == "number" and not line.text[:1].isdigit()


def _opens(blocks: Sequence[Block], index: int, wanted: int) -> bool:
    block = blocks[index] if index < len(blocks) else None
    return isinstance(block, Paragraph) and _opens_text(block.text, wanted)


def _opens_text(text: str, wanted: int) -> bool:
    return text.strip(" .)") in {str(wanted), f"{wanted:02d}"}


def _is_page_number(blocks: Sequence[Block], index: int) -> bool:
    """A bare number in front of the header that a new page prints again."""
    block = blocks[index]
    return (
        isinstance(block, Paragraph) and block.text.isdecimal() and bool(_header(blocks, index + 1))
    )


def _group(blocks: Sequence[Block], index: int, wanted: int) -> list[Paragraph]:
    """A line of its own between rows, perhaps below its Roman number: the name of a group, when a row follows."""
    lines = [one for one in blocks[index : index + 2] if isinstance(one, Paragraph)]
    size = 2 if lines and _is_roman(lines[0].text) else 1
    follows = _opens(blocks, index + size, wanted) or _opens(blocks, index + size, 1)
    if len(lines) < size or not follows:
        return []
    ended = size == 1 and lines[0].text.endswith((".", ";", ":"))
    return [] if ended else lines[:size]


def _table(rows: list[list[Paragraph]]) -> Table:
    first, last = rows[0][0], rows[-1][-1]
    codes = [column_code(line.text) or "" for line in rows[0]]
    return Table(tuple(_row(row, codes) for row in rows), spanning(first.place, last.place))


def _row(lines: list[Paragraph], codes: list[str]) -> tuple[Cell | None, ...]:
    width = len(codes)
    if len(lines) == 1:
        across = Cell((lines[0].text,), lines[0].place, col_span=width)
        return (across, *(None for _ in range(width - 1)))
    slots = range(width) if len(lines) == width else _slots(lines, codes)
    cells = [Cell((), lines[-1].place) for _ in range(width)]
    for line, slot in zip(lines, slots, strict=False):
        cells[slot] = Cell((line.text,), line.place, line.bold)
    return tuple(cells)


def _slots(lines: list[Paragraph], codes: list[str]) -> list[int]:
    """The columns of a row with empty cells: units and times go where units and times stand."""
    slots: list[int] = []
    for line in lines:
        free = range(slots[-1] + 1 if slots else 0, len(codes))
        fitting = [column for column in free if _fits(line.text, codes[column])]
        if not free:
            break
        slots.append(min(fitting, default=free[0]))
    return slots


def _fits(text: str, code: str) -> bool:
    if code in {"lead", "coordinating", "shared"}:
        return begins_name(text)
    if code in {"time", "start"}:
        return is_time(text)
    return code in {"number", "text"} or not (begins_name(text) or is_time(text))
