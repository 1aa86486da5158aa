from django.urls import path

from cchc.core import views

urlpatterns = [path("health", views.health, name="health")]
