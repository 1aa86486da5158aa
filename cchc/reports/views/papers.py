"""The report as it prints, and as files."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.core.downloads import PDF, WORD, download
from cchc.core.text import fold
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.publishing.pdf import write_pdf
from cchc.publishing.report import StatisticsAnnex, report_document
from cchc.publishing.sheets import XLSX
from cchc.publishing.word import write_docx
from cchc.reports import access
from cchc.reports.models import Report
from cchc.reports.pages.papers import PaperPage, brief_of, drawings_of, printed, printed_sections
from cchc.reports.selectors.content import agencies_missing, content_of, snapshot_in
from cchc.reports.selectors.files import csv_of, json_of, paper_of, workbook_of
from cchc.reports.selectors.titles import title_of
from cchc.reports.states import GIVEN


@require_permission(Permission.PLAN_READ)
@require_GET
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The whole report on one page, to be read, printed and taken as files."""
    user = signed_in_user(request)
    report = access.get_issued(user=user, uid=uid)
    content = content_of(report, clock.now())
    found, made = brief_of(content), paper_of(report, content)
    may_follow = may(user, Permission.REPORT_READ, report.agency)
    followed = report if may_follow else None
    return PaperPage(
        report=report,
        title=title_of(content),
        is_draft=report.is_open,
        sections=printed_sections(content, followed),
        numbers=found.numbers,
        sentences=[printed([each], followed, snapshot_in(content)) for each in found.sentences],
        drawings=drawings_of(content),
        tasks=content["tasks"],
        papers=content["papers"],
        silent=[
            *(row["unit"] for row in content["parts"] if row["state"] not in GIVEN),
            *agencies_missing(content),
        ],
        may_follow=may_follow,
        has_annexes=bool(made.annexes),
        has_statistics=any(isinstance(each, StatisticsAnnex) for each in made.annexes),
    ).respond(request)


@require_permission(Permission.PLAN_READ)
@require_GET
def export(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """The report as docx, PDF, workbook of its annexes, CSV of its figures or JSON."""
    report = access.get_issued(user=signed_in_user(request), uid=uid)
    content = content_of(report, clock.now())
    printed = paper_of(report, content)
    try:
        match kind:
            case "docx":
                body, media_type = write_docx(report_document(printed)), WORD
            case "pdf":
                body = write_pdf(report_document(printed), fonts=settings.FONTS_DIR)
                media_type = PDF
            case "xlsx":
                body, media_type = workbook_of(printed, clock.today()), XLSX
            case "csv":
                body, media_type = csv_of(printed), "text/csv; charset=utf-8"
            case "json":
                body, media_type = json_of(printed, content), "application/json"
            case _:
                raise Http404
    except ValueError as error:
        raise Http404 from error
    return download(body, media_type, f"{_stem(report)}.{kind}")


def _stem(report: Report) -> str:
    words = "-".join(fold(report.period.name).split())
    edition = f"-dinh-chinh-{report.edition - 1}" if report.edition > 1 else ""
    return f"bao-cao-{words}{edition}".replace("bao-cao-bao-cao-", "bao-cao-")
