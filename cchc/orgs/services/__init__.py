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
from cchc.orgs.services.reorganising import (
    carry_out_act,
    choose_heirs,
    discard_act,
    prepare_act,
)
from cchc.orgs.services.signing import end_right, grant_right
from cchc.orgs.services.teams import set_up_team
from cchc.orgs.services.transfers import move_person, stand_in
from cchc.orgs.services.units import change_unit, close_unit, create_unit, rename_unit, succeed

__all__ = [
    "carry_out_act",
    "change_group",
    "change_memberships",
    "change_own_password",
    "change_person",
    "change_unit",
    "choose_heirs",
    "close_unit",
    "confirm_alias",
    "create_group",
    "create_unit",
    "create_user",
    "create_usual_groups",
    "deactivate_user",
    "discard_act",
    "end_right",
    "end_session",
    "forget_alias",
    "grant_right",
    "move_person",
    "prepare_act",
    "reactivate_user",
    "rename_unit",
    "set_password",
    "set_up_team",
    "stand_in",
    "succeed",
]
