"""The personal calendar: its address is made and ended by its owner, and fetched by a phone without signing in."""

from django.conf import settings as installed
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.core import clock
from cchc.core.doors import public, signed_in
from cchc.core.pages import go_to
from cchc.orgs.access import signed_in_user
from cchc.tasks.models import CalendarFeed
from cchc.tasks.pages.calendar_file import calendar_file
from cchc.tasks.pages.reminders import FeedPage
from cchc.tasks.selectors.feeds import feed_with, owed_by_units_of
from cchc.tasks.services.feeds import end_feed, hash_of_secret, make_feed, note_fetch


@signed_in
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Whether one has a calendar; making it anew shows its address once."""
    user = signed_in_user(request)
    address = ""
    if request.method == "POST":
        secret = make_feed(user=user, at=clock.now())
        path = reverse("task_feed_file", args=[secret])
        address = (
            f"{installed.BASE_URL}{path}"
            if installed.BASE_URL
            else request.build_absolute_uri(path)
        )
    feed = CalendarFeed.objects.filter(user=user).first()
    response = FeedPage(feed=feed, address=address).respond(request)
    response["Cache-Control"] = "no-store"
    return response


@signed_in
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    end_feed(user=signed_in_user(request))
    messages.success(request, _("Đã thu hồi địa chỉ lịch. Điện thoại sẽ không nhận được hạn mới."))
    return go_to(request, reverse("task_feed"))


@public
@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The due days behind a secret address; 404 for one that ended or never was."""
    found = feed_with(hash_of_secret(secret))
    if found is None:
        raise Http404
    note_fetch(feed=found, at=clock.now())
    response = HttpResponse(
        calendar_file(owed_by_units_of(found.user, clock.today()), clock.now()),
        content_type="text/calendar; charset=utf-8",
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
