"""A unit's form of figures as a workbook: its columns, keys and cells. Prose: docs/algorithms/figures.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from cchc.core.text import fold, squeeze
from cchc.indicators.rules.answers import (
    ESTIMATED,
    NO_NUMBER,
    NOT_ARISING,
    OFFICIAL,
    Answered,
    faults_of,
    read_number,
)
from cchc.sheets.rules import RowKey, check_lengths

NUMERATOR, DENOMINATOR, SAID, NOTE = "Số liệu (tử số)", "Mẫu số", "Loại số", "Ghi chú"
OPEN_COLUMNS = (NUMERATOR, DENOMINATOR, SAID, NOTE)
SAID_WORDS = {OFFICIAL: "Chính thức", ESTIMATED: "Ước", NOT_ARISING: "Không phát sinh"}
_BY_WORDS = {fold(words): code for code, words in SAID_WORDS.items()}
_HEADING = {"numerator": NUMERATOR, "denominator": DENOMINATOR, "note": NOTE}
MOST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Key(RowKey):
    """The hidden key of a row. seen: key of the unit's last figure when it went out."""

    columns = OPEN_COLUMNS

    period: UUID
    unit: UUID
    indicator: UUID
    seen: int


@dataclass(frozen=True, slots=True)
class Cells:
    """The open cells of a row, understood. errors: by heading."""

    answer: Answered
    errors: dict[str, str] = field(default_factory=dict)


def cells_of(answer: Answered) -> dict[str, str]:
    """The open cells that show an answer, as a cell that nobody touched comes back."""
    return {
        NUMERATOR: number_cell(answer.numerator),
        DENOMINATOR: number_cell(answer.denominator),
        SAID: "" if answer.is_silent else SAID_WORDS[answer.said],
        NOTE: squeeze(answer.note),
    }


def number_cell(number: Decimal | None) -> str:
    """A number as the reader of workbooks writes it: exact, with a comma, without grouping."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


def read_cells(values: Mapping[str, str], *, is_share: bool, has_figure: bool) -> Cells:
    """Understand the open cells of a row that came back; each wrong cell is named."""
    errors: dict[str, str] = {}
    numbers: dict[str, Decimal | None] = {}
    for name in (NUMERATOR, DENOMINATOR):
        try:
            numbers[name] = read_number(squeeze(values.get(name, "")))
        except ValueError:
            numbers[name] = None
            errors[name] = NO_NUMBER
    words = fold(values.get(SAID, "")) or fold(SAID_WORDS[OFFICIAL])
    said = _BY_WORDS.get(words, OFFICIAL)
    if words not in _BY_WORDS:
        errors[SAID] = f"Hãy chọn một trong: {', '.join(SAID_WORDS.values())}."
    note = squeeze(values.get(NOTE, ""))
    check_lengths({NOTE: note}, {NOTE: MOST_NOTE}, errors)
    answer = Answered(said, numbers[NUMERATOR], numbers[DENOMINATOR], note)
    if not errors:
        found = faults_of(answer, is_share=is_share, has_figure=has_figure)
        errors = {_HEADING[name]: sentence for name, sentence in found.items()}
    return Cells(answer, errors)
