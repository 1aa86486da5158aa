"""A link to proof with its three days: of the document, of the signature, of the upload (ngày văn bản, ký, tải lên)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cchc.core.clock import vietnam_date
from cchc.evidence.models import Signature
from cchc.evidence.rules import dated_after
from cchc.tasks.models import Occurrence, ResultEvidence, Task


@dataclass(frozen=True, slots=True)
class Proof:
    """A link to proof. `signed_at`: the last signature in the file, by its time stamp where it has one.

    `beyond`: which days come after the year of the task (`until`), as codes of `dated_after`.
    """

    link: ResultEvidence
    document_on: date | None
    signed_at: datetime | None
    until: date
    beyond: tuple[str, ...]


def with_signing(rows: QuerySet[ResultEvidence]) -> QuerySet[ResultEvidence]:
    """The links, each told when its file was signed last; no statement of its own."""
    said = Coalesce("stamped_at", "signed_at", output_field=DateTimeField())
    signatures = Signature.objects.filter(stored=OuterRef("stored")).annotate(said=said)
    last = signatures.filter(said__isnull=False).order_by("-said").values("said")[:1]
    return rows.annotate(file_signed_at=Subquery(last))


def year_end(task: Task) -> date:
    """The last day on which what proves a task may be dated: of the last year of its plan, or of its due day."""
    return date(task.ends_on.year, 12, 31)


def document_day(row: ResultEvidence, occurrence: Occurrence) -> date | None:
    """The day of the document in a file; one without a day has that of the document that the result became, if any."""
    return row.document_on or (occurrence.delivered_on if occurrence.document_number else None)


def proof(row: ResultEvidence, occurrence: Occurrence, task: Task) -> Proof:
    """A link of `with_signing` as pages show it."""
    document_on, until = document_day(row, occurrence), year_end(task)
    signed_at: datetime | None = getattr(row, "file_signed_at", None)
    days = [vietnam_date(signed_at) if signed_at else None]
    return Proof(row, document_on, signed_at, until, dated_after(until, document_on, days))


@dataclass(slots=True)
class FilesInUse:
    """The files that prove a result, oldest first, and how many were taken out."""

    standing: list[ResultEvidence] = field(default_factory=list)
    replaced: int = 0


def files_in_use(keys: Collection[int]) -> Mapping[int, FilesInUse]:
    """What stands for each of these occurrences, by key."""
    found: dict[int, FilesInUse] = defaultdict(FilesInUse)
    links = ResultEvidence.objects.filter(occurrence__in=keys, stored__isnull=False)
    for link in links.select_related("stored"):
        if link.removed_at is None:
            found[link.occurrence_id].standing.append(link)
        else:
            found[link.occurrence_id].replaced += 1
    return found
