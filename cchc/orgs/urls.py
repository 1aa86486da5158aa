from allauth.account import views as account_views
from allauth.usersessions import views as session_views
from django.urls import include, path

from cchc.orgs.views import account, groups, people, units

urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/login/", account_views.login, name="account_login"),
    path("account/logout/", account_views.logout, name="account_logout"),
    path("account/inactive/", account_views.account_inactive, name="account_inactive"),
    path("account/confirm/", account_views.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account_views.password_change, name="account_change_password"),
    path("account/sessions/", session_views.list_usersessions, name="usersessions_list"),
    path("account/sessions/<int:pk>/end/", account.session_end, name="session_end"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/groups/", groups.groups, name="unit_groups"),
    path("units/groups/new/", groups.group_new, name="unit_group_new"),
    path("units/groups/usual/", groups.groups_usual, name="unit_groups_usual"),
    path("units/groups/preview/", groups.group_preview, name="unit_group_preview"),
    path("units/groups/<uuid:uid>/", groups.group, name="unit_group"),
    path("units/aliases/", groups.aliases, name="unit_aliases"),
    path("units/aliases/<uuid:uid>/forget/", groups.alias_forget, name="unit_alias_forget"),
    path("units/<uuid:uid>/", units.unit, name="unit"),
    path("units/<uuid:uid>/change/", units.unit_change, name="unit_change"),
    path("units/<uuid:uid>/rename/", units.unit_rename, name="unit_rename"),
    path("units/<uuid:uid>/close/", units.unit_close, name="unit_close"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<uuid:uid>/", people.person, name="person"),
    path("people/<uuid:uid>/roles/", people.person_roles, name="person_roles"),
    path("people/<uuid:uid>/password/", people.person_password, name="person_password"),
    path("people/<uuid:uid>/switch/", people.person_switch, name="person_switch"),
]
