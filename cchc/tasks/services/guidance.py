"""A task waits for the guidance of a higher level, and the guidance comes."""

from datetime import date, datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.text import squeeze
from cchc.orgs.models import User
from cchc.tasks.models import GuidanceWait, Task
from cchc.tasks.notices import tell_watchers
from cchc.tasks.selectors.people import Standing, standing_of
from cchc.tasks.services import refusals
from cchc.tasks.services.recording import locked_task


@transaction.atomic
def await_guidance(
    *, task: Task, asked_of: str, document: str, since: date, note: str, by: User, at: datetime
) -> GuidanceWait:
    """Say that a task waits for a higher level's guidance (chờ hướng dẫn); its due days stay.

    document: number and date of the letter that asks for it, or of the text that announces it. by: a member of a
    unit in the task, or the coordinator for one.
    Raises NotYourUnit, WordsMissing, InTheFuture, BeforeThePlan, WaitsAlready, NoLongerCarriedOut.
    """
    task = locked_task(task.pk)
    standing = _standing(task, by)
    if not asked_of.strip() or not document.strip():
        raise refusals.WordsMissing
    if since > clock.vietnam_date(at):
        raise refusals.InTheFuture
    if since < task.term_starts_on:
        raise refusals.BeforeThePlan
    if task.awaiting_since is not None:
        raise refusals.WaitsAlready
    wait = GuidanceWait.objects.create(
        task=task,
        asked_of=squeeze(asked_of)[:200],
        asked_document=squeeze(document)[:120],
        since=since,
        note=note.strip(),
        said_by=by,
        said_at=at,
        on_behalf=standing is Standing.ON_BEHALF,
    )
    _set(task, since, at)
    _record("guidance.awaited", wait, by, at, document=wait.asked_document, on=since)
    return wait


@transaction.atomic
def guidance_arrived(
    *, wait: GuidanceWait, document: str, on: date, by: User, at: datetime, seen: int
) -> GuidanceWait:
    """Record the guidance (có hướng dẫn); the task is carried on. Raises NotYourUnit, WordsMissing, InTheFuture,
    GuidanceBeforeWait, WaitIsOver, Stale, NoLongerCarriedOut.
    """
    task = locked_task(wait.task_id)
    _standing(task, by)
    wait = GuidanceWait.objects.get(pk=wait.pk)
    if wait.ended_at is not None:
        raise refusals.WaitIsOver
    if not document.strip():
        raise refusals.WordsMissing
    if on > clock.vietnam_date(at):
        raise refusals.InTheFuture
    if on < wait.since:
        raise refusals.GuidanceBeforeWait
    wait.claim_version(seen)
    wait.arrived_document, wait.arrived_on = squeeze(document)[:120], on
    wait.ended_by, wait.ended_at = by, at
    wait.save()
    _set(task, None, at)
    _record("guidance.arrived", wait, by, at, document=wait.arrived_document, on=on)
    return wait


def _standing(task: Task, by: User) -> Standing:
    if task.discontinued_on is not None:
        raise refusals.NoLongerCarriedOut
    standing = standing_of(by, task)
    if standing is Standing.NONE:
        raise refusals.NotYourUnit
    return standing


def _set(task: Task, since: date | None, at: datetime) -> None:
    task.awaiting_since, task.changed_at = since, at
    task.save(update_fields=["awaiting_since", "changed_at"])


def _record(
    action: str, wait: GuidanceWait, by: User, at: datetime, *, document: str, on: date
) -> None:
    event = record(
        action=action,
        target=wait.task,
        by=by,
        at=at,
        agency_id=wait.task.agency_id,
        label=str(wait.task),
        asked_of=wait.asked_of,
        document=document,
        on=on,
        on_behalf=wait.on_behalf,
    )
    tell_watchers(wait.task, event)
