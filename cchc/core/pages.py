"""Typed pages: a frozen dataclass lists what its template may use; `respond` renders it.

@dataclass(frozen=True)
class TaskListPage(Page):
    template = "tasks/list.html"
    fragment = "tasks/_list.html"    # what an HTMX request gets
    rows: list[TaskRow]
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


@dataclass(frozen=True)
class Page:
    """Base of the promised contexts. Without `fragment` the page is the same for HTMX and the browser."""

    template: ClassVar[str]
    fragment: ClassVar[str | None] = None

    def respond(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        partial = self.fragment is not None and bool(request.headers.get("HX-Request"))
        partial = partial and not request.headers.get("HX-History-Restore-Request")
        response = render(
            request,
            self.fragment if partial and self.fragment else self.template,
            context,
            status=status,
        )
        if self.fragment is not None:
            patch_vary_headers(response, ["HX-Request"])
        return response


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """Lead the browser to another page after an act, also when HTMX asked."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def page_behind(request: HttpRequest) -> str:
    """The address of the page that somebody was on: the request's own, or that of the form or fragment's page."""
    own = request.get_full_path()
    shown = request.headers.get("HX-Current-URL") or (
        request.headers.get("Referer") if request.method == "POST" else None
    )
    if not shown or not url_has_allowed_host_and_scheme(shown, {request.get_host()}):
        return own
    parts = urlsplit(shown)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def sign_in_address(request: HttpRequest) -> str:
    """The sign-in page, leading back to where the person is."""
    return f"{reverse('account_login')}?{urlencode({'next': page_behind(request)})}"
