"""Reads of the log."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import kind_name, sentence, title_of
from cchc.core.clock import start_of
from cchc.core.text import fold


@dataclass(frozen=True, slots=True)
class Line:
    """One event as people read it. `target_uid`: what it happened to, for asking what else did.

    `code`: the action's stable code, `actor_uid`: who did it, for whoever offers to take it back. `slip`: uid of the
    slip that proves a word recorded for somebody, "" without one.
    """

    at: datetime
    actor: str
    unit: str
    sentence: str
    seq: int = 0
    action: str = ""
    kind: str = ""
    target: str = ""
    target_uid: UUID | None = None
    code: str = ""
    actor_uid: UUID | None = None
    slip: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for in the log; empty values do not narrow. Days are Vietnam days, inclusive."""

    actor: UUID | None = None
    action: str = ""
    kind: str = ""
    target: UUID | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""


def history_of(*uids: UUID) -> list[Line]:
    """What happened to these rows, newest first; [] when the log knows nothing of them. One query.

    The sentences leave out what they are about: the history stands on that thing's own page.
    """
    events = AuditEvent.objects.filter(target_uid__in=uids).order_by("-at", "-seq")
    return [
        replace(line, sentence=line.sentence.removesuffix(f": {event.target_label}"))
        for event, line in zip(events, lines(events), strict=True)
    ]


def lines(events: Iterable[AuditEvent]) -> list[Line]:
    """Events as sentences, in the order given."""
    return [_line(event) for event in events]


def _line(event: AuditEvent) -> Line:
    return Line(
        at=event.at,
        actor=event.actor_name,
        unit=event.actor_unit,
        sentence=sentence(event),
        seq=event.seq,
        action=title_of(event.action),
        kind=kind_name(event.target_kind) if event.target_kind else "",
        target=event.target_label,
        target_uid=event.target_uid,
        code=event.action,
        actor_uid=event.actor_uid,
        slip=event.data.get("slip_uid", ""),
    )


def events_of(agency_id: int, asked: Asked) -> QuerySet[AuditEvent]:
    """The chain's events that were asked for, newest first. Text is sought without accents, word by word."""
    events = AuditEvent.objects.filter(agency_id=agency_id)
    if asked.actor is not None:
        events = events.filter(actor_uid=asked.actor)
    if asked.action:
        events = events.filter(action=asked.action)
    if asked.kind:
        events = events.filter(target_kind=asked.kind)
    if asked.target is not None:
        events = events.filter(target_uid=asked.target)
    if asked.since is not None:
        events = events.filter(at__gte=start_of(asked.since))
    if asked.until is not None:
        events = events.filter(at__lt=start_of(asked.until + timedelta(days=1)))
    for word in fold(asked.text).split():
        events = events.filter(search_key__contains=word)
    return events.order_by("-seq")


def actors_of(agency_id: int) -> list[tuple[UUID, str]]:
    """Everybody who acted in this chain, under the latest name the log knows, by name."""
    rows = (
        AuditEvent.objects.filter(agency_id=agency_id, actor_uid__isnull=False)
        .order_by()
        .values_list("actor_uid", "actor_name")
        .distinct()
    )
    names = {uid: name for uid, name in rows if uid is not None}
    return sorted(names.items(), key=lambda each: fold(each[1]))


def kinds_of(agency_id: int) -> list[str]:
    """Kinds of rows to which something happened in this chain."""
    rows = AuditEvent.objects.filter(agency_id=agency_id).exclude(target_kind="").order_by()
    return sorted(rows.values_list("target_kind", flat=True).distinct())


def actions_of(agency_id: int) -> list[str]:
    """Codes of the actions that occur in this chain."""
    rows = AuditEvent.objects.filter(agency_id=agency_id).order_by()
    return sorted(rows.values_list("action", flat=True).distinct())
