"""The log in the browser, for those who may audit."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cchc.audit import access, selectors
from cchc.audit.forms import LogFilter
from cchc.audit.pages import LogPage
from cchc.core import clock
from cchc.core.doors import Door, set_door
from cchc.publishing.sheets import Sheet, SheetColumn, write_csv

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
    return LogPage(
        scope=scope,
        scopes=access.scopes_of(request),
        form=form,
        lines=selectors.lines(leaf.object_list),
        page=leaf,
        query=f"{query.urlencode()}&" if query else "",
        is_narrowed=any(query.values()),
    ).respond(request)


@require_GET
def log_csv(request: HttpRequest) -> HttpResponse:
    """The same events as delimited text; at most the newest 50,000."""
    scope = access.chosen_scope(request, request.GET.get("agency", ""))
    events = selectors.events_of(scope.agency_id, _form(request, scope).asked())[:MOST_EXPORTED]
    sheet = Sheet(
        title=_("Nhật ký"),
        columns=tuple(
            SheetColumn(heading, 20)
            for heading in (_("Thời điểm"), _("Người thực hiện"), _("Đơn vị"), _("Nội dung"))
        ),
        rows=tuple(
            (
                f"{line.at.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M:%S}",
                line.actor,
                line.unit,
                line.sentence,
            )
            for line in selectors.lines(events)
        ),
    )
    response = HttpResponse(write_csv(sheet), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-{clock.today():%Y%m%d}.csv"'
    return response


def _form(request: HttpRequest, scope: access.Scope) -> LogFilter:
    return LogFilter(
        request.GET,
        selectors.actors_of(scope.agency_id),
        selectors.actions_of(scope.agency_id),
    )


# The permission is named, not imported: the directory above this room defines it and answers `access`.
for _view in (log, log_csv):
    set_door(_view, Door("permission", "audit.read"))
