"""Storing bytes once, by content, so that a crash leaves either the whole file or none."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from pathlib import Path

from django.db import transaction

from cchc.core import jobs
from cchc.evidence.models import StoredFile
from cchc.evidence.selectors import names_of
from cchc.evidence.stores import Kept, Store, the_store


@dataclass(frozen=True, slots=True)
class Damage:
    """A stored file whose bytes are gone or no longer the ones that were stored, and what people call it."""

    sha256: str
    text: str
    names: list[str]


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes that were written beside the store and wait to be placed."""

    path: Path
    sha256: str
    size: int


def store(*, chunks: Iterable[bytes], media_type: str, at: datetime) -> StoredFile:
    """Write the bytes under their SHA-256 and return their row; the same content is stored once.

    The bytes are written beside their place, synced and placed before the row is made, so that a row always has
    its bytes; two who store the same content at once both get the one row. When reading the chunks fails,
    nothing is left. The worker looks into what is new. Called inside the transaction of the act that links it: an act
    of disposal waits for it, and content that was disposed of lives again when it comes again.
    """
    place = the_store()
    part = write_part(place.staging(), chunks)
    with transaction.atomic():
        known = StoredFile.objects.select_for_update(no_key=True).filter(sha256=part.sha256).first()
        try:
            place.place(part.path, part.sha256)
        except BaseException:
            part.path.unlink(missing_ok=True)
            raise
        if known is not None and known.erased_on is None:
            return known
        row, is_new = StoredFile.objects.get_or_create(
            sha256=part.sha256,
            defaults={"size": part.size, "media_type": media_type, "stored_at": at},
        )
        if row.erased_on is not None:
            row.erased_on = None
            row.save(update_fields=["erased_on"])
            is_new = True
        if is_new:
            jobs.enqueue("evidence.examine", row.pk)
    return row


def write_part(folder: Path, chunks: Iterable[bytes]) -> Part:
    """Write bytes to a new file in the folder, synced and hashed; nothing is left when the chunks fail."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".new-", delete=False) as file:
        try:
            sha256, size = _write(file, chunks)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return Part(Path(file.name), sha256, size)


def open_stored(stored: StoredFile) -> BufferedReader:
    """The bytes of a stored file. Raises FileNotFoundError when the store has lost them."""
    return the_store().open(stored.sha256)


def local_copy(stored: StoredFile) -> AbstractContextManager[Path]:
    """The bytes as a file of this machine while the block runs, for readers and programs; never to be changed."""
    return the_store().local(stored.sha256)


def verify_store() -> Iterator[Damage]:
    """Hash every stored file again; yields what is missing or changed, nothing when all is well.

    Reads all bytes: minutes for a large store. Sets nothing right.
    """
    place = the_store()
    for row in StoredFile.objects.filter(erased_on__isnull=True).order_by("pk").iterator(500):
        if text := _fault(place, row):
            yield Damage(row.sha256, text, names_of(row))


def verify_folder(before: datetime) -> Iterator[Kept]:
    """What lies in the store without a row that knows it, last written before the moment given.

    A file is placed before its row is committed, so the youngest are left in peace. Some hundred names are
    held in memory at a time.
    """
    for batch in the_store().walk(before):
        hashes = [kept.sha256 for kept in batch if kept.sha256]
        known = set(StoredFile.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
        yield from (kept for kept in batch if kept.sha256 not in known)


def _fault(place: Store, row: StoredFile) -> str:
    size = place.size(row.sha256)
    if size is None:
        return "không còn trong kho"
    if size != row.size:
        return f"dài {size} byte, khi lưu là {row.size} byte"
    with place.open(row.sha256) as file:
        is_whole = hashlib.file_digest(file, "sha256").hexdigest() == row.sha256
    return "" if is_whole else "nội dung không còn như khi lưu"


def _write(
    part: "tempfile._TemporaryFileWrapper[bytes]", chunks: Iterable[bytes]
) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        part.write(chunk)
    part.flush()
    os.fsync(part.fileno())
    return digest.hexdigest(), size
