"""A report that is asked for once, in the browser."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.indicators import pages, selectors
from cchc.indicators.forms.adhoc import AdHocForm
from cchc.indicators.services.adhoc import ask_once
from cchc.orgs.access import agency_where, require_permission, signed_in_user
from cchc.orgs.rules import Permission


@require_permission(Permission.FIGURE_MANAGE)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Questions, whom they are put to, by which letter and until when."""
    user, today = signed_in_user(request), clock.today()
    agency = agency_where(user, Permission.FIGURE_MANAGE)
    versions = [each for each in selectors.library_of(agency, today) if each.kind == "entered"]
    form = AdHocForm(
        request.POST or None,
        units=selectors.reporting_units(agency, today),
        indicators=[(each.indicator_id, each.name) for each in versions],
    )
    if form.is_valid():

        def act() -> str:
            period = ask_once(agency=agency, asked=form.asked, by=user, at=clock.now())
            return reverse("figures_sums", args=[period.uid])

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã mở kỳ và báo cho các đơn vị."))
    return pages.AdHocPage(form=form).respond(request, status_of(form))
