"""The receiver's own spreadsheet, filled in: which cell takes which figure is found once and remembered.

`suggest` compares the words of the spreadsheet's rows with the names of our indicators; a person confirms each, and
what was said is kept by the words (`rules.blank`). A row whose words are others than those confirmed is refused by
name, so that no figure ever slips into a neighbour's cell.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from cchc.core.errors import DomainError
from cchc.core.text import fold, squeeze
from cchc.publishing.overwrite import Place, overwrite
from cchc.publishing.report import ESTIMATE, NOT_ARISING
from cchc.reading.inputs import guard
from cchc.reading.inputs.xlsx import sheets_of
from cchc.reading.inputs.xlsx.sheets import Filled, Sheet, address
from cchc.reports.rules.blank import Blank, BlankPage, Column, Line, Meaning
from cchc.sheets.mappings import told_apart

SURE: Final = 90
_NOTHING: Final = "Không tính"
_HEADINGS: Final = 3
_MOST_COLUMNS: Final = 60


class MappingOutdated(DomainError):
    """The spreadsheet is no longer the one that was mapped; the message names the cells."""

    text = "Tệp mẫu đã thay đổi so với lần khớp trước. Hãy khớp lại các ô số liệu."


@dataclass(frozen=True, slots=True)
class Target:
    """Where an indicator's figure goes. words: those of the row, by which the row is known again."""

    code: str
    sheet: str
    words_cell: str
    words: str
    value_cell: str


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """All targets of one spreadsheet; estimates: whether an estimated figure is written with "(ước)", as words."""

    targets: tuple[Target, ...]
    estimates: bool = False


def blank_of(path: Path) -> Blank:
    """The rows and columns of a receiver's blank: below the headings, each row by its first cell of two words or more.

    Raises UnreadableFile for what is no safe .xlsx.
    """
    guard.check(path)
    return Blank(tuple(page for sheet in sheets_of(path) if (page := _page_of(sheet)).lines))


def suggest(blank: Blank, names: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """By line the code of the indicator that its words resemble most, with the confidence; each code once."""
    folded = {code: fold(name) for code, name in names.items()}
    found: dict[str, tuple[str, int]] = {}
    best: dict[str, tuple[int, str]] = {}
    for page in blank.pages:
        for line in page.lines:
            code, score = _nearest(fold(line.words), folded)
            if score and score > best.get(code, (0, ""))[0]:
                best[code] = (score, page.key_of(line))
    for code, (score, key) in best.items():
        if score > found.get(key, ("", 0))[1]:
            found[key] = (code, score)
    return found


def mapping_of(blank: Blank, meaning: Meaning) -> SheetMapping:
    """Where the figures go by what a person said; lines without an indicator and pages without a column are left."""
    targets = []
    for page in blank.pages:
        letters = page.letters_of(meaning.columns.get(page.name, ""))
        for line in page.lines if letters else ():
            if code := meaning.lines.get(page.key_of(line), ""):
                cell = f"{letters}{line.row}"
                targets.append(Target(code, page.name, line.cell, line.words, cell))
    return SheetMapping(tuple(targets), estimates=meaning.estimates)


def left_empty(
    mapping: SheetMapping, statistics: Iterable[Mapping[str, Any]]
) -> tuple[Target, ...]:
    """The cells of the mapping for which the report has no figure."""
    rows = {str(row["code"]): row for row in statistics}
    return tuple(
        each
        for each in mapping.targets
        if each.code not in rows or _value(rows[each.code], estimates=mapping.estimates) is None
    )


def _page_of(sheet: Sheet) -> BlankPage:
    head, figures = _headings(sheet)
    cells = sheet.cells.get(head, {})
    rows = [row for row in sorted(sheet.cells) if row > head] if head else []
    widest = max(
        (column for row in rows or [head] for column in sheet.cells.get(row, {})), default=0
    )
    shown = range(1, min(max([widest, *cells]) if cells else widest, _MOST_COLUMNS) + 1)
    names = told_apart(_text(cells[column]) if column in cells else "" for column in shown)
    columns = tuple(
        Column(_letters(column), name) for column, name in zip(shown, names, strict=True)
    )
    said = [(row, each) for row in rows if (each := _first_words(sheet.cells[row], figures))]
    keys = told_apart(_text(sheet.cells[row][column]) for row, column in said)
    lines = tuple(
        Line(key, _text(sheet.cells[row][column]), address(row, column), row)
        for key, (row, column) in zip(keys, said, strict=True)
    )
    return BlankPage(sheet.name, columns, _letters(figures) if figures else "", lines)


def _headings(sheet: Sheet) -> tuple[int, int]:
    """The row of the headings and the column of figures; without such a column the first row of three cells.

    0 for neither: a page without headings holds notes.
    """
    for row in sorted(sheet.cells):
        for column, cell in sheet.cells[row].items():
            if _heads_figures(fold(_text(cell)), beside=len(sheet.cells[row])):
                return row, column
    wide = (row for row in sorted(sheet.cells) if len(sheet.cells[row]) >= _HEADINGS)
    return next(wide, 0), 0


def _heads_figures(words: str, *, beside: int) -> bool:
    """ "Số liệu", or in a row of headings what begins so: "Số liệu kỳ báo cáo", not "Kết quả kỳ trước"."""
    if words in _VALUE_HEADS:
        return True
    opens = words.startswith(tuple(f"{each} " for each in _VALUE_HEADS))
    return (
        opens
        and beside >= _HEADINGS
        and len(words) <= _LONGEST_HEADING
        and not _EARLIER.search(words)
    )


def _first_words(cells: Mapping[int, Filled], figures: int) -> int:
    """The column of the first cell before the figures that holds words; 0 for none."""
    for column in sorted(cells):
        is_before = not figures or column < figures
        if is_before and len([each for each in _text(cells[column]).split() if each.isalpha()]) > 1:
            return column
    return 0


def _text(cell: Filled) -> str:
    return squeeze(" ".join(cell.lines))


def _letters(column: int) -> str:
    return address(1, column).rstrip("1")


def fill(path: Path, mapping: SheetMapping, statistics: Iterable[Mapping[str, Any]]) -> bytes:
    """The spreadsheet with the figures of `report_json(...)["statistics"]` in their cells, as a new file.

    A number is written as a number, không phát sinh and a percentage of nothing in words; no data leaves the cell as
    the receiver made it. Raises MappingOutdated when a mapped row has other words now, UnreadableFile and
    CannotOverwrite for what is no fitting .xlsx.
    """
    guard.check(path)
    check(path, mapping)
    rows = {str(row["code"]): row for row in statistics}
    values: dict[Place, Decimal | int | str] = {}
    for target in mapping.targets:
        row = rows.get(target.code)
        value = None if row is None else _value(row, estimates=mapping.estimates)
        if value is not None:
            values[Place(target.sheet, target.value_cell)] = value
    return overwrite(path.read_bytes(), values)


def check(path: Path, mapping: SheetMapping) -> None:
    """Refuse a spreadsheet whose mapped rows have other words than when they were mapped."""
    sheets = {sheet.name: sheet for sheet in sheets_of(path)}
    wrong = [
        f"{target.words_cell} ({target.words})"
        for target in mapping.targets
        if _words_at(sheets.get(target.sheet), target.words_cell) != fold(target.words)
    ]
    if wrong:
        raise MappingOutdated(
            f"Tệp mẫu đã thay đổi tại {len(wrong)} ô: {'; '.join(wrong[:5])}. Hãy khớp lại các ô số liệu."
        )


def _value(row: Mapping[str, Any], *, estimates: bool) -> Decimal | str | None:
    if row["state"] == "not_arising":
        return NOT_ARISING
    if row["state"] == "nothing_to_divide":
        return _NOTHING
    if row["value"] is None:
        return None
    number = Decimal(row["value"])
    if row["stage"] == "estimated" and estimates:
        return str(row["shown"]) if ESTIMATE in str(row["shown"]) else f"{row['shown']} {ESTIMATE}"
    return number


_VALUE_HEADS: Final = ("so lieu", "ket qua", "gia tri", "thuc hien")
_LONGEST_HEADING: Final = 40
_EARLIER: Final = re.compile(r"\b(?:truoc|cung ky|nam 20)\b|\bnam 20")


def _nearest(words: str, names: Mapping[str, str]) -> tuple[str, int]:
    scored = [(round(fuzz.token_sort_ratio(words, name)), code) for code, name in names.items()]
    score, code = max(scored, key=lambda pair: pair[0], default=(0, ""))
    return (code, score) if score >= SURE - 25 else ("", 0)


def _words_at(sheet: Sheet | None, cell: str) -> str | None:
    if sheet is None:
        return None
    for line, cells in sheet.cells.items():
        for column, filled in cells.items():
            if address(line, column) == cell:
                return fold(squeeze(" ".join(filled.lines)))
    return None
