"""The list of tasks as a workbook that goes out, comes back, is looked at and then applied."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import once
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.sheets.files import FilledInForm, rows_of, workbook
from cchc.tasks import access
from cchc.tasks.models import SheetLine, SheetUpload
from cchc.tasks.pages.sheets import fill_in_sheet, preview_page, result_sheet, sheet_page
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.sheet import Key
from cchc.tasks.selectors.sheets import Place, ground_of
from cchc.tasks.services import sheets
from cchc.tasks.services.sheets import Judgement, judge_lines

_RECENT = 10


@require_permission(Permission.FACT_RECORD)
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """What is asked for, to be filled in."""
    user, asked = signed_in_user(request), Asked.parse(dict(request.GET.lists()))
    try:
        sheet = fill_in_sheet(access.asked_of(user, asked), asked, user, clock.today())
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return go_to(request, f"{reverse('tasks')}?{asked.query()}")
    return workbook(sheet, f"cap-nhat-nhiem-vu-{clock.today():%Y%m%d}")


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form that takes a filled-in list; its rows are looked at on the next page, nothing is written yet."""
    user = signed_in_user(request)
    form = FilledInForm(request.POST or None, request.FILES or None, meta=request.META)
    if form.is_valid():
        with suppress(Refused):
            return carry_out(
                request, form, lambda: _take(form, user), _("Đã đọc tệp, chưa ghi gì.")
            )
    uploads = SheetUpload.objects.filter(user=user)[:_RECENT]
    query = Asked.parse(dict(request.GET.lists())).query()
    return sheet_page(form, query, uploads).respond(request, status_of(form))


@require_permission(Permission.FACT_RECORD)
@require_GET
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Row by row: what it will change, what is refused and why; afterwards what became of it."""
    user = signed_in_user(request)
    row = access.get_upload(user=user, uid=uid)
    lines = list(row.lines.all())
    judged = _judged(row, lines, user)
    return preview_page(row, lines, judged, _places(lines, user)).respond(request)


@require_permission(Permission.FACT_RECORD)
@require_POST
def apply(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    row = access.get_upload(user=user, uid=uid)
    address = reverse("task_sheet_preview", args=[row.uid])

    def act() -> str:
        judged = _judged(row, list(row.lines.all()), user)
        sheets.start_applying(
            upload=row,
            count=[each.verdict for each in judged].count(SheetLine.Verdict.WAITING),
            tasks=access.visible_tasks(user),
            by=user,
            at=clock.now(),
        )
        return address

    return go_to(request, once(request.POST.get("submit_token", ""), act))


@require_permission(Permission.FACT_RECORD)
@require_GET
def result(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The rows with their verdicts, wrong cells marked; it can be mended and sent again."""
    user = signed_in_user(request)
    row = access.get_upload(user=user, uid=uid)
    lines = list(row.lines.all())
    for line, each in zip(lines, _judged(row, lines, user), strict=True):
        line.verdict, line.message, line.errors = each.verdict, each.message, each.errors
    sheet = result_sheet(row, lines, _places(lines, user), clock.today())
    return workbook(sheet, f"ket-qua-cap-nhat-{clock.today():%Y%m%d}")


def _judged(row: SheetUpload, lines: Sequence[SheetLine], user: User) -> list[Judgement]:
    """How rows would fare now; those that were applied, how they fared."""
    if row.started_at is not None:
        return [Judgement(line.verdict, line.message, line.errors) for line in lines]
    return judge_lines(lines, user, access.visible_tasks(user), clock.today())


def _places(lines: Sequence[SheetLine], user: User) -> list[Place | None]:
    keys = [Key.parse(line.key) for line in lines]
    ground = ground_of(user, access.visible_tasks(user), [key for key in keys if key is not None])
    return [ground.place(key) if key else None for key in keys]


def _take(form: FilledInForm, user: User) -> str:
    file = form.cleaned_data["file"]
    rows, sha256 = rows_of(file)
    taken = sheets.take_upload(
        name=file.name or "", sha256=sha256, rows=rows, by=user, at=clock.now()
    )
    return reverse("task_sheet_preview", args=[taken.uid])
