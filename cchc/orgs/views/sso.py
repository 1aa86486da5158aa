"""Signing in and out by the province's identity provider; 404 where none is set."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cchc.core import clock
from cchc.core.doors import public
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.orgs import access
from cchc.orgs.pages.sso import SsoRefusedPage, SsoSignedOutPage
from cchc.orgs.rules import Permission
from cchc.orgs.services.sso import unlink_account
from cchc.orgs.sso import PROVIDER, StrictAdapter


@public
@never_cache
@require_GET
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider; of the address only `next` is taken along."""
    following = request.GET.get("next", "")
    request.GET = _fixed({"next": following} if following else {})
    return _ask(request, provider_id, OAuth2LoginView.adapter_view)


@public
@never_cache
@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider's answer."""
    return _ask(request, provider_id, OAuth2CallbackView.adapter_view)


@public
@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """Signed out here, with a way to sign out there too."""
    _must_be_set()
    return SsoSignedOutPage().respond(request)


@public
@never_cache
@require_GET
def end(request: HttpRequest) -> HttpResponse:
    """Lead to where the provider ends its own session."""
    own = _must_be_set()
    try:
        config = StrictAdapter(request, PROVIDER).openid_config
    except requests.RequestException:
        return _away(request)
    address = config.get("end_session_endpoint")
    if not address:
        words = _("Tài khoản của tỉnh không cho đăng xuất từ đây; hãy đăng xuất tại cổng của tỉnh.")
        return SsoRefusedPage(refusal=words).respond(request)
    back = request.build_absolute_uri(reverse("account_login"))
    asked = {"client_id": own["client_id"], "post_logout_redirect_uri": back}
    return HttpResponseRedirect(f"{address}?{urlencode(asked)}")


@access.require_permission(Permission.USER_MANAGE)
@require_POST
def person_unlink(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Forget under which subject somebody comes."""
    user = access.signed_in_user(request)
    shown, agency = access.managed_person(user, uid)
    try:
        unlink_account(user=shown, agency=agency, by=user, at=clock.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã gỡ liên kết với tài khoản của tỉnh."))
    return go_to(request, reverse("person", args=[shown.uid]))


def _ask(
    request: HttpRequest, provider_id: str, view_of: Callable[[StrictAdapter], Any]
) -> HttpResponse:
    _must_be_set()
    try:
        response: HttpResponse = view_of(StrictAdapter(request, provider_id))(request)
    except ImmediateHttpResponse as answer:
        given: HttpResponse = answer.response
        return given
    except SocialApp.DoesNotExist as fault:
        raise Http404 from fault
    except requests.RequestException:
        return _away(request)
    return response


def _away(request: HttpRequest) -> HttpResponse:
    words = _("Không liên hệ được máy chủ đăng nhập của tỉnh. Hãy thử lại sau, hoặc dùng mật khẩu.")
    return SsoRefusedPage(refusal=words).respond(request, 503)


def _fixed(values: dict[str, str]) -> Any:
    """A query of these values alone."""
    return QueryDict(urlencode(values))


def _must_be_set() -> dict[str, Any]:
    if settings.OIDC is None:
        raise Http404
    return settings.OIDC
