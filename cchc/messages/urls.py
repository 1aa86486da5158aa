from django.urls import path

from cchc.messages import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_all, name="notices_read"),
    path("settings/", views.settings, name="message_settings"),
    path("hours/", views.hours, name="message_hours"),
    path("sent/", views.sent, name="messages_sent"),
    path("<uuid:uid>/open/", views.open_notice, name="notice_open"),
]
