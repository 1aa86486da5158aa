"""`cchc check tasks`: count every kept sum of tasks anew. Exits with 1 where one differs; `--set-right` mends them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cchc.tasks.services import sums


class Command(BaseCommand):
    help = "Đếm lại nhiệm vụ, so với các tổng giữ sẵn của từng cơ quan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--set-right", action="store_true", help="sửa những tổng lệch")

    def handle(self, *args: Any, set_right: bool = False, **options: Any) -> None:
        if set_right:
            if wrong := sums.recount():
                self.stdout.write(f"Đã sửa {wrong} tổng nhiệm vụ lệch.")
            return
        if missing := sums.told_apart():
            raise CommandError(
                f"{len(missing)} tổng lệch so với đếm lại; sửa bằng: cchc check tasks --set-right"
            )
        self.stdout.write("Mọi tổng nhiệm vụ đúng bằng đếm lại.")
