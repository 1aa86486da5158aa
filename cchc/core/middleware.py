"""Closed doors, refusals as pages, and sessions that end when idle."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.core import clock
from cchc.core.doors import Door
from cchc.core.errors import DomainError, Stale

Respond = Callable[[HttpRequest], HttpResponse]
# allauth guards its own pages; only those that `config.urls` includes can be reached at all.
_SELF_GUARDED = ("allauth.",)
_RENEW_AFTER_SECONDS = 60


class ClosedByDefault:
    """Refuses views without a door, sends strangers to the sign-in page, renews a session in use."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        _renew(request)
        door: Door | None = getattr(view, "door", None)
        if door is None:
            if view.__module__.startswith(_SELF_GUARDED):
                return None
            raise Http404
        if door.kind == "public" or request.user.is_authenticated:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": "/account/login/"})
        return redirect_to_login(request.get_full_path())


class DomainErrors:
    """A refusal that a view did not answer itself becomes a page with its sentence (409 when stale)."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        status = 409 if isinstance(error, Stale) else 422
        if request.headers.get("HX-Request"):
            return render(request, "core/_refusal.html", {"message": error.message}, status=status)
        return render(request, "core/refusal.html", {"message": error.message}, status=status)


def _renew(request: HttpRequest) -> None:
    """Move the idle limit forward, writing the session at most once a minute."""
    if not request.user.is_authenticated:
        return
    now = int(clock.now().timestamp())
    if now - int(request.session.get("seen_at", 0)) >= _RENEW_AFTER_SECONDS:
        request.session["seen_at"] = now
