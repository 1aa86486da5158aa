"""Where the bytes of files lie: a folder of this machine, or S3-compatible storage where the setting names a bucket.

Whoever keeps or reads bytes asks `the_store()`; nobody else knows which of the two it is.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import Protocol

from django.conf import settings

from cchc.core.errors import DomainError


class StoreUnavailable(DomainError):
    text = (
        "Kho tệp tạm thời không nhận được tệp. Hãy thử lại sau ít phút hoặc báo quản trị hệ thống."
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that lies in the store: where, its size in bytes, and the hash it stands for, "" when misplaced."""

    place: str
    size: int
    sha256: str


class Store(Protocol):
    """Bytes by SHA-256. What was placed is durable when `place` returns; nothing is ever changed.

    Nothing is taken away but by an act of disposal (`services/disposing.py`).
    """

    def staging(self) -> Path:
        """A folder of this machine in which parts are written before they are placed."""
        ...

    def place(self, part: Path, sha256: str) -> None:
        """Take a written part of this content; the part is gone afterwards. Placing twice does no harm.

        Raises StoreUnavailable when the storage refuses or does not answer; the part is left.
        """
        ...

    def size(self, sha256: str) -> int | None:
        """How many bytes lie there under this hash; None when nothing does."""
        ...

    def open(self, sha256: str) -> BufferedReader:
        """The bytes, to be read from any place. Raises FileNotFoundError."""
        ...

    def local(self, sha256: str) -> AbstractContextManager[Path]:
        """The bytes as a file of this machine, for programs. Not to be changed. Raises FileNotFoundError."""
        ...

    def erase(self, sha256: str) -> None:
        """Take the bytes away for good; none there is no fault. Raises StoreUnavailable when that cannot be done."""
        ...

    def walk(self, before: datetime) -> Iterator[list[Kept]]:
        """All that lies there, last written before the moment, some hundred at a time."""
        ...

    def free(self) -> int | None:
        """Bytes that it can still take; None where nobody can say."""
        ...


def the_store() -> Store:
    """The store of this installation, as the settings say."""
    if settings.EVIDENCE_S3 is not None:
        return _bucket(**settings.EVIDENCE_S3)
    from cchc.evidence.stores.disk import Disk

    return Disk(Path(settings.EVIDENCE_DIR))


@lru_cache(maxsize=4)
def _bucket(endpoint: str, bucket: str, key: str, secret: str, region: str) -> Store:
    """One client for one bucket: it keeps its connections."""
    from cchc.evidence.stores.bucket import Bucket

    return Bucket(endpoint=endpoint, bucket=bucket, key=key, secret=secret, region=region)
