"""A form of figures that came back (.xlsx): the same rows as `filled` reads, by a reader made for hundreds of files.

Numbers come as they are in the cell, not as its format shows them: a figure must not lose what a format hides.
Plain Python, no Django.
"""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from cchc.core.text import canonical, squeeze
from cchc.reading.errors import UnreadableFile
from cchc.reading.filled import FilledRow
from cchc.reading.inputs import guard

_LOOKED_AT = 20
_MOST_ROWS = 20_000


def read_figures(path: Path, key_heading: str) -> list[FilledRow]:
    """Rows under the heading of the key on the first visible sheet that has it; rows without a key are left out.

    A number is written with a comma and without grouping ("1254,5"), a day as dd/mm/yyyy. Raises UnreadableFile for
    what is no .xlsx, is unsafe, damaged, too long, or has no such heading.
    """
    if guard.check(path) != "xlsx":
        raise UnreadableFile("not-a-form", "Hãy tải lên biểu Excel (.xlsx) đã tải về từ phần mềm.")
    for grid in _grids(path):
        found = _rows(grid, key_heading)
        if found is not None:
            return found
    raise UnreadableFile(
        "not-a-form",
        "Tệp không phải biểu số liệu đã tải về từ phần mềm (thiếu cột khóa). Hãy tải biểu về rồi điền vào biểu đó.",
    )


def text_of(value: Any) -> str:
    """A cell's value as text: numbers exactly, with a comma; days as dd/mm/yyyy; "" for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return canonical(str(value)).strip()


def number_text(value: float) -> str:
    """1254.5 is "1254,5", 12.0 is "12"; the shortest text that stands for the number."""
    number = Decimal(repr(value))
    if not number.is_finite():
        return str(value)
    return (
        f"{number:f}".rstrip("0").rstrip(".").replace(".", ",")
        if "." in f"{number:f}"
        else f"{number:f}"
    )


def _grids(path: Path) -> list[list[list[Any]]]:
    try:
        book = CalamineWorkbook.from_path(path)
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible
        ]
        return [
            book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_MOST_ROWS + 1)
            for name in names
        ]
    except PasswordError as error:
        raise UnreadableFile(
            "locked", "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(
            "damaged", "Tệp đã hỏng, không mở được. Hãy tải biểu về lại rồi điền."
        ) from error


def _rows(grid: list[list[Any]], key_heading: str) -> list[FilledRow] | None:
    top, headings = _headings(grid, key_heading)
    if not headings:
        return None
    if len(grid) > _MOST_ROWS:
        raise UnreadableFile("too-long", f"Tệp có hơn {_MOST_ROWS} dòng. Hãy tách thành nhiều tệp.")
    key_column = headings.index(key_heading)
    found = []
    for line, row in enumerate(grid[top + 1 :], top + 2):
        key = squeeze(text_of(row[key_column]))
        if not key:
            continue
        values = {
            heading: text
            for heading, cell in zip(headings, row, strict=False)
            if heading and heading != key_heading and (text := text_of(cell))
        }
        found.append(FilledRow(line, key, values))
    return found


def _headings(grid: list[list[Any]], key_heading: str) -> tuple[int, list[str]]:
    """Place and texts of the row of headings; no texts where the key's is not among them."""
    for place, row in enumerate(grid[:_LOOKED_AT]):
        headings = [squeeze(text_of(cell)) for cell in row]
        if key_heading in headings:
            return place, headings
    return 0, []
