"""A list that was filled in and came back (.xlsx): its rows by key, each cell as text. Plain Python, no Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cchc.core.text import squeeze
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import guard
from cchc.reading.inputs.xlsx import sheets_of
from cchc.reading.inputs.xlsx.sheets import Sheet

_LOOKED_AT = 20


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
    sheets = [_texts(sheet) for sheet in sheets_of(path)]
    for lines in sheets:
        rows = rows_under(key_heading, lines)
        if rows is not None:
            return [row for row in rows if row.key or (new_under and row.values)]
    for lines in sheets if new_under else ():
        rows = rows_under(new_under, lines, has_keys=False)
        if rows is not None:
            return [row for row in rows if row.values]
    raise UnreadableFile(
        "not-a-list",
        "Tệp không phải danh sách đã tải về từ phần mềm (thiếu cột khóa). Hãy tải danh sách về rồi điền vào tệp đó.",
    )


def rows_under(
    heading: str, lines: Mapping[int, Mapping[int, str]], *, has_keys: bool = True
) -> list[FilledRow] | None:
    """Every row below the line that has this heading, None where none of the first twenty has it.

    lines: by number, the cells' texts by column. has_keys: the column under the heading holds keys, not values.
    """
    for top in sorted(lines)[:_LOOKED_AT]:
        headings = {
            column: named for column, text in lines[top].items() if (named := squeeze(text))
        }
        found = [column for column, text in headings.items() if text == heading]
        if found:
            key_column = found[0] if has_keys else None
            if has_keys:
                del headings[found[0]]
            below = (line for line in sorted(lines) if line > top)
            return [_row(line, lines[line], headings, key_column) for line in below]
    return None


def _row(
    line: int, cells: Mapping[int, str], headings: Mapping[int, str], key_column: int | None
) -> FilledRow:
    key = "" if key_column is None else squeeze(cells.get(key_column, ""))
    values = {
        heading: text
        for column, heading in headings.items()
        if (text := cells.get(column, "")).strip()
    }
    return FilledRow(line, key, values)


def _texts(sheet: Sheet) -> dict[int, dict[int, str]]:
    return {
        line: {column: "\n".join(cell.lines) for column, cell in cells.items()}
        for line, cells in sheet.cells.items()
    }
