from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "cchc.indicators"
    label = "indicators"

    def ready(self) -> None:
        from cchc.core import navigation
        from cchc.indicators import presenters
        from cchc.orgs.rules import Permission

        presenters.register_all()
        navigation.add(
            navigation.Entry(
                35, "Số liệu", "figures", "chart-bar", "/figures/", Permission.PLAN_READ.value
            )
        )
