"""The list of tasks that goes out as a workbook and comes back filled in: its columns, keys and cells.

Prose: docs/algorithms/excel-round-trip.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from cchc.core.text import squeeze
from cchc.sheets.rules import RowKey, check_lengths, day_cell, day_text

SUBMITTED, DELIVERED = "Ngày trình", "Ngày ban hành, hoàn thành"
NUMBER, OUTCOME, NOT_ARISING = "Số, ký hiệu văn bản", "Kết quả thực hiện", "Không phát sinh"
PERCENT, NOTE = "% đã làm (báo cáo mới)", "Tình hình thực hiện (báo cáo mới)"
RESULT_COLUMNS = (SUBMITTED, DELIVERED, NUMBER, OUTCOME, NOT_ARISING)
OPEN_COLUMNS = (*RESULT_COLUMNS, PERCENT, NOTE)
MARK = "x"
MOST_ROWS = 5_000
_LENGTHS = {NUMBER: 60, OUTCOME: 4000, NOTE: 4000}


class Shown(NamedTuple):
    """What stands recorded of an occurrence, as the cells show it."""

    submitted_on: date | None = None
    delivered_on: date | None = None
    document_number: str = ""
    outcome: str = ""
    is_not_arising: bool = False

    def cells(self) -> dict[str, str]:
        """Text by heading, as a cell that nobody touched comes back."""
        return {
            SUBMITTED: day_text(self.submitted_on),
            DELIVERED: day_text(self.delivered_on),
            NUMBER: squeeze(self.document_number),
            OUTCOME: squeeze(self.outcome),
            NOT_ARISING: MARK if self.is_not_arising else "",
        }


@dataclass(frozen=True, slots=True)
class Key(RowKey):
    """The hidden key of a row; `occurrence` None: a task with nothing due."""

    columns = OPEN_COLUMNS

    task: UUID
    occurrence: UUID | None
    version: int


@dataclass(frozen=True, slots=True)
class Cells:
    """The open cells of a row, understood. errors: by heading, where a cell is no day or no percent."""

    shown: Shown
    percent: int | None = None
    note: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def says_progress(self) -> bool:
        return self.percent is not None or bool(self.note)


def read_cells(values: Mapping[str, str]) -> Cells:
    """Understand the open cells of a row that came back; a wrong cell is named and the others are still read."""
    errors: dict[str, str] = {}
    days = {name: day_cell(values.get(name, ""), name, errors) for name in (SUBMITTED, DELIVERED)}
    check_lengths(values, _LENGTHS, errors)
    mark = squeeze(values.get(NOT_ARISING, "")).lower()
    if mark not in {"", MARK, "có", "1", "true"}:
        errors[NOT_ARISING] = "Đánh dấu x hoặc để trống."
    return Cells(
        Shown(
            days[SUBMITTED],
            days[DELIVERED],
            squeeze(values.get(NUMBER, "")),
            values.get(OUTCOME, "").strip(),
            bool(mark),
        ),
        _percent(values.get(PERCENT, ""), errors),
        values.get(NOTE, "").strip(),
        errors,
    )


def _percent(text: str, errors: dict[str, str]) -> int | None:
    text = squeeze(text).removesuffix("%").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text[:4]) <= 100:
        return int(text)
    errors[PERCENT] = "Phần trăm là số nguyên từ 0 đến 100."
    return None
