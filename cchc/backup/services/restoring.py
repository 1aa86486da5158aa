"""Putting a backup back: looked through to its last byte first, then one transaction."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction

from cchc.audit import chain
from cchc.audit.access import INSTALLATION
from cchc.audit.models import AuditEvent
from cchc.audit.services import record
from cchc.backup import rows
from cchc.backup.archive import End, Manifest, Unheeded, read_archive
from cchc.backup.versions import difference, migrations_of
from cchc.core.errors import DomainError
from cchc.evidence.models import StoredFile
from cchc.evidence.services import write_part
from cchc.evidence.stores import the_store
from cchc.orgs.models import User

_ROOM_TO_SPARE = 64 << 20


class HasData(DomainError):
    text = (
        "Ở đây đã có dữ liệu. Khôi phục sẽ thay toàn bộ dữ liệu đang có bằng bản sao lưu; "
        "nếu đúng là muốn vậy, hãy sao lưu dữ liệu hiện tại rồi chạy lại với --replace."
    )


class NoTables(DomainError):
    text = "Cơ sở dữ liệu ở đây chưa có bảng. Hãy chạy cchc migrate trước."


class OtherVersion(DomainError):
    """The backup belongs to tables of another shape."""


class NoRoom(DomainError):
    """The disk of the store cannot take the files."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back. `log_problems`: places where the backup's own log did not hold when it was made."""

    manifest: Manifest
    end: End
    log_problems: int
    heads_set_aside: Path | None


def restore_backup(*, path: Path, passphrase: str, replace: bool, at: datetime) -> Restored:
    """Make the installation what the backup holds (khôi phục).

    First pass: the archive is verified to its end, compared with the migrations here, and refused over data
    unless `replace`; nothing is touched. Second pass: files are written beside the store, rows inside one
    transaction that also empties the tables and sessions; rows are read back and compared by digest,
    files are moved to their places, the act is recorded, and only then it commits. A failure at any point leaves
    the database as it was; at worst the store keeps whole files that no row knows.
    Raises HasData, NoTables, OtherVersion, NoRoom and the refusals of `sealed`.
    """
    with path.open("rb") as file:
        checker = _Checker(replace)
        end = read_archive(file, passphrase, checker)
        store = the_store().staging()
        _refuse_full_disk(store, end)
        file.seek(0)
        staging = Path(mkdtemp(prefix=".restore-", dir=store))
        try:
            log_problems = _put_back(file, passphrase, staging, at, path.name)
        finally:
            shutil.rmtree(staging)
    return Restored(checker.manifest, end, log_problems, _settle_heads(at))


@transaction.atomic
def _put_back(file: BinaryIO, passphrase: str, staging: Path, at: datetime, name: str) -> int:
    loader = _Loader(staging)
    end = read_archive(file, passphrase, loader)
    connection.check_constraints()
    for label, model in rows.tables().items():
        if rows.digest_of(model, connection.alias) != end.rows[label]:
            raise IntegrityError(f"{label} reads otherwise than it was written")
    rows.continue_keys()
    cache.clear()
    log_problems = len(chain.verify_all())
    record(
        action="installation.restored",
        target=None,
        by=None,
        at=at,
        agency_id=INSTALLATION,
        label=name,
        made_at=loader.made_at,
        rows=end.row_count,
        files=end.files,
    )
    store = the_store()
    for part in staging.iterdir():
        if part.name not in end.damaged:
            store.place(part, part.name)
    return log_problems


class _Checker(Unheeded):
    """Refuses what cannot be put here as soon as the manifest tells it."""

    manifest: Manifest

    def __init__(self, replace: bool) -> None:
        self._replace = replace

    def begin(self, manifest: Manifest) -> None:
        here = migrations_of(connection.alias)
        if not here:
            raise NoTables
        _refuse_other_version(manifest, here)
        if not self._replace and _has_data():
            raise HasData
        self.manifest = manifest


class _Loader:
    """Empties the tables, then puts rows into them and files beside the store."""

    made_at: str

    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self._tables = rows.tables()

    def begin(self, manifest: Manifest) -> None:
        self.made_at = manifest.made_at
        rows.empty_all()

    def rows(self, label: str, found: list[rows.Row]) -> None:
        rows.insert(self._tables[label], found)

    def file(self, sha256: str, chunks: Iterator[bytes]) -> None:
        write_part(self._staging, chunks).path.rename(self._staging / sha256)


def _refuse_other_version(manifest: Manifest, here: list[list[str]]) -> None:
    told = difference(manifest.migrations, here)
    if not told and manifest.columns != {
        label: rows.columns_of(model) for label, model in rows.tables().items()
    }:
        told = "các bảng có cột khác nhau"
    if told:
        raise OtherVersion(
            f"Bản sao lưu được tạo bởi phiên bản khác của cchc ({told}). "
            "Hãy cài đúng phiên bản đó, khôi phục, rồi nâng cấp bằng cchc migrate."
        )


def _has_data() -> bool:
    return any(model._default_manager.exists() for model in (User, AuditEvent, StoredFile))


def _refuse_full_disk(store: Path, end: End) -> None:
    free = shutil.disk_usage(store).free
    if free < end.size + _ROOM_TO_SPARE:
        needed, found = (f"{size / 2**30:.1f}".replace(".", ",") for size in (end.size, free))
        raise NoRoom(f"Kho tài liệu kiểm chứng cần {needed} GiB nhưng đĩa chỉ còn {found} GiB.")


def _settle_heads(at: datetime) -> Path | None:
    """A file of heads that tells of events after the backup is set aside, kept, and begun anew."""
    own: Path = settings.AUDIT_HEADS
    aside: Path | None = None
    if own.exists() and _is_ahead(own):
        aside = own.with_name(f"{own.stem}-before-{at:%Y%m%dT%H%M%S}{own.suffix}")
        own.rename(aside)
    chain.write_heads(own, at)
    return aside


def _is_ahead(own: Path) -> bool:
    try:
        return bool(chain.verify_heads(own))
    except chain.BrokenHeads:
        return True
