"""What each column of an assignment table holds: by its header, else by what its cells say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from cchc.reading import lexicon
from cchc.reading.blocks import Cell, Table
from cchc.reading.flat import flat
from cchc.reading.structure.marks import is_cross, mark_columns, roles_of_marks
from cchc.reading.structure.names import begins_name

Cells = tuple[Cell | None, ...]

_LONGEST_HEADER = 80
_HEADER_ROWS = 5
_DEEPEST_HEADER = 3
_DEEPEST = 500
_SAMPLE = 60  # rows looked at to tell what a column holds
_MOST = 0.6  # of its cells say the same kind of thing
_SOME = 0.3  # where the header says that they are units
_WORK = 15  # characters that work has at least, on the average
_TIME = re.compile(
    r"\b(?:quy|thang|nam)\s+(?:[ivx]{1,4}\b|\d)|\b\d{1,2}[/.-]\d{1,4}(?:[/.-]\d{4})?\b|"
    r"\b(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)\b|thuong xuyen|dinh ky"
)
_OF_UNIT = re.compile(r"TT\.?\s?[A-ZĐ]{2,5}$")  # "TT CNTT", a centre's short name
_OF_BOTH = re.compile(r"\s*/\s*|\s+[–—-]\s+|,\s+(?:và\s+)?|\s+và\s+")
_PART_OF_YEAR = re.compile(r"(?:\d{1,2}|[ivx]{1,3}|t\d{1,2})")


@dataclass(frozen=True, slots=True)
class Columns:
    """`top` the first row below the header; `codes` what a column holds; `names` its own words, by which a
    cross in it is read; `width` how many columns there are; `marks` who leads and helps by the mark below a unit,
    `roles` the columns of units for which a header above them says it.
    """

    top: int
    codes: dict[int, str]
    names: dict[int, str] = field(default_factory=dict)
    width: int = 0
    marks: dict[str, str] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)


def columns_of(table: Table) -> Columns | None:
    """The header of an assignment table, None when it assigns nothing.

    Its columns name the work and who does it, or its product and time. A header may stand on several rows.
    """
    rows = filled_rows(table, _SAMPLE + _HEADER_ROWS)
    for top in range(min(_HEADER_ROWS, len(rows))):
        if not _codes(rows[top]):
            continue
        if _says_work(_without_units(rows, top)) and not _names_most(rows[top]):
            continue
        for depth in _depths(table, rows, top):
            found = _columns(rows, top, depth)
            if found is not None:
                return found
    return None


def has_header(table: Table) -> bool:
    """Whether the first row names columns, of whatever table: one without goes on with the table above it."""
    row = table.rows[0] if table.rows else ()
    codes = _codes(row)
    return not _says_work(row) and (len(codes) > 1 or "number" in codes.values())


def repeats_header(cells: Cells, codes: dict[int, str]) -> bool:
    """Whether a row below the header is the header again, as a new page prints it."""
    again = {column: code for column, code in _codes(cells).items() if code != "number"}
    if len(again) < 3 or "text" not in again.values():
        return False
    same = sum(codes.get(column) == code for column, code in again.items())
    short = all(len(cell.text) < _LONGEST_HEADER / 2 for column in again if (cell := cells[column]))
    return short and same >= len(again) - 1


def names_columns(cells: Cells) -> bool:
    """Whether a row says nothing but names of columns, two at least: the second row of a header."""
    codes = _codes(cells)
    said = [column for column, cell in enumerate(cells) if cell and cell.lines]
    return len(codes) >= 2 and all(column in codes for column in said)


def filled_rows(table: Table, most: int | None = None) -> list[Cells]:
    """The rows with every slot that a cell above covers holding that cell."""
    rows: list[Cells] = []
    for index, row in enumerate(table.rows[:most]):
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


def _depths(table: Table, rows: list[Cells], top: int) -> Iterator[int]:
    """How many rows the header may have, the likeliest first."""
    spans = [cell.row_span for cell in table.rows[top] if cell and cell.lines and cell.row_span > 1]
    deep = min(_DEEPEST_HEADER, max(spans, default=1))
    below = rows[top + 1] if top + 1 < len(rows) else ()
    if deep == 1 and below and (names_columns(below) or _goes_under(rows[top], below)):
        deep = 2
    yield from range(deep, 0, -1)


def _says_work(row: Cells) -> bool:
    """Whether a row holds what headers do not: a row's number, a finished sentence, a unit's name, a day."""
    numbered = _numbers_rows(row)
    for text in (cell.text for cell in row if cell and cell.lines):
        if text.isdecimal() or text.endswith((".", ";")):
            return True
        if numbered:
            continue
        unit = (
            begins_name(text) and not text.isupper() and column_code(" ".join(text.split())) is None
        )
        if unit or is_time(text):
            return True
    return False


def _numbers_rows(row: Cells) -> bool:
    """Whether the first cell heads the numbers of rows ("STT"): the others head columns too, whatever they say."""
    first = next((cell.text for cell in row if cell and cell.lines), "")
    return flat(first).strip(" .") in lexicon.phrases("columns", "counting")


def _names_most(row: Cells) -> bool:
    """Whether all cells but one name columns: a header in which a name stands too ("Lãnh đạo Sở chỉ đạo")."""
    texts = [cell.text for cell in row if cell and cell.lines]
    codes = set(_codes(row).values()) - {"number"}
    plain = not any(
        text.isdecimal() or text.endswith((".", ";")) or is_time(text) for text in texts
    )
    return plain and len(codes) > 2 and len(texts) - len(_codes(row)) <= 1 and "text" in codes


def _without_units(rows: list[Cells], top: int) -> Cells:
    """A row without the names of units, and of parts of the year, below which only marks stand."""
    header, below = rows[top], rows[top + 1 :]
    names = {column: _words(cell) for column, cell in enumerate(header) if cell and cell.lines}
    marked = {*mark_columns(below, names)}
    marked |= {at for at, name in names.items() if is_time(name) and _says_when(below, at)}
    return tuple(None if column in marked else cell for column, cell in enumerate(header))


def _says_when(rows: list[Cells], column: int) -> bool:
    """Whether a column below ``Quý I`` holds crosses, or days, and nothing else."""
    texts = [cell.text for row in rows if (cell := row[column]) and cell.lines]
    return bool(texts) and all(is_cross(text) or is_time(text) for text in texts)


def _goes_under(above: Cells, below: Cells) -> bool:
    """Whether a row stands under cells that cover several columns and says nothing elsewhere."""
    under = {
        column + more
        for column, cell in enumerate(above)
        if cell and cell.lines and cell.col_span > 1
        for more in range(cell.col_span)
    }
    said = {column for column, cell in enumerate(below) if cell and cell.lines}
    return len(said) > 1 and said <= under


def _columns(rows: list[Cells], top: int, depth: int) -> Columns | None:
    header = [_across(row) for row in rows[top : top + depth]]
    codes, names = _named(header)
    body = [
        row for row in rows[top + depth :] if sum(bool(cell and cell.lines) for cell in row) > 1
    ]
    marked = _marked(codes, names, header, body)
    roles = {
        column: code
        for column in marked
        if depth > 1 and (code := _said_above(header, column)) in {"lead", "coordinating"}
    }
    if not {"lead", "coordinating"} <= {*roles.values()}:
        roles = {}
    when = {at for at, name in names.items() if is_time(name) and _says_when(body, at)}
    codes = codes | dict.fromkeys(when, "time") | dict.fromkeys(marked, "marks")
    if len({*codes.values()} & {"text", "lead", "coordinating", "product", "time"}) > 0:
        codes = _guessed(codes, names, body)
    codes = _one_text(_with_levels(_one_lead(codes, names), names, body))
    if not assigns(codes):
        return None
    meaning = roles_of_marks(
        (mark for marks in marked.values() for mark in marks),
        somebody_leads="lead" in codes.values(),
    )
    return Columns(top + depth, codes, names, len(rows[top]), meaning, roles)


def _marked(
    codes: dict[int, str], names: dict[int, str], header: list[Cells], body: list[Cells]
) -> dict[int, frozenset[str]]:
    """The columns of units with marks below them; one that says what it holds ("Quý I") is none of them."""
    units = {
        column: name
        for column, name in names.items()
        if begins_name(name) or codes.get(column) is None or _said_above(header, column)
        if codes.get(column) not in {"number", "time", "text", "note"}
    }
    found = mark_columns(body, units)
    bare = len(found) == 1 and not any(begins_name(names[column]) for column in found)
    return {} if bare else found


def _said_above(header: list[Cells], column: int) -> str | None:
    """What the cell above the lowest one of a header says: ``Chủ trì`` over the names of units."""
    texts = list(
        dict.fromkeys(_words(cell) for row in header if (cell := row[column]) and cell.lines)
    )
    return column_code(texts[-2]) if len(texts) > 1 else None


def _across(row: Cells) -> Cells:
    """A header row with every slot that the cell to its left covers holding that cell."""
    cells = list(row)
    for column, cell in enumerate(row):
        for more in range(1, cell.col_span if cell else 1):
            if column + more < len(cells) and cells[column + more] is None:
                cells[column + more] = cell
    return tuple(cells)


def _named(header: list[Cells]) -> tuple[dict[int, str], dict[int, str]]:
    """(code per column, own words per column) of a header: the lowest cell that is known, else all of them."""
    codes: dict[int, str] = {}
    names: dict[int, str] = {}
    for column in range(len(header[0])):
        cells = [row[column] for row in header]
        texts = list(dict.fromkeys(_words(cell) for cell in cells if cell and cell.lines))
        if not texts or max(len(text) for text in texts) > _LONGEST_HEADER:
            continue
        code = column_code(texts[-1])
        if code is None:
            code = column_code(" ".join(texts))
            beside = column and header[0][column - 1] is cells[0]
            if code == "lead" and beside and codes.get(column - 1) == "lead":
                code = "coordinating"
        names[column] = texts[-1]
        if len(texts) > 1 and _PART_OF_YEAR.fullmatch(flat(texts[-1])):
            names[column] = _part_of_year(texts[0], texts[-1])
        if code:
            codes[column] = code
    return codes, names


def _part_of_year(above: str, part: str) -> str:
    """``IV`` below "Thời gian (quý)" or below anything, ``5`` or ``T5`` below "Tháng", as a sentence says it."""
    quarter = "quy" in flat(above) or part[:1].upper() in {"I", "V"}
    return f"Quý {part}" if quarter else f"Tháng {part.lstrip('Tt')}"


def _words(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _codes(row: Cells) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, cell in enumerate(row):
        if cell is None or not cell.lines or len(cell.text) > _LONGEST_HEADER:
            continue
        if code := column_code(_words(cell)):
            found[column] = code
    return found


@cache
def column_code(text: str) -> str | None:
    """What a header's words say that its column holds, None when they are not known.

    One that names both who leads and the work ("Đơn vị chủ trì/ Nội dung") holds the work: the units stand in rows of
    their own above what they do.
    """
    parts = _OF_BOTH.split(text, maxsplit=1) if len(text) < _LONGEST_HEADER else []
    if len(parts) > 1 and sorted(str(_said_by(part)) for part in parts) == ["lead", "text"]:
        return "text"
    return _said_by(text)


def _said_by(text: str) -> str | None:
    plain = flat(text)
    if _OF_UNIT.match(text):
        return None
    for key, code in (("from", "start"), ("to", "time")):
        if plain.strip(" :.") in lexicon.phrases("columns", key):
            return code
    leading = lexicon.finder("columns", "shared", "lead").search(plain)
    helping = lexicon.finder("columns", "shared", "helping").search(plain)
    if leading and helping and leading.start() < helping.start():
        return "shared"
    found = [
        (code != "coordinating" or not _helps(plain), match.start(), -match.end(), code)
        for code, pattern in lexicon.classes("columns")
        if (match := pattern.search(plain))
    ]
    return min(found)[3] if found else None


def _helps(plain: str) -> bool:
    return lexicon.finder("columns", "shared", "helping").search(plain) is not None


def assigns(codes: dict[int, str]) -> bool:
    """Whether columns with these codes name the work and who does it, or its product and time."""
    named = set(codes.values())
    return "text" in named and bool(
        named & {"lead", "coordinating", "shared", "marks"} or {"product", "time"} <= named
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


def _one_lead(codes: dict[int, str], names: dict[int, str]) -> dict[int, str]:
    """Where one of several columns says plainly that it leads, the others only look on."""
    leads = [column for column, code in codes.items() if code == "lead"]
    firm = [
        column
        for column in leads
        if lexicon.finder("columns", "firm").search(flat(names.get(column, "")))
    ]
    if firm and len(leads) > len(firm):
        codes = codes | {column: "note" for column in leads if column not in firm}
    return codes


def _with_levels(codes: dict[int, str], names: dict[int, str], body: list[Cells]) -> dict[int, str]:
    """The column that says what level the work of a row must reach ("Chỉ tiêu"), figures standing below it."""
    if "text" not in codes.values():
        return codes
    for column, name in names.items():
        if codes.get(column) not in {None, "group"}:
            continue
        texts = [cell.text for row in body if (cell := row[column]) and cell.lines]
        if (
            lexicon.opener("columns", "levels").match(flat(name))
            and texts
            and _share(texts, _has_digit) >= _MOST
        ):
            return codes | {column: "level"}
    return codes


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _guessed(codes: dict[int, str], names: dict[int, str], body: list[Cells]) -> dict[int, str]:
    """Columns whose header is not known, by their cells: units lead or help, times are times, the rest is work."""
    codes = dict(codes)
    unknown = [column for column in names if column not in codes]
    for column in unknown:
        texts = [cell.text for row in body if (cell := row[column]) and cell.lines]
        if not texts:
            continue
        if "time" not in codes.values() and _share(texts, is_time) >= _MOST:
            codes[column] = "time"
        elif _share(texts, begins_name) >= (_SOME if _names_units(names[column]) else _MOST):
            code = "lead" if not {"lead", "shared"} & {*codes.values()} else "coordinating"
            if code not in codes.values():
                codes[column] = code
    known = {*codes.values()}
    if "text" in known or not (known & {"lead", "shared"} and known & {"time", "product"}):
        return codes
    sizes = {
        column: sum(len(text) for text in texts) / len(texts)
        for column in unknown
        if column not in codes
        and (texts := [cell.text for row in body if (cell := row[column]) and cell.lines])
    }
    longest = max(sizes, key=lambda column: sizes[column], default=None)
    if longest is not None and sizes[longest] >= _WORK:
        codes[longest] = "text"
    return codes


def _names_units(header: str) -> bool:
    return flat(header).strip(" :") in lexicon.phrases("columns", "units")


def _share(texts: list[str], holds: Callable[[str], bool]) -> float:
    return sum(holds(text) for text in texts) / len(texts)


def is_time(text: str) -> bool:
    """Whether the text of a cell names a day, a month, a quarter or how often."""
    return len(text) < _LONGEST_HEADER and _TIME.search(flat(text)) is not None
