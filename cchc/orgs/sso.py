"""Sign-in by the province's identity provider (OpenID Connect): only people who are here already, never a new account.

The library brings the protocol (discovery, code with PKCE, state); here is what we ask beyond it: the token's signature
is always checked, user info must speak of the same subject, and who comes is found by subject or by verified official
address. Prose: docs/operations.md; ADR 50.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cchc.core import clock
from cchc.orgs.models import User
from cchc.orgs.pages.sso import SsoRefusedPage
from cchc.orgs.services import sso as services
from cchc.orgs.services.accounts import address_is_fresh

PROVIDER = "tinh"
HERE, FACTOR = "orgs.sso", "orgs.sso_factor"  # marks of a session that began there


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider vouches for. `has_factor`: two factors were used, in the terms that we were told."""

    email: str
    email_is_verified: bool
    has_factor: bool


def read_claims(data: dict[str, Any], acr: Collection[str], amr: Collection[str]) -> Claims:
    """acr, amr: the values that stand for two factors; none given, none counts."""
    methods = data.get("amr") or []
    methods = [methods] if isinstance(methods, str) else methods
    return Claims(
        email=str(data.get("email") or "").strip().lower(),
        email_is_verified=data.get("email_verified") is True,
        has_factor=data.get("acr") in acr or any(each in amr for each in methods),
    )


def subject_key(issuer: str, subject: str) -> str:
    """How a subject is kept: bound to its issuer, so that another provider's subject is never taken for it."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # untyped library
    """The library's client, with the checks that it leaves out."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no id_token")
        config, own = self.openid_config, app.settings["server_url"]
        if config.get("issuer", "").rstrip("/") != own.rstrip("/"):
            raise OAuth2Error("another issuer")
        found = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=config["jwks_uri"],
            issuer=config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if "email" not in found and config.get("userinfo_endpoint"):
            more = self._fetch_user_info(token.token)
            if more.get("sub") != found["sub"]:
                raise OAuth2Error("user info of another subject")
            found = more | found
        login = self.get_provider().sociallogin_from_response(request, {"id_token": found})
        login.account.uid = subject_key(config["issuer"], str(found["sub"]))
        login.account.extra_data = {}  # nothing of it is kept
        login.claims = read_claims(found, app.settings["acr"], app.settings["amr"])
        return login


class KnownPeopleOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # untyped library
    """Who signs in by the provider must be somebody of ours."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one provider of the settings; none of the database."""
        own = settings.OIDC
        if own is None or provider not in {None, PROVIDER, "openid_connect"}:
            return []
        options: dict[str, Any] = {
            "server_url": own["issuer"],
            "oauth_pkce_enabled": True,
            "acr": own["acr"],
            "amr": own["amr"],
        }
        if own["acr"]:
            options["auth_params"] = {"acr_values": " ".join(own["acr"])}
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=PROVIDER,
                name=own["name"],
                client_id=own["client_id"],
                secret=own["secret"],
                settings=options,
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose account it is, or answer with a page that says why not."""
        claims: Claims = sociallogin.claims
        sociallogin.state["has_factor"] = claims.has_factor
        if sociallogin.is_existing:
            user: User = sociallogin.user
            if not user.is_active:
                refuse(
                    request, _("Tài khoản của bạn ở đây đã ngừng. Hãy hỏi quản trị của cơ quan.")
                )
            return
        found = services.account_of(claims.email) if claims.email_is_verified else []
        if not claims.email:
            refuse(request, _("Tài khoản của tỉnh không cho biết thư công vụ của bạn."))
        if not claims.email_is_verified:
            refuse(request, _("Thư công vụ trong tài khoản của tỉnh chưa được xác minh."))
        if len(found) != 1:
            words = _(
                "Không có tài khoản nào ở đây dùng thư công vụ %(email)s. Hãy hỏi quản trị của cơ quan."
            )
            refuse(request, words % {"email": claims.email})
        if SocialAccount.objects.filter(user=found[0], provider=PROVIDER).exists():
            refuse(
                request,
                _(
                    "Tài khoản ở đây đã gắn với một tài khoản khác của tỉnh. Hãy nhờ quản trị gỡ liên kết cũ."
                ),
            )
        if address_is_fresh(found[0], clock.now()):
            refuse(
                request,
                _(
                    "Thư công vụ của bạn ở đây vừa được đổi. Trong bảy ngày đầu hãy đăng nhập bằng mật khẩu."
                ),
            )
        sociallogin.user = found[0]
        services.link_account(
            user=found[0], provider=PROVIDER, subject=sociallogin.account.uid, at=clock.now()
        )

    def serialize_instance(self, instance: Any) -> Any:
        """While the own second factor is asked for, the person is kept as stored, without what was looked up since."""
        known = isinstance(instance, User) and instance.pk is not None
        return super().serialize_instance(User.objects.get(pk=instance.pk) if known else instance)

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        refuse(request, _("Chưa đăng nhập được bằng tài khoản của tỉnh. Hãy thử lại."))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What happens to accounts stands in the log."""


def refuse(request: HttpRequest, words: str) -> None:
    """Answer with our page instead of going on."""
    raise ImmediateHttpResponse(SsoRefusedPage(refusal=words).respond(request, 403))


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]  # untyped library
    """The own second factor is not asked for when the provider has asked for two."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if vouched(self.login.signal_kwargs):
            return False
        return bool(super()._should_handle(request))


def vouched(signal_kwargs: dict[str, Any] | None) -> bool:
    """Whether a sign-in came through the provider, and with two factors."""
    login = (signal_kwargs or {}).get("sociallogin")
    return login is not None and login.state.get("has_factor") is True


def mark_session(request: HttpRequest, signal_kwargs: dict[str, Any] | None) -> None:
    """Remember how the session began: signing out and the second factor depend on it."""
    if (signal_kwargs or {}).get("sociallogin") is not None:
        request.session[HERE] = True
        request.session[FACTOR] = vouched(signal_kwargs)
