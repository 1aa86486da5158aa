"""The one door by which files leave. Rooms register who may read the files they link.

A resolver gets (user, uid of the link row) and returns the file with its name, or None when there is no such
link or this user may not see it: both are 404 outside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from cchc.evidence.models import Disposal, StoredFile, TrustItem
from cchc.orgs.access import administers_installation, agencies_where, may
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission


@dataclass(frozen=True, slots=True)
class Readable:
    """A file and what its link says of it: whose it is (`about`, at `address`), the document, when it came.

    `proves_until`: the last day of the year for which it is proof, None for what is none.
    """

    stored: StoredFile
    name: str
    about: str = ""
    address: str = ""
    document_number: str = ""
    document_on: date | None = None
    added_by: str = ""
    added_at: datetime | None = None
    replaced_at: datetime | None = None
    proves_until: date | None = None


Resolver = Callable[[User, UUID], Readable | None]
_resolvers: dict[str, list[Resolver]] = {}


def register(kind: str, resolver: Resolver) -> None:
    """Let links of this kind leave by /files/<kind>/<uid>/; called from a room's `AppConfig.ready`.

    A kind may be known to several rooms: whoever is let in by one of them may read.
    """
    resolvers = _resolvers.setdefault(kind, [])
    if resolver not in resolvers:
        resolvers.append(resolver)


def readable(kind: str, user: User, uid: UUID) -> Readable | None:
    """The file behind a link for this user, or None."""
    for resolver in _resolvers.get(kind, []):
        found = resolver(user, uid)
        if found is not None:
            return found
    return None


def get_readable(*, kind: str, user: User, uid: UUID) -> Readable:
    """The file behind a link for this user, or 404."""
    found = readable(kind, user, uid)
    if found is None:
        raise Http404
    return found


def disposing_agencies(user: User) -> list[Unit]:
    """The agencies whose acts of disposal the person sees: who keeps its documents or decides reads its drafts too."""
    return agencies_where(user, Permission.DRAFT_READ)


def get_disposal(
    *, user: User, uid: UUID, permission: Permission = Permission.PLAN_READ
) -> Disposal:
    """An act of disposal of an agency that the person sees, and may act on; or 404."""
    rows = Disposal.objects.filter(agency__in=disposing_agencies(user)).select_related(
        "agency", "proposed_by", "decided_by"
    )
    disposal = get_object_or_404(rows, uid=uid)
    if permission != Permission.PLAN_READ and not may(user, permission, disposal.agency):
        raise Http404
    return disposal


def require_trust_keeper(user: User) -> None:
    """404 for whoever does not administer the whole installation: the trust list is everybody's."""
    if not administers_installation(user):
        raise Http404


def get_trust_item(*, user: User, uid: UUID) -> TrustItem:
    """A live line of the trust list, for who keeps it; or 404."""
    require_trust_keeper(user)
    return get_object_or_404(TrustItem, uid=uid, withdrawn_at__isnull=True)
