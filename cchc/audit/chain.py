"""Whether the log is whole: what was changed, taken out, slipped in or cut off shows here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cchc.audit.models import AuditEvent, AuditHead
from cchc.audit.services import hash_of

START = "0" * 64


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
    problems: list[Problem] = []
    seq, link = 0, START
    for event in AuditEvent.objects.filter(agency_id=agency_id).order_by("seq").iterator(1000):
        problems += [Problem(agency_id, event.seq, text) for text in _faults(event, seq, link)]
        seq, link = event.seq, event.hash
    head = AuditHead.objects.filter(agency_id=agency_id).first()
    told = (head.count, head.hash) if head else (0, START)
    if told != (seq, link):
        text = f"đầu chuỗi ghi {told[0]} sự kiện nhưng nhật ký có tới số {seq}"
        problems.append(Problem(agency_id, max(told[0], seq), text))
    return problems


def verify_all() -> list[Problem]:
    """Every chain that has a head or an event."""
    known = set(AuditHead.objects.values_list("agency_id", flat=True))
    known |= set(AuditEvent.objects.order_by().values_list("agency_id", flat=True).distinct())
    return [problem for agency_id in sorted(known) for problem in verify_chain(agency_id)]


def write_heads(path: Path, at: datetime) -> int:
    """Append one line with every chain's count and hash to a file outside the database; returns how many.

    Kept on another machine or medium it proves later that no tail was cut. The line is JSON.
    """
    heads = list(AuditHead.objects.order_by("agency_id").values("agency_id", "count", "hash"))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": at.isoformat(), "heads": heads}) + "\n")
    return len(heads)


def verify_heads(path: Path) -> list[Problem]:
    """Whether each head that the file recorded is still an event of the log with the same hash.

    Raises FileNotFoundError without the file, ValueError for a line that is not one of ours.
    """
    problems: list[Problem] = []
    for written_at, agency_id, count, told in _recorded(path):
        if count == 0:
            continue
        now = AuditEvent.objects.filter(agency_id=agency_id, seq=count).first()
        if now is None or now.hash != told:
            what = "không còn trong nhật ký" if now is None else "đã khác"
            text = f"sự kiện số {count}, ghi ra tệp lúc {written_at}, {what}"
            problems.append(Problem(agency_id, count, text))
    return problems


def _faults(event: AuditEvent, seq: int, link: str) -> Iterator[str]:
    if event.seq != seq + 1:
        yield f"thiếu sự kiện từ số {seq + 1} đến số {event.seq - 1}"
    elif event.hash_before != link:
        yield "không nối với sự kiện trước"
    if event.hash != hash_of(event):
        yield "nội dung không khớp mã băm"


def _recorded(path: Path) -> Iterator[tuple[str, int, int, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            for head in row["heads"]:
                yield row["at"], head["agency_id"], head["count"], head["hash"]
