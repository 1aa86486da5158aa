"""Values written into somebody else's workbook (.xlsx), everything else in it left as it is.

Only the cells named change, in the sheet's own XML; looks, widths, formulas, pictures and hidden parts stay byte for
byte. The workbook is told to reckon its formulas anew when it is opened.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from posixpath import join, normpath
from typing import Final

from lxml import etree

from cchc.core.errors import DomainError
from cchc.publishing.layout import printable

Element = etree._Element
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_BOOK: Final = "xl/workbook.xml"
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MOST_BYTES: Final = 100 << 20
_AFTER_RECKONING: Final = (
    "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip


class CannotOverwrite(DomainError):
    """The workbook does not take the values; the message names the sheet and the cell."""

    text = "Không ghi được số liệu vào tệp mẫu."


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a named sheet: "Biểu 1", "D12"."""

    sheet: str
    cell: str


def overwrite(book: bytes, values: Mapping[Place, Decimal | int | str]) -> bytes:
    """The workbook with these cells set: a number as a number, words as words (never a formula), "" as an empty cell.

    The look of a cell stays. Raises CannotOverwrite for what is no workbook, for a sheet that it does not have, a cell
    that is none, or a cell that holds a formula.
    """
    try:
        return _overwritten(book, values)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as error:
        raise CannotOverwrite("Tệp mẫu không phải bảng tính Excel (.xlsx) hoặc đã hỏng.") from error


def _overwritten(book: bytes, values: Mapping[Place, Decimal | int | str]) -> bytes:
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(book)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        if sum(part.file_size for part in source.infolist()) > _MOST_BYTES:
            raise CannotOverwrite("Tệp mẫu quá lớn; hãy dùng tệp nhỏ hơn 100 MB khi giải nén.")
        changed = _changed_parts(source, values)
        for part in source.infolist():
            target.writestr(part, changed.get(part.filename) or source.read(part.filename))
    return made.getvalue()


def _changed_parts(
    source: zipfile.ZipFile, values: Mapping[Place, Decimal | int | str]
) -> dict[str, bytes]:
    book = _parsed(source.read(_BOOK))
    parts = _sheet_parts(source, book)
    roots: dict[str, Element] = {}
    for place, value in values.items():
        if place.sheet not in parts:
            raise CannotOverwrite(f"Tệp mẫu không có trang tính “{place.sheet}”.")
        name = parts[place.sheet]
        if name not in roots:
            roots[name] = _parsed(source.read(name))
        _set(roots[name], place, value)
    _reckon_anew(book)
    return {name: _written(root) for name, root in {**roots, _BOOK: book}.items()}


def _sheet_parts(source: zipfile.ZipFile, book: Element) -> dict[str, str]:
    relations = _parsed(source.read("xl/_rels/workbook.xml.rels"))
    targets = {
        each.get("Id"): normpath(join("xl", each.get("Target", ""))).lstrip("/")
        if not each.get("Target", "").startswith("/")
        else each.get("Target", "").lstrip("/")
        for each in relations.iter(f"{_PACKAGE}Relationship")
    }
    return {
        sheet.get("name", ""): targets[sheet.get(f"{_R}id")] for sheet in book.iter(f"{_S}sheet")
    }


def _set(root: Element, place: Place, value: Decimal | int | str) -> None:
    found = _PLACE.fullmatch(place.cell)
    data = root.find(f"{_S}sheetData")
    if found is None or data is None:
        raise CannotOverwrite(f"“{place.cell}” không phải địa chỉ ô trên trang “{place.sheet}”.")
    row = _row(data, int(found[2]))
    cell = _cell(row, place.cell, _column(found[1]))
    if cell.find(f"{_S}f") is not None:
        raise CannotOverwrite(
            f"Ô {place.cell} trang “{place.sheet}” chứa công thức; hãy chọn ô nhập số liệu khác."
        )
    for child in list(cell):
        cell.remove(child)
    if "t" in cell.attrib:
        del cell.attrib["t"]
    if isinstance(value, str):
        if value:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{_S}is"), f"{_S}t")
            text.text = printable(value)
    else:
        etree.SubElement(cell, f"{_S}v").text = (
            f"{value:f}" if isinstance(value, Decimal) else str(value)
        )


def _row(data: Element, number: int) -> Element:
    for place, row in enumerate(data):
        here = int(row.get("r") or place + 1)
        if here == number:
            return row
        if here > number:
            made = etree.Element(f"{_S}row", r=str(number))
            data.insert(place, made)
            return made
    return etree.SubElement(data, f"{_S}row", r=str(number))


def _cell(row: Element, name: str, column: int) -> Element:
    for place, cell in enumerate(row):
        found = _PLACE.fullmatch(cell.get("r") or "")
        here = _column(found[1]) if found else place + 1
        if here == column:
            return cell
        if here > column:
            made = etree.Element(f"{_S}c", r=name)
            row.insert(place, made)
            return made
    return etree.SubElement(row, f"{_S}c", r=name)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _reckon_anew(book: Element) -> None:
    setting = book.find(f"{_S}calcPr")
    if setting is None:
        setting = etree.Element(f"{_S}calcPr")
        later = [child for child in book if str(child.tag).removeprefix(_S) in _AFTER_RECKONING]
        if later:
            later[0].addprevious(setting)
        else:
            book.append(setting)
    setting.set("fullCalcOnLoad", "1")


def _parsed(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
