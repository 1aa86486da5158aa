"""`manage.py check_evidence`: hash every stored file again. Exits with 1 and a line for each damaged one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cchc.evidence.models import StoredFile
from cchc.evidence.services import verify_store


class Command(BaseCommand):
    help = "Băm lại mọi tệp trong kho và so với mã đã lưu."

    def handle(self, *args: Any, **options: Any) -> None:
        damaged = 0
        for damage in verify_store():
            damaged += 1
            self.stderr.write(f"{damage.sha256}: {damage.text}")
        if damaged:
            raise CommandError(f"Kho có {damaged} tệp hỏng.")
        self.stdout.write(f"Kho nguyên vẹn: {StoredFile.objects.count()} tệp.")
