"""The pages of a document, whether printed or scanned, put together as blocks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cchc.reading.blocks import ReadFile
from cchc.reading.inputs import limits
from cchc.reading.inputs.assembly import Assembly
from cchc.reading.inputs.pages.columns import in_reading_order
from cchc.reading.inputs.pages.furniture import furniture
from cchc.reading.inputs.pages.lines import Line, Word, line_of, mark_layout, rows_of
from cchc.reading.inputs.pages.paragraphs import joined
from cchc.reading.inputs.pages.tables import Rect, RuledTable, goes_on, grid_of, take_words
from cchc.reading.inputs.refusals import refusal


@dataclass(slots=True)
class Page:
    """What is kept of a page after it is closed. `is_picture`: its text stands in a picture, not in words."""

    number: int
    width: float
    height: float
    rows: list[Line] = field(default_factory=list)
    tables: list[RuledTable] = field(default_factory=list)
    words: int = 0
    is_picture: bool = False

    def take(self, words: Sequence[Word], tables: Iterable[Sequence[Rect]]) -> None:
        """Hold these words as lines, those inside the cells of `tables` as tables."""
        rest = list(words)
        self.words = len(rest)
        for rects in tables:
            table, rest = take_words(self.number, list(dict.fromkeys(rects)), rest)
            if table is not None:
                self.tables.append(table)
        self.rows = [line_of(self.number, row) for row in rows_of(rest)]


def assembled(pages: Sequence[Page], file_index: int, path: Path, kind: str) -> ReadFile:
    """The blocks of these pages; `kind` is the file's.

    Page numbers, running heads and feet are left out; letterhead and signature are read column by
    column; a table that goes on over pages is one Table. Raises UnreadableFile "no-text" and for too many cells.
    """
    assembly = Assembly(file_index)
    left_out = furniture([(page.number, page.height, page.rows) for page in pages])
    areas = _areas(pages)
    table: RuledTable | None = None
    lines: list[tuple[Line, float]] = []
    for page in pages:
        rows = [row for row in page.rows if id(row) not in left_out]
        for block in _blocks(page, rows, areas[page.width]):
            if isinstance(block, Line):
                _add_table(assembly, table)
                table = None
                lines.append((block, areas[page.width][1]))
            elif table is not None and goes_on(table, block):
                table.parts.extend(block.parts)
            else:
                _add_table(assembly, table)
                _add_lines(assembly, lines)
                lines, table = [], block
    _add_table(assembly, table)
    _add_lines(assembly, lines)
    if assembly.is_empty:
        raise refusal("no-text")
    return assembly.finish(path, kind, pages=len(pages))


def _blocks(
    page: Page, rows: Sequence[Line], area: tuple[float, float]
) -> Iterator[Line | RuledTable]:
    """Lines and tables of one page from top to bottom; `area` is the text's left and right edge.

    Columns are sought between tables only.
    """
    tables = sorted(page.tables, key=lambda table: table.top)
    start = 0
    for table in [*tables, None]:
        end = start
        while end < len(rows) and (table is None or rows[end].top < table.top):
            end += 1
        mark_layout(rows[start:end], *area)
        yield from in_reading_order(rows[start:end])
        if table is not None:
            yield table
        start = end


def _areas(pages: Sequence[Page]) -> dict[float, tuple[float, float]]:
    """Left and right edge of the text by page width: upright and turned pages have their own."""
    areas: dict[float, tuple[float, float]] = {}
    for page in pages:
        left, right = areas.get(page.width, (page.width / 4, page.width * 3 / 4))
        for row in page.rows:
            left, right = min(left, row.x0), max(right, row.x1)
        areas[page.width] = (left, right)
    return areas


def _add_lines(assembly: Assembly, lines: Iterable[tuple[Line, float]]) -> None:
    for paragraph in joined((line, right) for line, right in lines if line.text):
        first = paragraph.lines[0]
        assembly.paragraph(
            paragraph.text,
            is_line=True,
            blank_before=first.blank_before,
            bold=first.bold,
            italic=all(line.italic for line in paragraph.lines),
            centred=first.centred,
            box=paragraph.box,
        )


def _add_table(assembly: Assembly, table: RuledTable | None) -> None:
    if table is None:
        return
    rows, breaks = grid_of(table)
    if any(cell and cell.lines for row in rows for cell in row):
        if assembly.cells + len(rows) * len(rows[0]) > limits.MAX_CELLS:
            raise refusal("too-many-cells")
        assembly.table(rows, page_breaks=breaks, box=table.box)
