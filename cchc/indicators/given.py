"""Whether a unit has given its figures out of its hands, known to a room above this one.

Figures cannot see reports. A room in which a unit hands in what it says of a period registers a check from its
`AppConfig.ready`; what was handed in nobody else alters: it is given back to the unit.
"""

from collections.abc import Callable

from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod

Check = Callable[[ReportingPeriod, Unit], str | None]
_checks: list[Check] = []


def register(check: Check) -> None:
    """Ask this check before somebody enters figures for a unit; it answers with a sentence saying why not, or None."""
    if check not in _checks:
        _checks.append(check)


def reason_against(period: ReportingPeriod, unit: Unit) -> str | None:
    """Why nobody but the unit itself may enter its figures of the period; None when others may."""
    return next((reason for check in _checks if (reason := check(period, unit))), None)
