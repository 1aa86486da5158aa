"""Reads of the list of cited documents, and of the slips by which words were recorded."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cchc.core.text import fold
from cchc.documents.models import DirectionSlip, ReferenceText
from cchc.reading.checks.known import KnownText, Library


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A row of the list; `is_over`: its last day in force has passed."""

    row: ReferenceText
    is_over: bool


def reference_lines(today: date, text: str = "") -> list[ReferenceLine]:
    """The list by kind and number; with words, those whose number, title or replacement holds each of them."""
    words = fold(text).split()
    return [
        ReferenceLine(row, row.in_force_to is not None and row.in_force_to < today)
        for row in ReferenceText.objects.all()
        if all(word in _searched(row) for word in words)
    ]


def library() -> Library:
    """The list as the checks of a plan use it. One query."""
    return Library(
        KnownText(
            row.kind,
            row.number,
            row.title,
            row.issued_on,
            row.in_force_to,
            row.replaced_by,
            row.standing == ReferenceText.Standing.OFFICIAL,
        )
        for row in ReferenceText.objects.all()
    )


def slips_about(uid: UUID) -> list[DirectionSlip]:
    """The slips of every word recorded about a task or report, the latest first. One statement."""
    return list(DirectionSlip.objects.filter(about=uid).order_by("-added_at", "-pk"))


def _searched(row: ReferenceText) -> str:
    return fold(f"{row.kind} {row.number} {row.title} {row.replaced_by}")
