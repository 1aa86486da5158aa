"""The one door by which files leave. Rooms register who may read the files they link.

A resolver gets (user, uid of the link row) and returns the file with its name, or None when there is no such
link or this user may not see it: both are 404 outside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from cchc.evidence.models import StoredFile
from cchc.orgs.models import User


@dataclass(frozen=True, slots=True)
class Readable:
    stored: StoredFile
    name: str


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
