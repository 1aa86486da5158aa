from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "cchc.tasks"
    label = "tasks"

    def ready(self) -> None:
        from cchc.plans import issuing
        from cchc.tasks.services.writing import write_tasks

        issuing.register_writer(write_tasks)
