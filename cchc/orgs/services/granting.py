"""An administrator who gives himself a right over content: recorded as such, and the leader is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid5

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.orgs.models import Unit, User
from cchc.orgs.news import News, spread
from cchc.orgs.rules import ROLE_LABELS, Permission, Role, carries_content
from cchc.orgs.selectors import holds_somewhere
from cchc.orgs.selectors.accounts import leaders_told


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody gets."""

    unit: Unit
    role: Role
    valid_from: date
    valid_to: date | None = None

    def __str__(self) -> str:
        return f"{ROLE_LABELS[self.role]} ({self.unit.name})"


def note_own_grants(
    *, user: User, grants: Sequence[Grant], agency: Unit, by: User | None, at: datetime
) -> None:
    """Record and tell when an administrator gives himself roles over content; nothing for anybody else's roles.

    Called by every service that gives roles, within its transaction, after its own record.
    """
    own = [grant for grant in grants if carries_content(grant.role)]
    if by is None or by.pk != user.pk or not own:
        return
    day = vietnam_date(at)
    if not holds_somewhere(by, agency, Permission.USER_MANAGE, day):
        return
    words = ", ".join(str(grant) for grant in own)
    leaders = [leader for leader in leaders_told(agency, day) if leader.pk != by.pk]
    record(
        action="user.granted_oneself", target=user, by=by, at=at, agency_id=agency.pk, roles=words,
        told=[leader.full_name for leader in leaders],
    )  # fmt: skip
    about = urlencode({"q": user.full_name})
    spread(
        [
            News(
                user_id=leader.pk,
                agency_id=agency.pk,
                subject=uuid5(user.uid, at.isoformat()),
                title=_("%(name)s tự giao vai trò cho mình") % {"name": user.full_name},
                text=_(
                    "Quản trị hệ thống vừa tự nhận vai trò có quyền với nội dung: %(roles)s. Nếu không phải do "
                    "cơ quan giao, hãy yêu cầu bỏ vai trò đó."
                )
                % {"roles": words},
                address=f"{reverse('log')}?{about}",
            )
            for leader in leaders
        ],
        at,
    )
