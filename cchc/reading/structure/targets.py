"""Tables of targets: a column that names what is measured, one that says how much, perhaps one for the unit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.reading import lexicon
from cchc.reading.blocks import Cell, Place, Table
from cchc.reading.flat import flat
from cchc.reading.structure.columns import columns_of
from cchc.reading.structure.names import begins_name

_LONGEST_HEADER = 80
_YEAR = re.compile(r"\b20\d\d\b")
_NAMES = re.compile(r"(?:ten|noi dung)\s")
_OWN_VALUE = re.compile(r"(?:chi tieu|muc tieu)\b")


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One row as written; `unit` is "" where no column says it, `value` where the text holds it."""

    text: str
    value: str
    unit: str
    place: Place
    group: str = ""  # the row above it that only names an area
    header: str = ""  # of the column of values


def target_rows(table: Table, year: int = 0) -> Iterator[TargetRow]:
    """The rows below a header that names a measure and its value for the year; none in a table that assigns work."""
    if not table.rows or (columns_of(table) is not None and not sets_targets(table, year)):
        return
    codes, height = _header(table, year)
    if "text" not in codes or not is_header(table.rows[0]):
        return
    if "value" not in codes and (units := _unit_columns(table, height)):
        yield from _rows_by_unit(table, codes, units, height)
        return
    group, header = "", _header_text(table, codes.get("value"), height)
    for row in table.rows[height:]:
        text, value, unit = (_cell(row, codes.get(code)) for code in ("text", "value", "unit"))
        if value is None and unit is None and (alone := _alone(row, table.rows[height])):
            group = alone
        if text is None or ("value" in codes and value is None):
            continue
        yield TargetRow(
            " ".join(text.lines),
            " ".join(value.lines) if value else "",
            unit.text if unit else "",
            text.place,
            group,
            header,
        )


def _unit_columns(table: Table, height: int) -> dict[int, str]:
    """The columns headed by a unit below which figures stand: each unit has its own level."""
    found: dict[int, str] = {}
    for column in range(len(table.rows[0])):
        name = _lowest(table, column, height)
        cells = [cell.text for row in table.rows[height:] if (cell := row[column]) and cell.lines]
        cells = [text for text in cells if set(text) - set("-–— ")]
        if begins_name(name) and cells and sum(map(_has_figure, cells)) * 2 > len(cells):
            found[column] = name
    return found if len(found) > 1 else {}


def _lowest(table: Table, column: int, height: int) -> str:
    cells = [cell for row in table.rows[:height] if (cell := row[column]) and cell.lines]
    return " ".join(cells[-1].text.split()) if cells else ""


def _has_figure(text: str) -> bool:
    return len(text) < _LONGEST_HEADER and any(sign.isdigit() for sign in text)


def _rows_by_unit(
    table: Table, codes: dict[str, int], units: dict[int, str], height: int
) -> Iterator[TargetRow]:
    group = ""
    for row in table.rows[height:]:
        text, unit = (_cell(row, codes.get(code)) for code in ("text", "unit"))
        values = {column: cell for column in units if (cell := _cell(row, column))}
        if not values and (alone := _alone(row, table.rows[height])):
            group = alone
        for column, value in values.items() if text else ():
            name = f"{' '.join(text.lines)} ({units[column]})" if text else ""
            yield TargetRow(
                name, " ".join(value.lines), unit.text if unit else "", value.place, group
            )


def sets_targets(table: Table, year: int = 0) -> bool:
    """Whether a table sets targets though it also says who sees to them: a measure, its value, and no work."""
    if not table.rows:
        return False
    codes, height = _header(table, year)
    if not {"text", "value"} <= codes.keys() or not is_header(table.rows[0]):
        return False
    headers = [_header_text(table, column, height) for column in range(len(table.rows[0]))]
    named = lexicon.opener("measures", "table", "named").match(flat(headers[codes["text"]]))
    work = lexicon.finder("measures", "table", "work")
    return named is not None and not any(work.search(flat(header)) for header in headers)


def is_header(row: Sequence[Cell | None]) -> bool:
    """Whether a row names columns: the number of a row or a finished sentence stands in rows of work only."""
    texts = [cell.text for cell in row if cell and cell.lines]
    return not any(
        text.endswith((".", ";")) or (text.isdecimal() and not _YEAR.fullmatch(text))
        for text in texts
    )


def _header(table: Table, year: int) -> tuple[dict[str, int], int]:
    """Which column is which, and how many rows say so."""
    codes, height = _codes(table.rows[0], year), 1
    if len(table.rows) > 1 and "text" in codes and "value" not in codes and _goes_on(table):
        joined = _codes(_joined(table.rows[0], table.rows[1]), year)
        if "value" in joined or not _has_values(table.rows[1]):
            codes, height = joined, 2
    return codes, height


def _has_values(row: Sequence[Cell | None]) -> bool:
    """Whether a row holds figures that are no years, as rows below a header do."""
    return any(
        cell.text.strip().replace(",", "").isdecimal() and not _YEAR.fullmatch(cell.text.strip())
        for cell in row
        if cell and cell.lines
    )


def _header_text(table: Table, column: int | None, height: int) -> str:
    if column is None:
        return ""
    cells = (row[column] for row in table.rows[:height])
    return " ".join(" ".join(cell.text.split()) for cell in cells if cell)


def _alone(row: Sequence[Cell | None], first: Sequence[Cell | None]) -> str:
    """The words of a row that says nothing but a name, perhaps with its number; "" for any other."""
    said = [cell.text for cell in row if cell and any(sign.isalpha() for sign in cell.text)]
    return " ".join(said[-1].split()) if 0 < len(said) <= min(2, len(first)) else ""


def _codes(row: Sequence[str | Cell | None], year: int) -> dict[str, int]:
    """Which column is which; of several years that of the plan, else the last."""
    found: dict[str, int] = {}
    years: dict[int, int] = {}
    for column, cell in enumerate(row):
        header = cell if isinstance(cell, str) else cell.text.replace("\n", " ") if cell else ""
        if not header or len(header) > _LONGEST_HEADER or begins_name(header):
            continue  # "Phòng Kế hoạch" names a unit and no plan's value
        code = lexicon.classify("measures", header)
        of = _YEAR.search(header)
        if code == "past" and of and int(of.group()) >= year > 0:
            code = "value"  # "Chỉ tiêu thực hiện năm 2026"
        if code == "value" and "text" not in found and _NAMES.match(flat(header)):
            code = "text"
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
