"""Recording that something was submitted or delivered, once, by who may, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from cchc.audit.models import AuditEvent
from cchc.audit.services import record
from cchc.core import clock
from cchc.core.text import squeeze
from cchc.orgs.access import may
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.tasks.models import Milestone, Occurrence, Task
from cchc.tasks.notices import tell_watchers
from cchc.tasks.rules.undoing import may_still_undo, undo_until
from cchc.tasks.selectors.people import Standing, standing_of
from cchc.tasks.services import refusals
from cchc.tasks.services.facts import refresh_facts

_VALUES = (
    "submitted_on", "delivered_on", "document_number", "outcome", "not_arising_on", "on_behalf",
    "asked_back", "asked_back_note",
)  # fmt: skip
_DAYS = frozenset({"submitted_on", "delivered_on", "not_arising_on"})
_WRITTEN = (*_VALUES, "recorded_by", "recorded_at")


@dataclass(frozen=True, slots=True)
class Result:
    """What is recorded of an occurrence: days of submission and delivery, number of the document, what was done.

    `not_arising_on`: the day on which it is said that nothing arises; `outcome` is then the reason.
    """

    submitted_on: date | None = None
    delivered_on: date | None = None
    document_number: str = ""
    outcome: str = ""
    not_arising_on: date | None = None


@transaction.atomic
def record_fact(
    *, occurrence: Occurrence, result: Result, by: User, at: datetime, seen: int
) -> Occurrence:
    """Record the result of one occurrence (ghi nhận kết quả): submitted, delivered, or that nothing arises.

    by: a member of the unit that owes it or of a coordinating unit; the agency's coordinator may too, which is
    marked "nhập thay". seen: the version on the page. Replaces an earlier record, which stays in the log, and
    answers what was asked back. Raises NothingRecorded, InTheFuture, BeforeThePlan, NotYourUnit,
    DeliveredBeforeSubmitted, ReasonMissing, EitherOr, AlreadyConfirmed, NoLongerCarriedOut, Stale.
    """
    task = locked_task(occurrence.task_id)
    occurrence = task.occurrences.select_related("milestone").get(pk=occurrence.pk)
    standing = _allowed(task, occurrence, by, clock.vietnam_date(at))
    _check_days(task, result, clock.vietnam_date(at))
    before = values_of(occurrence)
    occurrence.claim_version(seen)
    occurrence.submitted_on = result.submitted_on
    occurrence.delivered_on = result.delivered_on
    occurrence.document_number = squeeze(result.document_number)[:60]
    occurrence.outcome = result.outcome.strip()
    occurrence.not_arising_on = result.not_arising_on
    occurrence.on_behalf = standing is Standing.ON_BEHALF
    occurrence.asked_back = occurrence.asked_back_note = ""
    occurrence.recorded_by, occurrence.recorded_at = by, at
    occurrence.save(update_fields=_WRITTEN)
    refresh_facts([task], at)
    change = change_of(occurrence, task, before)
    tell_watchers(task, record(action="task.recorded", by=by, at=at, **change))
    return occurrence


@transaction.atomic
def undo_fact(*, occurrence: Occurrence, by: User, at: datetime, seen: int) -> Occurrence:
    """Take the last record of an occurrence back (hoàn tác): what stood before it stands again.

    Undoing again goes back one record further, to nothing recorded. For UNDO_HOURS after the record its unit may; the
    coordinator of the agency at any time. Raises NothingToUndo, UndoOver, NotYourUnit, AlreadyConfirmed,
    NoLongerCarriedOut, Stale.
    """
    task = locked_task(occurrence.task_id)
    occurrence = task.occurrences.select_related("milestone").get(pk=occurrence.pk)
    _allowed(task, occurrence, by, clock.vietnam_date(at))
    undone = _last_standing_record(occurrence)
    if undone is None:
        raise refusals.NothingToUndo
    hours = settings.UNDO_HOURS
    is_coordinator = may(by, Permission.FACT_RECORD_ANY, task.agency)
    if not may_still_undo(undone.at, at, hours) and not is_coordinator:
        raise refusals.UndoOver(undo_until(undone.at, hours))
    before = values_of(occurrence)
    occurrence.claim_version(seen)
    _restore(occurrence, undone.data["before"], undone)
    refresh_facts([task], at)
    change = change_of(occurrence, task, before)
    record(action="task.undone", by=by, at=at, **change, undoes=undone.seq)
    return occurrence


@transaction.atomic
def record_event(
    *, task: Task, on: date, due_on: date | None, by: User, at: datetime
) -> list[Occurrence]:
    """Record that the event of an "on_event" task arose on a day, and by when it must be answered.

    Writes one occurrence per milestone of that kind and lead unit; due_on None: the answer has no set day.
    Raises NotEventDriven, InTheFuture, BeforeThePlan, DueBeforeEvent, NotYourUnit, NoLongerCarriedOut.
    """
    task = locked_task(task.pk)
    milestones = list(task.milestones.filter(recurrence="on_event").select_related("deliverable"))
    if not milestones:
        raise refusals.NotEventDriven
    _allowed(task, None, by, clock.vietnam_date(at))
    _check_days(task, Result(delivered_on=on), clock.vietnam_date(at))
    if due_on is not None and due_on < on:
        raise refusals.DueBeforeEvent
    written = [
        Occurrence(
            task=task,
            milestone=milestone,
            unit_id=unit_id,
            period=_free_period(task, on),
            due_on=due_on,
            arisen_on=on,
        )
        for milestone in milestones
        for unit_id in _owing_units(task, milestone)
    ]
    Occurrence.objects.bulk_create(written)
    refresh_facts([task], at)
    record(
        action="task.event",
        target=task,
        by=by,
        at=at,
        agency_id=task.agency_id,
        on=on,
        due_on=due_on,
        occurrences=[str(row.uid) for row in written],
    )
    return written


def locked_task(task_id: int) -> Task:
    """The task's row, locked: every act on its occurrences waits for it."""
    return (
        Task.objects.select_for_update(no_key=True, of=("self",))
        .select_related("plan", "instruction", "agency")
        .get(pk=task_id)
    )


def check_recording(
    task: Task, occurrence: Occurrence, result: Result, standing: Standing, today: date
) -> None:
    """Raise what `record_fact` would, for somebody who stands so to the task; writes nothing."""
    _check_open(task, occurrence, standing, today)
    _check_days(task, result, today)


def _allowed(task: Task, occurrence: Occurrence | None, by: User, today: date) -> Standing:
    standing = standing_of(by, task, occurrence)
    _check_open(task, occurrence, standing, today)
    return standing


def _check_open(task: Task, occurrence: Occurrence | None, standing: Standing, today: date) -> None:
    if task.discontinued_on is not None and task.discontinued_on <= today:
        raise refusals.NoLongerCarriedOut
    if standing is Standing.NONE:
        raise refusals.NotYourUnit
    if occurrence is not None and occurrence.confirmed_at is not None:
        raise refusals.AlreadyConfirmed


def _check_days(task: Task, result: Result, today: date) -> None:
    given = (result.submitted_on, result.delivered_on, result.not_arising_on)
    days = [day for day in given if day is not None]
    if not days:
        raise refusals.NothingRecorded
    if result.not_arising_on is not None:
        if result.submitted_on or result.delivered_on:
            raise refusals.EitherOr
        if not result.outcome.strip():
            raise refusals.ReasonMissing
    if max(days) > today:
        raise refusals.InTheFuture
    if min(days) < task.term_starts_on:
        raise refusals.BeforeThePlan
    if result.submitted_on and result.delivered_on and result.delivered_on < result.submitted_on:
        raise refusals.DeliveredBeforeSubmitted


def values_of(occurrence: Occurrence) -> dict[str, Any]:
    """What the log keeps of an occurrence before and after an act."""
    return {name: getattr(occurrence, name) for name in _VALUES}


def _restore(occurrence: Occurrence, values: dict[str, Any], undone: AuditEvent) -> None:
    """Set the values an event replaced, with the person and moment of the record that wrote them."""
    earlier = _last_standing_record(occurrence, below=undone.seq)
    for name in _VALUES:
        value = values[name]
        if name in _DAYS:
            value = date.fromisoformat(value) if value else None
        setattr(occurrence, name, value)
    actor = earlier.actor_uid if earlier else None
    occurrence.recorded_by = User.objects.filter(uid=actor).first() if actor else None
    occurrence.recorded_at = earlier.at if earlier and occurrence.recorded_by else None
    occurrence.save(update_fields=_WRITTEN)


def _last_standing_record(occurrence: Occurrence, below: int | None = None) -> AuditEvent | None:
    """The latest record of this occurrence that was not undone; `below`: among the earlier ones only."""
    events = list(
        AuditEvent.objects.filter(
            target_uid=occurrence.uid, action__in=["task.recorded", "task.undone"]
        ).order_by("seq")
    )
    undone = {event.data.get("undoes") for event in events if event.action == "task.undone"}
    standing = [
        event
        for event in events
        if event.action == "task.recorded"
        and event.seq not in undone
        and (below is None or event.seq < below)
    ]
    return standing[-1] if standing else None


def _owing_units(task: Task, milestone: Milestone) -> list[int | None]:
    if milestone.deliverable and milestone.deliverable.unit_id:
        return [milestone.deliverable.unit_id]
    leads = task.assignments.filter(part="lead", to_on__isnull=True)
    return [*leads.values_list("unit_id", flat=True)] or [None]


def _free_period(task: Task, on: date) -> str:
    count = task.occurrences.filter(arisen_on=on).values("period").distinct().count()
    return on.isoformat() if not count else f"{on.isoformat()}#{count + 1}"


def change_of(occurrence: Occurrence, task: Task, before: dict[str, Any]) -> dict[str, Any]:
    """What the log keeps of a change to an occurrence."""
    return {
        "target": occurrence,
        "agency_id": task.agency_id,
        "label": str(task),
        "task": str(task.uid),
        "before": before,
        "after": values_of(occurrence),
    }
