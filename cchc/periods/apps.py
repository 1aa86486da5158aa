from django.apps import AppConfig

from cchc.core import navigation


class PeriodsConfig(AppConfig):
    name = "cchc.periods"
    label = "periods"

    def ready(self) -> None:
        from cchc.messages import working_days
        from cchc.orgs import deadlines
        from cchc.periods import presenters
        from cchc.periods.selectors import agencies_with_deadline, is_worked

        presenters.register_all()
        working_days.register(is_worked)
        deadlines.register(agencies_with_deadline)
        navigation.add(
            navigation.Entry(
                order=84,
                label="Lịch làm việc",
                url_name="calendar",
                icon="calendar",
                prefix="/calendar/",
            )
        )
        navigation.add(
            navigation.Entry(
                order=37,
                label="Lịch báo cáo",
                url_name="reporting_calendars",
                icon="calendar-event",
                prefix="/calendar/reporting/",
                permission="plan.read",
            )
        )
