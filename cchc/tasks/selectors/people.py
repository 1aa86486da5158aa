"""How a person stands to a task: may record for his own unit, on behalf of another, or not at all."""

from enum import Enum

from cchc.orgs.models import User
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.tasks.models import Assignment, Occurrence, Task


class Standing(Enum):
    NONE = "none"
    OWN_UNIT = "own_unit"
    ON_BEHALF = "on_behalf"


def standing_of(user: User, task: Task, occurrence: Occurrence | None = None) -> Standing:
    """Own unit: member of the unit that owes the occurrence, or of a coordinating one of the task.

    Without an occurrence every lead unit counts. On behalf: holds FACT_RECORD_ANY in the task's agency.
    One statement, over the assignments that hold today.
    """
    live = task.assignments.filter(to_on__isnull=True).select_related("unit")
    units = [
        each.unit
        for each in live
        if each.part == Assignment.Part.COORDINATING
        or occurrence is None
        or occurrence.unit_id in (None, each.unit_id)
    ]
    for membership in user.live_memberships:
        held = permissions_of(Role(membership.role))
        if Permission.FACT_RECORD in held and any(
            unit.path.startswith(membership.unit.path) and unit.agency_id == task.agency_id
            for unit in units
        ):
            return Standing.OWN_UNIT
    for membership in user.live_memberships:
        held = permissions_of(Role(membership.role))
        if Permission.FACT_RECORD_ANY in held and membership.unit.agency_id == task.agency_id:
            return Standing.ON_BEHALF
    return Standing.NONE
