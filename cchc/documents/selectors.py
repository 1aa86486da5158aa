"""Reads of the list of cited documents."""

from cchc.core.text import fold
from cchc.documents.models import ReferenceText
from cchc.reading.checks.known import KnownText, Library


def reference_texts(text: str = "") -> list[ReferenceText]:
    """The list by kind and number; with words, those whose number, title or replacement holds each of them."""
    words = fold(text).split()
    return [
        row for row in ReferenceText.objects.all() if all(word in _searched(row) for word in words)
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


def _searched(row: ReferenceText) -> str:
    return fold(f"{row.kind} {row.number} {row.title} {row.replaced_by}")
