"""PDF files with text: printed lines and ruled tables, each with its place on the page."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from cchc.reading.blocks import ReadFile
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import limits
from cchc.reading.inputs.assembly import Assembly, Progress
from cchc.reading.inputs.pdf.columns import in_reading_order
from cchc.reading.inputs.pdf.furniture import furniture
from cchc.reading.inputs.pdf.lines import Line, Word, line_of, mark_layout, rows_of, words_of
from cchc.reading.inputs.pdf.paragraphs import joined
from cchc.reading.inputs.pdf.tables import RuledTable, goes_on, grid_of, take_words
from cchc.reading.inputs.refusals import refusal
from cchc.reading.inputs.stopwatch import TimeIsUp, time_limit

# Of a damaged file it writes one line per fault; the refusal says it once.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_MOST_EDGES = 6_000
_UNMAPPED = "(cid:"
_UNMAPPED_SHARE = 0.2
_WORDS_ON_A_SCAN = 8


@dataclass(slots=True)
class _Page:
    """What is kept of a page after it is closed."""

    number: int
    width: float
    height: float
    rows: list[Line]
    tables: list[RuledTable] = field(default_factory=list)
    words: int = 0
    has_picture: bool = False


def read(path: Path, file_index: int, progress: Progress | None = None) -> ReadFile:
    """Blocks of one PDF; `progress` is called with (pages done, pages in all) after each page.

    Page numbers, running heads and feet are left out; letterhead and signature are read column by
    column; a table that goes on over pages is one Table. Raises UnreadableFile, and nothing else: code
    "scan" when the pages are pictures.
    """
    try:
        with time_limit(limits.MAX_SECONDS):
            return _read(path, file_index, progress)
    except UnreadableFile:
        raise
    except TimeIsUp as error:
        raise refusal("too-slow") from error
    except Exception as error:
        raise refusal("encrypted" if _is_locked(error) else "damaged") from error


def _read(path: Path, file_index: int, progress: Progress | None) -> ReadFile:
    pages = list(_pages(path, progress))
    _refuse_pictures(pages)
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
    pictures = [str(page.number) for page in pages if page.has_picture and not page.words]
    if pictures:
        assembly.warnings.append(
            f"Trang {', '.join(pictures[:20])} chỉ có ảnh, chữ trong ảnh chưa được đọc."
        )
    return assembly.finish(path, "pdf", pages=len(pages))


def _pages(path: Path, progress: Progress | None) -> Iterator[_Page]:
    with pdfplumber.open(path) as document:
        count = len(document.pages)
        if count > limits.MAX_PAGES:
            raise refusal("too-many-pages")
        for number, page in enumerate(document.pages, start=1):
            kept = _page(page, number)
            page.close()
            yield kept
            if progress is not None:
                progress(number, count)


def _page(page: Any, number: int) -> _Page:
    words = words_of(page.extract_words(extra_attrs=["fontname"]))
    kept = _Page(number, float(page.width), float(page.height), [], words=len(words))
    if words and sum(_UNMAPPED in word.text for word in words) > len(words) * _UNMAPPED_SHARE:
        raise refusal("unmapped")
    area = kept.width * kept.height
    kept.has_picture = any(
        (image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) > area / 2
        for image in page.images
    )
    rest: list[Word] = words
    if len(page.edges) <= _MOST_EDGES:
        for found in page.find_tables():
            table, rest = take_words(number, list(dict.fromkeys(found.cells)), rest)
            if table is not None:
                kept.tables.append(table)
    kept.rows = [line_of(number, row) for row in rows_of(rest)]
    return kept


def _blocks(
    page: _Page, rows: Sequence[Line], area: tuple[float, float]
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


def _areas(pages: Sequence[_Page]) -> dict[float, tuple[float, float]]:
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


def _refuse_pictures(pages: Sequence[_Page]) -> None:
    if not pages:
        raise refusal("damaged")
    words = sum(page.words for page in pages)
    pictures = sum(page.has_picture for page in pages)
    few = words < _WORDS_ON_A_SCAN * len(pages)
    if words == 0 or (few and pictures * 2 > len(pages)):
        raise refusal("scan")


def _is_locked(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PDFPasswordIncorrect) or any(
            isinstance(argument, PDFPasswordIncorrect) for argument in cause.args
        ):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
