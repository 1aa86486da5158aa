from django.urls import path

from cchc.core import views

urlpatterns = [
    path("health", views.health, name="health"),
    path("kept/", views.kept_forms, name="kept_forms"),
    path("account/present/", views.present, name="present"),
    path("account/lock/", views.lock, name="lock"),
]
