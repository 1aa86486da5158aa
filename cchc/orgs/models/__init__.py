"""Tables of the organisation over time: units, and the people who work in them."""

from cchc.orgs.models.acts import MovedRow, Reorganisation, UnitPlace
from cchc.orgs.models.factor_reset import FactorReset
from cchc.orgs.models.handover import Handover, HandoverLine
from cchc.orgs.models.idle import IdleRule
from cchc.orgs.models.links import AccountLink
from cchc.orgs.models.people import Membership, User, UserManager
from cchc.orgs.models.people_sheets import PeopleLine, PeopleUpload
from cchc.orgs.models.signing import SigningRight
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
    "AccountLink",
    "FactorReset",
    "Handover",
    "HandoverLine",
    "IdleRule",
    "Membership",
    "MovedRow",
    "PeopleLine",
    "PeopleUpload",
    "Reorganisation",
    "SigningRight",
    "Succession",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitName",
    "UnitPlace",
    "User",
    "UserManager",
]
