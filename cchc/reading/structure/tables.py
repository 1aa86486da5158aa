"""Assignment tables: which column means what, which rows belong to which group, what a page cut."""

import re
from dataclasses import dataclass, field

from cchc.reading import lexicon
from cchc.reading.blocks import Cell, Place, Table
from cchc.reading.flat import flat
from cchc.reading.structure.ordinals import ordinal_of

_LONGEST_HEADER = 80
_MORE_OF_AREA = 40
_HEADER_ROWS = 5
_DEEPEST = 500
_ONLY_NUMBER = re.compile(r"[IVXLC]{1,7}|[A-HĐ]|\d{1,3}(?:\.\d{1,2}){0,3}")
_COLUMN_NUMBERS = re.compile(r"\(?\d{1,2}\)?")


@dataclass(slots=True)
class Row:
    """One row of an assignment table: values per column code, group heading, place.

    `doubtful_group`: the group was taken from the row after a page break, because numbering began anew.
    """

    number: str
    values: dict[str, tuple[str, ...]]
    group: str
    place: Place
    places: dict[str, Place] = field(default_factory=dict)
    doubtful_group: bool = False

    @property
    def assigns(self) -> bool:
        """Whether the row says anything about who, what or when; a numbered one may leave that open."""
        return any(self.values.get(code) for code in ("lead", "coordinating", "product", "time"))


def columns_of(table: Table) -> "Columns | None":
    """(first row below the header, code per column), or None when it assigns nothing.

    A header row names the work and who does it, or its product and time (headers may stand on two rows).
    """
    for top in range(min(_HEADER_ROWS, len(table.rows))):
        one = _codes(table.rows[top])
        if not one:
            continue
        two = _codes(table.rows[top + 1]) if top + 1 < len(table.rows) else {}
        if len(two) >= 2 and _all_named(table.rows[top + 1], two) and _assigns(one | two):
            return top + 2, _one_text(one | two)
        if _assigns(one):
            return top + 1, _one_text(one)
    return None


def _codes(row: tuple[Cell | None, ...]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, cell in enumerate(row):
        if cell is None or not cell.lines or len(cell.text) > _LONGEST_HEADER:
            continue
        code = lexicon.classify("columns", cell.text.replace("\n", " "))
        if code:
            found[column] = code
    return found


def _all_named(row: tuple[Cell | None, ...], codes: dict[int, str]) -> bool:
    """Whether a row says nothing but names of columns: the second row of a header."""
    return all(column in codes for column, cell in enumerate(row) if cell and cell.lines)


def _filled_down(table: Table) -> list[tuple[Cell | None, ...]]:
    """The rows with every slot that a cell above covers holding that cell."""
    rows: list[tuple[Cell | None, ...]] = []
    for index, row in enumerate(table.rows):
        cells = list(row)
        for column, cell in enumerate(row):
            above = rows[index - 1][column] if cell is None and index else None
            if above is not None and _reaches(table, above, index, column):
                cells[column] = above
        rows.append(tuple(cells))
    return rows


def _reaches(table: Table, cell: Cell, index: int, column: int) -> bool:
    """Whether the cell, standing somewhere above in this column, spans down to the row `index`."""
    for top in range(index - 1, max(-1, index - 1 - _DEEPEST), -1):
        if table.rows[top][column] is cell:
            return top + cell.row_span > index
    return False


def _assigns(codes: dict[int, str]) -> bool:
    named = set(codes.values())
    return "text" in named and bool(
        named & {"lead", "coordinating"} or {"product", "time"} <= named
    )


def _one_text(codes: dict[int, str]) -> dict[int, str]:
    """Two work columns: the first is the group, the last is the work itself."""
    texts = [column for column, code in codes.items() if code == "text"]
    if len(texts) > 1 and "group" not in codes.values():
        codes = codes | dict.fromkeys(texts[:-1], "group")
    if not texts and "group" in codes.values():
        last = max(column for column, code in codes.items() if code == "group")
        codes = codes | {last: "text"}
    return codes


Columns = tuple[int, dict[int, str]]


def rows_of(table: Table, header: Columns, group: str = "") -> list[Row]:
    """The rows that say something, each with its group; `group` is that of a table this one goes on."""
    top, codes = header
    filled = _filled_down(table)
    rows: list[Row] = []
    breaks = set(table.page_breaks)
    for index in range(top, len(table.rows)):
        cells = filled[index]
        if _is_rule(cells) or _repeats_header(cells, codes):
            continue
        heading = _group_row(cells, codes) or _numbered_group(filled, index, codes)
        if heading:
            group = heading
            continue
        row = _row(cells, codes)
        if row is None:
            continue
        _repeat(row, rows)
        if rows and _same_work(filled, index, codes):
            _add_values(rows[-1], row, filled, index, codes)
            continue
        named = " ".join(row.values.pop("group", ()))
        group = _without_mark(named) or group
        row.group = group
        if index in breaks and named:
            _take_back(rows, row)
        if index in breaks and _cut(rows, row):
            continue
        rows.append(row)
    return rows


def _repeat(row: Row, above: list[Row]) -> None:
    """Cells that only say "as above" (``-nt-``, ``"``) hold what the cell above them holds."""
    for code, lines in row.values.items():
        if lexicon.fullmatch("attached", "ditto", " ".join(lines)) and code != "number" and above:
            row.values[code] = above[-1].values.get(code, ())


def _work(cells: tuple[Cell | None, ...], codes: dict[int, str]) -> list[Cell | None]:
    return [cells[column] for column, code in codes.items() if code == "text"]


def _same_work(rows: list[tuple[Cell | None, ...]], index: int, codes: dict[int, str]) -> bool:
    """A work cell that spans several rows is one task with several products or times."""
    pairs = zip(_work(rows[index], codes), _work(rows[index - 1], codes), strict=True)
    return all(one is not None and one is other for one, other in pairs)


def _add_values(
    above: Row, row: Row, rows: list[tuple[Cell | None, ...]], index: int, codes: dict[int, str]
) -> None:
    for column, code in codes.items():
        cell = rows[index][column]
        if cell is not None and cell is not rows[index - 1][column] and code in row.values:
            above.values[code] = above.values.get(code, ()) + cell.lines


def _row(cells: tuple[Cell | None, ...], codes: dict[int, str]) -> Row | None:
    values: dict[str, tuple[str, ...]] = {}
    places: dict[str, Place] = {}
    for column, code in codes.items():
        cell = cells[column] if column < len(cells) else None
        if cell is not None and cell.lines:
            values[code] = values.get(code, ()) + cell.lines
            places.setdefault(code, cell.place)
    if not values.get("text"):
        return None if set(values) <= {"number", "note"} else _loose(values, places)
    number = "".join(values.pop("number", ())).rstrip(".)")
    first, *rest = values["text"]
    mark = ordinal_of(first)
    if mark and mark.kind in {"number", "multi2", "multi3", "alpha", "paren"}:
        number = number or mark.label
        first = first[mark.length :]
        values["text"] = (first, *rest)
    return Row(number, values, "", places["text"], places)


def _loose(values: dict[str, tuple[str, ...]], places: dict[str, Place]) -> Row:
    """A row without work of its own: the rest of the row above, cut by a page or a merged cell."""
    values.pop("number", None)
    return Row("", values, "", next(iter(places.values())), places)


def _group_row(cells: tuple[Cell | None, ...], codes: dict[int, str]) -> str:
    """The heading of a row that names a group: one text across, or a Roman number before it."""
    filled = [(column, cell) for column, cell in enumerate(cells) if cell and cell.lines]
    texts = [(column, cell) for column, cell in filled if not _ONLY_NUMBER.fullmatch(cell.text)]
    if len(texts) != 1 or len(texts[0][1].text) > 250:
        return ""
    column, cell = texts[0]
    if codes.get(column) == "group" and cell.col_span == 1 and "text" in codes.values():
        return ""
    marked = any(re.fullmatch(r"[IVXLC]{1,7}\.?|[A-HĐ]\.?", other.text) for _, other in filled)
    mark = ordinal_of(cell.text)
    roman = mark is not None and mark.kind in {"roman", "upper"}
    across = cell.col_span >= max(2, len(cells) - 2)
    alone = len(filled) == 1 and (mark is None or roman)
    if marked or roman or across or cell.bold or (alone and not cell.text.endswith((".", ";"))):
        return _without_mark(" ".join(cell.lines))
    return ""


def _numbered_group(rows: list[tuple[Cell | None, ...]], index: int, codes: dict[int, str]) -> str:
    """The work of a row that holds nothing else, where the next row is numbered below it or it names an area."""
    row = _row(rows[index], codes)
    following = _row(rows[index + 1], codes) if index + 1 < len(rows) else None
    if row is None or following is None or set(row.values) != {"text"}:
        return ""
    text = " ".join(row.values["text"])
    below = row.number and following.number.startswith(f"{row.number}.")
    lettered = row.number.isdecimal() and following.number.lower() == "a"
    area = lexicon.classify("areas", text) and len(following.values) > 1 and not following.number
    named = names_area(text) and not text.endswith((".", ";"))
    return text if below or lettered or area or named else ""


def names_area(text: str) -> bool:
    """Whether a short text is the name of an area of reform ("Cải cách thể chế") and no work in it."""
    plain = flat(text)
    rest, opened = plain.strip(" :"), False
    while opener := lexicon.opener("areas", "openers").match(rest):
        rest, opened = rest[opener.end() :].lstrip(" :,"), True
    for _, pattern in lexicon.classes("areas"):
        area = pattern.match(rest)
        if area:
            more = rest[area.end() :]
            return len(more) <= _MORE_OF_AREA and bool(opened or not more or more.startswith(","))
    return False


def _without_mark(text: str) -> str:
    mark = ordinal_of(text)
    return text[mark.length :].strip() if mark and mark.kind != "dash" else text.strip()


def _take_back(rows: list[Row], row: Row) -> None:
    """Numbering began anew before the page break that prints the group: those rows are of this group."""
    if not row.number.isdecimal() or int(row.number) < 2:
        return
    wanted = int(row.number) - 1
    for earlier in reversed(rows):
        if earlier.number != str(wanted) or earlier.group == row.group:
            return
        if (
            wanted == 1
            and sum(one.group == earlier.group and one.number == "1" for one in rows) < 2
        ):
            return
        earlier.group = row.group
        earlier.doubtful_group = True
        wanted -= 1


def _cut(rows: list[Row], row: Row) -> bool:
    """Append a row without work, standing first on a page, to the row above it."""
    if row.values.get("text") or not rows:
        return False
    for code, lines in row.values.items():
        rows[-1].values[code] = rows[-1].values.get(code, ()) + lines
    return True


def _is_rule(cells: tuple[Cell | None, ...]) -> bool:
    """A row of column numbers, (1) (2) (3), or of nothing."""
    texts = [cell.text for cell in cells if cell and cell.lines]
    return all(_COLUMN_NUMBERS.fullmatch(text) for text in texts)


def _repeats_header(cells: tuple[Cell | None, ...], codes: dict[int, str]) -> bool:
    again = {column: code for column, code in _codes(cells).items() if code != "number"}
    if len(again) < 3 or "text" not in again.values():
        return False
    short = [cells[column] for column in again]
    return all(cell is not None and len(flat(cell.text)) < 40 for cell in short)
