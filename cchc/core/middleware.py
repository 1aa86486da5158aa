"""Closed doors, refusals as pages, and sessions that end when idle."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.translation import gettext as _

from cchc.core import clock, kept
from cchc.core.doors import Door
from cchc.core.errors import DomainError, Stale
from cchc.core.pages import page_behind, sign_in_address

Respond = Callable[[HttpRequest], HttpResponse]
# allauth guards its own pages; only those that `config.urls` includes can be reached at all.
_SELF_GUARDED = ("allauth.",)
_RENEW_AFTER_SECONDS = 60


class CompressedPages(GZipMiddleware):
    """Compresses pages for browsers that take it: a list of fifty tasks is 80 KB, an eighth of it compressed.

    Django adds a few random bytes, so that lengths tell nothing of what a page hides. Files go as they are: they are
    packed already, and static ones lie compressed beside their originals.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.streaming or not is_page:
            return response
        return super().process_response(request, response)


class ClosedByDefault:
    """Refuses views without a door, sends strangers to the sign-in page, renews a session in use.

    A form that a stranger sends was opened before the session ended: its text is kept for whom it was made for.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _was_carried_out(request, response) and request.user.pk is not None:
            kept.forget(owner=request.user.pk, action=request.path)
        return response

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
        _keep_text(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": sign_in_address(request)})
        return redirect_to_login(page_behind(request))


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


def _keep_text(request: HttpRequest) -> None:
    """Keep what a person without a session sent, and say so on the sign-in page."""
    if request.method != "POST":
        return
    owner = kept.keep_sent(
        action=request.path, posted=request.POST, has_files=bool(request.FILES), at=clock.now()
    )
    if owner is not None:
        messages.info(
            request,
            _(
                "Phiên làm việc đã hết. Nội dung bạn vừa gửi được giữ lại; hãy đăng nhập để gửi tiếp."
            ),
        )


def _was_carried_out(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a form with a token of ours was answered by leading on, as every act that succeeded is."""
    leads_on = response.status_code == 302 or "HX-Redirect" in response.headers
    is_sent = request.method == "POST" and "submit_token" in request.POST
    return is_sent and leads_on and not hasattr(request, "is_kept")
