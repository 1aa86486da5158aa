"""One's own account; its security pages are the sign-in library's, in our templates."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse

from cchc.core.doors import signed_in
from cchc.orgs.access import signed_in_user
from cchc.orgs.pages import AccountPage


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and the doors to password, second factor and sessions."""
    kept = {each.type: each for each in Authenticator.objects.filter(user=signed_in_user(request))}
    codes = kept.get(Authenticator.Type.RECOVERY_CODES)
    return AccountPage(
        has_mfa=Authenticator.Type.TOTP in kept,
        unused_codes=len(codes.wrap().get_unused_codes()) if codes else 0,
    ).respond(request)
