"""What people see of a list: which were sent lately, and row by row what became or would become of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cchc.core.pages import Page
from cchc.sheets.models import ListUpload, Upload
from cchc.sheets.rules import Change


class Look(NamedTuple):
    """How a verdict looks."""

    tone: str
    icon: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row or a file that came back. place: its line, or its name. label, text, more: what it is of; `address` leads
    there. changes: what would become another. faults: where, and what is wrong. result: address of its own workbook."""

    place: str
    verdict: str
    look: Look
    label: str = ""
    text: str = ""
    more: str = ""
    address: str = ""
    message: str = ""
    changes: Sequence[Change] = ()
    faults: Sequence[tuple[str, str]] = ()
    result: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows have which verdict. percent: of those that no longer wait; None where all are written at once."""

    counts: dict[str, int]
    total: int
    done: int
    percent: int | None

    @classmethod
    def of(cls, verdicts: Sequence[str], kinds: Sequence[str], waiting: str = "") -> "Tally":
        """waiting: the verdict of rows that are still to be written, "" where all are written at once."""
        counts = {str(kind): verdicts.count(kind) for kind in kinds}
        total, done = len(verdicts), len(verdicts) - counts.get(waiting, 0)
        percent = None if not waiting else 100 * done // total if total else 100
        return cls(counts, total, done, percent)


@dataclass(frozen=True)
class VerdictsPage(Page):
    """Every row with its verdict, the worst first. heads: what stands above places and labels. A room adds its own."""

    rows: list[RowShown]
    heads: tuple[str, str]
    tally: Tally
    is_running: bool


@dataclass(frozen=True, slots=True)
class Recent:
    """An upload in the list of the latest."""

    address: str
    name: str
    at: datetime
    state: str


def in_order(rows: Sequence[RowShown], order: Sequence[str]) -> list[RowShown]:
    """Rows by their verdicts, those of one verdict as they stand in the file."""
    return sorted(rows, key=lambda row: order.index(row.verdict))


def state_of(upload: Upload, *, is_refused: bool = False) -> str:
    """In a word, how far an upload is. is_refused: it ended without anything being written."""
    if upload.ended_at is not None:
        return _("không ghi") if is_refused else _("đã xong")
    waits = isinstance(upload, ListUpload) and upload.started_at is None
    return _("chưa ghi") if waits else _("đang ghi")
