"""`cchc check`: one line per question, exit status 1 when something needed is not sound."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from cchc.core.installation import examine


class Command(BaseCommand):
    help = "Kiểm tra cấu hình và nơi triển khai."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        answers = examine()
        for answer in answers:
            mark = "✓" if answer.is_sound else "–" if answer.optional else "✗"
            self.stdout.write(f"{mark} {answer.text}")
        if any(not answer.is_sound and not answer.optional for answer in answers):
            sys.exit(1)
