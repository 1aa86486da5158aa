"""Writing the list of documents that plans cite."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cchc.audit.access import INSTALLATION
from cchc.audit.models import AuditEvent
from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.documents.models import ReferenceText
from cchc.orgs.models import Unit, User
from cchc.reading.checks.known import ShippedText, shipped


class ReferenceTaken(DomainError):
    """The list has a document of this number and day."""

    text = "Danh mục đã có văn bản mang số, ký hiệu và ngày này. Hãy mở văn bản đó để sửa."


class TermBackwards(DomainError):
    """A document cannot end before it begins."""

    text = "Ngày hết hiệu lực đứng trước ngày có hiệu lực. Hãy kiểm tra lại hai ngày này."


@dataclass(frozen=True, slots=True)
class ReferenceFacts:
    """What a row of the list says."""

    kind: str
    number: str
    title: str
    issued_on: date
    in_force_from: date | None
    in_force_to: date | None
    replaced_by: str
    source: str

    def as_fields(self) -> dict[str, Any]:
        """The row's fields, words on one line."""
        return {
            "kind": squeeze(self.kind),
            "number": squeeze(self.number),
            "title": squeeze(self.title),
            "issued_on": self.issued_on,
            "in_force_from": self.in_force_from,
            "in_force_to": self.in_force_to,
            "replaced_by": squeeze(self.replaced_by),
            "source": squeeze(self.source),
        }


@transaction.atomic
def load_references(*, at: datetime) -> int:
    """Add the documents that a release ships newly (`cchc migrate`); returns how many. Runs twice without harm.

    Rows that the list has stay as they are, and what an office took out or renumbered does not come back.
    """
    known = set(ReferenceText.objects.values_list("number", "issued_on"))
    fresh = [
        _shipped(row) for row in shipped() if (row.text.number, row.text.issued_on) not in known
    ]
    if fresh:
        gone = _taken_out()
        fresh = [row for row in fresh if (str(row), row.issued_on.isoformat()) not in gone]
    if not fresh:
        return 0
    ReferenceText.objects.bulk_create(fresh)
    record(
        action="references.shipped",
        target=None,
        by=None,
        at=at,
        agency_id=INSTALLATION,
        names=[str(row) for row in fresh],
    )
    return len(fresh)


@transaction.atomic
def add_reference(*, facts: ReferenceFacts, agency: Unit, by: User, at: datetime) -> ReferenceText:
    """Enter a document that plans cite, with the source. Plans are judged by it from their next check on.

    agency: whose log tells of it; the list is everybody's. Raises ReferenceTaken, TermBackwards.
    """
    fields = _checked(facts)
    _refuse_taken(fields, but=None)
    row = ReferenceText.objects.create(**fields)
    _record("reference.added", row, agency, by, at, new=_told(row))
    return row


@transaction.atomic
def change_reference(
    *, row: ReferenceText, facts: ReferenceFacts, version: int, agency: Unit, by: User, at: datetime
) -> ReferenceText:
    """Set what the list says of a document; a person who cites the source makes it official.

    Raises Stale, ReferenceTaken, TermBackwards.
    """
    row.claim_version(version)
    fields = _checked(facts)
    _refuse_taken(fields, but=row)
    old = _told(row)
    for name, value in fields.items():
        setattr(row, name, value)
    row.standing = ReferenceText.Standing.OFFICIAL
    row.save(update_fields=[*fields, "standing"])
    _record("reference.changed", row, agency, by, at, old=old, new=_told(row))
    return row


@transaction.atomic
def remove_reference(
    *, row: ReferenceText, version: int, agency: Unit, by: User, at: datetime
) -> None:
    """Take a document out of the list; the log keeps what it said. Raises Stale."""
    row.claim_version(version)
    _record("reference.removed", row, agency, by, at, old=_told(row))
    row.delete()


def _taken_out() -> set[tuple[str, str]]:
    """Name and day of each row that somebody took out, or gave another number or day, as the log tells."""
    acts = AuditEvent.objects.filter(action__in=["reference.removed", "reference.changed"])
    told = (data.get("old") or {} for data in acts.values_list("data", flat=True))
    return {(old.get("name", ""), old.get("issued_on", "")) for old in told}


def _shipped(row: ShippedText) -> ReferenceText:
    text = row.text
    standing = ReferenceText.Standing
    return ReferenceText(
        kind=text.kind,
        number=text.number,
        title=text.title,
        issued_on=text.issued_on,
        in_force_from=row.in_force_from,
        in_force_to=text.in_force_to,
        replaced_by=text.replaced_by,
        source=row.source,
        standing=standing.OFFICIAL if text.is_official else standing.UNCHECKED,
    )


def _checked(facts: ReferenceFacts) -> dict[str, Any]:
    first, last = facts.in_force_from or facts.issued_on, facts.in_force_to
    if last is not None and first > last:
        raise TermBackwards
    return facts.as_fields()


def _refuse_taken(fields: dict[str, Any], but: ReferenceText | None) -> None:
    same = ReferenceText.objects.filter(number=fields["number"], issued_on=fields["issued_on"])
    if any(row != but for row in same):
        raise ReferenceTaken


def _told(row: ReferenceText) -> dict[str, str]:
    return {
        "name": str(row),
        "issued_on": row.issued_on.isoformat(),
        "title": row.title,
        "to": row.in_force_to.isoformat() if row.in_force_to else "",
        "replaced_by": row.replaced_by,
        "source": row.source,
    }


def _record(
    action: str,
    row: ReferenceText,
    agency: Unit,
    by: User,
    at: datetime,
    *,
    old: dict[str, str] | None = None,
    new: dict[str, str] | None = None,
) -> None:
    record(
        action=action,
        target=row,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=str(row),
        old=old,
        new=new,
    )
