"""How the columns of another system's table become figures; remembered by their headings. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from cchc.core.text import fold, squeeze
from cchc.indicators.rules.answers import NO_NUMBER, read_number
from cchc.sheets.mappings import recall, told_apart

NUMERATOR, DENOMINATOR = "numerator", "denominator"
_LOOKED_AT = 15
_TOTALS = ("tong", "cong", "tong cong", "tong so", "toan tinh", "cong chung")


class Part(NamedTuple):
    """A column's meaning: an indicator's code and whether the column holds its numerator or its denominator."""

    code: str
    part: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's headings stand, which column names the unit, and what the others hold; columns by heading."""

    header: int
    unit: str
    columns: Mapping[str, Part] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """As a source keeps it; the line of the headings is found anew each time."""
        return {
            "unit": self.unit,
            "columns": {name: list(part) for name, part in self.columns.items()},
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: what it says of which indicator, by code; errors in words. note: why it is left out."""

    line: int
    unit: str
    figures: dict[str, tuple[Decimal, Decimal | None]]
    errors: list[str]
    note: str = ""


def headings_of(grid: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """The line of the headings (from 0) and their texts: the fullest of the first fifteen whose cells are no numbers.

    Of equally full ones the first. Two columns under one heading are told apart by a number in brackets.
    """
    best, most = 0, 0
    for line, row in enumerate(grid[:_LOOKED_AT]):
        count = sum(bool(cell) and not _is_number(cell) for cell in row)
        if count > most:
            best, most = line, count
    return best, told_apart(map(squeeze, grid[best]))


def remembered(stored: Mapping[str, Any], header: int, headings: Sequence[str]) -> Layout:
    """The kept mapping as far as this table has its headings."""
    kept = recall(stored.get("columns", {}), headings)
    columns = {name: Part(*part) for name, part in kept.items()}
    unit = stored.get("unit", "")
    return Layout(header, unit if unit in headings else "", columns)


def rows_of(
    grid: Sequence[Sequence[str]],
    headings: Sequence[str],
    layout: Layout,
    shares: Mapping[str, bool],
) -> list[Row]:
    """The table's rows below its headings; empty ones are left out, sums of the table too (it says so).

    shares: by code of the indicator, whether it has a denominator.
    """
    place = {name: position for position, name in enumerate(headings)}
    found = []
    for line, cells in enumerate(grid[layout.header + 1 :], layout.header + 2):
        given = {name: _cell(cells, place[name]) for name in layout.columns}
        unit = squeeze(_cell(cells, place[layout.unit])) if layout.unit else ""
        if not unit and not any(given.values()):
            continue
        if fold(unit) in _TOTALS:
            found.append(Row(line, unit, {}, [], "Dòng tổng, bỏ qua."))
        else:
            found.append(_row(line, unit, given, layout, shares))
    return found


def _row(
    line: int, unit: str, given: Mapping[str, str], layout: Layout, shares: Mapping[str, bool]
) -> Row:
    errors: list[str] = [] if unit else ["Thiếu tên đơn vị."]
    parts: dict[str, dict[str, Decimal]] = {}
    for name, text in given.items():
        code, part = layout.columns[name]
        try:
            number = read_number(text)
        except ValueError:
            errors.append(f"{name}: “{text[:40]}” không đọc được. {NO_NUMBER}")
            continue
        if number is not None:
            parts.setdefault(code, {})[part] = number
    figures: dict[str, tuple[Decimal, Decimal | None]] = {}
    for code, numbers in parts.items():
        top, bottom = numbers.get(NUMERATOR), numbers.get(DENOMINATOR)
        if top is None or (shares.get(code) and bottom is None):
            errors.append(f"{code}: thiếu {'tử số' if top is None else 'mẫu số'}.")
        else:
            figures[code] = (top, bottom if shares.get(code) else None)
    return Row(line, unit, {} if errors else figures, errors)


def _cell(cells: Sequence[str], position: int) -> str:
    return cells[position] if position < len(cells) else ""


def _is_number(text: str) -> bool:
    try:
        return read_number(text) is not None
    except ValueError:
        return False
