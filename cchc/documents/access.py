"""Who may read a document: whoever may read its agency's plans, there or above."""

from uuid import UUID

from django.http import Http404

from cchc.documents.models import Document, DocumentFile
from cchc.evidence.access import Readable
from cchc.orgs.access import readable_agencies
from cchc.orgs.models import User

FILE_KIND = "document"


def readable_document(user: User, uid: UUID) -> Document:
    """The document, or 404 when there is none or this person may not read it."""
    document = (
        Document.objects.select_related("agency").filter(readable_agencies(user), uid=uid).first()
    )
    if document is None:
        raise Http404
    return document


def readable_file(user: User, uid: UUID) -> Readable | None:
    """Resolver of the one download view for files of documents, replaced ones included."""
    documents = Document.objects.filter(readable_agencies(user))
    link = (
        DocumentFile.objects.select_related("stored")
        .filter(uid=uid, document__in=documents)
        .first()
    )
    return Readable(link.stored, link.name) if link else None
