"""A later due day: asked before the day, decided by a leader or by a letter, never silently."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.text import squeeze
from cchc.documents.services.directions import Word
from cchc.orgs.models import User
from cchc.periods.selectors import exceptions_between
from cchc.tasks.models import Extension, Occurrence, Task
from cchc.tasks.notices import tell_watchers
from cchc.tasks.rules.due_moves import Move, notes_on
from cchc.tasks.selectors.facts import is_set_above
from cchc.tasks.selectors.people import Standing, standing_of
from cchc.tasks.services import refusals
from cchc.tasks.services.directions import put_word, said_of, whose_word
from cchc.tasks.services.due_moves import is_of_above, move_of, refuse_move
from cchc.tasks.services.facts import refresh_facts
from cchc.tasks.services.recording import locked_task
from cchc.tasks.services.undoing import check_undo

_DECIDED_INSTEAD = "Đề nghị đã tới lãnh đạo; hãy báo đầu mối CCHC nếu không cần gia hạn nữa."


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, whose word it is, and the document that says so, if any."""

    granted: bool
    word: Word = field(default_factory=Word)
    document_number: str = ""
    document_on: date | None = None
    document_issuer: str = ""
    note: str = ""


@transaction.atomic
def ask_extension(
    *, occurrence: Occurrence, to_due: date, reason: str, by: User, at: datetime
) -> Extension:
    """Ask for a later due day (đề nghị gia hạn), up to the day itself. The due day stands until it is decided.

    Raises NotYourUnit, NothingToExtend, AskedTooLate, NotLater, WhyMissing, ExtensionAsked.
    """
    task, occurrence = _open(occurrence)
    if standing_of(by, task, occurrence) is Standing.NONE:
        raise refusals.NotYourUnit
    if occurrence.due_on and vietnam_date(at) > occurrence.due_on:
        raise refusals.AskedTooLate
    extension = _asked(occurrence, to_due, reason, by, at)
    _record("extension.asked", extension, by, at)
    return extension


@transaction.atomic
def decide_extension(
    *, extension: Extension, decision: Decision, by: User, at: datetime
) -> Extension:
    """Grant or refuse (quyết định gia hạn); granted, the due day moves at once and the old one stays on record.

    by: a leader, whose word it is then, or the coordinator, who says whose it is. Raises NotYoursToDecide,
    DecidedAlready, WithdrawnAlready, DueMoved, WhoDecidedMissing, WordUnproven, NothingToExtend, DayOfAbove,
    DayPassed, BeyondThePlan.
    """
    _task, occurrence = _open(extension.occurrence)
    extension = Extension.objects.select_for_update(no_key=True).get(pk=extension.pk)
    if extension.state == Extension.State.WITHDRAWN:
        raise refusals.WithdrawnAlready
    if extension.state != Extension.State.ASKED:
        raise refusals.DecidedAlready
    if occurrence.due_on != extension.from_due:
        raise refusals.DueMoved
    extension.occurrence = occurrence
    return _decide(extension, decision, by, at)


@transaction.atomic
def withdraw_extension(*, extension: Extension, by: User, at: datetime) -> Extension:
    """Take one's own request back before anybody decided (rút đề nghị gia hạn); the due day never moved.

    Raises NotYourAct, TooLateToUndo, WithdrawnAlready, DecidedAlready.
    """
    locked_task(extension.occurrence.task_id)
    extension = Extension.objects.select_related("occurrence__task").get(pk=extension.pk)
    if extension.state == Extension.State.WITHDRAWN:
        raise refusals.WithdrawnAlready
    if extension.state != Extension.State.ASKED:
        raise refusals.DecidedAlready
    check_undo(
        is_own=extension.asked_by_id == by.pk,
        done_at=extension.asked_at,
        at=at,
        instead=_DECIDED_INSTEAD,
    )
    extension.state = Extension.State.WITHDRAWN
    extension.said_by, extension.said_on = by.full_name, vietnam_date(at)
    extension.decided_by, extension.decided_at = by, at
    extension.save()
    _record("extension.withdrawn", extension, by, at)
    return extension


@transaction.atomic
def extend_by_document(
    *, occurrence: Occurrence, to_due: date, reason: str, decision: Decision, by: User, at: datetime
) -> Extension:
    """Move a due day as a letter or a leader's word says, without a request (even after the day).

    Raises as `decide_extension`, and NotLater, WhyMissing, ExtensionAsked.
    """
    _task, occurrence = _open(occurrence)
    return _decide(_asked(occurrence, to_due, reason, by, at), decision, by, at)


def notes_on_extension(extension: Extension, today: date) -> tuple[str, ...]:
    """What to look at twice before the day moves, as sentences: a day off, a day beyond the plan."""
    task, row = extension.occurrence.task, extension.occurrence
    move = replace(
        move_of(task, row, extension.to_due, extension.said_on or today),
        from_due=extension.from_due,
    )
    exceptions = exceptions_between(extension.to_due - timedelta(days=20), extension.to_due)
    return tuple(notes_on(move, exceptions))


def _open(occurrence: Occurrence) -> tuple[Task, Occurrence]:
    task = locked_task(occurrence.task_id)
    occurrence = task.occurrences.select_related("milestone__deliverable").get(pk=occurrence.pk)
    occurrence.task = task
    if occurrence.due_on is None or occurrence.delivered_on or occurrence.not_arising_on:
        raise refusals.NothingToExtend
    return task, occurrence


def _asked(occurrence: Occurrence, to_due: date, reason: str, by: User, at: datetime) -> Extension:
    assert occurrence.due_on is not None  # `_open` saw to it
    if to_due <= occurrence.due_on:
        raise refusals.NotLater
    if not reason.strip():
        raise refusals.WhyMissing
    if occurrence.extensions.filter(state=Extension.State.ASKED).exists():
        raise refusals.ExtensionAsked
    return Extension.objects.create(
        occurrence=occurrence,
        from_due=occurrence.due_on,
        to_due=to_due,
        reason=reason.strip(),
        is_set_above=is_set_above(occurrence),
        asked_by=by,
        asked_at=at,
    )


def _decide(extension: Extension, decision: Decision, by: User, at: datetime) -> Extension:
    occurrence = extension.occurrence
    word = replace(decision.word, document_number=decision.document_number)
    put_word(extension, whose_word(occurrence.task, word, by, at))
    extension.document_on = decision.document_on
    extension.document_issuer = squeeze(decision.document_issuer)[:250]
    extension.note = decision.note.strip()
    if decision.granted:
        refuse_move(occurrence.task, _move(extension))
    extension.state = Extension.State.GRANTED if decision.granted else Extension.State.REFUSED
    extension.decided_by, extension.decided_at = by, at
    extension.save()
    if decision.granted:
        occurrence.claim_version(occurrence.version)
        occurrence.due_on = extension.to_due
        occurrence.save(update_fields=["due_on"])
        refresh_facts([occurrence.task], at)
    _record(f"extension.{extension.state}", extension, by, at)
    return extension


def _move(extension: Extension) -> Move:
    task = extension.occurrence.task
    said_on = extension.document_on or extension.said_on
    assert said_on is not None  # whose word it is was asked first
    return move_of(
        task,
        extension.occurrence,
        extension.to_due,
        said_on,
        has_reason=bool(extension.reason),
        by_level_above=is_of_above(
            task.agency, extension.document_number, extension.document_on, extension.document_issuer
        ),
    )


def _record(action: str, extension: Extension, by: User, at: datetime) -> None:
    task = extension.occurrence.task
    event = record(
        action=action,
        target=extension.occurrence,
        by=by,
        at=at,
        agency_id=task.agency_id,
        label=str(task),
        extension=str(extension.uid),
        from_due=extension.from_due,
        to_due=extension.to_due,
        reason=extension.reason,
        **(said.facts if (said := said_of(extension)) else {}),
        document_issuer=extension.document_issuer,
    )
    tell_watchers(task, event)
