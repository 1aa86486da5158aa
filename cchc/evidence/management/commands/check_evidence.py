"""`cchc check evidence`: hash every stored file again. Exits with 1 and a line for each that is not as it was.

Files past their time of keeping are named too; that is no fault, and nothing is deleted.
"""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cchc.core import clock
from cchc.evidence.models import StoredFile
from cchc.evidence.selectors import names_of, past_keeping
from cchc.evidence.services import verify_folder, verify_store

PLACED_MEANWHILE = timedelta(hours=1)  # a file stands on disk before its row is committed


class Command(BaseCommand):
    help = "Băm lại mọi tệp trong kho, so với mã đã lưu, và tìm tệp không ai biết tới."

    def handle(self, *args: Any, **options: Any) -> None:
        damaged = strays = 0
        for damage in verify_store():
            damaged += 1
            called = f" ({', '.join(damage.names)})" if damage.names else ""
            self.stderr.write(f"{damage.sha256}: {damage.text}{called}")
        for orphan in verify_folder(before=clock.real_now() - PLACED_MEANWHILE):
            strays += 1
            self.stderr.write(
                f"{orphan.place}: tệp thừa, {orphan.size} byte, không bản ghi nào dùng"
            )
        over = past_keeping(clock.today())
        for stored in over:
            called = ", ".join(names_of(stored))
            self.stdout.write(f"{stored.sha256}: đã hết thời hạn lưu trữ ({called})")
        if damaged or strays:
            raise CommandError(f"Kho có {damaged} tệp hỏng hoặc mất, {strays} tệp thừa.")
        self.stdout.write(f"Kho nguyên vẹn: {StoredFile.objects.count()} tệp.")
