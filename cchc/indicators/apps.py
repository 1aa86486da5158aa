from datetime import time

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "cchc.indicators"
    label = "indicators"

    def ready(self) -> None:
        from cchc.core import jobs, navigation, schedule
        from cchc.indicators import notices, presenters
        from cchc.indicators.jobs import recount_sums, remind, store_workbooks
        from cchc.indicators.moving import register_mover
        from cchc.indicators.services.imports import register_unwritten
        from cchc.orgs.rules import Permission

        presenters.register_all()
        register_mover()
        notices.register_kinds()
        jobs.register("indicators.store_workbooks", store_workbooks)
        register_unwritten()
        jobs.register("indicators.remind", remind)
        jobs.register("indicators.recount", recount_sums)
        schedule.daily("indicators.recount", at=time(2, 15))
        schedule.daily("indicators.remind", at=time(6, 45))
        navigation.add(
            navigation.Entry(
                35, "Số liệu", "figures", "chart-bar", "/figures/", Permission.PLAN_READ.value
            )
        )
