"""A list that was filled in and came back (.xlsx): its rows by key, each cell as text. Plain Python, no Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.core.text import squeeze
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import guard
from cchc.reading.inputs.xlsx import sheets_of
from cchc.reading.inputs.xlsx.sheets import Filled, Sheet

_LOOKED_AT = 20
_NO_COLUMN = -1


@dataclass(frozen=True, slots=True)
class FilledRow:
    """`line`: its number in Excel. `key`: "" for a row that is new. `values`: text by heading, without empty cells."""

    line: int
    key: str
    values: dict[str, str]


def read_filled(path: Path, key_heading: str, new_under: str = "") -> list[FilledRow]:
    """Rows under the heading of the key, in whatever order columns and rows came back; rows without a key are left out.

    new_under: a heading of a list that takes new rows: those without a key are kept, and a sheet with this heading
    and no column of keys at all is a list of new rows.

    Raises UnreadableFile for what is no .xlsx, is unsafe, damaged, or has no such heading on any visible sheet.
    """
    if guard.check(path) != "xlsx":
        raise UnreadableFile("not-a-list", "Hãy tải lên tệp Excel (.xlsx) đã tải về từ phần mềm.")
    for sheet in sheets_of(path):
        found = _headings(sheet, key_heading)
        if found is not None:
            rows = _rows(sheet, *found)
            return [row for row in rows if row.key or (new_under and row.values)]
    for sheet in sheets_of(path) if new_under else ():
        found = _headings(sheet, new_under)
        if found is not None:
            line, _column, headings = found
            return [row for row in _rows(sheet, line, _NO_COLUMN, headings) if row.values]
    raise UnreadableFile(
        "not-a-list",
        "Tệp không phải danh sách đã tải về từ phần mềm (thiếu cột khóa). Hãy tải danh sách về rồi điền vào tệp đó.",
    )


def _headings(sheet: Sheet, key_heading: str) -> tuple[int, int, dict[int, str]] | None:
    """Line of the headings, column of the key, headings by column."""
    for line in sorted(sheet.cells)[:_LOOKED_AT]:
        headings = {column: _text(cell) for column, cell in sheet.cells[line].items()}
        for column, heading in headings.items():
            if heading == key_heading:
                return line, column, headings
    return None


def _rows(sheet: Sheet, top: int, key_column: int, headings: dict[int, str]) -> Iterator[FilledRow]:
    for line in sorted(sheet.cells):
        cells = sheet.cells[line]
        if line > top:
            values = {
                headings[column]: "\n".join(cell.lines)
                for column, cell in cells.items()
                if column in headings and column != key_column
            }
            key = _text(cells[key_column]) if key_column in cells else ""
            yield FilledRow(
                line, key, {name: text for name, text in values.items() if text.strip()}
            )


def _text(cell: Filled) -> str:
    return squeeze(" ".join(cell.lines))
