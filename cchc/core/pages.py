"""Typed pages: a frozen dataclass lists what its template may use; `respond` renders it.

@dataclass(frozen=True)
class TaskListPage(Page):
    template = "tasks/list.html"
    fragment = "tasks/_list.html"    # what an HTMX request gets
    rows: list[TaskRow]
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


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
