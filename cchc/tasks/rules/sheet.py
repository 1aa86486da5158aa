"""The list of tasks that goes out as a workbook and comes back filled in: its columns, keys and cells.

Prose: docs/algorithms/excel-round-trip.md.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Self
from uuid import UUID

from cchc.core.days import read_day
from cchc.core.text import squeeze

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


class Key(NamedTuple):
    """The hidden key of a row; `occurrence` None: a task with nothing due. digest: of the cells as they went out."""

    task: UUID
    occurrence: UUID | None
    version: int
    digest: str

    def __str__(self) -> str:
        return f"{self.task}/{self.occurrence or '-'}/{self.version}/{self.digest}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """None for what is no key of ours."""
        try:
            task, occurrence, version, digest = text.split("/")
            return cls(
                UUID(task), None if occurrence == "-" else UUID(occurrence), int(version), digest
            )
        except ValueError:
            return None


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


def digest_of(cells: Mapping[str, str]) -> str:
    """A short mark of what open cells hold, by which an untouched row is told; white space does not count."""
    text = "\x1f".join(squeeze(cells.get(name, "")) for name in OPEN_COLUMNS)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def read_cells(values: Mapping[str, str]) -> Cells:
    """Understand the open cells of a row that came back; a wrong cell is named and the others are still read."""
    errors: dict[str, str] = {}
    days = {name: _day(values.get(name, ""), name, errors) for name in (SUBMITTED, DELIVERED)}
    for name, most in _LENGTHS.items():
        if len(values.get(name, "")) > most:
            errors[name] = f"Dài quá {most} ký tự."
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


def day_text(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _day(text: str, name: str, errors: dict[str, str]) -> date | None:
    if not text.strip():
        return None
    day = read_day(text)
    if day is None:
        errors[name] = f"“{squeeze(text)[:40]}” không phải ngày; hãy nhập dạng 14/01/2026."
    return day


def _percent(text: str, errors: dict[str, str]) -> int | None:
    text = squeeze(text).removesuffix("%").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text[:4]) <= 100:
        return int(text)
    errors[PERCENT] = "Phần trăm là số nguyên từ 0 đến 100."
    return None
