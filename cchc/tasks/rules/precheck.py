"""What is missing of work whose day comes near (kiểm tra trước hạn). Plain Python.

Prose: docs/algorithms/check-before-due.md.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WINDOWS = (7, 14, 30)
USUAL_WINDOW = 14


class Missing(StrEnum):
    """What is missing; `label` says it, in the order in which it is mended."""

    LEAD = "lead"
    PERSON = "person"
    PROGRESS = "progress"
    EVIDENCE = "evidence"
    NUMBER = "number"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def how(self) -> str:
        """What mends it, as the words of its link."""
        return _HOW[self]


_LABELS = {
    Missing.LEAD: "Chưa có đơn vị chủ trì",
    Missing.PERSON: "Đơn vị chủ trì chưa có người dùng nào",
    Missing.PROGRESS: "Tiến độ lâu chưa cập nhật",
    Missing.EVIDENCE: "Kết quả chưa có minh chứng",
    Missing.NUMBER: "Sản phẩm chưa có số, ký hiệu văn bản",
}
_HOW = {
    Missing.LEAD: "Mở nhiệm vụ",
    Missing.PERSON: "Mở đơn vị",
    Missing.PROGRESS: "Cập nhật tiến độ",
    Missing.EVIDENCE: "Thêm minh chứng",
    Missing.NUMBER: "Bổ sung số văn bản",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One occurrence as the check sees it.

    is_recorded: submitted or delivered, and nobody has confirmed it yet. is_document: its product is of a kind that
    gets a number. reported_on: when any unit last reported progress on the task; known_on: since when it is
    known.
    """

    due_on: date | None
    is_recorded: bool
    has_lead: bool = True
    has_person: bool = True
    has_evidence: bool = False
    has_number: bool = False
    is_document: bool = False
    is_delivered: bool = False
    reported_on: date | None = None
    known_on: date | None = None


def missing_of(seen: Checked, today: date, stale_days: int) -> list[Missing]:
    """What is missing. Of recorded work: proof, number. Of open work: lead, person, progress of the last stale_days."""
    if seen.is_recorded:
        if not seen.has_evidence and not seen.has_number:
            return [Missing.EVIDENCE]
        needs_number = seen.is_document and seen.is_delivered and not seen.has_number
        return [Missing.NUMBER] if needs_number else []
    if not seen.has_lead:
        return [Missing.LEAD]
    found = [] if seen.has_person else [Missing.PERSON]
    heard_on = max((day for day in (seen.reported_on, seen.known_on) if day), default=None)
    if heard_on is None or (today - heard_on).days > stale_days:
        found.append(Missing.PROGRESS)
    return found
