"""Documents: made when something is drafted or imported, numbered when signed, with their files."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.core.text import fold, squeeze
from cchc.documents.models import Document, DocumentFile
from cchc.evidence.models import StoredFile
from cchc.evidence.services import store
from cchc.orgs.models import Unit, User
from cchc.orgs.services.signing import check_signer


class NumberTaken(DomainError):
    """Another document of the agency has this number on this day."""

    text = (
        "Cơ quan đã có văn bản cùng loại mang số, ký hiệu và ngày này. Hãy kiểm tra lại số văn bản."
    )


class WrongIssueDate(DomainError):
    """A document cannot have been issued tomorrow."""

    text = "Ngày ban hành không thể sau hôm nay."


@transaction.atomic
def create_document(
    *,
    agency: Unit,
    kind: str,
    subject: str,
    by: User,
    at: datetime,
    number: str = "",
    issued_on: date | None = None,
    issuer: str = "",
    parent_issuer: str = "",
    place: str = "",
    signer_authority: str = "",
    signer_position: str = "",
    signer_name: str = "",
    recipients: Sequence[str] = (),
) -> Document:
    """Add a document; number, date and signer may come later with `set_number`.

    Raises NumberTaken, WrongIssueDate, MayNotSign.
    """
    document = Document(
        agency=agency,
        kind=kind,
        subject=squeeze(subject)[:1000],
        issuer=squeeze(issuer),
        parent_issuer=squeeze(parent_issuer),
        place=squeeze(place),
        recipients=[squeeze(each) for each in recipients],
    )
    _refuse_future(issued_on, at)
    refuse_taken_number(document, number, issued_on)
    document.number, document.issued_on = squeeze(number), issued_on
    document.signer_authority = squeeze(signer_authority)
    document.signer_position = squeeze(signer_position)
    document.signer_name = squeeze(signer_name)
    refuse_signer(document)
    _set_keys(document)
    document.save()
    record(
        action="document.created",
        target=document,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=_label(document),
    )
    return document


@transaction.atomic
def set_number(
    *,
    document: Document,
    number: str,
    issued_on: date | None,
    signer_authority: str,
    signer_position: str,
    signer_name: str,
    version: int,
    by: User,
    at: datetime,
) -> Document:
    """Enter number, date and signer as the signed copy shows them; also to put a typing mistake right.

    number: as written, "" while it is still open. Raises Stale, NumberTaken, WrongIssueDate, MayNotSign.
    """
    document.claim_version(version)
    _refuse_future(issued_on, at)
    changed = number_document(
        document=document,
        number=number,
        issued_on=issued_on,
        signer_name=signer_name,
        signer_authority=signer_authority,
        signer_position=signer_position,
    )
    record(
        action="document.numbered",
        target=document,
        by=by,
        at=at,
        agency_id=document.agency_id,
        label=_label(document),
        changed=changed,
    )
    return document


@transaction.atomic
def attach_file(
    *,
    document: Document,
    role: str,
    name: str,
    by: User,
    at: datetime,
    stored: StoredFile | None = None,
    chunks: Iterable[bytes] | None = None,
    media_type: str = "",
) -> DocumentFile:
    """Link a stored file, or store the chunks and link them, as the document's source, annex or signed copy.

    A new signed copy closes the one before, which stays readable in the history. Annexes add up.
    Exactly one of stored and chunks; ValueError otherwise.
    """
    if (stored is None) == (chunks is None):
        raise ValueError("attach_file takes a stored file or chunks")
    if stored is None:
        assert chunks is not None
        stored = store(chunks=chunks, media_type=media_type, at=at)
    if role == DocumentFile.Role.SIGNED:
        DocumentFile.objects.filter(document=document, role=role, closed_at=None).update(
            closed_at=at
        )
    link = DocumentFile.objects.create(
        document=document,
        stored=stored,
        role=role,
        name=squeeze(name)[:255],
        position=DocumentFile.objects.filter(document=document).count(),
        added_at=at,
    )
    record(
        action="document.file_attached",
        target=document,
        by=by,
        at=at,
        agency_id=document.agency_id,
        label=_label(document),
        role=role,
        name=link.name,
        sha256=stored.sha256,
    )
    return link


def refuse_taken_number(document: Document, number: str, issued_on: date | None) -> None:
    """Raise NumberTaken when another document of the agency and kind bears the number on that day.

    An open number ("") is never taken.
    """
    same = Document.objects.filter(
        agency=document.agency, kind=document.kind, number=squeeze(number), issued_on=issued_on
    ).exclude(pk=document.pk)
    if squeeze(number) and same.exists():
        raise NumberTaken


def refuse_signer(document: Document) -> None:
    """Raise MayNotSign when whoever signed the agency's own document had no right to on its day.

    Asked once number, day and name are known; a document that another body issued is that body's affair.
    """
    is_own = fold(document.issuer) in ("", fold(document.agency.name))
    if is_own and document.number and document.issued_on and document.signer_name:
        check_signer(
            unit=document.agency,
            name=document.signer_name,
            kind=document.kind,
            on=document.issued_on,
        )


def number_document(
    *,
    document: Document,
    number: str,
    issued_on: date | None,
    signer_name: str,
    signer_authority: str | None = None,
    signer_position: str | None = None,
) -> dict[str, list[str]]:
    """Write number, date and signer without an event of its own: part of an act that records them.

    None leaves a field as it is. Returns what changed, {field: [old, new]} as text; {} when nothing did.
    Raises NumberTaken, MayNotSign.
    """
    refuse_taken_number(document, number, issued_on)
    new = {
        "number": squeeze(number),
        "issued_on": issued_on,
        "signer_name": squeeze(signer_name),
        "signer_authority": _or_old(signer_authority, document.signer_authority),
        "signer_position": _or_old(signer_position, document.signer_position),
    }
    old = {field: getattr(document, field) for field in new}
    changed = [field for field in new if old[field] != new[field]]
    for field in changed:
        setattr(document, field, new[field])
    if changed:
        refuse_signer(document)
        _set_keys(document)
        document.save()
    return {field: [_text(old[field]), _text(new[field])] for field in changed}


def _refuse_future(issued_on: date | None, at: datetime) -> None:
    if issued_on is not None and issued_on > vietnam_date(at):
        raise WrongIssueDate


def _set_keys(document: Document) -> None:
    document.set_list_keys(
        document.number, document.subject, document.issuer, sorted_by=document.subject
    )


def _or_old(value: str | None, old: str) -> str:
    return old if value is None else squeeze(value)


def _text(value: date | str | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _label(document: Document) -> str:
    return " ".join(
        part for part in (document.get_kind_display(), document.number, document.subject) if part
    )
