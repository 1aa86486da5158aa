from django.urls import path

from cchc.indicators import views

urlpatterns = [
    path("", views.periods, name="figures"),
    path("library/", views.library, name="figures_library"),
    path("<uuid:uid>/", views.sums, name="figures_sums"),
    path("<uuid:uid>/units/<uuid:unit_uid>/", views.entry, name="figures_entry"),
    path("<uuid:uid>/indicators/<uuid:indicator_uid>/", views.behind, name="figures_behind"),
]
