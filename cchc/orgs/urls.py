from allauth.account import views as account_views
from django.urls import path

from cchc.orgs import views

urlpatterns = [
    path("account/login/", account_views.login, name="account_login"),
    path("account/logout/", account_views.logout, name="account_logout"),
    path("account/", views.account, name="account"),
]
