"""Files of work in the browser: the list, one of them with its papers, forms, and the list of papers as a file."""

from contextlib import suppress
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.downloads import WORD, download
from cchc.core.text import fold
from cchc.evidence.access import disposing_agencies
from cchc.orgs.access import agencies_where, agency_where, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.publishing.papers import papers_document, papers_sheet
from cchc.publishing.sheets import XLSX, Workbook, write_xlsx
from cchc.publishing.word import write_docx
from cchc.tasks import access
from cchc.tasks.forms.work_files import FilingForm, WorkFileForm, initial_of
from cchc.tasks.models import Task, WorkFile
from cchc.tasks.pages import work_files as pages
from cchc.tasks.selectors.people import Standing, standing_of
from cchc.tasks.selectors.work_files import papers_of, task_counts
from cchc.tasks.services.filing import change_work_file, file_task, open_work_file

_PER_PAGE = 50


@require_permission(Permission.PLAN_READ)
@require_GET
def work_files(request: HttpRequest) -> HttpResponse:
    """Files of work that the person reads, found by code or words of the title."""
    user = signed_in_user(request)
    search = request.GET.get("q", "").strip()
    rows = access.visible_work_files(user)
    for word in fold(search).split():
        rows = rows.filter(search_key__contains=word)
    leaf = Paginator(rows.order_by("sort_key", "pk"), _PER_PAGE).get_page(request.GET.get("page"))
    today, counts = clock.today(), task_counts([row.pk for row in leaf.object_list])
    return pages.WorkFilesPage(
        lines=[pages.line_of(row, counts.get(row.pk, 0), today) for row in leaf.object_list],
        page=leaf,
        query=urlencode({"q": search}) + "&" if search else "",
        search=search,
        may_open=bool(agencies_where(user, Permission.FACT_RECORD)),
        may_dispose=bool(disposing_agencies(user)),
    ).respond(request)


@require_permission(Permission.PLAN_READ)
@require_GET
def work_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One file of work: its tasks, its papers, how long it is kept."""
    user = signed_in_user(request)
    row = access.get_work_file(user=user, uid=uid)
    tasks = list(Task.objects.filter(filed__work_file=row).order_by("plan", "position", "pk"))
    return pages.WorkFilePage(
        line=pages.line_of(row, len(tasks), clock.today()),
        tasks=tasks,
        papers=papers_of(row, access.visible_proof(user)),
        may_keep=access.may_keep(user, row),
        history=history_of(row.uid),
    ).respond(request)


@require_permission(Permission.PLAN_READ)
@require_GET
def papers(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """The list of papers as docx or xlsx."""
    user, today = signed_in_user(request), clock.today()
    row = access.get_work_file(user=user, uid=uid)
    listed = pages.paper_list(row, papers_of(row, access.visible_proof(user)), today)
    if kind == "docx":
        body, media_type = write_docx(papers_document(listed)), WORD
    elif kind == "xlsx":
        body, media_type = write_xlsx(Workbook((papers_sheet(listed),), made_on=today)), XLSX
    else:
        raise Http404
    return download(body, media_type, f"muc-luc-{fold(row.code).replace(' ', '-')}.{kind}")


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def new_work_file(request: HttpRequest) -> HttpResponse:
    """Open a file of work in one's own agency."""
    user = signed_in_user(request)
    agency = agency_where(user, Permission.FACT_RECORD)
    form = WorkFileForm(request.POST or None)
    if form.is_valid():

        def act() -> str:
            made = open_work_file(agency=agency, facts=form.facts(), by=user, at=clock.now())
            return reverse("work_file", args=[made.uid])

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã lập hồ sơ công việc."))
    return pages.WorkFileFormPage(None, form, is_stale=False).respond(request, status_of(form))


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change, close or open again a file of work."""
    user = signed_in_user(request)
    row = access.get_work_file(user=user, uid=uid)
    if not access.may_keep(user, row):
        raise Http404
    form = WorkFileForm(request.POST or None, initial=initial_of(row))
    is_stale = False
    if form.is_valid():
        try:
            return carry_out(request, form, lambda: _change(row, form, user), _("Đã lưu hồ sơ."))
        except Refused as refused:
            is_stale = refused.is_stale
    page = pages.WorkFileFormPage(row, form, is_stale=is_stale)
    return page.respond(request, status_of(form, is_stale=is_stale))


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def filing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put a task into a file of work."""
    user = signed_in_user(request)
    task = access.get_task(user=user, uid=uid)
    if standing_of(user, task) is Standing.NONE:
        raise Http404
    form = FilingForm(request.POST or None, agency_id=task.agency_id)
    if form.is_valid():
        with suppress(Refused):
            return carry_out(
                request, form, lambda: _file(task, form, user), _("Đã đưa nhiệm vụ vào hồ sơ.")
            )
    return pages.FilingPage(task, form).respond(request, status_of(form))


def _change(row: WorkFile, form: WorkFileForm, user: User) -> str:
    seen = form.cleaned_data["version"] or 0
    change_work_file(work_file=row, facts=form.facts(), by=user, at=clock.now(), seen=seen)
    return reverse("work_file", args=[row.uid])


def _file(task: Task, form: FilingForm, user: User) -> str:
    file_task(task=task, work_file=form.cleaned_data["work_file"], by=user, at=clock.now())
    return reverse("task", args=[task.uid])
