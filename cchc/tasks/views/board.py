"""How everybody's work stands, for who directs it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.tasks import access
from cchc.tasks.pages.board import board_page
from cchc.tasks.selectors.board import board_of


@require_permission(Permission.DIRECTION_RECORD)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    user, today = signed_in_user(request), clock.today()
    agency = access.get_directed_agency(user=user, asked=request.GET.get("agency", ""))
    return board_page(
        agency=agency,
        board=board_of(agency, today, settings.DUE_SOON_DAYS),
        today=today,
        may_urge=may(user, Permission.REMINDER_MANAGE, agency),
    ).respond(request)
