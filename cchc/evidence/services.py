"""Storing bytes once, by content, so that a crash leaves either the whole file or none."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from cchc.evidence.models import StoredFile
from cchc.evidence.selectors import names_of

_BLOCK = 1 << 20
_NAMES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Damage:
    """A stored file whose bytes are gone or no longer the ones that were stored, and what people call it."""

    sha256: str
    text: str
    names: list[str]


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file in the store's folder that no row knows: its place below the folder and its size in bytes."""

    place: str
    size: int


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes that were written beside the store and wait to be placed."""

    path: Path
    sha256: str
    size: int


def store(*, chunks: Iterable[bytes], media_type: str, at: datetime) -> StoredFile:
    """Write the bytes under their SHA-256 and return their row; the same content is stored once.

    The file is written beside its place, synced and renamed before the row is made, so that a row always has
    its bytes; two who store the same content at once both get the one row. When reading the chunks fails,
    nothing is left. Called inside the transaction of the act that links it.
    """
    root = Path(settings.EVIDENCE_DIR)
    root.mkdir(parents=True, exist_ok=True)
    part = write_part(root, chunks)
    try:
        place_part(part.path, part.sha256)
    except BaseException:
        part.path.unlink(missing_ok=True)
        raise
    row, _fresh = StoredFile.objects.get_or_create(
        sha256=part.sha256,
        defaults={"size": part.size, "media_type": media_type, "stored_at": at},
    )
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


def place_part(path: Path, sha256: str) -> None:
    """Move a written part, which lies on the store's disk, to the place of its content, durably."""
    target = place_of(sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    path.chmod(0o640)
    path.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def path_of(stored: StoredFile) -> Path:
    """Where the bytes lie on disk; for readers and the worker, never for an address."""
    return place_of(stored.sha256)


def place_of(sha256: str) -> Path:
    """Where content with this hash lies on disk, whether or not it is there."""
    return Path(settings.EVIDENCE_DIR) / sha256[:2] / sha256[2:4] / sha256


def verify_store() -> Iterator[Damage]:
    """Hash every stored file again; yields what is missing or changed, nothing when all is well.

    Reads all bytes: minutes for a large store. Sets nothing right.
    """
    for row in StoredFile.objects.order_by("pk").iterator(500):
        if text := _fault(row):
            yield Damage(row.sha256, text, names_of(row))


def verify_folder(before: datetime) -> Iterator[Orphan]:
    """Files of the store's folder that no row knows, last written before the moment given.

    A file is placed before its row is committed, so the youngest are left in peace. One folder of files is
    held in memory at a time.
    """
    root = Path(settings.EVIDENCE_DIR)
    for folder in _leaves(root):
        old = {
            path.name: path
            for path in folder.iterdir()
            if path.is_file() and path.stat().st_mtime < before.timestamp()
        }
        for start in range(0, len(old), _NAMES_AT_ONCE):
            names = sorted(old)[start : start + _NAMES_AT_ONCE]
            known = StoredFile.objects.filter(sha256__in=names).values_list("sha256", flat=True)
            stray = set(names) - {sha256 for sha256 in known if old[sha256] == place_of(sha256)}
            for name in sorted(stray):
                yield Orphan(str(old[name].relative_to(root)), old[name].stat().st_size)


def _fault(row: StoredFile) -> str:
    path = place_of(row.sha256)
    if not path.is_file():
        return "không còn trên đĩa"
    if (size := path.stat().st_size) != row.size:
        return f"dài {size} byte, khi lưu là {row.size} byte"
    return "" if _hash_of(path) == row.sha256 else "nội dung không còn như khi lưu"


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


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in _blocks(file):
            digest.update(block)
    return digest.hexdigest()


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def _leaves(root: Path) -> Iterator[Path]:
    """The store's folders that hold files, in order: its own and those two levels down."""
    if not root.is_dir():
        return
    yield root
    for outer in sorted(each for each in root.iterdir() if each.is_dir()):
        yield outer
        yield from sorted(each for each in outer.iterdir() if each.is_dir())
