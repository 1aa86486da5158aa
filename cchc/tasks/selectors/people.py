"""How a person stands to a task: may record for his own unit, on behalf of another, or not at all."""

from collections.abc import Sequence
from enum import Enum

from cchc.orgs.models import User
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.tasks.models import Assignment, Occurrence, Task


class Standing(Enum):
    NONE = "none"
    OWN_UNIT = "own_unit"
    ON_BEHALF = "on_behalf"


def live_parts(task: Task) -> list[Assignment]:
    """The parts that units have in a task today, in the plan's order, with unit and group. One statement."""
    live = task.assignments.filter(to_on__isnull=True)
    return list(live.select_related("unit", "group").order_by("position", "pk"))


def standing_of(user: User, task: Task, occurrence: Occurrence | None = None) -> Standing:
    """As `standing_among`, with the task's parts read anew."""
    return standing_among(user, task, live_parts(task), occurrence)


def standing_among(
    user: User, task: Task, parts: Sequence[Assignment], occurrence: Occurrence | None = None
) -> Standing:
    """Own unit: member of the unit that owes the occurrence, or of a coordinating one of the task.

    Without an occurrence every lead unit counts. On behalf: holds FACT_RECORD_ANY in the task's agency.
    """
    units = [
        each.unit
        for each in parts
        if each.part == Assignment.Part.COORDINATING
        or occurrence is None
        or occurrence.unit_id in {None, each.unit_id}
    ]
    held = [(m, permissions_of(Role(m.role))) for m in user.live_memberships]
    for membership, permissions in held:
        if Permission.FACT_RECORD in permissions and any(
            unit.path.startswith(membership.unit.path) and unit.agency_id == task.agency_id
            for unit in units
        ):
            return Standing.OWN_UNIT
    for membership, permissions in held:
        here = membership.unit.agency_id == task.agency_id
        if Permission.FACT_RECORD_ANY in permissions and here:
            return Standing.ON_BEHALF
    return Standing.NONE
