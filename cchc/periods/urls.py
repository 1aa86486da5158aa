from django.urls import path

from cchc.periods import views
from cchc.periods.views import reporting

urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("rule/", views.rule, name="calendar_rule"),
    path("reporting/", reporting.calendars, name="reporting_calendars"),
    path("reporting/periods/<uuid:uid>/", reporting.period, name="reporting_period"),
    path("reporting/<uuid:uid>/", reporting.calendar, name="reporting_calendar"),
    path("reporting/<uuid:uid>/<int:year>/", reporting.year, name="reporting_year"),
    path("<str:day>/", views.day, name="calendar_day"),
    path("<str:day>/remove/", views.day_remove, name="calendar_day_remove"),
]
