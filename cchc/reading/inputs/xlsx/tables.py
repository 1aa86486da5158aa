"""Finds the tables of a worksheet and the title and note rows around them."""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc.reading.inputs import limits
from cchc.reading.inputs.assembly import Assembly, DraftCell, DraftRow
from cchc.reading.inputs.refusals import refusal
from cchc.reading.inputs.xlsx.sheets import Filled, Merge, Sheet, address

_TABLE_COLUMNS = 3
_LEAST_COLUMNS = 2


@dataclass(slots=True)
class _Part:
    """Rows that follow each other without an empty row: `head` above the table, `tail` below it."""

    head: list[int]
    table: list[int]
    tail: list[int]


def add_sheet(assembly: Assembly, sheet: Sheet, prefix: str) -> None:
    """Add one sheet: title rows as paragraphs, then its tables. `prefix` stands before addresses."""
    parts = list(_parts(sheet))
    for index, part in enumerate(parts):
        _add_rows(assembly, sheet, part.head, prefix, blank_before=index > 0)
        if part.table:
            _add_table(assembly, sheet, part.table, prefix)
        _add_rows(assembly, sheet, part.tail, prefix, blank_before=False)


def _parts(sheet: Sheet) -> Iterator[_Part]:
    """Parts in order; a table with an empty row inside stays one unless a bold row begins a new one."""
    open_part: _Part | None = None
    for rows in _runs(sheet):
        part = _split(sheet, rows)
        if open_part is not None and open_part.table and not open_part.tail and not part.head:
            first = sheet.cells[part.table[0]].values()
            if not all(cell.bold for cell in first):
                open_part.table.extend(part.table)
                open_part.tail.extend(part.tail)
                continue
        if open_part is not None:
            yield open_part
        open_part = part
    if open_part is not None:
        yield open_part


def _runs(sheet: Sheet) -> Iterator[list[int]]:
    """Filled rows in runs without a gap; rows under a tall merged cell are no gap."""
    covered = {(merge.top, merge.bottom) for merge in sheet.merges if merge.bottom > merge.top}
    reach = 0
    run: list[int] = []
    ends = dict(sorted(covered))
    for row in sorted(sheet.cells):
        if run and row > reach + 1:
            yield run
            run = []
        run.append(row)
        reach = max(reach, row, ends.get(row, 0))
    if run:
        yield run


def _split(sheet: Sheet, rows: list[int]) -> _Part:
    tall = {merge.top for merge in sheet.merges if merge.bottom > merge.top}
    widths = [_width(len(sheet.cells[row]), is_tall=row in tall) for row in rows]
    least = min(_TABLE_COLUMNS, max(widths))
    if least < _LEAST_COLUMNS:
        return _Part(rows, [], [])
    first = next(index for index, width in enumerate(widths) if width >= least)
    last = max(index for index, width in enumerate(widths) if width >= _LEAST_COLUMNS)
    return _Part(rows[:first], rows[first : last + 1], rows[last + 1 :])


def _width(filled: int, *, is_tall: bool) -> int:
    """Cells that speak for a table; the first row of a head over two rows has fewer than the table."""
    return max(filled, _TABLE_COLUMNS) if is_tall and filled >= _LEAST_COLUMNS else filled


def _add_rows(
    assembly: Assembly, sheet: Sheet, rows: list[int], prefix: str, *, blank_before: bool
) -> None:
    for row in rows:
        for column, cell in sorted(sheet.cells[row].items()):
            for line in cell.lines:
                assembly.paragraph(
                    line,
                    blank_before=blank_before,
                    bold=cell.bold,
                    address=prefix + address(row, column),
                )
                blank_before = False


def _add_table(assembly: Assembly, sheet: Sheet, rows: list[int], prefix: str) -> None:
    columns = sorted({column for row in rows for column in sheet.cells[row]})
    too_many = assembly.cells + len(rows) * len(columns) > limits.MAX_CELLS
    if too_many or len(columns) > limits.MAX_COLUMNS:
        raise refusal("too-many-cells")
    grid: list[DraftRow] = [
        [_draft(sheet.cells[row].get(column), prefix + address(row, column)) for column in columns]
        for row in rows
    ]
    row_at = {row: index for index, row in enumerate(rows)}
    column_at = {column: index for index, column in enumerate(columns)}
    for merge in sheet.merges:
        _apply(merge, grid, row_at, column_at)
    assembly.table(grid, addressed=True)


def _draft(cell: Filled | None, where: str) -> DraftCell:
    if cell is None:
        return DraftCell([], address=where)
    return DraftCell(list(cell.lines), bold=cell.bold, address=where)


def _apply(
    merge: Merge, grid: list[DraftRow], row_at: dict[int, int], column_at: dict[int, int]
) -> None:
    """Make one merged range a span; columns and rows without any text do not count."""
    origin_row, origin_column = row_at.get(merge.top), column_at.get(merge.left)
    if origin_row is None or origin_column is None:
        return
    origin = grid[origin_row][origin_column]
    if origin is None:
        return
    width = sum(merge.left <= column <= merge.right for column in column_at)
    height = _height(merge, row_at)
    origin.col_span, origin.row_span = width, height
    for row in range(origin_row, origin_row + height):
        for column in range(origin_column, origin_column + width):
            if (row, column) != (origin_row, origin_column):
                grid[row][column] = None


def _height(merge: Merge, row_at: dict[int, int]) -> int:
    if merge.bottom - merge.top < len(row_at):
        return sum(row in row_at for row in range(merge.top, merge.bottom + 1))
    return sum(merge.top <= row <= merge.bottom for row in row_at)
