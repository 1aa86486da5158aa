"""Every table as rows that belong to no database: written as JSON, read back by either of the two."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models.expressions import Value

Model = type[models.Model]
Row = list[Any]
# Who is signed in is nobody's record: after a restore everybody signs in again.
LEFT_OUT = {"sessions.Session", "usersessions.UserSession"}
_MODULUS = 1 << 256


def tables() -> dict[str, Model]:
    """What a backup holds, by label: all tables of the installation but sessions."""
    return {label: model for label, model in _all_tables().items() if label not in LEFT_OUT}


def columns_of(model: Model) -> list[str]:
    """The stored attributes of a table, in the order of its rows."""
    return [field.attname for field in _fields(model)]


def rows_of(model: Model, using: str) -> Iterator[Row]:
    """The table's rows as JSON values, by key; a few in memory at a time where a value may be large."""
    fields = _fields(model)
    has_documents = any(isinstance(field, models.JSONField) for field in fields)
    found = model._base_manager.using(using).order_by("pk").values_list(*columns_of(model))
    for values in found.iterator(chunk_size=20 if has_documents else 1000):
        yield [_packed(field, value) for field, value in zip(fields, values, strict=True)]


class Digest:
    """Count of rows and the sum of their hashes, whatever their order: equal sums, equal rows."""

    def __init__(self) -> None:
        self.count, self._sum = 0, 0

    def add(self, row: Row) -> None:
        told = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self._sum += int.from_bytes(hashlib.sha256(told.encode()).digest(), "big")
        self.count += 1

    def told(self) -> list[Any]:
        """As the archive keeps it."""
        return [self.count, f"{self._sum % _MODULUS:064x}"]


def digest_of(model: Model, using: str) -> list[Any]:
    """The digest of a table as it stands in a database."""
    digest = Digest()
    for row in rows_of(model, using):
        digest.add(row)
    return digest.told()


def empty_all() -> None:
    """Remove every row of every table, sessions included, within the caller's transaction."""
    names = [model._meta.db_table for model in _all_tables().values()]
    statements = connection.ops.sql_flush(no_style(), names, reset_sequences=True)
    connection.ops.execute_sql_flush(statements)


def insert(model: Model, rows: Iterable[Row]) -> None:
    """Put rows in as they are: keys kept, nothing filled in by the model, constraints checked at the end."""
    fields = _fields(model)
    made = [
        model(**{f.attname: _unpacked(f, value) for f, value in zip(fields, row, strict=True)})
        for row in rows
    ]
    size = max(1, connection.ops.bulk_batch_size(fields, made))
    for start in range(0, len(made), size):
        model._base_manager._insert(  # type: ignore[attr-defined]  # raw, as Django loads fixtures
            made[start : start + size], fields=fields, using=connection.alias, raw=True
        )


def continue_keys() -> None:
    """Let new rows take keys after those that were put in."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(tables().values()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _all_tables() -> dict[str, Model]:
    found = apps.get_models(include_auto_created=True)
    kept = [model for model in found if model._meta.managed and not model._meta.proxy]
    return {model._meta.label: model for model in sorted(kept, key=lambda each: each._meta.label)}


def _fields(model: Model) -> list[Any]:
    return list(model._meta.local_concrete_fields)


def _packed(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{field} holds a {type(value).__name__}, which no backup can write")


def _unpacked(field: Any, value: Any) -> Any:
    if not isinstance(field, models.JSONField):
        return field.to_python(value)
    return Value(None, models.JSONField()) if value is None and not field.null else value
