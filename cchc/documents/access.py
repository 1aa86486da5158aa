"""Who may read a document: whoever may read its agency's plans, there or above. The list of cited documents is
everybody's; who imports plans keeps it.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cchc.documents.models import DirectionSlip, Document, DocumentFile, ReferenceText
from cchc.evidence.access import Readable
from cchc.orgs.access import agencies_where, readable_agencies
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission

FILE_KIND = "document"


def readable_file(user: User, uid: UUID) -> Readable | None:
    """Resolver of the one download view for files of documents, replaced ones included."""
    link = visible_files(user).select_related("stored", "document").filter(uid=uid).first()
    if link is None:
        return None
    document = link.document
    return Readable(
        link.stored,
        link.name,
        about=document.number or document.subject,
        document_number=document.number,
        document_on=document.issued_on,
        added_at=link.added_at,
        replaced_at=link.closed_at,
    )


def readable_slip(slip: DirectionSlip, *, about: str, address: str) -> Readable:
    """A slip for whoever may read what it is about; that room asks. slip: with its file and who added it."""
    return Readable(
        slip.stored,
        slip.name,
        about=about,
        address=address,
        document_number=slip.document_number,
        document_on=slip.said_on,
        added_by=slip.added_by.full_name,
        added_at=slip.added_at,
    )


def visible_documents(user: User) -> QuerySet[Document]:
    """The documents that the person may read."""
    return Document.objects.filter(readable_agencies(user))


def visible_files(user: User) -> QuerySet[DocumentFile]:
    """The files of those documents, replaced ones included."""
    return DocumentFile.objects.filter(document__in=visible_documents(user))


def reference_text(uid: UUID) -> ReferenceText:
    """A row of the list of cited documents, or 404."""
    return get_object_or_404(ReferenceText, uid=uid)


def keeping_agency(user: User) -> Unit:
    """The agency for which this person keeps the list of cited documents, or 404."""
    for agency in agencies_where(user, Permission.PLAN_IMPORT):
        return agency
    raise Http404
