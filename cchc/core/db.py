"""What SQLite and PostgreSQL do differently, and nowhere else."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, connections, transaction
from django.db.models.expressions import RawSQL
from psycopg import IsolationLevel

_ALIAS = "snapshot"
_PARTS_ON_SQLITE = (
    "SELECT rowid FROM evidence_filepart_words WHERE evidence_filepart_words MATCH %s"
)
_PARTS_ON_POSTGRESQL = (
    "SELECT id FROM evidence_filepart WHERE to_tsvector('simple', key) @@ to_tsquery('simple', %s)"
)


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


def parts_with_words(words: Sequence[str]) -> RawSQL:
    """Keys of the parts of files that hold these words one after another, the last perhaps only begun.

    words: folded, not empty. Asked of the index that `evidence` made in its migration: a full-text table on SQLite, an
    index on the expression on PostgreSQL.
    """
    if connection.vendor == "sqlite":
        return RawSQL(_PARTS_ON_SQLITE, ['"' + " ".join(words) + '" *'])  # noqa: S611  a constant
    return RawSQL(_PARTS_ON_POSTGRESQL, [" <-> ".join(words) + ":*"])  # noqa: S611  a constant
