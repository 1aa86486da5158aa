"""Walks a Word document in reading order and hands its paragraphs and tables to the assembly."""

from dataclasses import dataclass

from cchc.core.text import squeeze
from cchc.reading.inputs import limits
from cchc.reading.inputs.assembly import Assembly, DraftCell, DraftRow
from cchc.reading.inputs.docx.grid import children, read_grid
from cchc.reading.inputs.docx.names import MC, VAL, Element, W, number, switch, value
from cchc.reading.inputs.docx.numbering import Numbering
from cchc.reading.inputs.docx.runs import BREAK, Inline, Runs, alternative
from cchc.reading.inputs.docx.styles import Style, Styles
from cchc.reading.inputs.refusals import refusal

_WRAPPERS = {W + "sdtContent", W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}
_CONTENTS = "Table of Contents"
_BODY_TEXT = 9
_OWN_TABLE_ROWS, _OWN_TABLE_COLUMNS = 2, 3


@dataclass(slots=True)
class _Shown:
    """A paragraph as printed: its parts between line breaks, and the look of the whole."""

    lines: list[str]
    inline: Inline
    level: int | None
    centred: bool


class Body:
    """Reads one document body; afterwards says what else was in it."""

    def __init__(self, assembly: Assembly, styles: Styles, numbering: Numbering) -> None:
        self._assembly = assembly
        self._styles = styles
        self._numbering = numbering
        self._runs = Runs(styles)
        self._blank = False
        self._carried: Inline | None = None
        self._inner_tables: list[list[DraftRow]] = []
        self.is_revised = False
        self.has_pictures = False
        self.has_other_files = False

    def read(self, parent: Element, depth: int = 0) -> None:
        """Add every block under `parent`, content controls and kept insertions included."""
        if depth > limits.MAX_NESTING * 4:
            raise refusal("damaged")
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                self._paragraph(child, depth)
            elif tag == W + "tbl":
                self._table(child, depth)
            elif tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None and not _is_contents(child):
                    self.read(content, depth + 1)
            elif tag in _WRAPPERS:
                self.read(child, depth + 1)
            elif tag == MC + "AlternateContent":
                self.read(alternative(child), depth + 1)
            elif tag == W + "altChunk":
                self.has_other_files = True

    def _paragraph(self, element: Element, depth: int) -> None:
        shown = self._show(element)
        if shown is None:
            return
        lines = [line for line in shown.lines if line]
        if shown.inline.has_page_break or not lines:
            self._blank = True
        for line in lines:
            self._assembly.paragraph(
                line,
                is_line=len(lines) > 1,
                blank_before=self._blank,
                level=shown.level,
                bold=shown.inline.is_bold,
                italic=shown.inline.is_italic,
                centred=shown.centred,
            )
            self._blank = False
        for box in shown.inline.boxes:
            self.read(box, depth + 1)

    def _show(self, element: Element, *, number_alone: bool = False) -> _Shown | None:
        """What the paragraph prints; None when it is hidden or runs on into the next one."""
        properties = element.find(W + "pPr")
        style = self._styles.paragraph(value(properties, "pStyle"))
        if style.is_contents:
            return None
        inline = self._runs.read(element, style, self._carried)
        self._carried = None
        mark = properties.find(W + "rPr") if properties is not None else None
        self.is_revised |= inline.is_revised
        self.has_pictures |= inline.has_picture
        if mark is not None and mark.find(W + "del") is not None:
            self.is_revised = True
            self._carried = inline
            return None
        lines = [squeeze(part) for part in inline.text.split(BREAK)]
        is_empty = not any(lines)
        if is_empty and mark is not None and switch(mark, "vanish"):
            return None
        said = properties.find(W + "numPr") if properties is not None else None
        label = self._numbering.label(said, style)
        if label and (not is_empty or (number_alone and label != "-")):
            first = next((index for index, line in enumerate(lines) if line), 0)
            lines[first] = f"{label} {lines[first]}".rstrip()
        return _Shown(lines, inline, _level(properties, style), _centred(properties, style))

    def _table(self, element: Element, depth: int) -> None:
        if depth > limits.MAX_NESTING * 4:
            raise refusal("damaged")
        frame = _framed(element)
        if frame is not None:
            self.read(frame, depth + 1)
            return
        waiting, self._inner_tables = self._inner_tables, []
        rows = read_grid(element, lambda cell: self._cell(cell, depth))
        if any(cell and cell.lines for row in rows for cell in row):
            if self._assembly.cells + len(rows) * len(rows[0]) > limits.MAX_CELLS:
                raise refusal("too-many-cells")
            self._assembly.table(rows)
        for inner in self._inner_tables:
            self._assembly.table(inner)
        self._inner_tables = waiting
        self._blank = False

    def _cell(self, element: Element, depth: int) -> DraftCell:
        cell = DraftCell([])
        looks: list[bool] = []
        self._fill(element, cell, looks, depth)
        cell.bold = bool(looks) and all(looks)
        return cell

    def _fill(self, parent: Element, cell: DraftCell, looks: list[bool], depth: int) -> None:
        """Lines of a cell: paragraphs, parts between line breaks, boxes, small inner tables."""
        if depth > limits.MAX_NESTING * 4:
            raise refusal("damaged")
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                shown = self._show(child, number_alone=True)
                if shown is None:
                    continue
                cell.lines.extend(line for line in shown.lines if line)
                if shown.inline.shown:
                    looks.append(shown.inline.is_bold)
                for box in shown.inline.boxes:
                    self._fill(box, cell, looks, depth + 1)
            elif tag == W + "tbl":
                self._inner_table(child, cell, depth + 1)
            elif tag == W + "sdt" or tag in _WRAPPERS:
                self._fill(child, cell, looks, depth + 1)
            elif tag == MC + "AlternateContent":
                self._fill(alternative(child), cell, looks, depth + 1)

    def _inner_table(self, element: Element, cell: DraftCell, depth: int) -> None:
        """A table in a cell: one of its own when it is large enough to assign tasks, else lines."""
        rows = read_grid(element, lambda inner: self._cell(inner, depth))
        if len(rows) >= _OWN_TABLE_ROWS and len(rows[0]) >= _OWN_TABLE_COLUMNS:
            self._inner_tables.append(rows)
            return
        for row in rows:
            line = " ".join(" ".join(inner.lines) for inner in row if inner and inner.lines)
            if line:
                cell.lines.append(line)


def _framed(table: Element) -> Element | None:
    """The only cell of a table that merely frames other tables; else None."""
    rows = list(children(table, W + "tr"))
    cells = list(children(rows[0], W + "tc")) if len(rows) == 1 else []
    if len(cells) == 1 and next(children(cells[0], W + "tbl"), None) is not None:
        return cells[0]
    return None


def _is_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == _CONTENTS


def _level(properties: Element | None, style: Style) -> int | None:
    said = value(properties, "outlineLvl")
    if said is None:
        return style.level
    outline = number(said, _BODY_TEXT)
    return outline + 1 if 0 <= outline < _BODY_TEXT else None


def _centred(properties: Element | None, style: Style) -> bool:
    align = value(properties, "jc")
    return bool(style.centred) if align is None else align == "center"
