"""One indicator: looked at, made by an agency, counted in another way from a day on."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.indicators import access
from cchc.indicators.forms.library import NewIndicatorForm, VersionForm
from cchc.indicators.models import Indicator, IndicatorBlock, Rate
from cchc.indicators.pages import library as pages
from cchc.indicators.pages.course import Course, course_page
from cchc.indicators.selectors.course import aims_of, course_of
from cchc.indicators.selectors.library import effect_of, free_code, version_on, versions_known
from cchc.indicators.services import library as services
from cchc.orgs.access import agency_of, agency_where, may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.tasks.access import visible_tasks


@require_permission(Permission.FIGURE_READ)
@require_GET
def indicator(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How it is counted and how it went; `?period=` tells another period by unit."""
    user = signed_in_user(request)
    row = access.get_indicator(user=user, uid=uid)
    return _page(row, user, chosen=request.GET.get("period", "")).respond(request)


@require_permission(Permission.FIGURE_MANAGE)
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """An indicator of the agency's own, known to the agencies below it as well."""
    user = signed_in_user(request)
    agency = agency_where(user, Permission.FIGURE_MANAGE)
    form = NewIndicatorForm(
        request.POST or None,
        rates=list(Rate.objects.all()),
        blocks=list(IndicatorBlock.objects.all()),
        code=free_code(agency),
    )
    if form.is_valid():

        def act() -> str:
            made = services.create_indicator(
                agency=agency,
                code=form.cleaned_data["code"],
                block=form.block_chosen,
                facts=form.facts,
                by=user,
                at=clock.now(),
            )
            return reverse("figures_indicator", args=[made.uid])

        with suppress(Refused):
            return carry_out(
                request, form, act, _("Đã tạo chỉ tiêu. Hãy phân công đơn vị cung cấp số.")
            )
    return pages.VersionPage(indicator=None, form=form, effect=None).respond(
        request, status_of(form)
    )


@require_permission(Permission.FIGURE_MANAGE)
@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A version beside the others from a day on: first what it changes, then written."""
    user, today = signed_in_user(request), clock.today()
    agency = agency_where(user, Permission.FIGURE_MANAGE)
    row = access.get_indicator(user=user, uid=uid)
    known = versions_known(row, agency)
    base = version_on(row, agency, today) or (known[-1] if known else None)
    form = VersionForm(request.POST or None, rates=list(Rate.objects.all()), base=base)
    effect = None
    if form.is_valid():
        if request.POST.get("act") == "save":

            def act() -> str:
                services.add_version(
                    indicator=row, agency=agency, facts=form.facts, by=user, at=clock.now()
                )
                return reverse("figures_indicator", args=[row.uid])

            with suppress(Refused):
                return carry_out(request, form, act, _("Đã ghi phiên bản mới."))
        facts = form.facts
        effect = effect_of(row, agency, dict(facts.columns), facts.valid_from)
    return pages.VersionPage(indicator=row, form=form, effect=effect).respond(
        request, status_of(form)
    )


@require_permission(Permission.FIGURE_MANAGE)
@require_POST
def take_back(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """An own version that should not count after all."""
    user = signed_in_user(request)
    agency = agency_where(user, Permission.FIGURE_MANAGE)
    row = access.get_indicator(user=user, uid=uid)
    found = next((each for each in versions_known(row, agency) if each.pk == number), None)
    if found is None:
        raise Http404
    try:
        services.take_back_version(version=found, agency=agency, by=user, at=clock.now())
    except DomainError as error:
        return _page(row, user, [error.message]).respond(request, 422)
    return go_to(request, reverse("figures_indicator", args=[row.uid]))


def _course(row: Indicator, user: User, today: date, chosen: str) -> Course | None:
    """The figures of this year and the last; the period asked for, else the latest with a figure."""
    agency = agency_of(user)
    years = (today.year - 1, today.year)
    points = course_of(row, agency, years, visible_tasks(user), settings.DUE_SOON_DAYS)
    if not points:
        return None
    told = [each for each in points if each.line.total.given] or points
    point = next((each for each in points if str(each.period.uid) == chosen), told[-1])
    year = point.period.data_to.year if point.period.data_to else today.year
    aims = aims_of(row, agency, year)
    return course_page(points, point, aims[0] if aims else None)


def _page(
    row: Indicator, user: User, errors: list[str] | None = None, chosen: str = ""
) -> pages.IndicatorPage:
    agency, today = agency_of(user), clock.today()
    may_manage = may(user, Permission.FIGURE_MANAGE, agency)
    known = versions_known(row, agency)
    now = version_on(row, agency, today)
    return pages.IndicatorPage(
        indicator=row,
        version=now or (known[-1] if known else None),
        versions=[
            pages.VersionLine(
                each,
                each.agency.name if each.agency else "",
                each == now,
                may_manage and each.agency_id == agency.pk,
            )
            for each in known
        ],
        course=_course(row, user, today, chosen),
        may_manage=may_manage,
        history=history_of(row.uid),
        errors=errors or [],
    )
