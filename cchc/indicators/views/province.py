"""The figures of the agencies below: sums over a year, and the rows and persons behind one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.indicators import access
from cchc.indicators.models import FigureSum
from cchc.indicators.pages import parts_text, shown
from cchc.indicators.pages import province as pages
from cchc.indicators.selectors.library import version_on
from cchc.indicators.selectors.province import behind_sum, figure_of, is_added, year_of
from cchc.orgs.access import agency_where, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.periods.access import year_of as asked_year
from cchc.periods.rules import period_name


@require_permission(Permission.FIGURE_READ)
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """A year of the agencies below: indicators by periods, each sum with how many agencies gave."""
    user, today = signed_in_user(request), clock.today()
    agency = agency_where(user, Permission.FIGURE_READ)
    year = asked_year(request.GET.get("year", ""), today)
    found = year_of(agency, year, today)
    return pages.TreePage(
        agency=agency,
        year=year,
        codes=found.codes,
        blocks=pages.tree_blocks(found),
        agencies=found.agencies,
    ).respond(request)


@require_permission(Permission.FIGURE_READ)
@require_GET
def behind(request: HttpRequest, code: str, uid: UUID) -> HttpResponse:
    """The agencies, units and persons behind one sum; who said nothing is named."""
    user, today = signed_in_user(request), clock.today()
    agency = agency_where(user, Permission.FIGURE_READ)
    indicator = access.get_indicator(user=user, uid=uid)
    version = version_on(indicator, agency, today)
    if version is None:
        raise Http404
    rows = behind_sum(agency, code, indicator, today)
    total = FigureSum.objects.filter(
        agency=agency, level=FigureSum.Level.BELOW, code=code, indicator=indicator
    ).first()
    figure = figure_of(total) if total is not None and is_added(version) else None
    return pages.TreeBehindPage(
        version=version,
        code=period_name(code),
        value=shown(figure, version),
        parts=parts_text(figure),
        is_added=is_added(version),
        lines=[pages.agency_line(row, version) for row in rows if row.units],
        missing=[row.agency.name for row in rows if not row.units],
    ).respond(request)
