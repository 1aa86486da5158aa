"""What the person who looks has to do now."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.tasks.pages.my_work import my_work_page
from cchc.tasks.selectors.my_work import my_work


@require_permission(Permission.PLAN_READ)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    work = my_work(signed_in_user(request), clock.today(), settings.DUE_SOON_DAYS)
    return my_work_page(work).respond(request)
