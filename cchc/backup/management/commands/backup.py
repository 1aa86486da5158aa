"""`cchc backup FILE`: database and evidence as one encrypted file. Exits with 1 when anything is missing from it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cchc.backup.passphrase import ask_passphrase
from cchc.backup.services import Saved, save_backup
from cchc.core import clock
from cchc.core.errors import DomainError


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu và kho tài liệu kiểm chứng thành một tệp có mật khẩu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="TỆP", help="tệp mới, hoặc thư mục để đặt tên theo giờ"
        )
        parser.add_argument("--passphrase-file", type=Path, help="tệp có mật khẩu ở dòng đầu")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        at = clock.now()
        if file.is_dir():
            file /= f"cchc-{at.astimezone(clock.VIETNAM):%Y%m%d-%H%M%S}.cchc-backup"
        try:
            passphrase = ask_passphrase(options["passphrase_file"], twice=True)
            saved = save_backup(path=file, passphrase=passphrase, at=at)
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        except OSError as error:
            raise CommandError(f"Không sao lưu được: {error}") from error
        self._tell(saved)

    def _tell(self, saved: Saved) -> None:
        end = saved.end
        size = f"{saved.path.stat().st_size / 2**20:.1f}".replace(".", ",")
        self.stdout.write(
            f"Đã sao lưu và đọc lại để kiểm tra: {saved.path} ({size} MiB, "
            f"{end.row_count} dòng dữ liệu, {end.files} tệp)."
        )
        for sha256 in end.damaged:
            self.stderr.write(
                f"{sha256}: tệp trong kho đã mất hoặc hỏng từ trước, không sao lưu được"
            )
        if end.damaged:
            raise CommandError(f"Bản sao lưu dùng được nhưng thiếu {len(end.damaged)} tệp.")
