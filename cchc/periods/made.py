"""What follows when an agency's periods are made: rooms above this one register it.

Periods cannot see the work that waits for them. A room with such work registers what it does from its
`AppConfig.ready`; it is done in the transaction that makes the periods.
"""

from collections.abc import Callable
from datetime import datetime

from cchc.orgs.models import Unit, User

Follow = Callable[[Unit, User, datetime], object]
_following: list[Follow] = []


def register(follow: Follow) -> None:
    """Call this with the agency, who made its periods, and when."""
    if follow not in _following:
        _following.append(follow)


def follow_up(agency: Unit, by: User, at: datetime) -> None:
    """Let every room do what waited for the agency's periods."""
    for follow in _following:
        follow(agency, by, at)
