"""`manage.py check_audit`: is the log whole? Exits with 1 and a line for each problem when it is not."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cchc.audit import chain
from cchc.core import clock


class Command(BaseCommand):
    help = "Kiểm tra chuỗi băm của nhật ký; tùy chọn ghi hoặc đối chiếu đầu chuỗi với một tệp."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, help="tệp đầu chuỗi để đối chiếu")
        parser.add_argument("--write-heads", type=Path, help="tệp để ghi thêm đầu chuỗi hiện tại")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = chain.verify_all()
        if options["heads"] is not None:
            problems += chain.verify_heads(options["heads"])
        for problem in problems:
            self.stderr.write(f"cơ quan {problem.agency_id}, số {problem.seq}: {problem.text}")
        if problems:
            raise CommandError(f"Nhật ký có {len(problems)} chỗ không khớp.")
        if options["write_heads"] is not None:
            count = chain.write_heads(options["write_heads"], clock.now())
            self.stdout.write(f"Đã ghi {count} đầu chuỗi.")
        self.stdout.write("Nhật ký nguyên vẹn.")
