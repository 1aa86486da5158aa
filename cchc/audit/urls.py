from django.urls import path

from cchc.audit import views

urlpatterns = [
    path("", views.log, name="log"),
    path("export.csv", views.log_export, {"kind": "csv"}, name="log_csv"),
    path("export.xlsx", views.log_export, {"kind": "xlsx"}, name="log_xlsx"),
]
