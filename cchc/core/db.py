"""What SQLite and PostgreSQL do differently, and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections, transaction
from psycopg import IsolationLevel

_ALIAS = "snapshot"


@contextmanager
def snapshot() -> Iterator[str]:
    """Alias of a second connection that sees the database as it is now, however long one reads from it.

    Nobody waits for it: PostgreSQL reads at REPEATABLE READ, SQLite (in WAL mode) within a deferred
    transaction. What the caller's own open transaction has written is not seen.
    """
    second = connection.copy(_ALIAS)
    if second.vendor == "sqlite":
        second.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
    else:
        second.settings_dict["OPTIONS"]["isolation_level"] = IsolationLevel.REPEATABLE_READ
    connections[_ALIAS] = second
    try:
        with transaction.atomic(using=_ALIAS):
            with second.cursor() as cursor:  # the first look decides the moment
                cursor.execute("SELECT count(*) FROM django_migrations")
            yield _ALIAS
    finally:
        second.close()
        del connections[_ALIAS]
