"""Background work of the log."""

from pathlib import Path

from django.conf import settings

from cchc.audit.chain import write_heads
from cchc.core import clock


def heads_file() -> Path:
    """Where the daily heads of the chains are kept: outside the database, by setting on another medium."""
    return Path(settings.AUDIT_HEADS_FILE or Path(settings.VAR_DIR) / "audit-heads.jsonl")


def write_daily_heads() -> None:
    """Append today's count and hash of every chain to the file; a second line the same day does no harm."""
    write_heads(heads_file(), clock.now())
