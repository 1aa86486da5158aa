"""Writing the directory: units over time, groups, confirmed spellings, people and their roles."""

from cchc.orgs.services.accounts import end_session
from cchc.orgs.services.groups import (
    change_group,
    confirm_alias,
    create_group,
    create_usual_groups,
    forget_alias,
)
from cchc.orgs.services.people import (
    change_memberships,
    change_own_password,
    change_person,
    create_user,
    deactivate_user,
    reactivate_user,
    set_password,
)
from cchc.orgs.services.units import change_unit, close_unit, create_unit, rename_unit, succeed

__all__ = [
    "change_group",
    "change_memberships",
    "change_own_password",
    "change_person",
    "change_unit",
    "close_unit",
    "confirm_alias",
    "create_group",
    "create_unit",
    "create_user",
    "create_usual_groups",
    "deactivate_user",
    "end_session",
    "forget_alias",
    "reactivate_user",
    "rename_unit",
    "set_password",
    "succeed",
]
