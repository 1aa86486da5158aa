from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "cchc.backup"
    label = "backup"

    def ready(self) -> None:
        from cchc.backup import presenters

        presenters.register_all()
