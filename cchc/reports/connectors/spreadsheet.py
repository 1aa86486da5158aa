"""The receiver's own spreadsheet, filled in: which cell takes which figure is found once and remembered.

`propose` compares the words of the spreadsheet's rows with the names of our indicators; a person settles what is
doubtful; `Mapping` is kept as JSON and used again next period. A row whose words have changed since is refused by name,
so that no figure ever slips into a neighbour's cell.
"""

from collections.abc import Iterable, Mapping, Sequence
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
from cchc.reading.inputs.xlsx.sheets import Sheet, address

SURE: Final = 90
SHAPE: Final = 1
_NOTHING: Final = "Không tính"


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


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of the spreadsheet and the indicator it may be; `confidence` 0 to 100, sure from SURE on."""

    target: Target
    confidence: int

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE


def to_json(mapping: SheetMapping) -> dict[str, Any]:
    """The mapping as plain JSON values."""
    return {
        "shape": SHAPE,
        "estimates": mapping.estimates,
        "targets": [
            {
                "code": each.code,
                "sheet": each.sheet,
                "words_cell": each.words_cell,
                "words": each.words,
                "value_cell": each.value_cell,
            }
            for each in mapping.targets
        ],
    }


def from_json(value: Mapping[str, Any]) -> SheetMapping:
    """The mapping that `to_json` gave. Raises ValueError for another shape."""
    if value.get("shape") != SHAPE:
        raise ValueError("unknown shape of a mapping")
    return SheetMapping(
        tuple(Target(**each) for each in value["targets"]), estimates=value["estimates"]
    )


def propose(
    path: Path, names: Mapping[str, str], *, value_column: int | None = None
) -> list[Proposal]:
    """Which rows of the spreadsheet are which indicators: the best for each row that resembles one, in order.

    names: indicator names by code. value_column: from 1; the first column headed "số liệu" or "kết quả" when None.
    Raises UnreadableFile for what is no safe .xlsx.
    """
    guard.check(path)
    folded = {code: fold(name) for code, name in names.items()}
    found: list[Proposal] = []
    for sheet in sheets_of(path):
        column = value_column or _value_column(sheet)
        if column is None:
            continue
        for line in sorted(sheet.cells):
            proposal = _for_row(sheet, line, column, folded)
            if proposal is not None:
                found.append(proposal)
    return _each_once(found)


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


_VALUE_HEADS: Final = ("so lieu", "ket qua", "so lieu bao cao", "gia tri")


def _value_column(sheet: Sheet) -> int | None:
    for line in sorted(sheet.cells):
        for column, cell in sheet.cells[line].items():
            if fold(" ".join(cell.lines)).strip() in _VALUE_HEADS:
                return column
    return None


def _for_row(
    sheet: Sheet, line: int, value_column: int, names: Mapping[str, str]
) -> Proposal | None:
    best: Proposal | None = None
    for column, cell in sheet.cells[line].items():
        if column >= value_column:
            continue
        words = squeeze(" ".join(cell.lines))
        if len(words.split()) < 2:
            continue
        code, score = _nearest(fold(words), names)
        if score and (best is None or score > best.confidence):
            target = Target(
                code, sheet.name, address(line, column), words, address(line, value_column)
            )
            best = Proposal(target, score)
    return best


def _nearest(words: str, names: Mapping[str, str]) -> tuple[str, int]:
    scored = [(round(fuzz.token_sort_ratio(words, name)), code) for code, name in names.items()]
    score, code = max(scored, key=lambda pair: pair[0], default=(0, ""))
    return (code, score) if score >= SURE - 25 else ("", 0)


def _each_once(found: Sequence[Proposal]) -> list[Proposal]:
    best: dict[str, Proposal] = {}
    for proposal in found:
        held = best.get(proposal.target.code)
        if held is None or proposal.confidence > held.confidence:
            best[proposal.target.code] = proposal
    return [proposal for proposal in found if best[proposal.target.code] is proposal]


def _words_at(sheet: Sheet | None, cell: str) -> str | None:
    if sheet is None:
        return None
    for line, cells in sheet.cells.items():
        for column, filled in cells.items():
            if address(line, column) == cell:
                return fold(squeeze(" ".join(filled.lines)))
    return None
