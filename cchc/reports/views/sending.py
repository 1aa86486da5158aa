"""An issued report as data to the system of the level above: what was sent, how it ended, sending again."""

from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.reports import access
from cchc.reports.forms.boards import SendDataForm
from cchc.reports.pages.sending import transmissions_page
from cchc.reports.services.sending import ask_to_transmit


@require_permission(Permission.REPORT_READ)
@require_http_methods(["GET", "POST"])
def transmissions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The sendings of a report, latest first; a post asks for another."""
    user = signed_in_user(request)
    is_post = request.method == "POST"
    needed = Permission.REPORT_WRITE if is_post else Permission.REPORT_READ
    report = access.get_report(user=user, uid=uid, permission=needed)
    form = SendDataForm(request.POST if is_post else None)
    if form.is_valid():

        def act() -> str:
            ask_to_transmit(
                report=report, has_receiver=bool(settings.REPORTS_URL), by=user, at=clock.now()
            )
            return reverse("report_transmissions", args=[report.uid])

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã đưa báo cáo vào hàng gửi."))
    errors = [str(error) for error in form.non_field_errors()] if form.is_bound else []
    return transmissions_page(report, user, errors=errors).respond(request, status_of(form))
