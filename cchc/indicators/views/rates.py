"""Rates that documents set from a day on: looked at, and a new one entered beside the old."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.indicators.forms.rates import RateForm
from cchc.indicators.models import Rate
from cchc.indicators.pages import rates as pages
from cchc.indicators.selectors.versions import amounts_of
from cchc.indicators.services.rates import set_rate
from cchc.orgs.access import agency_where, require_permission, signed_in_user
from cchc.orgs.rules import Permission


@require_permission(Permission.FIGURE_MANAGE)
@require_http_methods(["GET", "POST"])
def rates(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    agency = agency_where(user, Permission.FIGURE_MANAGE)
    known = list(Rate.objects.all())
    form = RateForm(request.POST or None, rates=known)
    if form.is_valid():

        def act() -> str:
            rate, given = form.given
            set_rate(rate=rate, agency=agency, given=given, by=user, at=clock.now())
            return reverse("figures_rates")

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã ghi mức áp dụng."))
    lines = [
        (
            rate,
            [
                pages.amount_line(row, is_counted=counts)
                for row, counts in reversed(amounts_of(rate, agency))
            ],
        )
        for rate in known
    ]
    return pages.RatesPage(rates=lines, form=form).respond(request, status_of(form))
