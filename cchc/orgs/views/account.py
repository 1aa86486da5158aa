"""One's own account; its security pages are the sign-in library's, in our templates."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc.core import clock
from cchc.core.doors import signed_in
from cchc.orgs import services
from cchc.orgs.access import needs_second_factor, signed_in_user
from cchc.orgs.pages import AccountPage


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and the doors to password, second factor and sessions."""
    kept = {each.type: each for each in Authenticator.objects.filter(user=signed_in_user(request))}
    codes = kept.get(Authenticator.Type.RECOVERY_CODES)
    return AccountPage(
        has_mfa=bool({Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN} & kept.keys()),
        needs_mfa=needs_second_factor(signed_in_user(request)),
        unused_codes=len(codes.wrap().get_unused_codes()) if codes else 0,
    ).respond(request)


@signed_in
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions, on another machine."""
    user = signed_in_user(request)
    session = get_object_or_404(UserSession, pk=pk, user=user)
    services.end_session(session=session, by=user, at=clock.now())
    messages.success(request, _("Đã kết thúc phiên đó."))
    return redirect("usersessions_list")
