"""`cchc restore FILE`: make the installation what a backup holds, whole or not at all."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cchc.backup.passphrase import ask_passphrase
from cchc.backup.services import Restored, restore_backup
from cchc.core import clock
from cchc.core.errors import DomainError


class Command(BaseCommand):
    help = "Khôi phục cơ sở dữ liệu và kho tài liệu kiểm chứng từ một bản sao lưu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--replace", action="store_true", help="thay dữ liệu đang có")
        parser.add_argument("--passphrase-file", type=Path, help="tệp có mật khẩu ở dòng đầu")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            passphrase = ask_passphrase(options["passphrase_file"], twice=False)
            restored = restore_backup(
                path=file, passphrase=passphrase, replace=replace, at=clock.now()
            )
        except DomainError as refusal:
            raise CommandError(f"{refusal.message} Dữ liệu ở đây không bị động tới.") from refusal
        except OSError as error:
            raise CommandError(
                f"Không khôi phục được: {error}. Dữ liệu ở đây không bị động tới."
            ) from error
        self._tell(restored)

    def _tell(self, restored: Restored) -> None:
        end = restored.end
        self.stdout.write(
            f"Đã khôi phục bản sao lưu lúc {restored.manifest.made_at}: {end.row_count} dòng dữ liệu, "
            f"{end.files} tệp. Mọi người cần đăng nhập lại."
        )
        if restored.heads_set_aside is not None:
            self.stdout.write(
                f"Tệp đầu chuỗi nhật ký ghi nhiều hơn bản sao lưu nên được giữ riêng: {restored.heads_set_aside}"
            )
        if end.damaged:
            self.stderr.write(f"Bản sao lưu vốn đã thiếu {len(end.damaged)} tệp.")
        if restored.log_problems:
            self.stderr.write(
                f"Nhật ký trong bản sao lưu có {restored.log_problems} chỗ không khớp; chạy cchc check audit."
            )
