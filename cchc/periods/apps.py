from django.apps import AppConfig

from cchc.core import navigation


class PeriodsConfig(AppConfig):
    name = "cchc.periods"
    label = "periods"

    def ready(self) -> None:
        from cchc.periods import presenters

        presenters.register_all()
        navigation.add(
            navigation.Entry(
                order=84,
                label="Lịch làm việc",
                url_name="calendar",
                icon="calendar",
                prefix="/calendar/",
            )
        )
