"""Small pieces of WordprocessingML that python-docx has no call for."""

from typing import cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from cchc.publishing.document import Align, Text, runs_of
from cchc.publishing.layout import printable

_JUSTIFICATION: dict[Align, str] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "justify": "both",
}
_CELL_SIDE = 85  # twentieths of a point between rule and text
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point, rounded."""
    return round(millimetres * 1440 / 25.4)


def element(tag: str, **attributes: str | int | float) -> BaseOxmlElement:
    """A new element of the w: namespace with w: attributes."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(f"{{{made.nsmap['w']}}}{name}", str(value))
    return made


def paragraph(
    text: Text,
    style: str,
    *,
    align: Align | None = None,
    indent_mm: float | None = None,
    keep_next: bool = False,
    bold: bool = False,
    italic: bool = False,
) -> BaseOxmlElement:
    """A paragraph in a named style (its id); line breaks in the text stay line breaks."""
    made = element("p")
    properties = element("pPr")
    properties.append(element("pStyle", val=style))
    if keep_next:
        properties.append(element("keepNext"))
    if indent_mm is not None:
        properties.append(element("ind", left=twips(indent_mm)))
    elif align in {"center", "right"}:  # a first line set in would push the middle off
        properties.append(element("ind", firstLine=0))
    if align is not None:
        properties.append(element("jc", val=_JUSTIFICATION[align]))
    made.append(properties)
    for run in runs_of(text):
        made.append(_run(run.text, bold=bold or run.bold, italic=italic or run.italic))
    return made


def keep_with_next(made: BaseOxmlElement) -> None:
    """Keep a paragraph made here on the page of the block after it."""
    if made[0].find(qn("w:keepNext")) is None:
        made[0].insert(1, element("keepNext"))


def gap(height_pt: float, style: str) -> BaseOxmlElement:
    """An empty paragraph of an exact height that stays with the next one."""
    made = paragraph("", style, keep_next=True)
    spacing = element("spacing", before=0, after=0, line=round(height_pt * 20), lineRule="exact")
    made[0].append(spacing)
    return made


def rule(*, width_pt: float, room_pt: float, style: str) -> BaseOxmlElement:
    """A thin paragraph whose top border is a centred line of the given width within the room."""
    made = element("p")
    properties = element("pPr")
    properties.append(element("pStyle", val=style))
    borders = element("pBdr")
    borders.append(element("top", val="single", sz=6, space=1, color="000000"))
    properties.append(borders)
    side = max(0, round((room_pt - width_pt) / 2 * 20))
    properties.append(element("ind", left=side, right=side))
    made.append(properties)
    return made


def page_number_field() -> list[BaseOxmlElement]:
    """The runs of a PAGE field."""
    runs = []
    for kind in ("begin", None, "end"):
        run = element("r")
        if kind is None:
            instruction = element("instrText")
            instruction.text = "PAGE"
            run.append(instruction)
        else:
            run.append(element("fldChar", fldCharType=kind))
        runs.append(run)
    return runs


def page_break() -> BaseOxmlElement:
    """An empty paragraph that ends the page."""
    made = element("p")
    run = element("r")
    run.append(element("br", type="page"))
    made.append(run)
    return made


def table(widths: list[int], *, ruled: bool) -> BaseOxmlElement:
    """An empty fixed table of the given column widths; without rules it only places its cells."""
    made = element("tbl")
    properties = element("tblPr")
    properties.append(element("tblW", w=sum(widths), type="dxa"))
    if ruled:
        properties.append(element("tblInd", w=_CELL_SIDE, type="dxa"))
    borders = element("tblBorders")
    for side in _SIDES:
        borders.append(
            element(side, val="single", sz=4, space=0, color="000000")
            if ruled
            else element(side, val="nil")
        )
    properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=_CELL_SIDE if ruled else 0, type="dxa"))
    properties.append(margins)
    made.append(properties)
    grid = element("tblGrid")
    for width in widths:
        grid.append(element("gridCol", w=width))
    made.append(grid)
    return made


def table_row(*, header: bool = False, whole: bool = False) -> BaseOxmlElement:
    """An empty row: `header` repeats on every page, `whole` never splits."""
    made = element("tr")
    properties = element("trPr")
    if whole or header:
        properties.append(element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))
    made.append(properties)
    return made


def table_cell(
    content: list[BaseOxmlElement],
    *,
    width: int,
    col_span: int = 1,
    merge: str | None = None,
    middle: bool = False,
) -> BaseOxmlElement:
    """A cell with its paragraphs; `merge`: "restart" where a row span begins, "continue" below."""
    made = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=width, type="dxa"))
    if col_span > 1:
        properties.append(element("gridSpan", val=col_span))
    if merge is not None:
        properties.append(element("vMerge", val=merge))
    if middle:
        properties.append(element("vAlign", val="center"))
    made.append(properties)
    made.extend(content)
    return made


def _run(text: str, *, bold: bool, italic: bool) -> BaseOxmlElement:
    made = element("r")
    if bold or italic:
        properties = element("rPr")
        if bold:
            properties.append(element("b"))
        if italic:
            properties.append(element("i"))
        made.append(properties)
    for place, line in enumerate(printable(text).split("\n")):
        if place:
            made.append(element("br"))
        for stop, words in enumerate(line.split("\t")):
            if stop:
                made.append(element("tab"))
            made.append(_words(words))
    return made


def _words(words: str) -> BaseOxmlElement:
    made = element("t")
    made.text = words
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
