from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "cchc.indicators"
    label = "indicators"

    def ready(self) -> None:
        from cchc.core import jobs, navigation
        from cchc.indicators import presenters
        from cchc.indicators.jobs import store_workbooks
        from cchc.indicators.moving import register_mover
        from cchc.orgs.rules import Permission

        presenters.register_all()
        register_mover()
        jobs.register("indicators.store_workbooks", store_workbooks)
        navigation.add(
            navigation.Entry(
                35, "Số liệu", "figures", "chart-bar", "/figures/", Permission.PLAN_READ.value
            )
        )
