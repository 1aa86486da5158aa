"""The report as it prints."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.reports import access
from cchc.reports.pages.papers import PaperPage, leader_numbers, printed_sections
from cchc.reports.selectors.content import content_of
from cchc.reports.selectors.titles import title_of
from cchc.reports.states import GIVEN


@require_permission(Permission.PLAN_READ)
@require_GET
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The whole report on one page, to be read, printed and taken as files."""
    user = signed_in_user(request)
    report = access.get_issued(user=user, uid=uid)
    content = content_of(report, clock.now())
    return PaperPage(
        report=report,
        title=title_of(content),
        is_draft=report.is_open,
        sections=printed_sections(content),
        numbers=leader_numbers(content),
        tasks=content["tasks"],
        papers=content["papers"],
        silent=[row["unit"] for row in content["parts"] if row["state"] not in GIVEN],
        may_follow=may(user, Permission.REPORT_READ, report.agency),
    ).respond(request)
