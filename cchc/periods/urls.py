from django.urls import path

from cchc.periods import views

urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("rule/", views.rule, name="calendar_rule"),
    path("<str:day>/", views.day, name="calendar_day"),
    path("<str:day>/remove/", views.day_remove, name="calendar_day_remove"),
]
