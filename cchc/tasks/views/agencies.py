"""How the work of the agencies below stands, for everybody who reads it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.core.downloads import download
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.publishing.sheets import XLSX, Workbook, write_xlsx
from cchc.tasks import access
from cchc.tasks.pages import agencies as pages
from cchc.tasks.selectors.agencies import (
    agencies_late,
    agency_lines,
    areas_counted,
    years_counted,
)
from cchc.tasks.selectors.options import Option


@require_permission(Permission.PLAN_READ)
@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    """An agency's own work and that of each agency directly below it, with all below that."""
    return _page(request).respond(request)


@require_permission(Permission.PLAN_READ)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same lines as a workbook, every state in a column of its own."""
    page, today = _page(request), clock.today()
    author = signed_in_user(request).full_name
    workbook = Workbook((pages.agencies_sheet(page, today),), made_on=today, author=author)
    return download(write_xlsx(workbook), XLSX, f"nhiem-vu-cac-co-quan-{today:%Y%m%d}.xlsx")


def _page(request: HttpRequest) -> pages.AgenciesPage:
    user, today, given = signed_in_user(request), clock.today(), request.GET
    above = access.get_agency_above(user=user, asked=given.get("at", ""))
    years = years_counted(above)
    chosen = given.get("area", "")
    areas = [Option(code, name, code == chosen) for code, name in areas_counted(above)]
    asked = pages.AskedAgencies(
        above=above,
        year=pages.year_among(years, given.get("year", ""), today.year),
        area=next((each.value for each in areas if each.is_on), ""),
        sort=given.get("sort", "") if given.get("sort", "") in pages.SORTS else "",
    )
    wanted = (above, asked.year, asked.area, today, settings.DUE_SOON_DAYS)
    return pages.agencies_page(
        asked=asked,
        lines=agency_lines(*wanted),
        late=agencies_late(*wanted),
        crumbs=access.agencies_between(user, above),
        years=years,
        areas=areas,
        today=today,
    )
