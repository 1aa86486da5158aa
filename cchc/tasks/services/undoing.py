"""Who may take an act back and until when (hoàn tác): whoever did it, within UNDO_HOURS."""

from datetime import datetime

from django.conf import settings

from cchc.audit.models import AuditEvent
from cchc.orgs.models import User
from cchc.tasks.models import Task
from cchc.tasks.rules.undoing import may_still_undo, undo_until
from cchc.tasks.services import refusals


def check_undo(*, is_own: bool, done_at: datetime, at: datetime, instead: str) -> None:
    """Raise NotYourAct or TooLateToUndo; `instead`: what whoever is late can still do, as a sentence."""
    if not is_own:
        raise refusals.NotYourAct
    if not may_still_undo(done_at, at, settings.UNDO_HOURS):
        raise refusals.TooLateToUndo(undo_until(done_at, settings.UNDO_HOURS), instead)


def last_act(
    task: Task, action: str, undone: str, *, by: User, at: datetime, instead: str
) -> AuditEvent:
    """The last event of this action on the task, which this person may still take back.

    undone: the action that tells of taking it back. Raises UndoneAlready, NotYourAct, TooLateToUndo.
    """
    events = AuditEvent.objects.filter(target_uid=task.uid, action__in=[action, undone])
    last = events.order_by("-at", "-seq").first()
    if last is None or last.action == undone:
        raise refusals.UndoneAlready
    check_undo(is_own=last.actor_uid == by.uid, done_at=last.at, at=at, instead=instead)
    return last
