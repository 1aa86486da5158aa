"""Reasons why a unit cannot be closed, known to the rooms above this one.

The directory cannot see tasks or plans. A room that must not lose a unit registers a check from its
`AppConfig.ready`; it answers with a Vietnamese sentence saying why not, or None.
"""

from collections.abc import Callable

from cchc.orgs.models import Unit

Check = Callable[[Unit], str | None]
_checks: list[Check] = []


def register(check: Check) -> None:
    """Ask this check before a unit is closed."""
    if check not in _checks:
        _checks.append(check)


def unregister(check: Check) -> None:
    """Take a check out again; no error when it is not there."""
    if check in _checks:
        _checks.remove(check)


def reasons_against_closing(unit: Unit) -> list[str]:
    """The sentence of every check that refuses; [] when the unit may be closed."""
    return [reason for check in _checks if (reason := check(unit)) is not None]
