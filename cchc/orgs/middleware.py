"""Roles that decide open their work only with a second factor (where the installation asks for it)."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cchc.orgs.access import needs_second_factor
from cchc.orgs.models import User
from cchc.orgs.sso import FACTOR

# What somebody without a second factor needs to get one; the sign-in library's own pages are open besides.
_ALWAYS_OPEN = {"account", "health", "kept_forms", "present", "lock"}
_KNOWN = "has_second_factor"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes alone are none


class SecondFactorRequired:
    """Leads who needs a second factor and has none to the page where it is turned on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.REQUIRE_MFA or not isinstance(request.user, User):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in _ALWAYS_OPEN or view.__module__.startswith("allauth."):
            return None
        if not needs_second_factor(request.user) or _has(request):
            return None
        request.is_kept = True  # type: ignore[attr-defined]  # read by core.middleware: nothing was sent
        messages.warning(
            request, _("Vai trò của bạn cần xác thực hai lớp. Hãy bật trước khi làm việc.")
        )
        if request.headers.get("HX-Request"):
            return HttpResponse(status=403, headers={"HX-Redirect": "/account/2fa/"})
        return redirect("mfa_index")


def _has(request: HttpRequest) -> bool:
    """Asked of the database until it is so, then remembered in the session; turning it off forgets.

    A session that began at the identity provider with two factors needs no further one.
    """
    if request.session.get(_KNOWN) is True or request.session.get(FACTOR) is True:
        return True
    if not is_mfa_enabled(request.user, FACTORS):
        return False
    request.session[_KNOWN] = True
    return True


def forget(request: HttpRequest) -> None:
    """The person turned a factor off: ask again."""
    request.session.pop(_KNOWN, None)
