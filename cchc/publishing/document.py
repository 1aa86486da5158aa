"""What an official document is, whatever file it becomes: head, body, signature, appendices.

Everything is a frozen value made of tuples and strings; text is plain (never markup) and is printed
as given, except where the layout asks for capitals. An empty tuple or None leaves its part out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight and slope."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[Run, ...]


def runs_of(text: Text) -> tuple[Run, ...]:
    """The text as runs; a plain string is one upright run, an empty string none."""
    if isinstance(text, str):
        return (Run(text),) if text else ()
    return text


def plain_text(text: Text) -> str:
    """The words of the text without weight or slope."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `number` is printed as given, mark included ("I.", "1.", "a)"); "" prints none."""

    level: Literal[1, 2, 3, 4]
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, its first line indented; justified unless `align` says otherwise."""

    text: Text
    align: Align = "justify"


@dataclass(frozen=True, slots=True)
class Item:
    """A point or bullet: the marker as printed ("a)", "-", "+"), then the text; `depth` indents."""

    marker: str
    text: Text
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: `weight` is its share of the width among the columns."""

    weight: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its lines, each a paragraph. Spans count columns and rows; 1 is no span."""

    lines: tuple[str, ...] = ()
    bold: bool = False
    italic: bool = False
    align: Align | None = None
    col_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class TableNode:
    """A ruled table. A row lists only the cells that begin in it; places under a span are left out.

    Raises ValueError when a row does not fill the columns exactly.
    """

    columns: tuple[Column, ...]
    header_rows: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    repeat_header: bool = True

    def __post_init__(self) -> None:
        for part in (self.header_rows, self.rows):
            _check_grid(part, len(self.columns))


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next node begins a new page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing on its own line, centred: SVG as `charts` makes it, what it says in words, and a line below it.

    width: in millimetres, never more than the page has.
    """

    svg: str
    alt: str
    width: float = 160
    caption: str = ""


Node = Heading | Paragraph | Item | TableNode | PageBreak | Picture


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: authority and position ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") and the name if known."""

    authority_lines: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix on pages of its own. `number` is Roman, or None for the only one.

    `subtitle` is the line in brackets naming the parent document; `layout.attached_to` words it. `is_labelled`: False
    leaves out the word "Phụ lục", for a list that belongs to no document.
    """

    title: str
    body: tuple[Node, ...]
    number: str | None = None
    subtitle: str | None = None
    landscape: bool = False
    is_labelled: bool = True


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """An outgoing document in the layout of NĐ 30/2020/NĐ-CP.

    number None: the place is left open for the clerk ("Số:      /KH-SKHCN"); symbol is "KH-SKHCN".
    issued_on None: day and month are left open in `year`, which is then required.
    issuer may hold a line break where a long name should part in the letterhead.
    kind None: an official letter (công văn); the subject stands under the number as "V/v ...".
    appendices_only: print the appendices alone, as a file attached to its document.
    Raises ValueError without date and year, or when appendices are asked for and there are none.
    """

    issuer: str
    symbol: str
    place: str
    subject: str
    kind: str | None = None
    parent_issuer: str | None = None
    number: str | None = None
    issued_on: date | None = None
    year: int | None = None
    addressed_to: tuple[str, ...] = ()
    preamble: tuple[str, ...] = ()
    body: tuple[Node, ...] = ()
    signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    appendices_only: bool = False
    language: str = field(default="vi-VN")

    def __post_init__(self) -> None:
        if self.issued_on is None and self.year is None:
            raise ValueError("an open date needs its year")
        if self.appendices_only and not self.appendices:
            raise ValueError("there is no appendix to print alone")

    @property
    def year_of_issue(self) -> int:
        """The year in the date line."""
        if self.issued_on is not None:
            return self.issued_on.year
        assert self.year is not None
        return self.year


def _check_grid(rows: Iterable[tuple[Cell, ...]], width: int) -> None:
    covered = [0] * width
    for row in rows:
        cells = iter(row)
        place = 0
        while place < width:
            if covered[place]:
                covered[place] -= 1
                place += 1
                continue
            cell = next(cells, None)
            if cell is None or place + cell.col_span > width:
                raise ValueError("a table row does not fill its columns")
            for step in range(place, place + cell.col_span):
                if covered[step]:
                    raise ValueError("a table cell overlaps a span from above")
                covered[step] = cell.row_span - 1
            place += cell.col_span
        if next(cells, None) is not None:
            raise ValueError("a table row has more cells than columns")
    if any(covered):
        raise ValueError("a row span reaches past the last row")
