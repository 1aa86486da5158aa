"""What every kind of file becomes first: a list of blocks, each with its place in the original.

The readers of single kinds (`inputs/`) only find text, printed numbers, tables and places. What a block
means is decided later and once, in `structure` and `meaning`, so that a new kind of file costs no rule.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands in the original, as far as that kind of file can say.

    `file` counts the files given (0 the body). `page` counts from 1 (PDF). `line` counts from 1 (text, and
    the running paragraph number in docx and html). `span` is [start, end) in characters of the whole
    canonical text of that file, the text that `ReadFile.text` holds. `cell` is an address such as "B7" (xlsx) or
    "2.5.3" (table 2, row 5, column 3, from 1). `box` is (page, x0, y0, x1, y1) in PDF points from the top left.
    """

    file: int = 0
    page: int | None = None
    line: int | None = None
    span: tuple[int, int] | None = None
    cell: str | None = None
    box: tuple[int, float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or one printed line.

    `text` is canonical, on one line, and includes the printed ordinal or bullet: Word's automatic number is
    resolved and put in front, followed by one space. Empty paragraphs are not blocks.
    `is_line`: the block is one printed line of a text or PDF file, so that the structure step may have to
    join it with the next; False where the file itself says where a paragraph ends.
    `blank_before`: an empty line or a larger gap stood before it.
    `level`: heading level 1-9 where the file marks one (style, `##`, <h2>), else None.
    `bold`, `italic`, `centred`: of the whole block.
    """

    text: str
    place: Place
    is_line: bool = False
    blank_before: bool = False
    level: int | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `lines` are its paragraphs or <br> parts, canonical, without empty ones; text joins them."""

    lines: tuple[str, ...]
    place: Place
    bold: bool = False
    row_span: int = 1
    col_span: int = 1

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A grid. Every row has the same number of slots; a slot that a merged cell covers is None.

    `page_breaks`: row indices before which the original starts a new page (PDF; html and text where visible),
    so that a row or group cut by the page can be joined or flagged.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    place: Place
    page_breaks: tuple[int, ...] = ()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file after its input reader: blocks in reading order, and the canonical text places point into.

    `kind` is what `inputs.guard.check` says. `text` is shown to people when a page picture is not: one line per
    paragraph, table cells separated by tabs, rows by line breaks. `pages` counts pages of a PDF and frames of a
    picture, else 0. `scanned`: pages whose text was recognised in a picture; `unread`: those that are pictures
    and could not be.
    """

    name: str
    kind: str
    blocks: tuple[Block, ...]
    text: str
    pages: int = 0
    warnings: tuple[str, ...] = field(default=())
    scanned: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
