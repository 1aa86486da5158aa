from django.apps import AppConfig

from cchc.core import navigation, topbar


class DashboardsConfig(AppConfig):
    name = "cchc.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        navigation.add(navigation.Entry(5, "Tổng quan", "home", "layout-dashboard", "/"))
        topbar.add(topbar.Sign("Tìm kiếm", "search", "search", lambda _user: 0))
