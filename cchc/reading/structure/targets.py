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
_NAMES = re.compile(r"(?:ten|noi dung|danh muc|cac)\s")
_OWN_VALUE = re.compile(r"(?:chi tieu|muc tieu)\b")
_PART_OF_YEAR = re.compile(r"(?:quy|thang)\s+[\divx]{1,4}$|(?:ca nam|6 thang|9 thang)")
# The column of all units, or of a level, beside those of each unit: "Toàn ngành", "Tổng số", "Cấp xã".
_OF_ALL = re.compile(
    r"(?:toan|chung|tong|cong|ca nam|ca nuoc|ca tinh|ca truong)\b|\bcap (?:tinh|xa)\b"
)
_DITTO = re.compile(r'[-–]?\s*(?:nt|nhu tren)\s*[-–]?|//|"|”|\'\'|-')
_NO_VALUES = frozenset({"number", "past", "unit", "text"})
_MEASURE = re.compile(
    r"(?:ty le|ti le|so|chi so|muc do|thoi gian|diem|thu hang|xep hang|ho so|sang kien|tin|chi tieu)\b"
)
_OWN = re.compile(r"\b(?:phan dau|dang ky|cam ket)\b")
_GIVEN = re.compile(r"\bgiao\b")
_UNIT_WORD = re.compile(r"don vi")
_LONGEST_UNIT = 25
_OF_PLAN = re.compile(r"\bke hoach\b|\bkh\b|\bnam 20\d\d\b|\b20\d\d\b")
_LEVEL = re.compile(
    r"(?:[<>≥≤]=?|tu|it nhat|toi thieu|toi da|tren|duoi)?\s*\d{1,5}(?:[.,]\d{1,3})?\s?(?:%|tro len)?"
)
_MUC = re.compile(r"(?:các\s+)?mức(?:\s*\(%\))?", re.IGNORECASE)


_UNIT_INSIDE = re.compile(r"\(\s?(%|[a-zà-ỹ][a-zà-ỹ ,]{1,20})\s?\)\s*$")


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One row as written; `unit` is "" where no column says it, `value` where the text holds it."""

    text: str
    value: str
    unit: str
    place: Place
    group: str = ""  # the row above it that only names an area
    header: str = ""  # of the column of values


def unit_inside(name: str) -> str:
    """The unit in brackets behind what is measured: ``Bài báo khoa học (bài)``; "" where none stands there."""
    inside = _UNIT_INSIDE.search(name)
    return inside[1] if inside else ""


def target_rows(table: Table, year: int = 0, *, announced: bool = False) -> Iterator[TargetRow]:
    """The rows below a header that names a measure and its value for the year; none in a table that assigns work.

    announced: the words around the table say that it sets targets, so that measures may head its columns.
    """
    if not table.rows or (columns_of(table) is not None and not sets_targets(table, year)):
        return
    codes, height = _header(table, year)
    if not is_header(table.rows[0]):
        return
    if "text" not in codes:
        if announced:
            yield from _bare_rows(table) or _rows_by_measure(table, height, year)
        return
    if not (announced or _says_so(table, codes, height)):
        return
    if _has(table, height, "money") or ("value" not in codes and _has(table, height, "points")):
        return
    if "value" not in codes:
        shared = _shared_columns(table, codes, height)
        if any(_OF_ALL.match(flat(name)) for name in shared.values()):
            shared = {at: name for at, name in shared.items() if _OF_ALL.search(flat(name))}
        if len(shared) > 1:
            yield from _rows_by_column(table, codes, shared, height)
            return
        codes |= dict.fromkeys(("value",) if shared else (), next(iter(shared), 0))
    yield from _rows(table, codes, height)


def _says_so(table: Table, codes: dict[str, int], height: int) -> bool:
    """Whether the header itself says that a table sets targets: by the name of its rows, by that of its level, or by
    a unit beside the level of a plan.
    """
    text, value = (_header_text(table, codes.get(code), height) for code in ("text", "value"))
    said = lexicon.finder("measures", "table", "says")
    named = said.search(flat(text)) or said.search(flat(value))
    return bool(named) or ("unit" in codes and bool(_OF_PLAN.search(flat(value))))


def _has(table: Table, height: int, kind: str) -> bool:
    """Whether any header holds one of the words of a list: those of money, those of points."""
    headers = (_header_text(table, column, height) for column in range(len(table.rows[0])))
    return any(lexicon.finder("measures", "table", kind).search(flat(one)) for one in headers)


def _is_index(row: Sequence[Cell | None]) -> bool:
    """Whether a row only numbers the columns: ``(1) (2) (3)``."""
    said = [cell.text.strip(" ()") for cell in row if cell and cell.lines]
    figures = [int(one) for one in said if one.isdecimal()]
    if len(said) < 3 or not figures or any(len(one) > 1 and not one.isdecimal() for one in said):
        return False
    return figures == list(range(figures[0], figures[0] + len(figures)))


def _rows(table: Table, codes: dict[str, int], height: int) -> Iterator[TargetRow]:
    header = _header_text(table, codes.get("value"), height)
    group = above = ""
    for row in table.rows[height:]:
        if _is_index(row):
            continue
        text, value, unit = (_cell(row, codes.get(code)) for code in ("text", "value", "unit"))
        if value is None and unit is None and (alone := _alone(row, table.rows[height])):
            group = alone
        above = _same_unit(unit, above)
        if text is None or ("value" in codes and value is None):
            continue
        yield TargetRow(
            " ".join(text.lines),
            "\n".join(value.lines) if value else "",
            above if unit else "",
            text.place,
            group,
            header,
        )


def _same_unit(unit: Cell | None, above: str) -> str:
    """The unit that a cell says; ``-nt-`` and ``"`` say that of the row above."""
    if unit is None:
        return above
    return above if _DITTO.fullmatch(flat(unit.text)) else unit.text


def _shared_columns(table: Table, codes: dict[str, int], height: int) -> dict[int, str]:
    """The columns below which figures stand, each unit, level or quarter with one of its own.

    Below a header that names targets any column of figures is one; beside other headers it must be a unit's or a
    part of the year.
    """
    named = _names_targets(_header_text(table, codes["text"], height))
    taken = set(codes.values())
    found: dict[int, str] = {}
    for column in range(len(table.rows[0])):
        name = _lowest(table, column, height)
        if not name or column in taken or lexicon.classify("measures", name) in _NO_VALUES:
            continue
        if lexicon.finder("measures", "table", "due").search(flat(name)):
            continue
        cells = [cell.text for row in table.rows[height:] if (cell := row[column]) and cell.lines]
        cells = [text for text in cells if set(text) - set("-–— ")]
        known = named or begins_name(name) or _PART_OF_YEAR.match(flat(name))
        if known and cells and sum(map(_has_figure, cells)) * 2 > len(cells):
            found[column] = name
    return found if named or len(found) > 1 else {}


def _names_targets(header: str) -> bool:
    return lexicon.opener("measures", "table", "named").match(flat(header)) is not None


def _lowest(table: Table, column: int, height: int) -> str:
    cells = [cell for row in table.rows[:height] if (cell := row[column]) and cell.lines]
    return " ".join(cells[-1].text.split()) if cells else ""


def _has_figure(text: str) -> bool:
    return len(text) < _LONGEST_HEADER and any(sign.isdigit() for sign in text)


def _rows_by_column(
    table: Table, codes: dict[str, int], columns: dict[int, str], height: int
) -> Iterator[TargetRow]:
    group = above = ""
    for row in table.rows[height:]:
        if _is_index(row):
            continue
        text, unit = (_cell(row, codes.get(code)) for code in ("text", "unit"))
        values = {column: cell for column in columns if (cell := _cell(row, column))}
        if not values and (alone := _alone(row, table.rows[height])):
            group = alone
        above = _same_unit(unit, above)
        for column, value in values.items() if text else ():
            name = f"{' '.join(text.lines)} ({columns[column]})" if text else ""
            measured = (above if unit else "") or (
                unit_inside(" ".join(text.lines)) if text else ""
            )
            yield TargetRow(
                name, " ".join(value.lines), measured, value.place, group, columns[column]
            )


def _bare_rows(table: Table) -> list[TargetRow]:
    """The rows of a table without a header: a name and, in the last cell, its figure; [] when any row differs."""
    found: list[TargetRow] = []
    for row in table.rows:
        cells = [
            cell for cell in row if cell and cell.lines and not cell.text.strip(" .").isdecimal()
        ]
        if len(cells) != 2 or _has_figure(cells[0].text) or not _has_figure(cells[1].text):
            return []
        name, value = cells
        found.append(TargetRow(" ".join(name.lines), " ".join(value.lines), "", name.place))
    return found if len(found) > 1 else []


def _rows_by_measure(table: Table, height: int, year: int) -> Iterator[TargetRow]:
    """A table whose rows are units and whose columns are measures: ``Đơn vị | Tỷ lệ hồ sơ trực tuyến (%)``."""
    names = [_lowest(table, column, height) for column in range(len(table.rows[0]))]
    body = table.rows[height:]
    of_units = (
        column
        for column in range(len(names))
        if any(cell and begins_name(cell.text) for row in body if (cell := row[column]))
    )
    unit_column = next(of_units, None)
    if unit_column is None:
        return
    measures = {
        column: name
        for column, name in enumerate(names)
        if column != unit_column and _measures(name, body, column, year)
    }
    for row in body:
        unit = _cell(row, unit_column)
        for column, name in measures.items() if unit else ():
            if (value := _cell(row, column)) and unit:
                yield TargetRow(
                    f"{name} ({' '.join(unit.text.split())})", " ".join(value.lines), "",
                    value.place, "", name,
                )  # fmt: skip


def _measures(name: str, body: Sequence[Sequence[Cell | None]], column: int, year: int) -> bool:
    """Whether a column beside the names of units measures: by its header, else by nothing but levels below it."""
    if not name or lexicon.classify("measures", name) in _NO_VALUES:
        return False
    if lexicon.finder("measures", "table", "facts").search(flat(name)):
        return False
    if any(int(of) < year for of in _YEAR.findall(name)):
        return False
    if _MEASURE.match(flat(name)):
        return True
    if lexicon.finder("measures", "table", "due").search(flat(name)) or begins_name(name):
        return False
    said = [cell.text.strip() for row in body if (cell := row[column]) and cell.lines]
    levels = [text for text in said if set(text) - set("-–— ")]
    years = all(_YEAR.fullmatch(text) for text in levels)
    return bool(levels) and not years and all(_LEVEL.fullmatch(flat(text)) for text in levels)


def sets_targets(table: Table, year: int = 0) -> bool:
    """Whether a table sets targets though it also says who sees to them: a measure, its value, and no work."""
    if not table.rows:
        return False
    codes, height = _header(table, year)
    if "text" not in codes or not is_header(table.rows[0]):
        return False
    headers = [_header_text(table, column, height) for column in range(len(table.rows[0]))]
    named = _names_targets(headers[codes["text"]])
    work = lexicon.finder("measures", "table", "work")
    if any(work.search(flat(header)) for header in headers):
        return False
    if "value" not in codes:
        return _lists_levels(table, codes["text"], height)
    return named or (
        _OWN_VALUE.match(flat(headers[codes["value"]])) is not None
        and not any(lexicon.finder("measures", "table", "due").search(flat(one)) for one in headers)
    )


def _lists_levels(table: Table, column: int, height: int) -> bool:
    """Whether the sentences below "Chỉ tiêu" name their levels themselves."""
    if not _OWN_VALUE.match(flat(_header_text(table, column, height))):
        return False
    texts = [cell.text for row in table.rows[height:] if (cell := row[column]) and cell.lines]
    return (
        bool(texts) and sum(any(sign.isdigit() for sign in one) for one in texts) > len(texts) / 2
    )


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
    if "unit" not in codes and "text" in codes:
        column = _plain_unit_column(table, height)
        codes |= {} if column is None else {"unit": column}
    return codes, height


def _plain_unit_column(table: Table, height: int) -> int | None:
    """The column headed "Đơn vị" below which no agency stands."""
    for column in range(len(table.rows[0])):
        if not _UNIT_WORD.fullmatch(flat(_lowest(table, column, height)).strip(" .:")):
            continue
        cells = [cell.text for row in table.rows[height:] if (cell := row[column]) and cell.lines]
        if cells and not any(len(text) > _LONGEST_UNIT or begins_name(text) for text in cells):
            return column
    return None


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
    values: list[tuple[str, int]] = []
    years: list[tuple[str, int, int]] = []
    for column, cell in enumerate(row):
        header = cell if isinstance(cell, str) else cell.text.replace("\n", " ") if cell else ""
        if not header or len(header) > _LONGEST_HEADER or _is_unit(header):
            continue  # "Phòng Kế hoạch" names a unit and no plan's value
        code = lexicon.classify("measures", header)
        if _MUC.fullmatch(header.strip()):
            code = "value"
        of = _YEAR.search(header)
        if code == "past" and of and int(of.group()) >= year > 0:
            code = "value"  # "Chỉ tiêu thực hiện năm 2026"
        if code == "value" and "text" not in found and _NAMES.match(flat(header)):
            code = "text"
        if of and code != "past":
            years.append((header, column, int(of.group())))
        elif code == "value" or (
            code == "text" and "text" in found and _OWN_VALUE.match(flat(header))
        ):
            values.append((header, column))  # "Nội dung | Chỉ tiêu"
        elif code:
            found.setdefault(code, column)
    if not values and years:
        last = max(of for _, _, of in years)
        of_plan = year if any(of == year for _, _, of in years) else last
        values = [(header, column) for header, column, of in years if of == of_plan >= year]
    if values:
        found["value"] = _chosen(values)
    return found


def _is_unit(header: str) -> bool:
    return begins_name(header) and not _OWN.search(flat(header))


def _chosen(values: Sequence[tuple[str, int]]) -> int:
    """Of several columns of values the first; what the agency sets itself counts before what it was given."""
    first = values[0][1]
    if not _GIVEN.search(flat(values[0][0])):
        return first
    return next((column for header, column in values if _OWN.search(flat(header))), first)


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
