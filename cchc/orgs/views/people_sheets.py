"""People from a spreadsheet: the list goes out, comes back, is looked at and then written as a whole."""

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
from cchc.orgs import access, selectors
from cchc.orgs.models import PeopleUpload, Unit, User
from cchc.orgs.pages.people_sheets import (
    PeopleSheetPage,
    people_preview,
    people_result,
    people_sheet,
    recent_lists,
)
from cchc.orgs.people_sheet import NAME
from cchc.orgs.rules import Permission
from cchc.orgs.selectors import accounts
from cchc.orgs.services import invitations, people_sheets
from cchc.sheets.files import FilledInForm, rows_of, workbook

_RECENT = 10


@access.require_permission(Permission.USER_MANAGE)
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """Everybody's roles with empty rows below; `empty=1`: only the empty rows."""
    user = access.signed_in_user(request)
    agency, today = access.agency_where(user, Permission.USER_MANAGE), clock.today()
    is_empty = request.GET.get("empty") == "1"
    roles = [] if is_empty else accounts.roles_for_sheet(agency, today)
    sheet = people_sheet(agency, roles, _wordings(agency), by=user, today=today)
    return workbook(sheet, f"nguoi-dung-{today:%Y%m%d}")


@access.require_permission(Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form that takes a filled-in list; its rows are looked at on the next page, nothing is written yet."""
    user = access.signed_in_user(request)
    agency = access.agency_where(user, Permission.USER_MANAGE)
    form = FilledInForm(request.POST or None, request.FILES or None, meta=request.META)
    if form.is_valid():
        with suppress(Refused):
            return carry_out(
                request, form, lambda: _take(form, agency, user), _("Đã đọc tệp, chưa ghi gì.")
            )
    return PeopleSheetPage(
        agency=agency,
        form=form,
        recent=recent_lists(PeopleUpload.objects.filter(agency=agency)[:_RECENT]),
        sends_mail=invitations.can_send(),
    ).respond(request, status_of(form))


@access.require_permission(Permission.USER_MANAGE)
@require_GET
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Row by row: who is new, what changes, which cell is wrong and why; afterwards what became of it."""
    user = access.signed_in_user(request)
    row = access.managed_upload(user, uid)
    lines = list(row.lines.all())
    judged = people_sheets.verdicts_of(row, lines, by=user, today=clock.today())
    return people_preview(row, lines, judged, invitations.can_send()).respond(request)


@access.require_permission(Permission.USER_MANAGE)
@require_POST
def write(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write the whole list, or nothing."""
    user = access.signed_in_user(request)
    row = access.managed_upload(user, uid)
    address = reverse("people_sheet_preview", args=[row.uid])

    def act() -> str:
        people_sheets.start_people(upload=row, by=user, at=clock.now())
        return address

    try:
        return go_to(request, once(request.POST.get("submit_token", ""), act))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return go_to(request, address)


@access.require_permission(Permission.USER_MANAGE)
@require_GET
def result(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The rows with their verdicts, wrong cells marked; it can be mended and sent again."""
    user = access.signed_in_user(request)
    row = access.managed_upload(user, uid)
    lines = list(row.lines.all())
    judged = people_sheets.verdicts_of(row, lines, by=user, today=clock.today())
    sheet = people_result(lines, judged, _wordings(row.agency), clock.today())
    return workbook(sheet, f"ket-qua-nguoi-dung-{clock.today():%Y%m%d}")


def _wordings(agency: Unit) -> list[str]:
    """How the agency's units are written in the list of choices: by name, with what stands above it if need be."""
    units = [agency, *selectors.units_of(agency, clock.today())]
    names = [unit.name for unit in units]
    by_key = {unit.pk: unit.name for unit in units}
    return [
        f"{unit.name} – {by_key[unit.parent_id]}"
        if names.count(unit.name) > 1 and unit.parent_id in by_key
        else unit.name
        for unit in units
    ]


def _take(form: FilledInForm, agency: Unit, user: User) -> str:
    file = form.cleaned_data["file"]
    rows, sha256 = rows_of(file, NAME)
    taken = people_sheets.take_people(
        name=file.name or "", sha256=sha256, rows=rows, agency=agency, by=user, at=clock.now()
    )
    return reverse("people_sheet_preview", args=[taken.uid])
