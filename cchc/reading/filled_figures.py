"""A form of figures that came back (.xlsx): the same rows as `filled` reads, by a reader made for hundreds of files.

Numbers come as they are in the cell, not as its format shows them: a figure must not lose what a format hides.
Plain Python, no Django.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from cchc.core.text import canonical
from cchc.reading.errors import UnreadableFile
from cchc.reading.filled import FilledRow, rows_under
from cchc.reading.inputs import guard

_MOST_ROWS = 20_000


def read_figures(path: Path, key_heading: str) -> list[FilledRow]:
    """Rows under the heading of the key on the first visible sheet that has it; rows without a key are left out.

    A number is written with a comma and without grouping ("1254,5"), a day as dd/mm/yyyy. Raises UnreadableFile for
    what is no .xlsx, is unsafe, damaged, too long, or has no such heading.
    """
    if guard.check(path) != "xlsx":
        raise UnreadableFile("not-a-form", "Hãy tải lên biểu Excel (.xlsx) đã tải về từ phần mềm.")
    for grid in visible_sheets(path, _MOST_ROWS):
        lines = {line: dict(enumerate(row)) for line, row in enumerate(grid, 1)}
        found = rows_under(key_heading, lines)
        if found is not None and len(grid) > _MOST_ROWS:
            sentence = f"Tệp có hơn {_MOST_ROWS} dòng. Hãy tách thành nhiều tệp."
            raise UnreadableFile("too-long", sentence)
        if found is not None:
            return [row for row in found if row.key]
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


def visible_sheets(path: Path, most_rows: int) -> Iterator[list[list[str]]]:
    """The visible sheets of a workbook as rows of text, one row more than `most_rows` where there are more.

    Raises UnreadableFile for a damaged or a locked workbook.
    """
    try:
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheets_metadata:
            if sheet.visible is SheetVisibleEnum.Visible:
                page = book.get_sheet_by_name(sheet.name)
                rows = page.to_python(skip_empty_area=False, nrows=most_rows + 1)
                yield [[text_of(cell) for cell in row] for row in rows]
    except PasswordError as error:
        raise UnreadableFile(
            "locked", "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại."
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(
            "damaged", "Tệp đã hỏng, không mở được. Hãy tải tệp về lại rồi gửi."
        ) from error
