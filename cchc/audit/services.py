"""Writing to the log: always inside the transaction of the act that it tells of."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from cchc.audit.models import AuditEvent, AuditHead
from cchc.core.db import insert_rows
from cchc.core.text import fold

_COLUMNS = [each.attname for each in AuditEvent._meta.concrete_fields if not each.primary_key]


class Actor(Protocol):
    """Who acts: kept as plain values, so that the log outlives the account."""

    uid: UUID

    def get_full_name(self) -> str: ...

    @property
    def unit_text(self) -> str: ...


class Target(Protocol):
    """What was acted on: any identified row."""

    uid: UUID


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done, as `record` tells it; `data`: JSON values."""

    action: str
    target: Target | None
    by: Actor | None
    at: datetime
    agency_id: int
    label: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def record(
    *,
    action: str,
    target: Target | None,
    by: Actor | None,
    at: datetime,
    agency_id: int,
    label: str = "",
    **data: Any,
) -> AuditEvent:
    """Append one event to the agency's chain.

    action: stable code, "plan.issued". target: the row acted on; its class name and uid are kept. by: None for
    the system itself. label: what people call the target (default its text). data: JSON values, old and
    new where something changed. Must run in a transaction; the head row is locked until it ends, so
    services call it last. Raises TransactionManagementError outside a transaction.
    """
    head = _locked_head(agency_id)
    event = _event(Act(action, target, by, at, agency_id, label, data), head)
    event.save(force_insert=True)
    head.save(update_fields=["count", "hash"])
    return event


def record_acts(acts: Iterable[Act]) -> None:
    """Append an event for each act, as `record` does: hundreds at once take the head of a chain once.

    Chains are locked in one order, so that two batches never wait for each other in a circle.
    """
    by_agency: dict[int, list[Act]] = defaultdict(list)
    for act in acts:
        by_agency[act.agency_id].append(act)
    for agency_id in sorted(by_agency):
        head = _locked_head(agency_id)
        events = [_event(act, head) for act in by_agency[agency_id]]
        rows = [[getattr(event, name) for name in _COLUMNS] for event in events]
        insert_rows(AuditEvent, _COLUMNS, rows)
        head.save(update_fields=["count", "hash"])


def _locked_head(agency_id: int) -> AuditHead:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "audit.record belongs inside the act's transaction"
        )
    heads = AuditHead.objects.select_for_update(no_key=True)
    head = heads.filter(agency_id=agency_id).first()
    if head is None:
        AuditHead.objects.get_or_create(agency_id=agency_id)
        head = heads.get(agency_id=agency_id)
    return head


def _event(act: Act, head: AuditHead) -> AuditEvent:
    """The next event of the chain, and the head moved onto it; neither is saved."""
    target, by = act.target, act.by
    event = AuditEvent(
        agency_id=act.agency_id,
        seq=head.count + 1,
        action=act.action,
        target_kind=type(target).__name__ if target is not None else "",
        target_uid=target.uid if target is not None else None,
        target_label=(act.label or str(target or ""))[:300],
        actor_uid=by.uid if by is not None else None,
        actor_name=by.get_full_name() if by is not None else "Hệ thống",
        actor_unit=by.unit_text[:300] if by is not None else "",
        at=act.at,
        data=json.loads(json.dumps(act.data, cls=DjangoJSONEncoder)),
        hash_before=head.hash,
    )
    event.search_key = search_key_of(event)
    event.hash = hash_of(event)
    head.count, head.hash = event.seq, event.hash
    return event


def search_key_of(event: AuditEvent) -> str:
    """The words by which an event is found, folded."""
    return fold(f"{event.target_label} {event.actor_name} {event.actor_unit}")


def hash_of(event: AuditEvent) -> str:
    """SHA-256 of every field of the event and of the hash before it, in one fixed JSON form."""
    fields = {
        "agency": event.agency_id,
        "seq": event.seq,
        "action": event.action,
        "target": [event.target_kind, str(event.target_uid or ""), event.target_label],
        "actor": [str(event.actor_uid or ""), event.actor_name, event.actor_unit],
        "at": int(event.at.timestamp() * 1_000_000),
        "data": event.data,
        "before": event.hash_before,
    }
    canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
