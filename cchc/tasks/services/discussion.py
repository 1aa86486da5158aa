"""Saying something about a task, taking it back, and watching it."""

from datetime import datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.orgs.models import User
from cchc.tasks.models import Remark, Task, Watch
from cchc.tasks.notices import tell_mentioned, tell_watchers
from cchc.tasks.rules.mentions import mentioned_names
from cchc.tasks.selectors.discussion import people_in, takes_part
from cchc.tasks.selectors.people import live_parts
from cchc.tasks.services import refusals

_LONGEST = 4000


@transaction.atomic
def say(*, task: Task, text: str, by: User, at: datetime) -> Remark:
    """Say something in the discussion (trao đổi); who is named behind an @ and who watches is told.

    by: of a unit in the task, the coordinator, a leader. Only they can be mentioned.
    Raises NotInDiscussion, WordsMissing.
    """
    parts = live_parts(task)
    if not takes_part(by, task, parts):
        raise refusals.NotInDiscussion
    text = text.strip()[:_LONGEST]
    if not text:
        raise refusals.WordsMissing
    people = people_in(task, parts)
    names = mentioned_names(text, [person.full_name for person in people])
    mentioned = [each for each in people if each.full_name in names and each.pk != by.pk]
    remark = Remark.objects.create(task=task, text=text, written_by=by, written_at=at)
    remark.mentioned.set(mentioned)
    event = record(
        action="remark.said",
        target=remark,
        by=by,
        at=at,
        agency_id=task.agency_id,
        label=str(task),
        task=str(task.uid),
        mentioned=[str(each.uid) for each in mentioned],
    )
    tell_mentioned(remark, mentioned, at)
    told = {each.pk for each in mentioned}
    tell_watchers(task, event, among={each.pk for each in people} - told)
    return remark


@transaction.atomic
def withdraw(*, remark: Remark, by: User, at: datetime) -> None:
    """Take back what one said oneself (thu hồi): a mark stays. Twice changes nothing. Raises NotYourWords."""
    if remark.written_by_id != by.pk:
        raise refusals.NotYourWords
    if not Remark.objects.filter(pk=remark.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        return
    task = remark.task
    record(
        action="remark.withdrawn", target=remark, by=by, at=at,
        agency_id=task.agency_id, label=str(task), task=str(task.uid),
    )  # fmt: skip


@transaction.atomic
def watch(*, task: Task, by: User, at: datetime) -> bool:
    """Hear of every event of a task from now on; seen by nobody else, not audited. False: watched already."""
    return Watch.objects.get_or_create(task=task, user=by, defaults={"since": at})[1]


@transaction.atomic
def unwatch(*, task: Task, by: User) -> bool:
    """Hear no more of a task. False: was not watched."""
    return bool(Watch.objects.filter(task=task, user=by).delete()[0])
