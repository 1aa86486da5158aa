"""A receiver's own blank: handed in, confirmed cell by cell, filled in with a report's figures."""

from contextlib import suppress
from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.downloads import download
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.uploads import on_disk
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.publishing.sheets import XLSX
from cchc.reading.errors import UnreadableFile
from cchc.reports import access
from cchc.reports.connectors.spreadsheet import blank_of
from cchc.reports.forms.receiver_sheets import MeaningForm, SheetForm
from cchc.reports.models import Report
from cchc.reports.pages.receiver_sheets import sheet_page
from cchc.reports.pages.sending import transmissions_page
from cchc.reports.selectors.receiver_sheets import filled, statistics_of, view_of
from cchc.reports.services import refusals
from cchc.reports.services.receiver_sheets import confirm_sheet, take_sheet


@require_permission(Permission.REPORT_WRITE)
@require_POST
def take(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A blank comes in; nothing is filled in before a person has looked at it."""
    user = signed_in_user(request)
    report = access.get_report(user=user, uid=uid, permission=Permission.REPORT_WRITE)
    form = SheetForm(request.POST, request.FILES, meta=request.META)
    if form.is_valid() and not report.is_open:
        with suppress(Refused):
            said = _("Đã đọc biểu, chưa điền gì.")
            return carry_out(request, form, lambda: _take(form, report, user), said)
    return transmissions_page(report, user, sheet=form).respond(request, 422)


@require_permission(Permission.REPORT_READ)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, uid: UUID, sheet: UUID) -> HttpResponse:
    """Which cells take which figures, what changed, what stays empty; a post confirms it."""
    user = signed_in_user(request)
    is_post = request.method == "POST"
    needed = Permission.REPORT_WRITE if is_post else Permission.REPORT_READ
    report = access.get_report(user=user, uid=uid, permission=needed)
    row = access.get_receiver_sheet(report=report, uid=sheet)
    view = view_of(row, statistics_of(report, clock.now()))
    form = None
    if may(user, Permission.REPORT_WRITE, report.agency):
        form = MeaningForm(request.POST if is_post else None, view=view, version=row.version)
    if form is not None and form.is_valid():
        meant, version = form.meaning, form.cleaned_data["version"]

        def act() -> str:
            confirm_sheet(sheet=row, meaning=meant, version=version, by=user, at=clock.now())
            return reverse("report_sheet", args=[report.uid, row.uid])

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã xác nhận, các kỳ sau phần mềm nhớ lại."))
    status = status_of(form) if form is not None else 200
    return sheet_page(report, row, view, form).respond(request, status)


@require_permission(Permission.REPORT_READ)
@require_GET
def filled_in(request: HttpRequest, uid: UUID, sheet: UUID) -> HttpResponse:
    """The confirmed blank with the report's figures in it."""
    report = access.get_report(user=signed_in_user(request), uid=uid)
    row = access.get_receiver_sheet(report=report, uid=sheet)
    try:
        if not row.is_confirmed:
            raise refusals.SheetNotConfirmed
        body = filled(row, statistics_of(report, clock.now()))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return go_to(request, reverse("report_sheet", args=[report.uid, row.uid]))
    name = _("%(name)s, %(period)s, đã điền.xlsx") % {
        "name": PurePath(row.name).stem,
        "period": report.period.name,
    }
    return download(body, XLSX, name)


def _take(form: SheetForm, report: Report, user: User) -> str:
    given: UploadedFile = form.cleaned_data["sheet"]
    try:
        with on_disk(given, "bieu.xlsx") as (path, _sha256):
            blank = blank_of(path)
    except UnreadableFile as error:
        raise refusals.SheetUnreadable from error
    row = take_sheet(
        report=report,
        receiver=form.cleaned_data["receiver"],
        name=given.name or "bieu.xlsx",
        chunks=given.chunks(),
        blank=blank,
        by=user,
        at=clock.now(),
    )
    return reverse("report_sheet", args=[report.uid, row.uid])
