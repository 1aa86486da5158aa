from datetime import time

from django.apps import AppConfig

from cchc.core import navigation


class AuditConfig(AppConfig):
    name = "cchc.audit"
    label = "audit"

    def ready(self) -> None:
        from cchc.audit.jobs import write_daily_heads
        from cchc.core import jobs, schedule

        jobs.register("audit.write_heads", write_daily_heads)
        schedule.daily("audit.write_heads", at=time(1, 30))
        navigation.add(
            navigation.Entry(
                order=86,
                label="Nhật ký",
                url_name="log",
                icon="history",
                prefix="/audit/",
                permission="audit.read",
            )
        )
