"""Whether a unit has given its figures out of its hands, known to a room above this one.

Figures cannot see reports. A room in which a unit hands in what it says of a period registers a check from its
`AppConfig.ready`; what was handed in nobody else alters: it is given back to the unit.
"""

from collections.abc import Callable, Collection, Mapping

from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod

Check = Callable[[ReportingPeriod, Collection[Unit]], Mapping[int, str]]
_checks: list[Check] = []


def register(check: Check) -> None:
    """Ask this check before somebody enters figures for units; it answers, by their keys, with sentences why not."""
    if check not in _checks:
        _checks.append(check)


def reasons_against(period: ReportingPeriod, units: Collection[Unit]) -> dict[int, str]:
    """Why nobody but the unit itself may enter its figures of the period, by key; others may where there is none."""
    found: dict[int, str] = {}
    for check in _checks:
        found = {**check(period, units), **found}
    return found


def reason_against(period: ReportingPeriod, unit: Unit) -> str | None:
    """The same of one unit."""
    return reasons_against(period, [unit]).get(unit.pk)
