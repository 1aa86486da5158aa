from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "cchc.tasks"
    label = "tasks"

    def ready(self) -> None:
        from cchc.orgs import guards
        from cchc.plans import issuing
        from cchc.tasks import presenters
        from cchc.tasks.selectors.closing import open_work_of
        from cchc.tasks.services.writing import write_tasks

        issuing.register_writer(write_tasks)
        guards.register(open_work_of)
        presenters.register_all()
