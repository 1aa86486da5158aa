"""Tables of targets: a column that names what is measured, one that says how much, perhaps one for the unit."""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc.reading import lexicon
from cchc.reading.blocks import Cell, Place, Table
from cchc.reading.structure.columns import columns_of

_LONGEST_HEADER = 80


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One row as written; `unit` is "" where no column says it."""

    text: str
    value: str
    unit: str
    place: Place


def target_rows(table: Table) -> Iterator[TargetRow]:
    """The rows below a header that names a measure and its value; none in a table that assigns work."""
    codes = _codes(table.rows[0]) if table.rows else {}
    if not {"text", "value"} <= set(codes) or columns_of(table) is not None:
        return
    for row in table.rows[1:]:
        text, value, unit = (_cell(row, codes.get(code)) for code in ("text", "value", "unit"))
        if text is None or value is None:
            continue
        yield TargetRow(
            " ".join(text.lines), " ".join(value.lines), unit.text if unit else "", text.place
        )


def _codes(row: tuple[Cell | None, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        if cell is None or not cell.lines or len(cell.text) > _LONGEST_HEADER:
            continue
        code = lexicon.classify("measures", cell.text.replace("\n", " "))
        if code:
            found.setdefault(code, column)
    return found


def _cell(row: tuple[Cell | None, ...], column: int | None) -> Cell | None:
    cell = row[column] if column is not None else None
    return cell if cell is not None and cell.lines else None
