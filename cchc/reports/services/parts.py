"""A unit fills in its part and gives it; the office takes it or gives it back, and alters nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.text import squeeze
from cchc.evidence.services import store
from cchc.orgs.models import User
from cchc.reports.models import Report, UnitPart
from cchc.reports.notices import tell_returned
from cchc.reports.selectors.parts import content_of_part
from cchc.reports.services import refusals
from cchc.reports.states import PART_MOVES, PartState


@dataclass(frozen=True, slots=True)
class Words:
    """What a unit says: text by section, its word on tasks by uid, why figures are missing."""

    narrative: dict[str, str]
    task_notes: dict[str, str]
    missing_note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The signed document of a unit with a seal: number as written, day, and the file's bytes."""

    number: str
    issued_on: date | None
    file_name: str = ""
    media_type: str = ""
    chunks: Iterable[bytes] | None = None


@transaction.atomic
def save_part(
    *, part: UnitPart, words: Words, version: int, by: User, at: datetime, on_behalf: bool
) -> UnitPart:
    """Keep what a unit has written so far (lưu phần báo cáo). Raises Stale, PartGiven, NotOpen."""
    _refuse_closed(part)
    part.claim_version(version)
    _take(part, words)
    if part.state == PartState.NOT_OPENED:
        _move(part, PartState.DRAFTING)
    part.on_behalf = on_behalf
    part.save()
    _record("report.part_saved", part, by, at, on_behalf=on_behalf)
    return part


@transaction.atomic
def send_part(
    *,
    part: UnitPart,
    words: Words,
    paper: Paper | None,
    version: int,
    by: User,
    at: datetime,
    is_head: bool,
    on_behalf: bool,
) -> UnitPart:
    """Give the part to the office (gửi phần báo cáo): a division by its head's click, a unit with a seal by document.

    What it holds is kept as it stands now. on_behalf: the office enters it for the unit ("nhập thay").
    Raises Stale, PartGiven, NotOpen, HeadSends, SealMissing, WrongDay, UnexplainedLateness, UnexplainedGaps.
    """
    _refuse_closed(part)
    part.claim_version(version)
    _take(part, words)
    if part.unit.has_seal:
        _sign(part, paper, at)
    elif not (is_head or on_behalf):
        raise refusals.HeadSends
    content = content_of_part(part)
    silent = [line.label for line in content.tasks if line.asks == "late" and not line.note]
    if silent:
        raise refusals.UnexplainedLateness(silent)
    if content.missing and not part.missing_note:
        raise refusals.UnexplainedGaps([line.name for line in content.missing])
    if part.state == PartState.NOT_OPENED:
        _move(part, PartState.DRAFTING)
    _move(part, PartState.SENT)
    part.given = content.to_json()
    part.sent_by, part.sent_at, part.on_behalf = by, at, on_behalf
    part.returned_reason = ""
    part.save()
    _record(
        "report.part_sent",
        part,
        by,
        at,
        on_behalf=on_behalf,
        number=part.document_number,
        days_late=part.days_late(vietnam_date(at)),
    )
    return part


@transaction.atomic
def accept_part(*, part: UnitPart, version: int, by: User, at: datetime) -> UnitPart:
    """Take what a unit gave (nhận phần báo cáo). Raises Stale, NotGiven, NotOpen."""
    _refuse_frozen(part)
    if part.state != PartState.SENT:
        raise refusals.NotGiven
    part.claim_version(version)
    _move(part, PartState.ACCEPTED)
    part.judged_by, part.judged_at = by, at
    part.save(update_fields=["state", "judged_by", "judged_at"])
    _record("report.part_accepted", part, by, at)
    return part


@transaction.atomic
def return_part(*, part: UnitPart, reason: str, version: int, by: User, at: datetime) -> UnitPart:
    """Give a part back to its unit with the reason (trả lại). Raises Stale, NotGiven, ReasonMissing, NotOpen."""
    _refuse_frozen(part)
    if not part.is_given:
        raise refusals.NotGiven
    if not squeeze(reason):
        raise refusals.ReasonMissing
    part.claim_version(version)
    _move(part, PartState.RETURNED)
    part.returned_reason = squeeze(reason)
    part.judged_by, part.judged_at = by, at
    part.save(update_fields=["state", "returned_reason", "judged_by", "judged_at"])
    _record("report.part_returned", part, by, at, reason=part.returned_reason)
    transaction.on_commit(lambda: tell_returned(part, at))
    return part


def _take(part: UnitPart, words: Words) -> None:
    part.narrative = {code: text.strip() for code, text in words.narrative.items() if text.strip()}
    part.task_notes = {uid: squeeze(text) for uid, text in words.task_notes.items() if text.strip()}
    part.missing_note = squeeze(words.missing_note)


def _sign(part: UnitPart, paper: Paper | None, at: datetime) -> None:
    if paper is None or not squeeze(paper.number) or paper.issued_on is None:
        raise refusals.SealMissing
    if paper.chunks is None and part.stored_id is None:
        raise refusals.SealMissing
    if paper.issued_on > vietnam_date(at):
        raise refusals.WrongDay
    part.document_number, part.document_on = squeeze(paper.number), paper.issued_on
    if paper.chunks is not None:
        part.stored = store(chunks=paper.chunks, media_type=paper.media_type, at=at)
        part.file_name = squeeze(paper.file_name)[:255]


def _refuse_closed(part: UnitPart) -> None:
    _refuse_frozen(part)
    if part.is_given:
        raise refusals.PartGiven


def _refuse_frozen(part: UnitPart) -> None:
    """The report is locked first, so that no part changes while it is put before the leader."""
    if not Report.objects.select_for_update(no_key=True).get(pk=part.report_id).is_open:
        raise refusals.NotOpen


def _move(part: UnitPart, to: PartState) -> None:
    if to not in PART_MOVES[PartState(part.state)]:
        raise refusals.WrongMove
    part.state = to


def _record(action: str, part: UnitPart, by: User, at: datetime, **data: Any) -> None:
    record(
        action=action,
        target=part.report,
        by=by,
        at=at,
        agency_id=part.report.agency_id,
        unit=part.unit.name,
        **data,
    )
