"""Rows of assignment tables: which group they belong to, what repeats the row above, what a page cut."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc.reading import lexicon
from cchc.reading.blocks import Cell, Place, Table
from cchc.reading.flat import flat
from cchc.reading.structure.columns import Columns, filled_rows, repeats_header
from cchc.reading.structure.marks import mark_of
from cchc.reading.structure.names import begins_name
from cchc.reading.structure.ordinals import ordinal_of

_MORE_OF_AREA = 40
_ONLY_NUMBER = re.compile(r"[IVXLC]{1,7}|[A-HĐ]|\d{1,3}(?:\.\d{1,2}){0,3}")
_ROMAN = re.compile(r"[IVXLC]{1,7}")
_COLUMN_NUMBERS = re.compile(r"\(?\d{1,2}\)?")
_SUM = re.compile(r"(?:tong cong|tong so|tong kinh phi|cong)\s*(?::|$|\()")
_NUMBERED = frozenset({"number", "multi2", "multi3", "alpha", "paren"})
_ASSIGNING = ("lead", "shared", "coordinating", "product", "time", "start")
_UNITS = frozenset({"lead", "shared", "coordinating"})
_HEADING = frozenset({"lead", "shared", "time"})
_DITTO_MARKS = frozenset("\"'”“″〃/’–—- .")


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
    outer: str = ""  # the group that the row's own group stands in

    @property
    def assigns(self) -> bool:
        """Whether the row says anything about who, what or when; a numbered one may leave that open."""
        return any(self.values.get(code) for code in _ASSIGNING)


def rows_of(
    table: Table, columns: Columns, group: str = "", before: Sequence[Row] = ()
) -> list[Row]:
    """The rows that say something, each with its group.

    Where the table goes on with another, `group` is the last one there and `before` its rows: what the page cut
    off the last of them is added to it.
    """
    filled = filled_rows(table)
    rows = list(before)
    breaks = set(table.page_breaks)
    groups = _Groups(outer=before[-1].outer if before else "")
    for index in range(columns.top, len(filled)):
        cells = filled[index]
        if _is_rule(cells) or _sums_up(cells) or repeats_header(cells, columns.codes):
            continue
        heading = _group_row(cells, columns.codes) or _numbered_group(filled, index, columns)
        if heading:
            groups.open(heading, _kind_of_mark(cells))
            group = heading
            continue
        row = _row(cells, columns)
        if row is None:
            continue
        _repeat(row, rows)
        _hang_on(row, rows, group, columns)
        if rows and (_same_work(filled, index, columns.codes) or _goes_on(row, rows[-1])):
            _add_values(rows[-1], row, filled, index, columns.codes)
            continue
        named = " ".join(row.values.pop("group", ()))
        group = _without_mark(named) or group
        row.group, row.outer = group, groups.outer
        groups.fresh = False
        if index in breaks and named:
            _take_back(rows, row)
        rows.append(row)
    return rows[len(before) :]


@dataclass(slots=True)
class _Groups:
    """The group rows met last: one directly below another, with another kind of number, stands in it."""

    outer: str = ""
    outer_kind: str = ""
    last: str = ""
    last_kind: str = ""
    fresh: bool = False  # nothing stands behind the last one yet

    def open(self, heading: str, kind: str) -> None:
        if self.fresh and kind and self.last_kind and kind != self.last_kind:
            self.outer, self.outer_kind = self.last, self.last_kind
        elif kind == self.outer_kind or not kind:
            self.outer = self.outer_kind = ""
        self.last, self.last_kind, self.fresh = heading, kind, True


def _kind_of_mark(cells: tuple[Cell | None, ...]) -> str:
    """The kind of number that a group row is given: a letter or a Roman numeral; "" for none."""
    texts = [cell.text for cell in cells if cell and cell.lines]
    mark = ordinal_of(texts[0] if len(texts) == 1 else f"{texts[0].rstrip('.')}. x")
    return mark.kind if mark and mark.kind in {"roman", "upper"} else ""


def _repeat(row: Row, above: list[Row]) -> None:
    """Cells that only say "as above" (``-nt-``, ``"``) hold what the cell above them holds."""
    for code, lines in row.values.items():
        if code not in {"number", "text"} and above and _says_ditto(" ".join(lines)):
            row.values[code] = above[-1].values.get(code, ())


def _hang_on(row: Row, above: list[Row], group: str, columns: Columns) -> None:
    """An empty cell in front of the work says what the last one above it says: months and units head their rows."""
    if not row.values.get("text") or not above or above[-1].group != (group or above[-1].group):
        return
    work = min(column for column, code in columns.codes.items() if code == "text")
    for column, code in columns.codes.items():
        if column < work and code in _HEADING and code not in row.values:
            row.values[code] = above[-1].values.get(code, ())


def _says_ditto(text: str) -> bool:
    if set(text) <= _DITTO_MARKS and set(text) - set("-–—. "):
        return True
    return flat(text).strip(" .;-()\"'/") in lexicon.phrases("attached", "ditto")


def _work(cells: tuple[Cell | None, ...], codes: dict[int, str]) -> list[Cell | None]:
    return [cells[column] for column, code in codes.items() if code == "text"]


def _same_work(rows: list[tuple[Cell | None, ...]], index: int, codes: dict[int, str]) -> bool:
    """A work cell that spans several rows is one task with several products or times."""
    if not index:
        return False
    pairs = zip(_work(rows[index], codes), _work(rows[index - 1], codes), strict=True)
    return all(one is not None and one is other for one, other in pairs)


def _goes_on(row: Row, above: Row) -> bool:
    """What a page or a split cell cut off the row above: no work of its own, or no number where rows have
    one and a sentence that begins small behind one that has not ended.
    """
    work = row.values.get("text")
    if not work:
        return True
    if row.number or not above.number or row.values.get("group"):
        return False
    ended = above.values["text"][-1].endswith((".", ";", ":"))
    return work[0][:1].islower() and not ended


def _add_values(
    above: Row,
    row: Row,
    rows: list[tuple[Cell | None, ...]],
    index: int,
    codes: dict[int, str],
) -> None:
    for code, lines in row.values.items():
        columns = [column for column, one in codes.items() if one == code]
        fresh = any(
            index == 0 or rows[index][column] is not rows[index - 1][column] for column in columns
        )
        if fresh and code not in {"group", "number"}:
            above.values[code] = _joined(above.values.get(code, ()), lines, code)


def _joined(above: tuple[str, ...], lines: tuple[str, ...], code: str) -> tuple[str, ...]:
    """The lines of two cells; one that begins small, or no unit where units stand, goes on with what is above it."""
    if not above or not lines or above[-1].endswith((".", ";", ",", ":")):
        return above + lines
    goes_on = lines[0][:1].islower() or (code in _UNITS and not begins_name(lines[0]))
    return (*above[:-1], f"{above[-1]} {lines[0]}", *lines[1:]) if goes_on else above + lines


def _row(cells: tuple[Cell | None, ...], columns: Columns) -> Row | None:
    values: dict[str, tuple[str, ...]] = {}
    places: dict[str, Place] = {}
    for column, held in columns.codes.items():
        cell = cells[column] if column < len(cells) else None
        if cell is None or not cell.lines:
            continue
        code, name = held, columns.names.get(column, "")
        said = _said(cell, code, name)
        if held == "marks":
            sign = mark_of(cell.text)
            code = (columns.roles.get(column) if sign else None) or columns.marks.get(sign, "")
            said = (name,)
        if code:
            values[code] = values.get(code, ()) + said
            places.setdefault(code, cell.place)
    if all_year := _crossed_all_year(cells, columns):
        values["time"] = (all_year,)
    if not values.get("text"):
        return None if set(values) <= {"number", "note", "group"} else _loose(values, places)
    values.pop("number", None)
    number = _number(cells, columns.codes)
    first, *rest = values["text"]
    mark = ordinal_of(first)
    listed = len(rest) > 0 and all(is_listed(line) for line in values["text"])
    if mark and mark.kind in _NUMBERED and not listed:
        number = number or mark.label
        first = first[mark.length :]
        values["text"] = (first, *rest)
    return Row(number, values, "", places["text"], places)


def _crossed_all_year(cells: tuple[Cell | None, ...], columns: Columns) -> str:
    """How often work comes whose row has a cross below each of the four quarters, or the twelve months; else ""."""
    crosses = lexicon.table("columns")["crosses"]
    timed = [column for column, code in columns.codes.items() if code == "time"]
    crossed = [
        columns.names.get(column, "")
        for column in timed
        if (cell := cells[column]) and cell.text.strip().lower() in crosses
    ]
    if len(crossed) != len(timed):
        return ""
    for count, word, often in ((4, "quy", "Hằng quý"), (12, "thang", "Hằng tháng")):
        if len(set(crossed)) == count and all(flat(name).startswith(word) for name in crossed):
            return often
    return ""


def is_listed(line: str) -> bool:
    """Whether a line of a cell is one of a numbered list."""
    mark = ordinal_of(line)
    return mark is not None and mark.kind in _NUMBERED


def _number(cells: tuple[Cell | None, ...], codes: dict[int, str]) -> str:
    """The row's own number, "" where the column holds that of the group: a Roman one, or one over more rows."""
    found = [cells[column] for column, code in codes.items() if code == "number"]
    work = _work(cells, codes)
    for cell in found:
        if cell is None or not cell.lines:
            continue
        over_more = any(one and cell.row_span > one.row_span for one in work)
        number = "".join(cell.lines).rstrip(".)")
        if not over_more and not (_ROMAN.fullmatch(number) and "group" in codes.values()):
            return number
    return ""


def _said(cell: Cell, code: str, name: str) -> tuple[str, ...]:
    """The lines of a cell; a cross in a column of times says the name of the column."""
    crosses = lexicon.table("columns")["crosses"]
    if code == "time" and cell.text.strip().lower() in crosses:
        return (name,)
    return cell.lines


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
    if codes.get(column) not in {"text", "number", None} and cell.col_span == 1:
        return ""
    marked = any(re.fullmatch(r"[IVXLC]{1,7}\.?|[A-HĐ]\.?", other.text) for _, other in filled)
    mark = ordinal_of(cell.text)
    roman = mark is not None and mark.kind in {"roman", "upper"}
    across = cell.col_span >= max(2, len(cells) - 2)
    if cell.text[0].islower():
        return ""
    alone = len(filled) == 1 and (mark is None or roman)
    if marked or roman or across or cell.bold or (alone and not cell.text.endswith((".", ";"))):
        return _without_mark(" ".join(cell.lines))
    return ""


def _numbered_group(rows: list[tuple[Cell | None, ...]], index: int, columns: Columns) -> str:
    """The work of a row that holds nothing else, where the next row is numbered below it or it names an area."""
    row = _row(rows[index], columns)
    following = _row(rows[index + 1], columns) if index + 1 < len(rows) else None
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


def _sums_up(cells: tuple[Cell | None, ...]) -> bool:
    """A row that only adds up money: ``Tổng cộng``."""
    texts = [cell.text for cell in cells if cell and cell.lines]
    named = [text for text in texts if any(map(str.isalpha, text))]
    return len(named) == 1 and _SUM.match(flat(named[0])) is not None


def _is_rule(cells: tuple[Cell | None, ...]) -> bool:
    """A row of column numbers, (1) (2) (3), or of nothing."""
    texts = [cell.text for cell in cells if cell and cell.lines]
    return all(_COLUMN_NUMBERS.fullmatch(text) for text in texts)
