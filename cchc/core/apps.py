from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "cchc.core"
    label = "core"

    def ready(self) -> None:
        from datetime import time

        from cchc.core import jobs, kept, schedule

        schedule.queue_by(jobs.enqueue_now)
        jobs.register("core.forget_old_forms", kept.forget_old_now)
        schedule.daily("core.forget_old_forms", at=time(2, 10))
