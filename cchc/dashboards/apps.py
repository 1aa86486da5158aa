from django.apps import AppConfig

from cchc.core import navigation


class DashboardsConfig(AppConfig):
    name = "cchc.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        navigation.add(navigation.Entry(5, "Tổng quan", "home", "layout-dashboard", "/"))
