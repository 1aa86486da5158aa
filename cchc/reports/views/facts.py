"""Where one figure of a report comes from."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.indicators.rules import exact
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.reports import access
from cchc.reports.pages.facts import FactPage
from cchc.reports.rules.snapshot import BEFORE, LAST_YEAR
from cchc.reports.selectors.content import content_of, later_figures, snapshot_in, table_value
from cchc.reports.selectors.sources import (
    agencies_behind,
    answers_behind,
    indicator_of,
    origin_of,
    tasks_behind,
    uid_of,
)


@require_permission(Permission.REPORT_READ)
@require_GET
def fact(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Value, parts, units that are missing, and the tasks or answers behind it."""
    report = access.get_report(user=signed_in_user(request), uid=uid)
    content = content_of(report, clock.now())
    found = snapshot_in(content).get(key)
    if found is None:
        raise Http404
    is_earlier = key.startswith((BEFORE, LAST_YEAR))
    indicator = None if is_earlier else indicator_of(key)
    moved = {then.key: now for then, now in later_figures(report, clock.now())}
    parts = ""
    if found.numerator is not None and found.denominator is not None:
        parts = f"{exact(found.numerator)}/{exact(found.denominator)}"
    return FactPage(
        report=report,
        fact=found,
        when=_when(key),
        value=table_value(found),
        parts=parts,
        now=table_value(moved[key]) if key in moved else "",
        tasks=[] if is_earlier else tasks_behind(report, content, key),
        answers=answers_behind(report, indicator, found) if indicator else [],
        agencies=agencies_behind(report, content, found) if not is_earlier else [],
        indicator_uid=uid_of(indicator),
        origin=origin_of(report, found),
    ).respond(request)


def _when(key: str) -> str:
    if key.startswith(BEFORE):
        return _("kỳ trước")
    return _("cùng kỳ năm trước") if key.startswith(LAST_YEAR) else ""
