"""The last step of `cchc migrate`: documents that plans cite and this release knows newly reach the installation."""

from typing import Any

from django.core.management.base import BaseCommand

from cchc.core import clock
from cchc.documents.services.references import load_references


class Command(BaseCommand):
    help = "Thêm vào danh mục các văn bản dẫn chiếu mới có trong bản phát hành."

    def handle(self, *args: Any, **options: Any) -> None:
        count = load_references(at=clock.now())
        if count:
            self.stdout.write(f"Đã thêm {count} văn bản dẫn chiếu của bản phát hành này.")
