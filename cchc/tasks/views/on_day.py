"""Figures by unit as of a day."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.core.days import read_day
from cchc.orgs.access import agency_of, require_permission, signed_in_user
from cchc.orgs.models import Unit
from cchc.orgs.rules import Permission
from cchc.tasks import access
from cchc.tasks.pages.on_day import OnDayPage
from cchc.tasks.selectors.same_period import compared_on


@require_permission(Permission.PLAN_READ)
@require_GET
def on_day(request: HttpRequest) -> HttpResponse:
    """Work by unit on a day gone by or today, beside the same period of the year before."""
    agencies = access.visible_agencies(signed_in_user(request))
    agency = _agency(request, agencies)
    today = clock.today()
    day = read_day(request.GET.get("day", "")) or today
    first = read_day(request.GET.get("first", "")) or day.replace(month=1, day=1)
    errors = _faults(first, day, today)
    with_predecessors = request.GET.get("added") == "1"
    rows = []
    if not errors:
        rows = compared_on(
            agency, first, day, settings.DUE_SOON_DAYS, with_predecessors=with_predecessors
        )
    return OnDayPage(
        agency=agency,
        agencies=agencies,
        day=day,
        first=first,
        with_predecessors=with_predecessors,
        rows=rows,
        errors=errors,
    ).respond(request, status=422 if errors else 200)


def _agency(request: HttpRequest, agencies: list[Unit]) -> Unit:
    asked = request.GET.get("agency", "")
    if not asked:
        return agency_of(signed_in_user(request))
    found = next((each for each in agencies if str(each.uid) == asked), None)
    if found is None:
        raise Http404
    return found


def _faults(first: date, day: date, today: date) -> list[str]:
    if day > today:
        return [_("Ngày xem chưa tới. Hãy chọn hôm nay hoặc một ngày trước.")]
    if first > day:
        return [_("Ngày đầu kỳ phải trước hoặc bằng ngày xem.")]
    return []
