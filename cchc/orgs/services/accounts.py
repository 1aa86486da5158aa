"""What happens to an account besides its roles: sessions end."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from cchc.audit.services import record
from cchc.orgs.models import User


@transaction.atomic
def end_session(*, session: UserSession, by: User, at: datetime) -> None:
    """Sign the owner out on one machine; the log keeps its address."""
    address = session.ip
    session.end()
    record(
        action="user.session_ended",
        target=by,
        by=by,
        at=at,
        agency_id=chain_of(by),
        address=address,
    )


def chain_of(user: User) -> int:
    """The agency in whose log a person's own acts stand; 0, the installation, without a role."""
    memberships = user.live_memberships
    return (memberships[0].unit.agency_id or 0) if memberships else 0
