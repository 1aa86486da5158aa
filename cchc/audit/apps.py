from django.apps import AppConfig

from cchc.core import navigation


class AuditConfig(AppConfig):
    name = "cchc.audit"
    label = "audit"

    def ready(self) -> None:
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
