"""Health for the operator, and the pages shown when something cannot be."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from cchc.core.doors import public


@public
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    connection.ensure_connection()
    return JsonResponse({"status": "ok"})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "core/forbidden.html", status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the session changed, or the page is old."""
    return render(request, "core/forbidden.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "core/broken.html", status=500)
