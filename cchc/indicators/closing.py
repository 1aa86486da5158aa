"""Which periods are closed for figures, known to a room above this one.

Figures cannot see reports. A room in which an agency's figures of a period are put before somebody registers a
check from its `AppConfig.ready`. Closed means that what was put there no longer follows the figures: they may still
be corrected, for the report that comes next, but nobody is asked for them.
"""

from collections.abc import Callable, Collection, Mapping

from cchc.core.locks import Lock
from cchc.periods.models import ReportingPeriod

Check = Callable[[Collection[ReportingPeriod]], Mapping[int, Lock]]
_checks: list[Check] = []


def register(check: Check) -> None:
    """Ask this check why periods are closed; it answers by their keys, leaving out those that are open."""
    if check not in _checks:
        _checks.append(check)


def closed_among(periods: Collection[ReportingPeriod]) -> dict[int, Lock]:
    """Why periods are closed and who may open them again, by key; open ones are left out."""
    found: dict[int, Lock] = {}
    for check in _checks:
        found = {**check(periods), **found}
    return found
