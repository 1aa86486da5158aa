"""How the sign-in libraries behave here: nobody signs up alone, and passwords are changed by a service."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from cchc.core import clock
from cchc.orgs import services
from cchc.orgs.models import User
from cchc.orgs.services import idle
from cchc.orgs.sso import HERE, mark_session


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """Accounts are made by an administrator."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": gettext_lazy(
            "Mã đã bị nhập sai nhiều lần nên tài khoản tạm khóa. Hãy đợi 15 phút rồi thử lại. "
            "Nếu không phải bạn nhập sai, hãy báo ngay cho quản trị của cơ quan."
        ),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: wrong passwords are counted by django-axes, by name and address together.

        The library would count them by name alone, so that anybody could lock out anybody. It goes on to count wrong
        codes of the second factor, which only who knows the password can send.
        """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Whoever proved to own an account that was locked for not being used is sent the link that reopens it."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is not None or user.idle_locked_at is None:
            return response
        if (kwargs.get("signal_kwargs") or {}).get("sociallogin") is not None:
            idle.reopen_by_sign_in(user=user, at=clock.now())
            return None
        clear_login(request)
        idle.ask_to_reopen(name=user.username, at=clock.now())
        return redirect("account_reopen")

    def get_login_stages(self) -> list[str]:
        """The library's, with our own judgement of when a second factor is asked for."""
        usual = "allauth.mfa.stages.AuthenticateStage"
        ours = "cchc.orgs.sso.SecondFactorStage"
        return [ours if each == usual else each for each in super().get_login_stages()]

    def post_login(
        self,
        request: HttpRequest,
        user: User,
        *,
        signal_kwargs: dict[str, Any] | None,
        **kwargs: Any,
    ) -> HttpResponse:
        mark_session(request, signal_kwargs)
        response: HttpResponse = super().post_login(
            request, user, signal_kwargs=signal_kwargs, **kwargs
        )
        return response

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Who came by the province's provider is told that the session there goes on."""
        if request.session.get(HERE):
            return reverse("sso_signed_out")
        return str(super().get_logout_redirect_url(request))

    def set_password(self, user: User, password: str) -> None:
        services.change_own_password(user=user, password=password, at=clock.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever signs in with a password that another person set is led to change it first."""
        if getattr(request.user, "password_is_temporary", False) and not request.session.get(HERE):
            return reverse("account_change_password")
        return str(super().get_login_redirect_url(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Notices about accounts go through the log; mail comes with the room that owns messages."""


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # untyped library
    """Passkeys are named in Vietnamese."""

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # the library's name
        present = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Khóa %(number)d") % {"number": present + 1}


def sign_in_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The name that a sign-in tries, for counting failures: the same however it is typed."""
    given = credentials or {}
    name = given.get("username") or given.get("email") or request.POST.get("login", "")
    return str(name).strip().lower()[:255]
