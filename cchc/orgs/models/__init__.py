"""Tables of the organisation over time: units, and the people who work in them."""

from cchc.orgs.models.people import Membership, User, UserManager
from cchc.orgs.models.units import (
    PATH_DIGITS,
    Succession,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitName,
)

__all__ = [
    "PATH_DIGITS",
    "Membership",
    "Succession",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitName",
    "User",
    "UserManager",
]
