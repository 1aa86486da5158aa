"""Inviting somebody by official mail, and what the person who opens the link sees."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cchc.core import clock
from cchc.core.doors import public
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.orgs import access
from cchc.orgs.forms.account import OwnPasswordForm
from cchc.orgs.pages import InvitationPage
from cchc.orgs.rules import Permission
from cchc.orgs.services import invitations


@access.require_permission(Permission.USER_MANAGE)
@require_POST
def person_invite(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Send somebody of the agency a link to set a password."""
    user = access.signed_in_user(request)
    shown, agency = access.managed_person(user, uid)
    try:
        invitations.invite(user=shown, agency=agency, by=user, at=clock.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã gửi lời mời tới %(email)s.") % {"email": shown.email})
    return go_to(request, reverse("person", args=[shown.uid]))


@public
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Set the own password; a spent link says so (410)."""
    try:
        link = invitations.find(token, at=clock.now())
    except invitations.SpentLink as refusal:
        return InvitationPage(person=None, form=None, refusal=refusal.message).respond(request, 410)
    form = OwnPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.accept(token=token, password=form.cleaned_data["password"], at=clock.now())
        except DomainError as refusal:
            form.add_error("password", refusal.message)
        else:
            messages.success(request, _("Đã đặt mật khẩu. Hãy đăng nhập."))
            return redirect("account_login")
    status = 422 if form.errors else 200
    return InvitationPage(person=link.user, form=form, refusal="").respond(request, status)
