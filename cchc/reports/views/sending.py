"""An issued report as data to the system of the level above: what was sent, how it ended, sending again."""

from contextlib import suppress
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.downloads import download
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.publishing.overwrite import CannotOverwrite
from cchc.publishing.sheets import XLSX
from cchc.reading.errors import UnreadableFile
from cchc.reports import access
from cchc.reports.forms.boards import SendDataForm, SheetForm
from cchc.reports.models import Report
from cchc.reports.pages.sending import TransmissionsPage
from cchc.reports.selectors.content import content_of
from cchc.reports.selectors.files import filled_sheet, paper_of
from cchc.reports.services.sending import ask_to_transmit


@require_permission(Permission.REPORT_READ)
@require_http_methods(["GET", "POST"])
def transmissions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The sendings of a report, latest first; a post asks for another."""
    user = signed_in_user(request)
    is_post = request.method == "POST"
    needed = Permission.REPORT_WRITE if is_post else Permission.REPORT_READ
    report = access.get_report(user=user, uid=uid, permission=needed)
    form = SendDataForm(request.POST if is_post else None)
    if form.is_valid():

        def act() -> str:
            ask_to_transmit(
                report=report, has_receiver=bool(settings.REPORTS_URL), by=user, at=clock.now()
            )
            return reverse("report_transmissions", args=[report.uid])

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã đưa báo cáo vào hàng gửi."))
    errors = [str(error) for error in form.non_field_errors()] if form.is_bound else []
    return _page(report, user, errors, SheetForm()).respond(request, status_of(form))


@require_permission(Permission.REPORT_READ)
@require_POST
def fill_sheet(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The receiver's spreadsheet comes back with the report's figures in it; nothing of it is kept."""
    user = signed_in_user(request)
    report = access.get_report(user=user, uid=uid)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid() or report.is_open:
        return _page(report, user, [], form).respond(request, 422)
    given = form.cleaned_data["sheet"]
    with NamedTemporaryFile(suffix=".xlsx") as kept:
        for chunk in given.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            paper = paper_of(report, content_of(report, clock.now()))
            body, count = filled_sheet(paper, Path(kept.name))
        except (UnreadableFile, CannotOverwrite):
            form.add_error(
                "sheet",
                _("Tệp không phải biểu .xlsx đọc được. Hãy lưu lại bằng Excel rồi chọn lại."),
            )
            return _page(report, user, [], form).respond(request, 422)
    if not count:
        form.add_error(
            "sheet", _("Không dòng nào của biểu khớp chắc chắn với chỉ tiêu của báo cáo.")
        )
        return _page(report, user, [], form).respond(request, 422)
    stem = PurePath(given.name or "bieu").stem
    name = _("%(name)s, đã điền %(n)d dòng.xlsx") % {"name": stem, "n": count}
    return download(body, XLSX, name)


def _page(report: Report, user: User, errors: list[str], sheet: SheetForm) -> TransmissionsPage:
    return TransmissionsPage(
        report=report,
        rows=list(report.transmissions.select_related("asked_by")),
        has_receiver=bool(settings.REPORTS_URL),
        may_send=report.is_out and may(user, Permission.REPORT_WRITE, report.agency),
        sheet=None if report.is_open else sheet,
        errors=errors,
    )
