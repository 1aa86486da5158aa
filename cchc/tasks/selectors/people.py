"""How a person stands to a task: may record for his own unit, on behalf of another, or not at all."""

from collections.abc import Sequence
from enum import Enum

from cchc.core import clock
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.orgs.selectors import coordinating_offices
from cchc.tasks.models import Assignment, Occurrence, Task


class Confirming(Enum):
    """Whether a person may confirm a result or give it back, and if not, why."""

    MAY = "may"
    NOTHING_THERE = "nothing_there"
    OWN_RESULT = "own_result"
    NOT_YOURS = "not_yours"


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
            is_own(membership.unit, unit) and unit.agency_id == task.agency_id for unit in units
        ):
            return Standing.OWN_UNIT
    for membership, permissions in held:
        here = membership.unit.agency_id == task.agency_id
        if Permission.FACT_RECORD_ANY in permissions and here:
            return Standing.ON_BEHALF
    return Standing.NONE


def is_own(unit: Unit, other: Unit) -> bool:
    """Whether `other` is the unit or below it in the same agency: a province does not speak for its departments."""
    return other.agency_id == unit.agency_id and other.path.startswith(unit.path)


def speaks_for(user: User, task: Task, parts: Sequence[Assignment]) -> dict[int, Standing]:
    """For which units of a task the person may report progress, by unit key: her own, or any on its behalf."""
    found: dict[int, Standing] = {}
    for membership in user.live_memberships:
        permissions = permissions_of(Role(membership.role))
        is_here = membership.unit.agency_id == task.agency_id
        for part in parts:
            if part.unit.agency_id != task.agency_id:
                continue
            if Permission.FACT_RECORD in permissions and is_own(membership.unit, part.unit):
                found[part.unit_id] = Standing.OWN_UNIT
            elif Permission.FACT_RECORD_ANY in permissions and is_here:
                found.setdefault(part.unit_id, Standing.ON_BEHALF)
    return found


def confirming_of(user: User, task: Task, occurrence: Occurrence) -> Confirming:
    """As `confirming_among`, with the agency's coordinating offices read anew."""
    offices = coordinating_offices(task.agency_id, clock.today())
    return confirming_among(user, task, occurrence, offices)


def confirming_among(
    user: User, task: Task, occurrence: Occurrence, offices: Sequence[Unit]
) -> Confirming:
    """Who may judge a result: the coordinator those of other units, the leader all, the head of an office its own.

    Whoever recorded it never may. `offices`: as `orgs.selectors.coordinating_offices` gives them. What no unit
    owes is another unit's. Only what is recorded (delivered, submitted or không phát sinh) can be judged.
    """
    if not (occurrence.delivered_on or occurrence.submitted_on or occurrence.not_arising_on):
        return Confirming.NOTHING_THERE
    if occurrence.recorded_by_id == user.pk:
        return Confirming.OWN_RESULT
    path = occurrence.unit.path if occurrence.unit else ""
    is_of_office = any(path.startswith(office.path) for office in offices)
    for membership in user.live_memberships:
        if membership.unit.agency_id != task.agency_id:
            continue
        if Permission.RESULT_CONFIRM_ANY in permissions_of(Role(membership.role)):
            return Confirming.MAY
        if Permission.RESULT_CONFIRM in permissions_of(Role(membership.role)):
            is_head = membership.role == Role.UNIT_HEAD
            if is_head == is_of_office and (not is_head or path.startswith(membership.unit.path)):
                return Confirming.MAY
    return Confirming.NOT_YOURS
