from django.urls import path

from cchc.evidence import views

urlpatterns = [path("<slug:kind>/<uuid:uid>/", views.download, name="file")]
