"""The log in the browser, for those who may audit."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.audit import access, selectors
from cchc.audit.forms import LogFilter
from cchc.audit.pages import LogPage, log_sheet
from cchc.core import clock
from cchc.core.doors import Door, set_door
from cchc.core.downloads import download
from cchc.publishing.sheets import XLSX, Workbook, write_csv, write_xlsx

PER_PAGE = 50
MOST_EXPORTED = 50_000


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The agency's events, newest first, narrowed as asked."""
    scope = access.chosen_scope(request, request.GET.get("agency", ""))
    form = _form(request, scope)
    leaf = Paginator(selectors.events_of(scope.agency_id, form.asked()), PER_PAGE).get_page(
        request.GET.get("page")
    )
    query = request.GET.copy()
    query.pop("page", None)
    lines = selectors.lines(leaf.object_list)
    asked = form.asked()
    return LogPage(
        scope=scope,
        scopes=access.scopes_of(request),
        form=form,
        lines=lines,
        page=leaf,
        query=f"{query.urlencode()}&" if query else "",
        is_narrowed=any(value for name, value in query.items() if name != "agency"),
        target=next((line.target for line in lines), "") if asked.target else "",
        most_exported=MOST_EXPORTED,
    ).respond(request)


@require_GET
def log_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same events as a workbook or delimited text; at most the newest 50,000."""
    scope = access.chosen_scope(request, request.GET.get("agency", ""))
    events = selectors.events_of(scope.agency_id, _form(request, scope).asked())[:MOST_EXPORTED]
    lines = selectors.lines(events.iterator(1000))
    sheet = log_sheet(scope, lines, most=MOST_EXPORTED, today=clock.today())
    if kind == "csv":
        body, media_type = write_csv(sheet), "text/csv; charset=utf-8"
    else:
        body, media_type = write_xlsx(Workbook((sheet,), made_on=clock.today())), XLSX
    name = f"nhat-ky-{clock.today():%Y%m%d}.{kind}"
    return download(body, media_type, name)


def _form(request: HttpRequest, scope: access.Scope) -> LogFilter:
    return LogFilter(
        request.GET,
        selectors.actors_of(scope.agency_id),
        selectors.actions_of(scope.agency_id),
        selectors.kinds_of(scope.agency_id),
    )


# The permission is named, not imported: the directory above this room defines it and answers `access`.
for _view in (log, log_export):
    set_door(_view, Door("permission", "audit.read"))
