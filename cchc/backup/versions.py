"""Which migrations the database has had: what a backup fits on."""

from collections.abc import Iterable

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

_NAMED = 5


def migrations_of(alias: str) -> list[list[str]]:
    """App and name of every migration that was applied; [] for a database without tables."""
    return [list(key) for key in sorted(MigrationRecorder(connections[alias]).applied_migrations())]


def difference(there: Iterable[list[str]], here: Iterable[list[str]]) -> str:
    """In words, which migrations a backup has and this database lacks, and the other way; "" when equal."""
    made, present = ({tuple(each) for each in side} for side in (there, here))
    parts = [
        f"{told}: {_named(keys)}"
        for told, keys in (
            ("bản sao lưu có mà ở đây chưa có", made - present),
            ("ở đây có mà bản sao lưu chưa có", present - made),
        )
        if keys
    ]
    return "; ".join(parts)


def _named(keys: set[tuple[str, ...]]) -> str:
    first = [".".join(key) for key in sorted(keys)[:_NAMED]]
    return ", ".join([*first, "…"] if len(keys) > _NAMED else first)
