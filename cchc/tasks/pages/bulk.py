"""What became of an act on many tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.conf import settings

from cchc.core.pages import Page
from cchc.tasks.rules.undoing import undo_until
from cchc.tasks.services.bulk import UNDOES, Answer


@dataclass(frozen=True, slots=True)
class Undoing:
    """How what was just done is taken back: the act, on which tasks, what was done when; until when it can be."""

    act: str
    uids: list[str]
    done_at: str
    until: datetime | None


@dataclass(frozen=True)
class BulkPage(Page):
    """`undo`: None where nothing changed or nothing can be taken back."""

    template: ClassVar[str] = "tasks/bulk.html"

    answers: list[Answer]
    done: int
    refused: int
    query: str
    undo: Undoing | None
    seen_at: str


def undoing_of(act: str, answers: Sequence[Answer], done_at: datetime) -> Undoing | None:
    """Taking back what these answers changed; confirmations for a limited time, watching at any time."""
    uids = [str(answer.task.uid) for answer in answers if answer.is_change]
    if act not in UNDOES or not uids:
        return None
    until = undo_until(done_at, settings.UNDO_HOURS) if act == "confirm" else None
    return Undoing(UNDOES[act], list(dict.fromkeys(uids)), done_at.isoformat(), until)
