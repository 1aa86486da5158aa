"""Every address of the product. Closed by default: see core.middleware.ClosedByDefault."""

from django.urls import include, path

urlpatterns = [
    path("", include("cchc.dashboards.urls")),
    path("", include("cchc.core.urls")),
    path("", include("cchc.orgs.urls")),
    path("audit/", include("cchc.audit.urls")),
    path("messages/", include("cchc.messages.urls")),
    path("files/", include("cchc.evidence.urls")),
    path("calendar/", include("cchc.periods.urls")),
    path("references/", include("cchc.documents.urls")),
    path("plans/", include("cchc.plans.urls")),
    path("tasks/", include("cchc.tasks.urls")),
    path("figures/", include("cchc.indicators.urls")),
    path("reports/", include("cchc.reports.urls")),
]
handler404 = "cchc.core.views.not_found"
handler500 = "cchc.core.views.broken"
handler403 = "cchc.core.views.forbidden"
