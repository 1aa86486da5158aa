"""What SQLite and PostgreSQL do differently, and nowhere else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import Model
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


def take_turns(name: str) -> None:
    """Within a transaction: wait for whoever else takes turns by this name, and have it until the transaction ends.

    SQLite needs no more than the transaction: they begin IMMEDIATE, so that one alone may write.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


def parts_with_words(words: Sequence[str]) -> RawSQL:
    """Keys of the parts of files that hold these words one after another, the last perhaps only begun.

    words: folded, not empty. Asked of the index that `evidence` made in its migration: a full-text table on SQLite, an
    index on the expression on PostgreSQL.
    """
    if connection.vendor == "sqlite":
        return RawSQL(_PARTS_ON_SQLITE, ['"' + " ".join(words) + '" *'])  # noqa: S611  a constant
    return RawSQL(_PARTS_ON_POSTGRESQL, [" <-> ".join(words) + ":*"])  # noqa: S611  a constant


def insert_rows(model: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of plain values, by fields' column names, where thousands at a time make objects too dear.

    Every field without a value in the database must be named: defaults in Python are not filled in, keys do not come
    back. The database's own constraints hold as for any row.
    """
    if not rows:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    driver = connections[connection.alias]  # not its proxy, which every value would go through
    columns = [
        _prepared(partial(fields[name].get_db_prep_save, connection=driver), values)
        for name, values in zip(names, zip(*rows, strict=True), strict=True)
    ]
    quote = connection.ops.quote_name
    into = (
        f"{quote(model._meta.db_table)} ({', '.join(quote(fields[name].column) for name in names)})"
    )
    prepared = list(zip(*columns, strict=True))
    with driver.cursor() as cursor:
        if driver.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", prepared)  # noqa: S608  names of columns
            return
        with driver.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in prepared:
                copy.write_row(row)


def _prepared(prepare: Callable[[Any], Any], values: Iterable[Any]) -> Iterator[Any]:
    """Values as the driver takes them; one that stands many times in a row is prepared once."""
    last, made = object(), None
    for value in values:
        if value is not last:
            last, made = value, prepare(value)
        yield made
