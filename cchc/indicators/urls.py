from django.urls import path

from cchc.indicators import views
from cchc.indicators.views import adhoc, imports, indicators, province, rates, targets, workbooks

urlpatterns = [
    path("", views.periods, name="figures"),
    path("library/", views.library, name="figures_library"),
    path("indicators/new/", indicators.create, name="figures_indicator_new"),
    path("indicators/<uuid:uid>/", indicators.indicator, name="figures_indicator"),
    path("indicators/<uuid:uid>/version/", indicators.version, name="figures_version"),
    path(
        "indicators/<uuid:uid>/versions/<int:number>/back/",
        indicators.take_back,
        name="figures_version_back",
    ),
    path("rates/", rates.rates, name="figures_rates"),
    path("ad-hoc/", adhoc.ask, name="figures_ad_hoc"),
    path("tree/", province.dashboard, name="figures_tree"),
    path("tree/<str:code>/<uuid:uid>/", province.behind, name="figures_tree_behind"),
    path("targets/", targets.targets, name="figures_targets"),
    path("targets/<uuid:uid>/", targets.target, name="figures_target"),
    path("imports/", imports.take, name="figures_imports"),
    path("imports/<uuid:uid>/", imports.preview, name="figures_import"),
    path("imports/<uuid:uid>/apply/", imports.apply, name="figures_import_apply"),
    path("differences/<uuid:uid>/", imports.decide, name="figures_decide"),
    path("<uuid:uid>/differences/", imports.differences, name="figures_differences"),
    path("workbooks/", workbooks.upload, name="figures_workbooks"),
    path("workbooks/<uuid:uid>/", workbooks.verdicts, name="figures_upload"),
    path("workbooks/files/<uuid:uid>/", workbooks.result, name="figures_result"),
    path("<uuid:uid>/", views.sums, name="figures_sums"),
    path("<uuid:uid>/export/", workbooks.export, name="figures_export"),
    path("<uuid:uid>/forms/", workbooks.all_forms, name="figures_forms"),
    path("<uuid:uid>/units/<uuid:unit_uid>/", views.entry, name="figures_entry"),
    path("<uuid:uid>/units/<uuid:unit_uid>/form/", workbooks.form, name="figures_form"),
    path("<uuid:uid>/indicators/<uuid:indicator_uid>/", views.behind, name="figures_behind"),
]
