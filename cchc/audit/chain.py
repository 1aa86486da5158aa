"""Whether the log is whole: what was changed, taken out, slipped in or cut off shows here."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction

from cchc.audit.models import AuditEvent, AuditHead
from cchc.audit.services import hash_of, search_key_of
from cchc.core.errors import DomainError

START = "0" * 64
_PLACES_AT_ONCE = 500


class BrokenHeads(DomainError):
    """The file of heads holds a line that nobody here wrote."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A place where the chain does not hold. `seq`: the event's number in its chain."""

    agency_id: int
    seq: int
    text: str


def verify_chain(agency_id: int) -> list[Problem]:
    """Walk one agency's chain from its first event to its head; [] when it is whole.

    An edited event no longer fits its own hash; a missing or inserted one breaks the count or the link to the
    hash before; a cut tail leaves the head ahead of the last event. A tail cut together with the head shows
    only against heads that were written elsewhere: see `verify_heads`.
    """
    walk = _Walk(agency_id)
    walk.on()
    with transaction.atomic():  # what came meanwhile, with the head held so that nothing more comes
        head = AuditHead.objects.select_for_update(no_key=True).filter(agency_id=agency_id).first()
        walk.on()
    told = (head.count, head.hash) if head else (0, START)
    if told != (walk.seq, walk.link):
        text = f"đầu chuỗi ghi {told[0]} sự kiện nhưng nhật ký có tới số {walk.seq}"
        walk.problems.append(Problem(agency_id, max(told[0], walk.seq), text))
    return walk.problems


class _Walk:
    """How far a chain was followed, and what did not hold on the way."""

    def __init__(self, agency_id: int) -> None:
        self.agency_id = agency_id
        self.seq, self.link = 0, START
        self.problems: list[Problem] = []

    def on(self) -> None:
        """Follow the events after the last one seen, a thousand rows in memory at a time."""
        events = AuditEvent.objects.filter(agency_id=self.agency_id, seq__gt=self.seq)
        for event in events.order_by("seq").iterator(1000):
            for text in _faults(event, self.seq, self.link):
                self.problems.append(Problem(self.agency_id, event.seq, text))
            self.seq, self.link = event.seq, event.hash


def verify_all() -> list[Problem]:
    """Every chain that has a head or an event."""
    known = set(AuditHead.objects.values_list("agency_id", flat=True))
    known |= set(AuditEvent.objects.order_by().values_list("agency_id", flat=True).distinct())
    return [problem for agency_id in sorted(known) for problem in verify_chain(agency_id)]


def write_heads(path: Path, at: datetime) -> int:
    """Append one line with every chain's count and hash to a file outside the database; returns how many.

    Kept on another machine or medium it proves later that no tail was cut. The line is JSON; the file is
    synced, so that what was told as written survives a loss of power.
    """
    heads = heads_now()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": at.isoformat(), "heads": heads}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return len(heads)


def heads_now(using: str = DEFAULT_DB_ALIAS) -> list[dict[str, Any]]:
    """Count and hash of every chain's last event, as a file of heads keeps them."""
    heads = (
        AuditHead.objects.using(using)
        .order_by("agency_id")
        .values_list("agency_id", "count", "hash")
    )
    return [{"agency_id": key, "count": count, "hash": last} for key, count, last in heads]


def verify_heads(path: Path) -> list[Problem]:
    """Whether each head that the file recorded is still an event of the log with the same hash.

    Raises FileNotFoundError without the file, BrokenHeads for a line that is not one of ours. Some
    statements for each chain, however many lines the file has.
    """
    problems: list[Problem] = []
    for agency_id, told in sorted(_recorded(path).items()):
        now = _hashes_at(agency_id, list(told))
        for seq, (told_hash, written_at) in sorted(told.items()):
            if now.get(seq) != told_hash:
                what = "đã khác" if seq in now else "không còn trong nhật ký"
                text = f"sự kiện được ghi ra tệp đầu chuỗi lúc {written_at} {what}"
                problems.append(Problem(agency_id, seq, text))
    return problems


def _faults(event: AuditEvent, seq: int, link: str) -> Iterator[str]:
    if event.seq != seq + 1:
        yield f"thiếu sự kiện từ số {seq + 1} đến số {event.seq - 1}"
    elif event.hash_before != link:
        yield "không nối với sự kiện trước"
    if event.hash != hash_of(event):
        yield "nội dung không khớp mã băm"
    elif event.search_key != search_key_of(event):
        yield "từ khóa tìm kiếm không khớp nội dung"


def _recorded(path: Path) -> dict[int, dict[int, tuple[str, str]]]:
    """Chain -> place -> hash and the moment it was first written; heads of empty chains prove nothing."""
    told: dict[int, dict[int, tuple[str, str]]] = {}
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line)
                for head in row["heads"]:
                    chain = told.setdefault(int(head["agency_id"]), {})
                    if head["count"]:
                        chain.setdefault(int(head["count"]), (head["hash"], row["at"]))
            except (ValueError, KeyError, TypeError) as error:
                raise BrokenHeads(f"{path}: dòng {number} không phải đầu chuỗi.") from error
    return told


def _hashes_at(agency_id: int, places: list[int]) -> dict[int, str]:
    events = AuditEvent.objects.filter(agency_id=agency_id)
    return {
        seq: found
        for start in range(0, len(places), _PLACES_AT_ONCE)
        for seq, found in events.filter(
            seq__in=places[start : start + _PLACES_AT_ONCE]
        ).values_list("seq", "hash")
    }
