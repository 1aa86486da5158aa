"""Linking proof to a result, and taking a link out again; the stored bytes stay."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core.text import squeeze
from cchc.evidence.services import store
from cchc.orgs.models import User
from cchc.tasks.models import Occurrence, ResultEvidence, Task
from cchc.tasks.selectors.people import Standing, standing_of
from cchc.tasks.services import refusals
from cchc.tasks.services.recording import locked_task


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A file as it arrived (`chunks`, already looked at), or where a document is kept (number, day, address).

    `pages`: those that prove the result ("3, 5-6"), "" for the whole document.
    """

    name: str
    chunks: Iterable[bytes] | None = field(default=None, repr=False)
    media_type: str = ""
    document_number: str = ""
    document_on: date | None = None
    url: str = ""
    pages: str = ""


@transaction.atomic
def add_evidence(
    *, occurrence: Occurrence, new: NewEvidence, by: User, at: datetime
) -> ResultEvidence:
    """Link proof to a result (tài liệu kiểm chứng). The same content is stored once, however often it is linked.

    by: as for recording. A confirmed result takes no more proof until it is asked for. Raises NotYourUnit,
    AlreadyConfirmed, EvidenceTwice, EvidencePointsNowhere.
    """
    task, occurrence = _open(occurrence, by)
    if new.chunks is None and not (new.document_number.strip() or new.url.strip()):
        raise refusals.EvidencePointsNowhere
    stored = None
    if new.chunks is not None:
        stored = store(chunks=new.chunks, media_type=new.media_type, at=at)
        if occurrence.evidence.filter(stored=stored, removed_at__isnull=True).exists():
            raise refusals.EvidenceTwice
    row = ResultEvidence.objects.create(
        occurrence=occurrence,
        stored=stored,
        name=squeeze(new.name)[:255] or squeeze(new.document_number) or new.url[:255],
        document_number=squeeze(new.document_number)[:60],
        document_on=new.document_on,
        url=new.url.strip(),
        pages=squeeze(new.pages)[:60],
        added_by=by,
        added_at=at,
    )
    record(
        action="evidence.added",
        target=occurrence,
        by=by,
        at=at,
        agency_id=task.agency_id,
        label=str(task),
        evidence=str(row.uid),
        name=row.name,
        sha256=stored.sha256 if stored else "",
        pages=row.pages,
    )
    return row


@transaction.atomic
def remove_evidence(*, evidence: ResultEvidence, by: User, at: datetime) -> ResultEvidence:
    """Take a link out (gỡ tài liệu). The row stays, closed, and so do the bytes; taking out twice changes nothing.

    Raises NotYourUnit, AlreadyConfirmed.
    """
    task, occurrence = _open(evidence.occurrence, by)
    evidence = ResultEvidence.objects.get(pk=evidence.pk)
    if evidence.removed_at is not None:
        return evidence
    evidence.removed_by, evidence.removed_at = by, at
    evidence.save(update_fields=["removed_by", "removed_at"])
    record(
        action="evidence.removed",
        target=occurrence,
        by=by,
        at=at,
        agency_id=task.agency_id,
        label=str(task),
        evidence=str(evidence.uid),
        name=evidence.name,
    )
    return evidence


def _open(occurrence: Occurrence, by: User) -> tuple[Task, Occurrence]:
    task = locked_task(occurrence.task_id)
    occurrence = task.occurrences.get(pk=occurrence.pk)
    if standing_of(by, task, occurrence) is Standing.NONE:
        raise refusals.NotYourUnit
    if occurrence.confirmed_at is not None:
        raise refusals.AlreadyConfirmed
    return task, occurrence
