from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "cchc.documents"
    label = "documents"

    def ready(self) -> None:
        from cchc.documents import access, presenters
        from cchc.evidence.access import register

        presenters.register_all()
        register(access.FILE_KIND, access.readable_file)
