"""Month calendar, timeline and the page of a unit."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.periods.selectors import days_of, months_of
from cchc.tasks import access
from cchc.tasks.models import Assignment
from cchc.tasks.pages.calendars import TimelinePage, calendar_page, timeline_bars
from cchc.tasks.pages.units import unit_page
from cchc.tasks.rules.asked import Asked
from cchc.tasks.selectors import lists, units
from cchc.tasks.selectors.figures import load_by_month
from cchc.tasks.selectors.states import with_state

_ON_THE_LINE = 200


@require_permission(Permission.PLAN_READ)
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Due days of one month under the list's filters; days off are marked."""
    today = clock.today()
    asked = Asked.parse(dict(request.GET.lists())).but(due="", left="")
    first = date.fromisoformat(f"{asked.month}-01") if asked.month else today.replace(day=1)
    found = lists.asked_tasks(
        access.asked_of(signed_in_user(request), asked), asked, today, settings.DUE_SOON_DAYS
    )
    month = months_of(first.year, days_of(first.year), today)[first.month - 1]
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    items = units.due_by_day(found, first, last)
    return calendar_page(first, month, items, asked, today).respond(request)


@require_permission(Permission.PLAN_READ)
@require_GET
def timeline(request: HttpRequest) -> HttpResponse:
    """Dated tasks under the list's filters on a line of time; the first 200 by due day."""
    today = clock.today()
    asked = Asked.parse(dict(request.GET.lists()))
    found = lists.asked_tasks(
        access.asked_of(signed_in_user(request), asked), asked, today, settings.DUE_SOON_DAYS
    )
    dated = with_state(found.filter(last_due_on__isnull=False), today, settings.DUE_SOON_DAYS)
    tasks = list(dated.select_related("plan").order_by("due_key", "pk")[: _ON_THE_LINE + 1])
    shown = tasks[:_ON_THE_LINE]
    return TimelinePage(
        timeline_bars(shown), shown, asked.query(), len(tasks) > _ON_THE_LINE
    ).respond(request)


@require_permission(Permission.PLAN_READ)
@require_GET
def unit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A unit's own shares, late ones first, and its load by month."""
    user = signed_in_user(request)
    today = clock.today()
    shown = access.get_unit(user=user, uid=uid)
    visible = access.visible_tasks(user)
    led = units.led_by(visible, shown)
    return unit_page(
        unit=shown,
        shares=units.shares_of(visible, shown, today, settings.DUE_SOON_DAYS),
        loads=load_by_month(
            led, today.year, Asked(unit=str(shown.uid), part="lead"), unit_id=shown.pk
        ),
        helped=units.led_by(visible, shown, Assignment.Part.COORDINATING).count(),
        today=today,
    ).respond(request)
