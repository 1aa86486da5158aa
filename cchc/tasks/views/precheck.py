"""The check before the day."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.tasks.pages.precheck import precheck_page
from cchc.tasks.rules.precheck import USUAL_WINDOW, WINDOWS
from cchc.tasks.selectors.precheck import findings_for


@require_permission(Permission.PLAN_READ)
@require_GET
def precheck(request: HttpRequest) -> HttpResponse:
    given = request.GET.get("days", "")
    days = next((each for each in WINDOWS if str(each) == given), USUAL_WINDOW)
    findings = findings_for(signed_in_user(request), days, clock.today())
    return precheck_page(findings, days).respond(request)
