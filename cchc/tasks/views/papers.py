"""Papers of the office's week: the briefing and its sheet, slips put to the leader, the notice of conclusions."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.core.days import read_day
from cchc.core.downloads import PDF, WORD, download
from cchc.core.text import fold
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.models import Unit
from cchc.orgs.rules import Permission
from cchc.publishing.document import OfficialDocument
from cchc.publishing.meeting import conclusion_document, meeting_document
from cchc.publishing.pdf import write_pdf
from cchc.publishing.slip import slip_document
from cchc.publishing.word import write_docx
from cchc.tasks import access
from cchc.tasks.models import Instruction
from cchc.tasks.pages.meeting import MeetingPage, meeting_page, meeting_paper
from cchc.tasks.selectors.meeting import briefing_of, span_of
from cchc.tasks.selectors.papers import conclusion_notice, slip_of_extension, slip_of_obstacle
from cchc.tasks.selectors.urging import focal_unit_of

_LONGEST = timedelta(days=92)


@require_permission(Permission.DIRECTION_RECORD)
@require_GET
def meeting(request: HttpRequest) -> HttpResponse:
    """What today's briefing talks about."""
    page = _meeting(request)
    return page.respond(request, status=422 if page.errors else 200)


@require_permission(Permission.DIRECTION_RECORD)
@require_GET
def meeting_sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """The sheet that lies on the table, as asked for on the page."""
    page = _meeting(request)
    if page.errors:
        return page.respond(request, status=422)
    document = meeting_document(meeting_paper(page))
    return _paper(document, kind, f"phieu-giao-ban-{page.today:%Y%m%d}")


@require_permission(Permission.DIRECTION_RECORD)
@require_GET
def extension_slip(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """The slip about a later day that is asked for."""
    user = signed_in_user(request)
    row = access.get_extension(user=user, uid=uid)
    task = row.occurrence.task
    slip = slip_of_extension(row, focal_unit_of(user, task.agency), clock.today())
    return _paper(slip_document(slip), kind, f"phieu-trinh-gia-han-{_stem(task.label)}")


@require_permission(Permission.DIRECTION_RECORD)
@require_GET
def obstacle_slip(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """The slip about a difficulty that waits for a word."""
    user = signed_in_user(request)
    row = access.get_obstacle(user=user, uid=uid)
    slip = slip_of_obstacle(row, focal_unit_of(user, row.task.agency), clock.today())
    return _paper(slip_document(slip), kind, f"phieu-trinh-vuong-mac-{_stem(row.task.label)}")


@require_permission(Permission.PLAN_READ)
@require_GET
def notice(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """The notice of a meeting's conclusions; there is none of a letter or a word."""
    user = signed_in_user(request)
    row = access.get_instruction(user=user, uid=uid)
    said = conclusion_notice(row, focal_unit_of(user, row.agency))
    if row.kind != Instruction.Kind.CONCLUSION or not said.points:
        raise Http404
    return _paper(conclusion_document(said), kind, f"thong-bao-ket-luan-{_stem(row.label)}")


def _meeting(request: HttpRequest) -> MeetingPage:
    user, today = signed_in_user(request), clock.today()
    agency = access.get_directed_agency(user=user, asked=request.GET.get("agency", ""))
    usual_since, usual_until = span_of(today)
    since = read_day(request.GET.get("since", "")) or usual_since
    until = read_day(request.GET.get("until", "")) or usual_until
    errors = _faults(since, until, today)
    if errors:
        since, until = usual_since, usual_until
    return _page(agency, since, until, errors)


def _page(agency: Unit, since: date, until: date, errors: list[str]) -> MeetingPage:
    today = clock.today()
    briefing = briefing_of(agency, today=today, since=since, until=until)
    return meeting_page(agency, briefing, today=today, span=(since, until), errors=errors)


def _faults(since: date, until: date, today: date) -> list[str]:
    if since > today or until < today:
        return [_("Khoảng thời gian phải gồm hôm nay: từ một ngày trước đến một ngày sau.")]
    if until - since > _LONGEST:
        return [_("Khoảng thời gian dài nhất là 92 ngày.")]
    return []


def _paper(document: OfficialDocument, kind: str, stem: str) -> HttpResponse:
    if kind == "docx":
        return download(write_docx(document), WORD, f"{stem}.docx")
    if kind == "pdf":
        return download(write_pdf(document, fonts=settings.FONTS_DIR), PDF, f"{stem}.pdf")
    raise Http404


def _stem(label: str) -> str:
    return "-".join(fold(label).replace(".", " ").replace("/", " ").split())
