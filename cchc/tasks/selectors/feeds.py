"""What a person's calendar shows."""

from datetime import date, timedelta

from cchc.orgs.models import User
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.tasks.models import CalendarFeed
from cchc.tasks.selectors.reminders import Owed, owed_until

AHEAD = timedelta(days=400)


def feed_with(secret_hash: str) -> CalendarFeed | None:
    """The calendar behind a secret; None when it ended, or when its owner's account was closed."""
    feeds = CalendarFeed.objects.filter(secret_hash=secret_hash, user__is_active=True)
    return feeds.select_related("user").first()


def owed_by_units_of(user: User, today: date) -> list[Owed]:
    """What the person's units still owe as leads, as far as the calendar goes; [] without a role that reads plans."""
    units = {
        membership.unit_id: membership.unit.agency
        for membership in user.live_memberships
        if Permission.PLAN_READ in permissions_of(Role(membership.role))
    }
    agencies = {agency.pk: agency for agency in units.values() if agency is not None}
    return [
        owed
        for agency in agencies.values()
        for owed in owed_until(agency, today + AHEAD, today)
        if units.keys() & set(owed.units)
    ]
