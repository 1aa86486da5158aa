"""Difficulties go up from a unit and come back with an answer."""

from datetime import datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.documents.services.directions import Word
from cchc.orgs.models import User
from cchc.tasks.models import Obstacle, Task
from cchc.tasks.notices import tell_watchers
from cchc.tasks.selectors.people import Standing, standing_of
from cchc.tasks.services import refusals
from cchc.tasks.services.directions import put_word, said_of, whose_word
from cchc.tasks.services.recording import locked_task
from cchc.tasks.services.undoing import check_undo

_ANSWERED_INSTEAD = "Hãy trao đổi ở nhiệm vụ để người trả lời biết không cần nữa."


@transaction.atomic
def raise_obstacle(*, task: Task, text: str, by: User, at: datetime) -> Obstacle:
    """Raise a difficulty on a task (nêu khó khăn, vướng mắc); by a unit in it, or the coordinator for one.

    Raises NotYourUnit, NoLongerCarriedOut, WordsMissing.
    """
    task = locked_task(task.pk)
    if task.discontinued_on is not None:
        raise refusals.NoLongerCarriedOut
    standing = standing_of(by, task)
    if standing is Standing.NONE:
        raise refusals.NotYourUnit
    if not text.strip():
        raise refusals.WordsMissing
    obstacle = Obstacle.objects.create(
        task=task,
        text=text.strip(),
        raised_by=by,
        raised_at=at,
        on_behalf=standing is Standing.ON_BEHALF,
    )
    _record("obstacle.raised", obstacle, obstacle.text, by, at)
    return obstacle


@transaction.atomic
def withdraw_obstacle(*, obstacle: Obstacle, by: User, at: datetime) -> Obstacle:
    """Take back what one raised, as long as nobody answered (rút lại); the log keeps the words.

    Raises NotYourAct, TooLateToUndo, WithdrawnAlready, AnsweredAlready.
    """
    locked_task(obstacle.task_id)
    obstacle = Obstacle.objects.select_related("task").get(pk=obstacle.pk)
    if obstacle.withdrawn_at is not None:
        raise refusals.WithdrawnAlready
    if obstacle.answer:
        raise refusals.AnsweredAlready
    check_undo(
        is_own=obstacle.raised_by_id == by.pk,
        done_at=obstacle.raised_at,
        at=at,
        instead=_ANSWERED_INSTEAD,
    )
    obstacle.claim_version(obstacle.version)
    obstacle.withdrawn_at = at
    obstacle.save(update_fields=["withdrawn_at"])
    _record("obstacle.withdrawn", obstacle, obstacle.text, by, at)
    return obstacle


@transaction.atomic
def answer_obstacle(
    *,
    obstacle: Obstacle,
    answer: str,
    word: Word,
    by: User,
    at: datetime,
    seen: int,
) -> Obstacle:
    """Answer a difficulty (trả lời, chỉ đạo giải quyết); a later answer replaces the one before, which stays logged.

    Raises NotYoursToDecide, WhoDecidedMissing, WordUnproven, WordsMissing, WithdrawnAlready, Stale.
    """
    task = locked_task(obstacle.task_id)
    if not answer.strip():
        raise refusals.WordsMissing
    obstacle = Obstacle.objects.select_related("slip__stored").get(pk=obstacle.pk)
    if obstacle.withdrawn_at is not None:
        raise refusals.WithdrawnAlready
    obstacle.claim_version(seen)
    obstacle.answer = answer.strip()
    put_word(obstacle, whose_word(task, word, by, at, before=said_of(obstacle)))
    obstacle.answered_by, obstacle.answered_at = by, at
    obstacle.save()
    _record("obstacle.answered", obstacle, obstacle.answer, by, at)
    return obstacle


def _record(action: str, obstacle: Obstacle, text: str, by: User, at: datetime) -> None:
    event = record(
        action=action,
        target=obstacle.task,
        by=by,
        at=at,
        agency_id=obstacle.task.agency_id,
        label=str(obstacle.task),
        obstacle=str(obstacle.uid),
        text=text,
        **(said.facts if (said := said_of(obstacle)) else {}),
    )
    tell_watchers(obstacle.task, event)
