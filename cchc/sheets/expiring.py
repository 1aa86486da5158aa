"""Lists that somebody sent and nobody wrote: they hold names and addresses, so they go after a month."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cchc.audit.services import record
from cchc.core import clock

KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Unwritten:
    """What a room keeps until it is written. rows: uploads that wait still, with `uploaded_at` and `name`.

    action: of the event that tells of one that went. agency_of: the key of the agency in whose log it stands.
    """

    rows: Callable[[], QuerySet[Any]]
    action: str
    agency_of: Callable[[Any], int]


_rooms: dict[str, Unwritten] = {}


def register(kind: Unwritten) -> None:
    """Let go of these after a month. Called from `AppConfig.ready`."""
    _rooms[kind.action] = kind


def forget_unwritten(*, at: datetime) -> int:
    """Drop every upload that nobody wrote for a month, each with its event; returns how many."""
    oldest = at - timedelta(days=KEPT_DAYS)
    return sum(
        _forget(kind, key, at)
        for kind in _rooms.values()
        for key in list(kind.rows().filter(uploaded_at__lt=oldest).values_list("pk", flat=True))
    )


def forget_unwritten_now() -> None:
    """The daily job."""
    forget_unwritten(at=clock.now())


@transaction.atomic
def _forget(kind: Unwritten, key: int, at: datetime) -> bool:
    row = kind.rows().select_for_update(no_key=True, of=("self",)).filter(pk=key).first()
    if row is None:  # somebody wrote it meanwhile
        return False
    agency = kind.agency_of(row)
    row.delete()
    record(action=kind.action, target=row, by=None, at=at, agency_id=agency, label=row.name)
    return True
