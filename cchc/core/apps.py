from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "cchc.core"
    label = "core"

    def ready(self) -> None:
        from cchc.core import jobs, schedule

        schedule.queue_by(jobs.enqueue_now)
