"""Plain text and Markdown: printed lines, pipe tables, tab-separated tables, tables as ``<p>`` cells."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from cchc.reading.blocks import Block, Cell, Paragraph, Place, ReadFile, Table
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs.assembly import Progress
from cchc.reading.inputs.encodings import decode
from cchc.reading.inputs.markup import cell_lines, clean_line

MOST_LINES = 200_000
MOST_LINE = 20_000
_PIPE_RULE = re.compile(r"\|?[\s:|+-]*-{2,}[\s:|+-]*\|?")
_LONE_CELL = re.compile(r"<(p|td|th)\b[^<>]{0,200}>.{0,5000}</\1>", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,3}[.)]\s")


@dataclass(slots=True)
class _Line:
    number: int
    start: int
    raw: str
    text: str
    level: int | None
    bold: bool
    italic: bool
    blank_before: bool

    @property
    def place_span(self) -> tuple[int, int]:
        return self.start, self.start + len(self.text)


@dataclass(slots=True)
class _OpenTable:
    """A table being gathered: raw cells per row, the line each row came from, rows after a gap."""

    kind: str
    rows: list[list[str]] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


def read(path: Path, file_index: int = 0, progress: Progress | None = None) -> ReadFile:
    """One text file as blocks; `text` has a line per line of the original, without its marks."""
    return read_text(decode(path.read_bytes()), file_index, path)


def read_text(content: str, file_index: int = 0, path: Path | None = None) -> ReadFile:
    """As `read`, from a string."""
    lines, text = _lines(content)
    if not text.strip():
        raise UnreadableFile("empty", "Tệp rỗng, không có nội dung để đọc. Hãy chọn tệp khác.")
    name = path.name if path else ""
    kind = "md" if path and path.suffix.lower() == ".md" else "txt"
    return ReadFile(name, kind, tuple(_blocks(lines, file_index)), text)


def _lines(content: str) -> tuple[list[_Line], str]:
    raw_lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(raw_lines) > MOST_LINES:
        raise UnreadableFile("too-large", "Văn bản quá dài. Hãy tách thành nhiều tệp nhỏ hơn.")
    found: list[_Line] = []
    texts: list[str] = []
    start, blank = 0, False
    for number, whole in enumerate(raw_lines, 1):
        raw = whole[:MOST_LINE].replace("\x0c", "")
        marked = clean_line(raw)
        shown = "\t".join(_shown(cell) for cell in raw.split("\t")) if "\t" in raw else marked.text
        texts.append(shown)
        if marked.text or shown.strip():
            found.append(
                _Line(number, start, raw, shown, marked.level, marked.bold, marked.italic, blank)
            )
        blank = not marked.text
        start += len(shown) + 1
    return found, "\n".join(texts)


def _shown(cell: str) -> str:
    return " ".join(cell_lines(cell))


def _blocks(lines: list[_Line], file_index: int) -> list[Block]:
    blocks: list[Block] = []
    table: _OpenTable | None = None
    count = 0
    for line in lines:
        kind = _table_kind(line, table)
        if table and kind != table.kind:
            count += _close(table, blocks, file_index, count)
            table = None
        if kind is None:
            blocks.append(_paragraph(line, line.text, file_index))
            continue
        table = table or _OpenTable(kind)
        _add_row(table, line)
    if table:
        _close(table, blocks, file_index, count)
    return blocks


def _table_kind(line: _Line, open_table: _OpenTable | None) -> str | None:
    raw = line.raw.strip()
    if raw.startswith("|") and raw.count("|") >= 2:
        return "pipe"
    if "\t" in line.raw.rstrip():
        return "tab"
    if _LONE_CELL.fullmatch(raw):
        return "tab" if open_table and open_table.kind == "tab" else "cells"
    return None


def _add_row(table: _OpenTable, line: _Line) -> None:
    raw = line.raw.strip("\n")
    if table.kind == "pipe":
        if _PIPE_RULE.fullmatch(raw.strip()):
            return
        cells = re.split(r"(?<!\\)\|", raw.strip().strip("|"))
    else:
        cells = raw.rstrip("\t\n").split("\t")
    if table.rows and line.blank_before and "\t" in raw:
        table.breaks.append(len(table.rows))
    table.rows.append(cells)
    table.lines.append(line)


def _close(table: _OpenTable, blocks: list[Block], file_index: int, count: int) -> int:
    """Turn the gathered rows into a Table (1) or, when they are none, into paragraphs (0)."""
    width = max((len(row) for row in table.rows), default=0)
    if not width:  # a rule without rows draws nothing
        return 0
    if table.kind != "pipe" and (width < 2 or (width == 2 and len(table.rows) == 1)):
        for line in table.lines:
            blocks.append(_paragraph(line, " ".join(line.text.split()), file_index))
        return 0
    column = _ordinal_column(table.rows, width)
    if any(len(row) == 1 for row in table.rows):
        _regroup(table, width, column)
    rows = []
    for index, (cells, line) in enumerate(zip(table.rows, table.lines, strict=True), 1):
        short = 0 < width - len(cells) <= column and _ORDINAL.match(_shown(cells[0]))
        padded = ([""] * column if short else []) + cells + [""] * width
        rows.append(_row(padded[:width], line, file_index, count + 1, index))
    first, last = table.lines[0], table.lines[-1]
    place = Place(file_index, line=first.number, span=(first.start, last.place_span[1]))
    blocks.append(Table(tuple(rows), place, tuple(table.breaks)))
    return 1


def _ordinal_column(rows: list[list[str]], width: int) -> int:
    """The column whose cells most often begin with a number ("1. ..."), 0 when none does."""
    counts = [0] * width
    for row in rows:
        if len(row) == width:
            for column, cell in enumerate(row):
                counts[column] += bool(_ORDINAL.match(_shown(cell)))
    return counts.index(max(counts))


def _regroup(table: _OpenTable, width: int, column: int) -> None:
    """Rows that lost their row marks (one cell per line) are put together again."""
    rows: list[list[str]] = []
    lines: list[_Line] = []
    moved: dict[int, int] = {}
    fresh = True
    for index, (cells, line) in enumerate(zip(table.rows, table.lines, strict=True)):
        moved[index] = len(rows)
        if len(cells) > 1:
            rows.append(cells)
            lines.append(line)
            fresh = True
            continue
        numbered = bool(_ORDINAL.match(_shown(cells[0])))
        if fresh or len(rows[-1]) >= width or (numbered and len(rows[-1]) > column):
            rows.append([""] * column + cells if numbered else cells)
            lines.append(line)
            fresh = False
        else:
            rows[-1] = rows[-1] + cells
    table.breaks = sorted({moved[index] for index in table.breaks})
    table.rows, table.lines = rows, lines


def _row(
    cells: list[str], line: _Line, file_index: int, table: int, row: int
) -> tuple[Cell | None, ...]:
    made: list[Cell | None] = []
    for column, raw in enumerate(cells, 1):
        place = Place(file_index, None, line.number, line.place_span, f"{table}.{row}.{column}")
        bold = raw.strip().startswith(("**", "<b>", "<strong>"))
        made.append(Cell(cell_lines(raw), place, bold))
    return tuple(made)


def _paragraph(line: _Line, text: str, file_index: int) -> Paragraph:
    return Paragraph(
        text,
        Place(file_index, line=line.number, span=line.place_span),
        is_line=True,
        blank_before=line.blank_before,
        level=line.level,
        bold=line.bold,
        italic=line.italic,
    )
