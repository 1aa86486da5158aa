"""What happens to an account besides its roles: sessions end, an address that was just changed counts only later."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction

from cchc.audit.models import AuditEvent
from cchc.audit.services import record
from cchc.orgs.models import User

FRESH_FOR = timedelta(days=7)


def address_is_fresh(user: User, at: datetime) -> bool:
    """Whether somebody else set another official address within a week.

    Until then the address proves nothing: else who keeps the people could send himself what opens an account.
    """
    changed = AuditEvent.objects.filter(
        action="user.changed",
        target_uid=user.uid,
        at__gt=at - FRESH_FOR,
        data__new__has_key="email",
    )
    return changed.exists()


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
