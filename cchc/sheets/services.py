"""What every filled-in list asks for when it comes and when it is written."""

from collections.abc import Callable, Sequence
from typing import Any

from cchc.core.errors import DomainError
from cchc.core.jobs import enqueue
from cchc.reading.filled import FilledRow
from cchc.sheets.rules import RowKey


def touched_rows(
    rows: Sequence[FilledRow],
    kind: type[RowKey],
    *,
    most: int,
    too_many: type[DomainError],
    untouched: type[DomainError],
) -> list[dict[str, Any]]:
    """The rows that somebody touched since they went out and that are new, as lines of an upload keep them.

    Raises `too_many` above `most` rows, `untouched` when there is nothing to keep.
    """
    if len(rows) > most:
        raise too_many
    kept = [
        {
            "line": row.line,
            "key": row.key[:120],
            "values": {name: row.values[name] for name in kind.columns if name in row.values},
        }
        for row in rows
        if (key := kind.parse(row.key)) is None or not key.is_of(row.values)
    ]
    if not kept:
        raise untouched
    return kept


def now_or_queued(job: str, key: int, *, count: int, at_once: int, act: Callable[[], None]) -> None:
    """A short list now, as `act`; a longer one by the job of this name, which is given the upload's key."""
    if count > at_once:
        enqueue(job, key)
    else:
        act()
