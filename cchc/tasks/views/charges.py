"""Which leader looks after which area: kept by the administrator."""

from contextlib import suppress
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.orgs.access import agency_where, require_permission, signed_in_user
from cchc.orgs.models import Unit
from cchc.orgs.rules import Permission
from cchc.orgs.selectors import leaders_of
from cchc.plans.models import ReformArea
from cchc.tasks import access
from cchc.tasks.forms.charges import ChargeForm, EndChargeForm
from cchc.tasks.models import AreaCharge
from cchc.tasks.pages.charges import ChargesPage
from cchc.tasks.services import charges as services


@require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def charges(request: HttpRequest) -> HttpResponse:
    """Leaders and their areas, and one more."""
    user = signed_in_user(request)
    agency, today = agency_where(user, Permission.USER_MANAGE), clock.today()
    areas = ReformArea.objects.filter(Q(agency__isnull=True) | Q(agency=agency))
    form = ChargeForm(
        request.POST or None,
        leaders_of(agency, today),
        areas.order_by("position", "pk"),
        {"valid_from": today},
    )

    def act() -> str:
        services.charge_area(agency=agency, **form.cleaned_data, by=user, at=clock.now())
        return reverse("area_charges")

    if form.is_valid():
        with suppress(Refused):
            return carry_out(request, form, act, _("Đã ghi phân công phụ trách."))
    return ChargesPage(agency, _rows(agency), form, None).respond(request, status_of(form))


@require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The last day of a charge."""
    user = signed_in_user(request)
    charge = access.get_charge(user=user, uid=uid)
    form = EndChargeForm(request.POST or None, initial={"on": clock.today()})

    def act() -> str:
        services.end_charge(charge=charge, on=form.cleaned_data["on"], by=user, at=clock.now())
        return reverse("area_charges")

    if form.is_valid():
        with suppress(Refused):
            return carry_out(request, form, act, _("Đã ghi ngày thôi phụ trách."))
    page = ChargesPage(charge.agency, _rows(charge.agency), form, charge)
    return page.respond(request, status_of(form))


def _rows(agency: Unit) -> list[AreaCharge]:
    standing = AreaCharge.objects.filter(agency=agency).exclude(valid_to__lt=clock.today())
    return list(standing.select_related("user", "area"))
