"""HTML pages: headings, paragraphs, lists and tables in reading order; scripts and styles dropped."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from cchc.core.text import squeeze
from cchc.reading.blocks import Block, Cell, Paragraph, Place, ReadFile, Table
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs.assembly import Progress
from cchc.reading.inputs.encodings import decode

MOST_CELLS = 200_000
MOST_SPAN = 1_000
_DROPPED = {
    "script",
    "style",
    "head",
    "nav",
    "noscript",
    "template",
    "svg",
    "button",
    "form",
    "iframe",
}
_BLOCKS = {
    "p", "div", "section", "article", "main", "body", "header", "footer", "blockquote", "pre", "center", "ul", "ol",
    "li", "dl", "dt", "dd", "figure", "address", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "html",
}  # fmt: skip
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read(path: Path, file_index: int = 0, progress: Progress | None = None) -> ReadFile:
    """One page as blocks. Raises `UnreadableFile` when it holds no text or too much of it."""
    content = _decoded(path.read_bytes())
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            "empty", "Trang không có nội dung để đọc. Hãy chọn tệp khác."
        ) from error
    page = _Page(file_index)
    page.walk(root)
    page.flush()
    if not page.blocks:
        raise UnreadableFile("empty", "Trang không có nội dung để đọc. Hãy chọn tệp khác.")
    return ReadFile(path.name, "html", tuple(page.blocks), "\n".join(page.lines))


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:2048])
    if named and named[1].lower() not in {b"utf-8", b"utf8"}:
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            return decode(data)
    return decode(data)


@dataclass(slots=True)
class _Page:
    """The blocks found so far, and the text of the paragraph that is still open."""

    file: int
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    length: int = 0
    tables: int = 0
    cells: int = 0
    open: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    level: int | None = None
    mark: str = ""

    def walk(self, root: Any) -> None:
        """Everything below `root`, without recursion: pages may nest deeply."""
        stack: list[tuple[Any, bool, bool]] = [(root, False, False)]
        while stack:
            element, leaving, bold = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if leaving:
                if tag in _BLOCKS:
                    self.flush()
                self.add(element.tail, bold)
                continue
            if not tag or tag in _DROPPED:
                self.add(element.tail, bold)
                continue
            if tag == "table":
                self.flush()
                self.table(element)
                self.add(element.tail, bold)
                continue
            inner = bold or _is_bold(element, tag)
            self.enter(element, tag)
            self.add(element.text, inner)
            stack.append((element, True, bold))
            stack.extend((child, False, inner) for child in reversed(element))

    def enter(self, element: Any, tag: str) -> None:
        if tag in _BLOCKS or tag == "br":
            self.flush()
        if re.fullmatch(r"h[1-6]", tag):
            self.level = int(tag[1])
        if tag == "li":
            self.mark = _list_mark(element)

    def add(self, text: str | None, bold: bool) -> None:
        if text and text.strip():
            self.open.append(text)
            self.bold.append(bold)
        elif text:
            self.open.append(" ")

    def flush(self) -> None:
        """Close the open paragraph."""
        text = squeeze("".join(self.open))
        if text:
            if self.mark:
                text = f"{self.mark} {text}"
            place = self.place(text)
            bold = bool(self.bold) and all(self.bold)
            self.blocks.append(Paragraph(text, place, level=self.level, bold=bold))
            self.mark = ""
        self.open, self.bold = [], []
        if text:
            self.level = None

    def place(self, text: str) -> Place:
        """Put a line into the text and say where it stands."""
        start = self.length
        self.lines.append(text)
        self.length += len(text) + 1
        return Place(self.file, line=len(self.lines), span=(start, start + len(text)))

    def table(self, element: Any) -> None:
        """A table as a grid; layout tables that hold tables are walked as text."""
        if any(inner is not element for inner in element.iter("table")):
            for child in element:
                self.walk(child)
            return
        self.tables += 1
        rows = _grid(element)
        if not rows:
            return
        self.cells += sum(len(row) for row in rows)
        if self.cells > MOST_CELLS:
            raise UnreadableFile(
                "too-large", "Trang có bảng quá lớn. Hãy tách thành nhiều tệp nhỏ hơn."
            )
        made = [self.row(row, index) for index, row in enumerate(rows, 1)]
        self.blocks.append(self.whole(made))

    def row(self, cells: list["_Raw | None"], index: int) -> tuple[Cell | None, ...]:
        line = self.place("\t".join(" ".join(cell.lines) if cell else "" for cell in cells))
        made: list[Cell | None] = []
        for column, cell in enumerate(cells, 1):
            if cell is None:
                made.append(None)
                continue
            place = Place(self.file, None, line.line, line.span, f"{self.tables}.{index}.{column}")
            made.append(Cell(cell.lines, place, cell.bold, cell.down, cell.across))
        return tuple(made)

    def whole(self, rows: list[tuple[Cell | None, ...]]) -> Table:
        first = next((cell.place for row in rows for cell in row if cell), Place(self.file))
        return Table(tuple(rows), Place(self.file, line=first.line, span=first.span))


@dataclass(frozen=True, slots=True)
class _Raw:
    lines: tuple[str, ...]
    bold: bool
    down: int
    across: int


def _grid(table: Any) -> list[list[_Raw | None]]:
    """Rows of equal length; slots that a merged cell covers are None."""
    rows: list[dict[int, _Raw | None]] = []
    covered: dict[int, int] = {}
    for element in table.iter("tr"):
        row: dict[int, _Raw | None] = {}
        column = 0
        below = {one: left - 1 for one, left in covered.items() if left > 1}
        for cell in element:
            if cell.tag not in {"td", "th"}:
                continue
            while covered.get(column, 0) > 0:
                row[column] = None
                column += 1
            raw = _cell(cell)
            row[column] = raw
            for extra in range(raw.across):
                if extra:
                    row[column + extra] = None
                if raw.down > 1:
                    below[column + extra] = raw.down - 1
            column += raw.across
        covered = below
        if row:
            rows.append(row)
    width = max((max(row) + 1 for row in rows), default=0)
    return [[row.get(column) for column in range(width)] for row in rows]


def _cell(element: Any) -> _Raw:
    parts: list[str] = []
    bold: list[bool] = []
    for node in element.iter():
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _DROPPED:
            continue
        if tag in _BLOCKS or tag == "br":
            parts.append("\n")
        if tag == "li":
            parts.append(f"{_list_mark(node)} ")
        if node.text and node.text.strip():
            bold.append(any(_is_bold(one, str(one.tag)) for one in (node, *node.iterancestors())))
        parts.append((node.text or "").replace("\n", " "))
        if node is not element:
            parts.append(("\n" if tag in _BLOCKS else "") + (node.tail or "").replace("\n", " "))
    lines = tuple(line for line in map(squeeze, "".join(parts).split("\n")) if line)
    return _Raw(
        lines, bool(bold) and all(bold), _span(element, "rowspan"), _span(element, "colspan")
    )


def _span(element: Any, name: str) -> int:
    value = str(element.get(name) or "1").strip()
    return min(int(value), MOST_SPAN) if value.isdecimal() and int(value) > 0 else 1


def _is_bold(element: Any, tag: str) -> bool:
    return tag in {"b", "strong", "th"} or bool(_BOLD.search(element.get("style") or ""))


def _list_mark(item: Any) -> str:
    """The mark a browser prints before a list item."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "-"
    value = item.get("value") or ""
    start = str(parent.get("start") or "1")
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    number = int(value) if value.isdecimal() else (int(start) if start.isdecimal() else 1) + before
    kind = parent.get("type") or "1"
    if kind in "aA" and number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter if kind == 'a' else letter.upper()})"
    if kind in "iI":
        return f"{_roman(number) if kind == 'i' else _roman(number).upper()}."
    return f"{number}."


def _roman(number: int) -> str:
    parts: list[str] = []
    for value, mark in _ROMAN:
        while number >= value and len(parts) < 40:
            parts.append(mark)
            number -= value
    return "".join(parts)
