"""Storing bytes once, by content, so that a crash leaves either the whole file or none."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from cchc.evidence.models import StoredFile


def store(*, chunks: Iterable[bytes], media_type: str, at: datetime) -> StoredFile:
    """Write the bytes under their SHA-256 and return their row; the same content is stored once.

    The file is written beside its place, synced and renamed before the row is made, so that a row always has
    its bytes. Called inside the transaction of the act that links it.
    """
    root = Path(settings.EVIDENCE_DIR)
    root.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    with tempfile.NamedTemporaryFile(dir=root, prefix=".new-", delete=False) as part:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            part.write(chunk)
        part.flush()
        os.fsync(part.fileno())
    target = _place(digest.hexdigest())
    target.parent.mkdir(parents=True, exist_ok=True)
    Path(part.name).replace(target)
    target.chmod(0o640)
    row, _fresh = StoredFile.objects.get_or_create(
        sha256=digest.hexdigest(),
        defaults={"size": size, "media_type": media_type, "stored_at": at},
    )
    return row


def path_of(stored: StoredFile) -> Path:
    """Where the bytes lie on disk; for readers and the worker, never for an address."""
    return _place(stored.sha256)


def _place(sha256: str) -> Path:
    return Path(settings.EVIDENCE_DIR) / sha256[:2] / sha256[2:4] / sha256
