"""How a person stands to a task: may record for his own unit, on behalf of another, or not at all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from django.db.models import Q

from cchc.core import clock
from cchc.orgs.models import Membership, Unit, User
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.orgs.selectors import coordinating_offices
from cchc.tasks.models import AreaCharge, Assignment, Occurrence, Task


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


def live_parts(task: Task, *also: str) -> list[Assignment]:
    """The parts that units have in a task today, in the plan's order, with unit and group. One statement.

    also: "person" for who asks whom the units have named.
    """
    live = task.assignments.filter(to_on__isnull=True)
    return list(live.select_related("unit", "group", *also).order_by("position", "pk"))


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


@dataclass
class Judges:
    """Who judges an agency's results on a day: its coordinating offices, and leaders by area, read when asked for."""

    agency_id: int
    day: date

    @cached_property
    def offices(self) -> Sequence[Unit]:
        """The units in which the agency's coordinators sit."""
        return coordinating_offices(self.agency_id, self.day)

    def has_office_at(self, path: str) -> bool:
        """Whether a unit, by its place in the tree, is one of the offices or below one."""
        return any(path.startswith(office.path) for office in self.offices)

    @cached_property
    def charges(self) -> dict[int, set[int]]:
        """Keys of the leaders in charge of each area, by the area's key."""
        found: dict[int, set[int]] = defaultdict(set)
        rows = AreaCharge.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=self.day),
            agency=self.agency_id,
            valid_from__lte=self.day,
        )
        for area, user in rows.values_list("area_id", "user_id"):
            found[area].add(user)
        return found

    def others_areas(self, people: set[int]) -> set[int]:
        """The areas in charge of others, for somebody in charge of some; a leader of none looks after all."""
        if not any(people & charged for charged in self.charges.values()):
            return set()
        return {area for area, charged in self.charges.items() if not people & charged}


def persons_of(membership: Membership) -> set[int]:
    """Keys of the person and of whom he stands in for by this role."""
    absent = membership.acting_for_id
    return {membership.user_id} | ({absent} if absent else set())


def confirming_of(user: User, task: Task, occurrence: Occurrence) -> Confirming:
    """As `confirming_among`, with who judges the agency's results read anew."""
    return confirming_among(user, task, occurrence, Judges(task.agency_id, clock.today()))


def confirming_among(user: User, task: Task, occurrence: Occurrence, judges: Judges) -> Confirming:
    """Who may judge a result: the coordinator those of other units, the leader all, the head of an office its own.

    An office's own results in an area of which a leader is in charge: that leader, or one who is in charge of none
    (the agency's head). Whoever recorded it never may. What no unit owes is another unit's. Only what is recorded
    (delivered, submitted or không phát sinh) can be judged.
    """
    if not (occurrence.delivered_on or occurrence.submitted_on or occurrence.not_arising_on):
        return Confirming.NOTHING_THERE
    if occurrence.recorded_by_id == user.pk:
        return Confirming.OWN_RESULT
    path = occurrence.unit.path if occurrence.unit else ""
    for membership in user.live_memberships:
        if membership.unit.agency_id != task.agency_id:
            continue
        if Permission.RESULT_CONFIRM_ANY in permissions_of(Role(membership.role)):
            is_of_office = judges.has_office_at(path)
            others = judges.others_areas(persons_of(membership)) if is_of_office else set()
            if task.area_id not in others:
                return Confirming.MAY
        elif Permission.RESULT_CONFIRM in permissions_of(Role(membership.role)):
            is_head = membership.role == Role.UNIT_HEAD
            if is_head == judges.has_office_at(path) and (
                not is_head or path.startswith(membership.unit.path)
            ):
                return Confirming.MAY
    return Confirming.NOT_YOURS
