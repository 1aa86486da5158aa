"""Until when an act can be taken back (hoàn tác). Plain Python."""

from datetime import datetime, timedelta


def undo_until(done_at: datetime, hours: int) -> datetime:
    """The last moment at which whoever did it may take it back by himself."""
    return done_at + timedelta(hours=hours)


def may_still_undo(done_at: datetime, at: datetime, hours: int) -> bool:
    """Whether that moment has not passed; the moment itself counts."""
    return at <= undo_until(done_at, hours)
