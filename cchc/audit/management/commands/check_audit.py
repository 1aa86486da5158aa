"""`cchc check audit`: is the log whole? Exits with 1 and a line for each place where it is not."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cchc.audit import chain
from cchc.audit.access import names_of
from cchc.core import clock


class Command(BaseCommand):
    help = "Kiểm tra chuỗi băm của nhật ký và đối chiếu với đầu chuỗi đã ghi ngoài cơ sở dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, help="đối chiếu thêm với bản sao tệp đầu chuỗi")

    def handle(self, *args: Any, heads: Path | None, **options: Any) -> None:
        own: Path = settings.AUDIT_HEADS
        copies = [path for path in (own if own.exists() else None, heads) if path is not None]
        try:
            problems = chain.verify_all()
            for path in copies:
                problems += chain.verify_heads(path)
        except (OSError, chain.BrokenHeads) as error:
            raise CommandError(f"Không đọc được tệp đầu chuỗi: {error}") from error
        self._tell(problems)
        if problems:
            raise CommandError(f"Nhật ký có {len(problems)} chỗ không khớp.")
        count = chain.write_heads(own, clock.now())
        self.stdout.write(f"Nhật ký nguyên vẹn. Đã ghi {count} đầu chuỗi vào {own}.")

    def _tell(self, problems: list[chain.Problem]) -> None:
        names = names_of({problem.agency_id for problem in problems})
        for problem in problems:
            place = f"{names[problem.agency_id]} (chuỗi {problem.agency_id})"
            self.stderr.write(f"{place}, sự kiện số {problem.seq}: {problem.text}")
