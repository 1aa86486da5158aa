"""Tables of targets: a column that names what is measured, one that says how much, perhaps one for the unit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.reading import lexicon
from cchc.reading.blocks import Cell, Place, Table
from cchc.reading.flat import flat
from cchc.reading.structure.columns import columns_of

_LONGEST_HEADER = 80
_YEAR = re.compile(r"\b20\d\d\b")
_OWN_VALUE = re.compile(r"(?:chi tieu|muc tieu)\b")


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One row as written; `unit` is "" where no column says it, `value` where the text holds it."""

    text: str
    value: str
    unit: str
    place: Place


def target_rows(table: Table, year: int = 0) -> Iterator[TargetRow]:
    """The rows below a header that names a measure and its value for the year; none in a table that assigns work."""
    if not table.rows or columns_of(table) is not None:
        return
    codes, height = _codes(table.rows[0], year), 1
    if len(table.rows) > 1 and "text" in codes and "value" not in codes and _goes_on(table):
        codes, height = _codes(_joined(table.rows[0], table.rows[1]), year), 2
    if "text" not in codes:
        return
    for row in table.rows[height:]:
        text, value, unit = (_cell(row, codes.get(code)) for code in ("text", "value", "unit"))
        if text is None or ("value" in codes and value is None):
            continue
        yield TargetRow(
            " ".join(text.lines),
            " ".join(value.lines) if value else "",
            unit.text if unit else "",
            text.place,
        )


def _codes(row: Sequence[str | Cell | None], year: int) -> dict[str, int]:
    """Which column is which; of several years that of the plan, else the last."""
    found: dict[str, int] = {}
    years: dict[int, int] = {}
    for column, cell in enumerate(row):
        header = cell if isinstance(cell, str) else cell.text.replace("\n", " ") if cell else ""
        if not header or len(header) > _LONGEST_HEADER:
            continue
        code = lexicon.classify("measures", header)
        of = _YEAR.search(header)
        if of and code != "past":
            years.setdefault(int(of.group()), column)
        elif code == "text" and "text" in found and _OWN_VALUE.match(flat(header)):
            found.setdefault("value", column)  # "Nội dung | Chỉ tiêu"
        elif code:
            found.setdefault(code, column)
    if years and "value" not in found:
        of_plan = year if year in years else max(years)
        if of_plan >= year:
            found["value"] = years[of_plan]
    return found


def _goes_on(table: Table) -> bool:
    """Whether the second row is still header: cells merged above, or no value of its own in the first column."""
    first, second = table.rows[0], table.rows[1]
    return any(cell is None for cell in (*first, *second))


def _joined(
    first: tuple[Cell | None, ...], second: tuple[Cell | None, ...]
) -> tuple[str | None, ...]:
    above = ""
    names: list[str | None] = []
    for upper, lower in zip(first, second, strict=True):
        above = upper.text if upper else above
        below = lower.text if lower else ""
        names.append(f"{above} {below}".replace("\n", " ").strip() if below or upper else None)
    return tuple(names)


def _cell(row: tuple[Cell | None, ...], column: int | None) -> Cell | None:
    cell = row[column] if column is not None else None
    return cell if cell is not None and cell.lines else None
