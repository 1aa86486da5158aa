"""Whose word a decision is: a leader's own, or one that is recorded for him with what proves it (ghi nhận thay)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.documents.models import DirectionSlip
from cchc.evidence.services import store
from cchc.orgs.models import Unit, User


class WhoDecidedMissing(DomainError):
    text = "Hãy ghi ai quyết định và ngày quyết định (không sau hôm nay)."


class WordUnproven(DomainError):
    text = (
        "Ý kiến được ghi nhận thay phải có căn cứ. Hãy ghi số, ký hiệu trong hệ thống văn bản, "
        "hoặc chụp, đính kèm phiếu có ý kiến của lãnh đạo."
    )


@dataclass(frozen=True, slots=True)
class NewSlip:
    """A photo or scan of the slip as it arrived, already looked at."""

    name: str
    chunks: Iterable[bytes] = field(repr=False)
    media_type: str


@dataclass(frozen=True, slots=True)
class Word:
    """Who said it, on which day, by what it is proved; "" and None mean the leader who enters it, today."""

    said_by: str = ""
    said_on: date | None = None
    document_number: str = ""
    slip: NewSlip | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A word as it is kept. `is_recorded`: somebody else entered it for who said it."""

    said_by: str
    said_on: date
    document_number: str
    is_recorded: bool
    slip: DirectionSlip | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """What the log says of it."""
        return {
            "said_by": self.said_by,
            "said_on": self.said_on,
            "document_number": self.document_number,
            "is_recorded": self.is_recorded,
            "slip": self.slip.name if self.slip else "",
            "slip_uid": str(self.slip.uid) if self.slip else "",
            "slip_sha256": self.slip.stored.sha256 if self.slip else "",
        }


def take_word(
    *,
    agency: Unit,
    about: UUID,
    word: Word,
    is_own: bool,
    before: Said | None = None,
    by: User,
    at: datetime,
) -> Said:
    """A word as it is kept; nobody needs the leader to sign in: who records it says whose it is and what proves it.

    about: the task or report, whose readers may open the slip. is_own: a leader enters his own. before: the word that
    this one replaces; its slip goes on proving the same person's word of the same day. Raises WhoDecidedMissing,
    WordUnproven.
    """
    today = vietnam_date(at)
    number, said_by = squeeze(word.document_number)[:60], squeeze(word.said_by)[:150]
    if is_own:
        return Said(by.full_name, word.said_on or today, number, False)
    if not said_by or word.said_on is None or word.said_on > today:
        raise WhoDecidedMissing
    slip = None
    if word.slip is not None:
        stored = store(chunks=word.slip.chunks, media_type=word.slip.media_type, at=at)
        slip = DirectionSlip.objects.create(
            agency=agency,
            about=about,
            stored=stored,
            name=squeeze(word.slip.name)[:255] or "phiếu ý kiến",
            said_on=word.said_on,
            document_number=number,
            added_by=by,
            added_at=at,
        )
    elif before is not None and (before.said_by, before.said_on) == (said_by, word.said_on):
        slip = before.slip
    if not number and slip is None:
        raise WordUnproven
    return Said(said_by, word.said_on, number, True, slip)
