"""How everybody's work stands, for who directs it."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.orgs.access import agencies_where, may, require_permission, signed_in_user
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.tasks.pages.board import board_page
from cchc.tasks.selectors.board import board_of


@require_permission(Permission.DIRECTION_RECORD)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    user, today = signed_in_user(request), clock.today()
    agency = _agency(user, request.GET.get("agency", ""))
    return board_page(
        agency=agency,
        board=board_of(agency, today, settings.DUE_SOON_DAYS),
        today=today,
        may_urge=may(user, Permission.REMINDER_MANAGE, agency),
    ).respond(request)


def _agency(user: User, asked: str) -> Unit:
    """The agency that the address names where the person directs several, else his first."""
    directed = agencies_where(user, Permission.DIRECTION_RECORD)
    if not asked:
        return directed[0]
    try:
        wanted = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    found = next((agency for agency in directed if agency.uid == wanted), None)
    if found is None:
        raise Http404
    return found
