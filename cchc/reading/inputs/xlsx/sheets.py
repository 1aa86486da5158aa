"""One worksheet as the cells that hold something, with the merged ranges around them."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cchc.core.text import squeeze
from cchc.reading.inputs import limits
from cchc.reading.inputs.archive import Element
from cchc.reading.inputs.refusals import refusal
from cchc.reading.inputs.xlsx.formats import format_code, shown

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with text: its lines, canonical and not empty."""

    lines: tuple[str, ...]
    bold: bool


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, bounds included, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """Filled cells by row and column; `missing` counts formulas and errors that show no value."""

    name: str
    cells: dict[int, dict[int, Filled]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    missing: int = 0


class Book:
    """What all sheets share: strings, number formats, bold faces, the date system."""

    def __init__(self, strings: Element | None, styles: Element | None, *, from_1904: bool) -> None:
        items = strings.iter(S + "si") if strings is not None else ()
        self._strings = [_lines_of(_string(item)) for item in items]
        self._from_1904 = from_1904
        self._formats, self._bold = _faces(styles)

    def sheet(self, name: str, root: Element) -> Sheet:
        """Read one worksheet. Raises UnreadableFile beyond the limit on cells."""
        sheet = Sheet(name)
        count = last_row = 0
        for row in root.iterfind(f"{S}sheetData/{S}row"):
            number = _whole(row.get("r")) or last_row + 1
            last_row = number
            filled: dict[int, Filled] = {}
            last_column = 0
            for cell in row.iterchildren(S + "c"):
                place = locate(cell.get("r"))
                last_column = place[1] if place else last_column + 1
                value = self._cell(cell, sheet)
                if value is not None and last_column <= _LAST_COLUMN:
                    filled[last_column] = value
            count += len(filled)
            if count > limits.MAX_CELLS:
                raise refusal("too-many-cells")
            if filled and number <= _LAST_ROW:
                sheet.cells.setdefault(number, {}).update(filled)
        sheet.merges = list(_merges(root))
        return sheet

    def _cell(self, cell: Element, sheet: Sheet) -> Filled | None:
        kind = cell.get("t")
        style = _whole(cell.get("s")) or 0
        lines = self._lines(cell, kind, style)
        if kind == "e" or (lines is None and cell.find(S + "f") is not None):
            sheet.missing += 1
            return None
        return Filled(lines, style in self._bold) if lines else None

    def _lines(self, cell: Element, kind: str | None, style: int) -> tuple[str, ...] | None:
        """Lines of a cell; None when it holds no value."""
        if kind == "inlineStr":
            inline = cell.find(S + "is")
            return None if inline is None else _lines_of(_string(inline))
        value = cell.findtext(S + "v")
        if value is None:
            return None
        if kind == "s":
            index = _whole(value)
            known = index is not None and index < len(self._strings)
            return self._strings[index] if known and index is not None else None
        if kind in {"str", "d"}:
            return _lines_of(_unescape(value))
        if kind == "b":
            return ("TRUE" if value == "1" else "FALSE",)
        return _lines_of(self._number(value, style))

    def _number(self, value: str, style: int) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        if not math.isfinite(number):
            return value
        code = self._formats[style] if 0 <= style < len(self._formats) else ""
        return shown(number, code, from_1904=self._from_1904)


def locate(reference: str | None) -> tuple[int, int] | None:
    """(row, column) from 1 of an address such as "B7"; None when it is none."""
    match = _REFERENCE.match(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def address(row: int, column: int) -> str:
    """Address such as "B7" of a row and column from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _merges(root: Element) -> Iterator[Merge]:
    found = root.iterfind(f"{S}mergeCells/{S}mergeCell")
    for count, element in enumerate(found):
        if count > limits.MAX_CELLS:
            raise refusal("too-many-cells")
        first, _, last = (element.get("ref") or "").partition(":")
        start, end = locate(first), locate(last or first)
        if start and end and start != end:
            yield Merge(
                min(start[0], end[0]), min(start[1], end[1]),
                max(start[0], end[0]), max(start[1], end[1]),
            )  # fmt: skip


def _faces(styles: Element | None) -> tuple[list[str], set[int]]:
    """Number format of each cell style, and the styles in bold."""
    if styles is None:
        return [], set()
    custom = {
        _whole(element.get("numFmtId")) or 0: element.get("formatCode") or ""
        for element in styles.iterfind(f"{S}numFmts/{S}numFmt")
    }
    fonts = [font.find(S + "b") for font in styles.iterfind(f"{S}fonts/{S}font")]
    bold_fonts = {
        index
        for index, mark in enumerate(fonts)
        if mark is not None and mark.get("val", "1") not in {"0", "false"}
    }
    formats: list[str] = []
    bold: set[int] = set()
    for index, style in enumerate(styles.iterfind(f"{S}cellXfs/{S}xf")):
        formats.append(format_code(_whole(style.get("numFmtId")) or 0, custom))
        if _whole(style.get("fontId")) in bold_fonts:
            bold.add(index)
    return formats, bold


def _lines_of(text: str) -> tuple[str, ...]:
    return tuple(line for part in text.splitlines() if (line := squeeze(part)))


def _string(item: Element) -> str:
    """Text of a string item; phonetic guides are left out."""
    parts = [item.findtext(S + "t") or ""]
    parts.extend(run.findtext(S + "t") or "" for run in item.iterchildren(S + "r"))
    return _unescape("".join(parts))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _whole(text: str | None) -> int | None:
    return (
        int(text)
        if text is not None and text.isascii() and text.isdigit() and len(text) < 10
        else None
    )
