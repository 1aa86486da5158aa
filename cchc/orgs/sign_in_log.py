"""Sign-ins, lock-outs and second factors in the log. The sign-in libraries announce them by signals only."""

from typing import Any

from allauth.core import ratelimit
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from axes.helpers import get_client_ip_address
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.http import HttpRequest

from cchc.audit.services import record
from cchc.core import clock
from cchc.orgs.middleware import forget
from cchc.orgs.models import User

_ON = {"totp": "user.mfa_on", "webauthn": "user.passkey_added"}
_OFF = {"totp": "user.mfa_off", "webauthn": "user.passkey_removed"}


def connect() -> None:
    """Called once from `AppConfig.ready`."""
    user_logged_in.connect(_signed_in, dispatch_uid="orgs.signed_in")
    user_locked_out.connect(_locked_out, dispatch_uid="orgs.locked_out")
    authentication_failed.connect(_wrong_code, dispatch_uid="orgs.wrong_code")
    authenticator_added.connect(_mfa_on, dispatch_uid="orgs.mfa_on")
    authenticator_removed.connect(_mfa_off, dispatch_uid="orgs.mfa_off")


def _signed_in(user: User, **kwargs: Any) -> None:
    _note("user.signed_in", user)


def _mfa_on(user: User, authenticator: Any, **kwargs: Any) -> None:
    if (kind := _kind(authenticator)) in _ON:
        _note(_ON[kind], user)


def _mfa_off(user: User, authenticator: Any, request: HttpRequest, **kwargs: Any) -> None:
    forget(request)
    if (kind := _kind(authenticator)) in _OFF:
        _note(_OFF[kind], user)


def _kind(authenticator: Any) -> str:
    """The library sends its row or a wrapper around it. Recovery codes come and go with the others, untold."""
    return str(getattr(authenticator, "instance", authenticator).type)


@transaction.atomic
def _locked_out(username: str | None, ip_address: str | None, **kwargs: Any) -> None:
    user = User.objects.filter(username__iexact=username or "").first()
    record(
        action="user.locked_out",
        target=user,
        by=None,
        at=clock.now(),
        agency_id=_chain_of(user),
        label=username or "?",
        address=ip_address,
    )


def _wrong_code(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The last wrong code that is taken is told as the lock-out it brings."""
    counted = f"mfa-auth-user-{user.pk}"  # the library's name for it
    if not ratelimit.consume(request, action="login_failed", key=counted, dry_run=True):
        _locked_out(user.username, get_client_ip_address(request))


@transaction.atomic
def _note(action: str, user: User) -> None:
    record(action=action, target=user, by=user, at=clock.now(), agency_id=_chain_of(user))


def _chain_of(user: User | None) -> int:
    """The agency the person works in; 0, the installation, for nobody's."""
    if user is None or not user.live_memberships:
        return 0
    return user.live_memberships[0].unit.agency_id or 0
