"""Where the passphrase of a backup comes from: a file, the environment or a person; never an argument."""

import getpass
import sys
from pathlib import Path

from django.conf import settings

from cchc.core.errors import DomainError


class NoPassphrase(DomainError):
    text = (
        "Chưa có mật khẩu của bản sao lưu: đặt CCHC_BACKUP_PASSPHRASE_FILE hoặc CCHC_BACKUP_PASSPHRASE, "
        "dùng --passphrase-file, hoặc chạy lệnh tại cửa sổ lệnh để nhập."
    )


class Mistyped(DomainError):
    text = "Hai lần nhập mật khẩu không giống nhau."


def ask_passphrase(file: Path | None, *, twice: bool) -> str:
    """The passphrase: from the named file, the file or words of the environment, else typed (twice for a new one).

    Of a file the first line counts. Raises NoPassphrase without any source, Mistyped, OSError for the file.
    """
    if file is None and settings.BACKUP_PASSPHRASE_FILE:
        file = Path(settings.BACKUP_PASSPHRASE_FILE)
    if file is not None:
        lines = file.read_text(encoding="utf-8").splitlines()
        if not lines or not lines[0]:
            raise NoPassphrase(f"Dòng đầu của tệp mật khẩu {file} bị trống.")
        return lines[0]
    if settings.BACKUP_PASSPHRASE:
        return str(settings.BACKUP_PASSPHRASE)
    if not sys.stdin.isatty():
        raise NoPassphrase
    typed = getpass.getpass("Mật khẩu của bản sao lưu: ")
    if twice and getpass.getpass("Nhập lại mật khẩu: ") != typed:
        raise Mistyped
    return typed
