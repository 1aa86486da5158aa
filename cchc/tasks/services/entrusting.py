"""Who in a unit does its part of a task (phân công người thực hiện)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cchc.audit.models import AuditEvent
from cchc.audit.services import record
from cchc.core import clock
from cchc.orgs.access import may
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.tasks.models import Assignment, Task
from cchc.tasks.notices import tell_entrusted
from cchc.tasks.selectors.entrusting import people_of
from cchc.tasks.selectors.people import live_parts
from cchc.tasks.services import refusals
from cchc.tasks.services.recording import locked_task
from cchc.tasks.services.undoing import last_act

_INSTEAD = "Hãy phân công lại người khác."


def pass_on(user: User, unit: Unit, receiver: User | None, by: User, at: datetime) -> None:
    """Parts that name somebody who leaves the unit name the receiver, or nobody when he works elsewhere."""
    named = Assignment.objects.filter(
        person=user,
        to_on__isnull=True,
        unit__path__startswith=unit.path,
        unit__agency=unit.agency_id,
    )
    takes_over = receiver is not None and receiver in people_of([unit], clock.today())[unit]
    parts = list(named.select_related("task", "unit"))
    for part in parts:
        part.person = receiver if takes_over else None
    Assignment.objects.bulk_update(parts, ["person"])
    for part in parts:
        _record(part.task, part, user, by, at)


def keep_people(held: Iterable[Assignment], wanted: Iterable[Assignment]) -> None:
    """Parts about to be written name whom the unit named before, also where it turns from helper into lead.

    A part that names somebody already keeps her. Saves nothing.
    """
    named = {part.unit_id: part.person_id for part in held if part.person_id is not None}
    for part in wanted:
        if part.person_id is None:
            part.person_id = named.get(part.unit_id)


@transaction.atomic
def entrust(
    *, task: Task, people: Mapping[Unit, User | None], seen: int, by: User, at: datetime
) -> list[Assignment]:
    """Name who does each unit's part; None takes the name away. Returns the parts that changed, none when all stay.

    by: the head of each unit that is named, or the coordinator of the agency. The person works in the unit or below
    it; who is newly named is told, unless he named himself.
    Raises NotYoursToEntrust, NotAPart, NotInTheUnit, NoLongerCarriedOut, Stale.
    """
    task = locked_task(task.pk)
    if task.discontinued_on is not None:
        raise refusals.NoLongerCarriedOut
    by_unit: dict[int, list[Assignment]] = {}
    for part in live_parts(task, "person"):
        by_unit.setdefault(part.unit_id, []).append(part)
    before: dict[int, User | None] = {}
    changed: list[Assignment] = []
    working = people_of(people, clock.vietnam_date(at))
    for unit, person in people.items():
        if not may(by, Permission.WORK_ENTRUST, unit):
            raise refusals.NotYoursToEntrust
        if unit.pk not in by_unit:
            raise refusals.NotAPart
        if person is not None and person not in working[unit]:
            raise refusals.NotInTheUnit
        key = person.pk if person else None
        parts = [part for part in by_unit[unit.pk] if part.person_id != key]
        for part in parts:
            before[part.pk], part.person = part.person, person
        changed += parts
    if not changed:
        return []
    task.claim_version(seen)
    Assignment.objects.bulk_update(changed, ["person"])
    for part in changed:
        _record(task, part, before[part.pk], by, at)
    told = {part.person for part in changed if part.person and part.person != by}
    tell_entrusted(task, told, by, at)
    return changed


def named_from_start(parts: Iterable[Assignment], by: User, at: datetime) -> None:
    """Record and tell whom the parts of tasks name that were written just now, in the writer's transaction."""
    for part in parts:
        _record(part.task, part, None, by, at)
        if part.person is not None and part.person != by:
            tell_entrusted(part.task, [part.person], by, at)


@transaction.atomic
def undo_entrusting(*, task: Task, by: User, at: datetime) -> list[Assignment]:
    """Take one's last naming on a task back (hoàn tác phân công): whom each part named before it names again.

    Raises UndoneAlready, NotYourAct, TooLateToUndo, NoLongerCarriedOut, and ChangedSince where a part names somebody
    else by now, is gone, or who was named before works there no longer.
    """
    task = locked_task(task.pk)
    if task.discontinued_on is not None:
        raise refusals.NoLongerCarriedOut
    last = last_act(
        task, "task.entrusted", "task.entrusting_undone", by=by, at=at, instead=_INSTEAD
    )
    events = AuditEvent.objects.filter(
        target_uid=task.uid, action="task.entrusted", at=last.at, actor_uid=by.uid
    ).order_by("seq")
    written = [(_part_written(task, event), event) for event in events]
    working = people_of([part.unit for part, _event in written], clock.vietnam_date(at))
    for part, event in written:
        part.person = _named_before(event, working[part.unit])
    task.claim_version(task.version)
    parts = [part for part, _event in written]
    Assignment.objects.bulk_update(parts, ["person"])
    for part, event in written:
        record(
            action="task.entrusting_undone",
            target=task,
            by=by,
            at=at,
            agency_id=task.agency_id,
            label=str(task),
            unit=part.unit.name,
            person=part.person.full_name if part.person else None,
            undoes=event.seq,
        )
    return parts


def _part_written(task: Task, event: AuditEvent) -> Assignment:
    """The part that an event wrote, as long as it names whom the event named."""
    if "part" not in event.data:  # told before the log kept whom a part had named
        raise refusals.ChangedSince
    for part in live_parts(task):
        if part.pk == event.data["part"] and _uid(part.person) == event.data["now"]:
            return part
    raise refusals.ChangedSince


def _named_before(event: AuditEvent, working: list[User]) -> User | None:
    before = event.data["before"]
    if before is None:
        return None
    for user in working:
        if user.uid == UUID(before):
            return user
    raise refusals.ChangedSince


def _uid(person: User | None) -> str | None:
    return str(person.uid) if person else None


def _record(task: Task, part: Assignment, before: User | None, by: User, at: datetime) -> None:
    record(
        action="task.entrusted",
        target=task,
        by=by,
        at=at,
        agency_id=task.agency_id,
        label=str(task),
        unit=part.unit.name,
        person=part.person.full_name if part.person else None,
        part=part.pk,
        now=_uid(part.person),
        before=_uid(before),
    )
