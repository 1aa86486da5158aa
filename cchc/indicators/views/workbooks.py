"""Forms of figures as workbooks: they go out, come back by one or by the hundred, and every file gets a verdict."""

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.downloads import download
from cchc.core.text import fold
from cchc.core.uploads import on_disk
from cchc.indicators import access, selectors
from cchc.indicators.forms.workbooks import WorkbooksForm
from cchc.indicators.models import FigureUpload
from cchc.indicators.pages import workbooks as pages
from cchc.indicators.rules.workbook import Key
from cchc.indicators.selectors import Question
from cchc.indicators.services import workbooks as services
from cchc.indicators.services.workbooks import Came
from cchc.orgs.access import agency_of, require_permission, signed_in_user
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.periods.models import ReportingPeriod
from cchc.publishing.fill_in import KEY_HEADING, write_fill_in
from cchc.publishing.sheets import XLSX, write_xlsx
from cchc.reading.errors import UnreadableFile
from cchc.reading.filled_figures import read_figures
from cchc.sheets.files import workbook
from cchc.tasks.access import visible_tasks

_RECENT = 10
_PERIODS = 4


@require_permission(Permission.FACT_RECORD)
@require_GET
def form(request: HttpRequest, uid: UUID, unit_uid: UUID) -> HttpResponse:
    """A unit's form of a period, filled with what it said so far."""
    user = signed_in_user(request)
    period = access.get_period(user=user, uid=uid)
    unit, _on_behalf = access.get_unit(user=user, period=period, uid=unit_uid)
    return download(_form_of(period, unit), XLSX, _name(period, unit))


@require_permission(Permission.FACT_RECORD_ANY)
@require_GET
def all_forms(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The forms of every unit for which the person may enter figures, as one archive."""
    user = signed_in_user(request)
    period = access.get_period(user=user, uid=uid)
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for unit in access.units_to_enter(user, period):
            archive.writestr(_name(period, unit), _form_of(period, unit))
    return download(made.getvalue(), "application/zip", f"bieu-so-lieu-{_slug(period.name)}.zip")


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The page that takes filled-in forms; each is stored whole or not at all."""
    user = signed_in_user(request)
    given = WorkbooksForm(request.POST or None, request.FILES or None, meta=request.META)
    if given.is_valid():
        with suppress(Refused):
            return carry_out(request, given, lambda: _take(given, user), _("Đã nhận tệp."))
    periods = selectors.periods_of(agency_of(user))[:_PERIODS]
    return pages.WorkbooksPage(
        form=given,
        places=[(period, list(access.units_to_enter(user, period))) for period in periods],
        recent=pages.recent_uploads(FigureUpload.objects.filter(user=user)[:_RECENT]),
    ).respond(request, status_of(given))


@require_permission(Permission.FACT_RECORD)
@require_GET
def verdicts(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What became of each file; asks for itself again while some still wait."""
    row = access.get_upload(user=signed_in_user(request), uid=uid)
    return pages.upload_page(row, list(row.files.defer("rows"))).respond(request)


@require_permission(Permission.FACT_RECORD)
@require_GET
def result(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A file that came back, in the same shape, with what is wrong in its cells."""
    user = signed_in_user(request)
    file = access.get_file(user=user, uid=uid)
    keys = [key for _line, text, _values in file.rows if (key := Key.parse(text))]
    questions: dict[str, Question] = {}
    reach = access.reach_of(file.upload.user)
    for place in dict.fromkeys((key.period, key.unit) for key in keys):
        if found := reach(*place):
            questions |= {
                str(each.indicator.uid): each for each in selectors.questions_of(found[0])
            }
    sheet = pages.result_sheet(file, questions, clock.today())
    return workbook(sheet, f"ket-qua-{_slug(Path(file.name).stem)}")


@require_permission(Permission.FIGURE_READ)
@require_GET
def export(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The sums and what every unit said, as one workbook."""
    user = signed_in_user(request)
    period = access.get_read_period(user=user, uid=uid)
    assert period.data_to is not None
    answers = selectors.answers_of(period)
    lines = selectors.consolidated(period, visible_tasks(user), settings.DUE_SOON_DAYS, answers)
    units = selectors.reporting_units(period.agency, period.data_to)
    book = pages.consolidated_workbook(period, lines, units, answers, clock.today())
    return download(write_xlsx(book), XLSX, f"tong-hop-so-lieu-{_slug(period.name)}.xlsx")


def _take(given: WorkbooksForm, user: User) -> str:
    files = [_came(file) for file in given.cleaned_data["workbooks"]]
    row = services.take_workbooks(files=files, agency=agency_of(user), by=user, at=clock.now())
    services.start_storing(upload=row, reach=access.reach_of(user))
    return reverse("figures_upload", args=[row.uid])


def _came(file: UploadedFile) -> Came:
    """The rows of a file, or why it cannot be read."""
    name = file.name or ""
    with on_disk(file, f"bieu{Path(name).suffix.lower() or '.xlsx'}") as (path, sha256):
        try:
            return Came(name, sha256, read_figures(path, KEY_HEADING))
        except UnreadableFile as refusal:
            return Came(name, sha256, refusal=refusal.message)


def _form_of(period: ReportingPeriod, unit: Unit) -> bytes:
    earlier = selectors.before(period)
    outgoing = pages.Outgoing(
        period,
        unit,
        questions=selectors.questions_for(period, unit),
        answers=selectors.answers_of(period, unit),
        earlier=selectors.answers_of(earlier, unit) if earlier else {},
        seen=selectors.last_seen(period, unit),
    )
    return write_fill_in(pages.form_sheet(outgoing, clock.today()))


def _name(period: ReportingPeriod, unit: Unit) -> str:
    return f"so-lieu-{_slug(period.name)}-{_slug(unit.short_name or unit.name)}.xlsx"


def _slug(text: str) -> str:
    return fold(text).replace(" ", "-")[:60] or "tep"
