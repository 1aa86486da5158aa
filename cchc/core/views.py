"""Health for the operator, and the pages shown when something cannot be."""

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cchc.core import clock, kept
from cchc.core.doors import public, signed_in
from cchc.core.models import KeptForm
from cchc.core.pages import page_behind, sign_in_address
from cchc.core.templatetags.cchc import moment
from cchc.core.tokens import owner_of


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
    """A form without its token: the session changed, or the page is old.

    When it came from a page of ours its text is kept for whom that page was made for, who is led back there.
    """
    owner = None
    if request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}":
        owner = kept.keep_sent(
            action=request.path, posted=request.POST, has_files=bool(request.FILES), at=clock.now()
        )
    if owner is None or request.user.pk not in {owner, None}:
        return render(request, "core/forbidden.html", status=403)
    request.is_kept = True  # type: ignore[attr-defined]  # read by core.middleware
    messages.info(
        request,
        _("Phiên làm việc đã thay đổi nên nội dung chưa được gửi. Hãy xem lại rồi gửi lần nữa."),
    )
    is_in = request.user.is_authenticated
    return HttpResponseRedirect(page_behind(request) if is_in else sign_in_address(request))


@public
@never_cache
@require_http_methods(["GET", "POST"])
def kept_forms(request: HttpRequest) -> HttpResponse:
    """What one typed and did not send: asked for by the page of the form, saved and dropped by it.

    Public, since a page saves also when its session has just ended; the form's signed token says for whom.
    Answers 401 then, so that the page leads to the sign-in page.
    """
    if request.method == "GET":
        found = kept.kept_for(owner=request.user.pk or 0, actions=request.GET.getlist("action"))
        return JsonResponse({"forms": [_told(each) for each in found]})
    owner = owner_of(request.POST.get("submit_token", ""))
    if owner is None or request.user.pk not in {owner, None}:
        return HttpResponse(status=403)
    action = request.POST.get("action", "")
    if "discard" in request.POST:
        kept.forget(owner=owner, action=action)
    else:
        try:
            fields = kept.parsed(json.loads(request.POST.get("fields", "")))
        except ValueError:
            fields = None
        had_files = request.POST.get("had_files") == "1"
        if fields is None or not kept.keep(
            owner=owner, action=action, fields=fields, had_files=had_files, at=clock.now()
        ):
            return HttpResponse(status=422)
    return HttpResponse(status=204 if request.user.is_authenticated else 401)


def _told(form: KeptForm) -> dict[str, object]:
    return {
        "action": form.action,
        "fields": form.fields,
        "had_files": form.had_files,
        "saved_at": moment(form.saved_at),
    }


@signed_in
@require_POST
def present(request: HttpRequest) -> HttpResponse:
    """Somebody is at the machine although no page is asked for: the middleware renews the session."""
    return HttpResponse(status=204)


@signed_in
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """A page was left open for as long as a session lasts: end it here too, and lead back after signing in again."""
    logout(request)
    messages.info(
        request,
        _("Phần mềm đã khóa vì không có thao tác. Đăng nhập lại để tiếp tục đúng chỗ đang làm."),
    )
    return HttpResponseRedirect(sign_in_address(request))


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "core/broken.html", status=500)
