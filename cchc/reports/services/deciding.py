"""From the office to the leader and out: submitted and frozen, given back, issued, sent, answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.text import squeeze
from cchc.documents.models import Document, DocumentFile
from cchc.documents.services import attach_file, create_document
from cchc.documents.services.directions import Said, Word, take_word
from cchc.orgs.access import may
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.reports.models import Report
from cchc.reports.rules.digest import digest_of
from cchc.reports.rules.prose import from_json, refreshed, to_json
from cchc.reports.selectors.content import empty_sections, live_basis, live_content
from cchc.reports.selectors.facts import Basis
from cchc.reports.selectors.reports import parts_of
from cchc.reports.selectors.texts import whole_of
from cchc.reports.selectors.titles import title_of
from cchc.reports.services import refusals
from cchc.reports.services.writing import locked_open
from cchc.reports.states import REPORT_MOVES, ReportState


@dataclass(frozen=True, slots=True)
class Signed:
    """Number, day, signer and signed file as the document system gives them."""

    number: str
    issued_on: date | None
    signer_name: str = ""
    signer_authority: str = ""
    signer_position: str = ""
    file_name: str = ""
    chunks: Iterable[bytes] | None = None


@transaction.atomic
def submit_report(
    *,
    report: Report,
    note: str,
    version: int,
    by: User,
    at: datetime,
    omits_empty: bool = False,
) -> Report:
    """Put a report before the leader (trình lãnh đạo): figures, names, form and texts are kept as they stand.

    Figures in the text that are not held are brought up to date first. A unit that has not given its part, or an agency
    below without an accepted report, needs a note (case 28). omits_empty: sections without a word are left out of the
    paper and the others numbered again; else they are refused. Raises NotOpen, Stale, UnitsMissing, EmptySections.
    """
    report = locked_open(report)
    report.claim_version(version)
    parts = list(parts_of(report))
    basis = live_basis(report, parts, at)
    missing = [part.unit.name for part in parts if not part.is_given]
    missing += [each.name for each in basis.below if not each.is_accepted]
    if missing and not squeeze(note):
        raise refusals.UnitsMissing(missing)
    _bring_up_to_date(report, basis)
    report.note = squeeze(note)
    content = live_content(report, parts, basis, at)
    empty = empty_sections(content)
    if empty and not omits_empty:
        raise refusals.EmptySections([f"{each.number} {each.title}".strip() for each in empty])
    report.frozen = content | {"note": report.note, "omits_empty": bool(empty)}
    report.digest = digest_of(basis.now)
    report.submitted_by, report.submitted_at = by, at
    report.returned_reason = ""
    _put_word(report, None, None)
    _move(report, ReportState.SUBMITTED)
    report.save()
    record(
        action="report.submitted",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        missing=missing,
        note=report.note,
        facts=len(basis.now.facts),
    )
    return report


@transaction.atomic
def return_report(
    *, report: Report, reason: str, word: Word, version: int, by: User, at: datetime
) -> Report:
    """Give a submitted report back (lãnh đạo trả lại): what was frozen is open again.

    word: whose it is and what proves it, where somebody else records it. Raises Stale, WrongMove, ReasonMissing,
    WhoDecidedMissing, WordUnproven.
    """
    report = _locked(report)
    if report.state != ReportState.SUBMITTED:
        raise refusals.WrongMove
    if not squeeze(reason):
        raise refusals.ReasonMissing
    report.claim_version(version)
    is_own = not squeeze(word.said_by) and may(by, Permission.DIRECTION_GIVE, report.agency)
    said = take_word(agency=report.agency, about=report.uid, word=word, is_own=is_own, by=by, at=at)
    report.returned_reason = squeeze(reason)
    _put_word(report, said, by)
    report.frozen = report.digest = None
    _move(report, ReportState.RETURNED)
    report.save()
    record(
        action="report.returned",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        reason=report.returned_reason,
        **said.facts,
    )
    return report


def _put_word(report: Report, said: Said | None, by: User | None) -> None:
    """Whose word it is that the report came back; None once it is put before the leader again."""
    report.returned_said_by = said.said_by if said else ""
    report.returned_on = said.said_on if said else None
    report.returned_document = said.document_number if said else ""
    report.returned_is_recorded = said.is_recorded if said else False
    report.returned_slip = said.slip if said else None
    report.returned_by = by


@transaction.atomic
def issue_report(*, report: Report, signed: Signed, version: int, by: User, at: datetime) -> Report:
    """Enter number, day and signed file of a submitted report (ban hành).

    Raises Stale, WrongMove, NumberMissing, NumberTaken, WrongIssueDate, MayNotSign.
    """
    report = _locked(report)
    if report.state != ReportState.SUBMITTED or report.frozen is None:
        raise refusals.WrongMove
    if not squeeze(signed.number) or signed.issued_on is None:
        raise refusals.NumberMissing
    report.claim_version(version)
    agency = report.frozen["agency"]
    report.document = create_document(
        agency=report.agency,
        kind=Document.Kind.REPORT,
        subject=title_of(report.frozen),
        by=by,
        at=at,
        number=signed.number,
        issued_on=signed.issued_on,
        issuer=agency["name"],
        parent_issuer=agency["parent"],
        place=agency["place"],
        signer_name=signed.signer_name,
        signer_authority=signed.signer_authority,
        signer_position=signed.signer_position,
    )
    if signed.chunks is not None:
        attach_file(
            document=report.document,
            role=DocumentFile.Role.SIGNED,
            name=signed.file_name,
            chunks=signed.chunks,
            media_type="application/pdf",
            by=by,
            at=at,
        )
    _move(report, ReportState.ISSUED)
    report.save()
    record(
        action="report.issued",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        number=report.document.number,
        issued_on=report.document.issued_on,
    )
    return report


@transaction.atomic
def send_report(
    *,
    report: Report,
    sent_on: date,
    receiver: str,
    receipt_number: str,
    version: int,
    by: User,
    at: datetime,
) -> Report:
    """Say that an issued report left on the document exchange (đã gửi); by that day it is late or not.

    receipt_number: the receiver's, "" until it is known; sending it again later only fills it in. Raises Stale,
    WrongMove, SentTooEarly.
    """
    report = _locked(report)
    if not report.is_out or report.document is None:
        raise refusals.WrongMove
    issued_on = report.document.issued_on
    if sent_on > vietnam_date(at) or (issued_on is not None and sent_on < issued_on):
        raise refusals.SentTooEarly
    report.claim_version(version)
    report.sent_on, report.receiver = sent_on, squeeze(receiver)[:200]
    report.receipt_number = squeeze(receipt_number)[:60]
    if report.state == ReportState.ISSUED:
        _move(report, ReportState.SENT)
    report.save()
    record(
        action="report.sent",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        sent_on=sent_on,
        receiver=report.receiver,
        receipt_number=report.receipt_number,
        days_late=report.days_late,
    )
    return report


@transaction.atomic
def answer_report(
    *, report: Report, answer: str, note: str, version: int, by: User, at: datetime
) -> Report:
    """The level above takes a sent report or gives it back with comments; the agency then corrects it.

    Raises Stale, WrongMove, ReasonMissing.
    """
    report = _locked(report)
    if report.state != ReportState.SENT:
        raise refusals.WrongMove
    if answer == Report.Answer.RETURNED and not squeeze(note):
        raise refusals.ReasonMissing
    report.claim_version(version)
    report.answer, report.answer_note = answer, squeeze(note)
    report.answered_by, report.answered_at = by, at
    report.save()
    record(
        action="report.answered",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        answer=answer,
        note=report.answer_note,
    )
    return report


def _bring_up_to_date(report: Report, basis: Basis) -> None:
    whole = whole_of(basis)
    for row in report.texts.filter(is_held=False):
        fresh = to_json([refreshed(each, whole) for each in from_json(row.paragraphs)])
        if fresh != row.paragraphs:
            row.paragraphs = fresh
            row.version += 1
            row.save(update_fields=["paragraphs", "version"])


def _locked(report: Report) -> Report:
    rows = Report.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "agency", "period", "form"
    )
    return rows.get(pk=report.pk)


def _move(report: Report, to: ReportState) -> None:
    if to not in REPORT_MOVES[ReportState(report.state)]:
        raise refusals.WrongMove
    report.state = to
