from datetime import time

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "cchc.sheets"
    label = "sheets"

    def ready(self) -> None:
        from cchc.core import jobs, schedule
        from cchc.sheets import expiring

        jobs.register("sheets.forget_unwritten", expiring.forget_unwritten_now)
        schedule.daily("sheets.forget_unwritten", at=time(2, 20))
