"""Writing a backup: one moment of the database, the files that it knows, verified before it gets its name."""

import contextlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.db import connection, transaction

from cchc.audit.access import INSTALLATION
from cchc.audit.chain import heads_now
from cchc.audit.services import record
from cchc.backup.archive import ArchiveWriter, End, Manifest, Unheeded, read_archive
from cchc.backup.rows import columns_of, rows_of, tables
from cchc.backup.versions import migrations_of
from cchc.core.db import snapshot
from cchc.core.errors import DomainError
from cchc.evidence.models import StoredFile
from cchc.evidence.stores import the_store

LEAST_PASSPHRASE = 12


class TooShort(DomainError):
    text = f"Mật khẩu của bản sao lưu cần ít nhất {LEAST_PASSPHRASE} ký tự."


class Exists(DomainError):
    text = "Đã có tệp với tên này. Bản sao lưu không ghi đè: hãy chọn tên khác."


class NotAsWritten(DomainError):
    text = (
        "Tệp đọc lại không giống những gì đã ghi; bản sao lưu bị hủy. Hãy kiểm tra đĩa rồi làm lại."
    )


@dataclass(frozen=True, slots=True)
class Saved:
    """A finished backup and what it holds. `end.damaged`: files of the store that could not be saved."""

    path: Path
    end: End


def save_backup(*, path: Path, passphrase: str, at: datetime) -> Saved:
    """Write database and evidence as one encrypted file (sao lưu).

    The rows are those of one moment; the files are those that these rows know, so files that arrive meanwhile
    belong to the next backup. People go on working. The file is written under another name, read back
    whole, and named only then; it is for its owner's eyes alone (0600). Recorded in the installation's log.
    Raises TooShort, Exists (nothing is ever overwritten), NotAsWritten, and OSError of the disk.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise TooShort
    if path.exists():
        raise Exists
    part = path.with_name(f"{path.name}.part")
    try:
        with _new_file(part) as file:
            end = _write(file, passphrase, at)
            file.flush()
            os.fsync(file.fileno())
        _verify(part, passphrase, end)
        _name(part, path)
    except FileExistsError as error:
        raise Exists(f"{Exists.text} ({error.filename})") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    with transaction.atomic():
        record(
            action="installation.backed_up",
            target=None,
            by=None,
            at=at,
            agency_id=INSTALLATION,
            label=path.name,
            rows=end.row_count,
            files=end.files,
            damaged=len(end.damaged),
        )
    return Saved(path, end)


def _write(file: IO[bytes], passphrase: str, at: datetime) -> End:
    with TemporaryFile("w+", encoding="ascii") as listed:
        with snapshot() as alias:
            archive = ArchiveWriter(file, passphrase, _manifest(alias, at))  # type: ignore[arg-type]
            for label, model in tables().items():
                archive.table(label, rows_of(model, alias))
            archive.end.heads = heads_now(alias)
            known = StoredFile.objects.using(alias).filter(erased_on__isnull=True).order_by("pk")
            for sha256, size in known.values_list("sha256", "size").iterator(1000):
                listed.write(f"{sha256} {size}\n")
        listed.seek(0)
        place = the_store()
        for line in listed:
            sha256, told = line.split()
            archive.file(place, sha256, int(told))
    return archive.close()


def _manifest(alias: str, at: datetime) -> Manifest:
    return Manifest(
        made_at=at.isoformat(),
        database=connection.display_name,
        migrations=migrations_of(alias),
        columns={label: columns_of(model) for label, model in tables().items()},
    )


def _verify(part: Path, passphrase: str, end: End) -> None:
    with part.open("rb") as file:
        if read_archive(file, passphrase, Unheeded()) != end:
            raise NotAsWritten


def _new_file(part: Path) -> IO[bytes]:
    """A new file for its owner alone; a part that a killed run left is refused like a finished one."""
    part.parent.mkdir(parents=True, exist_ok=True)
    return os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _name(part: Path, path: Path) -> None:
    """Give the part its name unless somebody took it meanwhile; a disk without links only looks first."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        part.unlink()
        raise
    except OSError:
        if path.exists():
            part.unlink()
            raise FileExistsError(0, "", str(path)) from None
        part.rename(path)
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
