"""The overview: the first page after signing in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cchc.core import clock
from cchc.core.doors import signed_in
from cchc.dashboards import finding, pages, selectors
from cchc.orgs.access import agencies_where, home_agency, signed_in_user
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.plans.access import readable_drafts
from cchc.reports.access import visible_reports
from cchc.tasks.access import visible_agencies, visible_tasks
from cchc.tasks.selectors.agencies import years_counted


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Figures of one agency and year: one's own agency and its latest year unless the address says others."""
    user, today = signed_in_user(request), clock.today()
    agencies = visible_agencies(user)
    agency = _agency(agencies, request.GET.get("agency", ""), user)
    years = selectors.years_of(agency) if agency else []
    drafts = selectors.open_drafts(readable_drafts(user))
    may_import = bool(agencies_where(user, Permission.PLAN_IMPORT))
    if agency is None or not years:
        return pages.EmptyOverviewPage(
            drafts=drafts,
            may_import=may_import,
            sees_others=len(agencies) > 1 and agency is not None and bool(years_counted(agency)),
        ).respond(request)
    year = _year(years, request.GET.get("year", ""), today.year)
    seen = selectors.Seen(visible_tasks(user, agencies), visible_reports(user))
    found = selectors.overview(seen, agency, year, today, settings.DUE_SOON_DAYS)
    urgent = [pages.urgent_row(task, today) for task in found.urgent]
    return pages.OverviewPage(
        agency=agency,
        agencies=agencies,
        year=year,
        years=years,
        figures=found,
        rows=pages.matrix_rows(found),
        bars=pages.bars_of(found.load, today),
        urgent=urgent,
        message=pages.message_of(found.urgent, agency, found.totals.overdue.count, today),
        drafts=drafts,
        may_import=may_import,
    ).respond(request)


@signed_in
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Tasks, documents and the text inside files that hold the words, as far as this person reads them."""
    words = request.GET.get("q", "").strip()[:200]
    found = finding.find(signed_in_user(request), words) if words else finding.NOTHING
    return pages.SearchPage(words=words, found=found).respond(request)


def _agency(agencies: list[Unit], uid: str, user: User) -> Unit | None:
    """The agency asked for, else one's own, else the first; None when the person reads none."""
    asked = next((each for each in agencies if str(each.uid) == uid), None)
    if asked is not None:
        return asked
    own = home_agency(user)
    return next((each for each in agencies if each == own), agencies[0] if agencies else None)


def _year(years: list[int], asked: str, present: int) -> int:
    """The year asked for, else the present one, else the latest with a plan."""
    wanted = [int(asked)] if asked.isascii() and asked.isdigit() else []
    return next((year for year in [*wanted, present] if year in years), years[0])
