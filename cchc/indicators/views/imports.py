"""Figures of other systems: a table comes in, its columns are mapped, it is written; differences are decided."""

from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import once
from cchc.core.uploads import on_disk
from cchc.indicators import access, selectors
from cchc.indicators.forms.imports import DecideForm, MappingForm, TableForm
from cchc.indicators.models import DataSource, FigureImport
from cchc.indicators.pages import imports as pages
from cchc.indicators.selectors.imports import Preview, differences_of, preview_of
from cchc.indicators.services import imports as services
from cchc.orgs.access import agency_where, may, require_permission, signed_in_user
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.reading.grids import Grid, read_grid

_RECENT = 10


@require_permission(Permission.FIGURE_MANAGE)
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """The form that takes a table; nothing is written before its preview."""
    user = signed_in_user(request)
    agency = agency_where(user, Permission.FIGURE_MANAGE)
    form = TableForm(
        request.POST or None,
        request.FILES or None,
        meta=request.META,
        periods=selectors.periods_of(agency),
    )
    if form.is_valid():
        with suppress(Refused):
            return carry_out(
                request, form, lambda: _take(form, agency, user), _("Đã đọc tệp, chưa ghi gì.")
            )
    recent = FigureImport.objects.filter(source__agency=agency).select_related("source", "period")
    return pages.ImportsPage(
        form=form,
        sources=list(DataSource.objects.filter(agency=agency).values_list("name", flat=True)),
        recent=pages.recent_tables(recent.defer("grid")[:_RECENT]),
    ).respond(request, status_of(form))


@require_permission(Permission.FIGURE_MANAGE)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How the table's columns are read, and each row under that reading."""
    user = signed_in_user(request)
    row = access.get_import(user=user, uid=uid)
    found = preview_of(row)
    form = None if row.applied_at else _mapping_form(request, row, found)
    if form is not None and form.is_valid():
        with suppress(Refused):
            return carry_out(
                request,
                form,
                lambda: _map(row, form, found.headings, user),
                _("Đã nhớ cách ghép cột của nguồn này."),
            )
    status = status_of(form) if form is not None else 200
    return pages.import_page(row, found, form).respond(request, status)


@require_permission(Permission.FIGURE_MANAGE)
@require_POST
def apply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write the table whole, or say why not."""
    user = signed_in_user(request)
    row = access.get_import(user=user, uid=uid)
    address = reverse("figures_import", args=[row.uid])

    def act() -> str:
        services.apply_table(imported=row, by=user, at=clock.now())
        return reverse("figures_differences", args=[row.period.uid])

    try:
        address = once(request.POST.get("submit_token", ""), act)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã ghi số liệu của nguồn."))
    return go_to(request, address)


@require_permission(Permission.FIGURE_READ)
@require_GET
def differences(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Where a source and the unit say different figures."""
    user = signed_in_user(request)
    period = access.get_read_period(user=user, uid=uid)
    found = differences_of(period)
    may_decide = may(user, Permission.FIGURE_MANAGE, period.agency)
    return pages.DifferencesPage(
        period=period,
        lines=pages.difference_lines(found, may_decide=may_decide),
        undecided=sum(not each.figure.decision for each in found),
        may_decide=may_decide,
    ).respond(request)


@require_permission(Permission.FIGURE_MANAGE)
@require_POST
def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Choose one of two figures, with the reason."""
    user = signed_in_user(request)
    figure = access.get_source_figure(user=user, uid=uid)
    form, address = (
        DecideForm(request.POST),
        reverse("figures_differences", args=[figure.period.uid]),
    )
    if not form.is_valid():
        messages.error(request, _("Hãy chọn một số và ghi lý do."))
        return go_to(request, address)

    def act() -> str:
        given = form.cleaned_data
        services.decide(
            figure=figure, takes=given["takes"], reason=given["reason"], by=user, at=clock.now()
        )
        return address

    try:
        once(request.POST.get("submit_token", ""), act)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã ghi lựa chọn."))
    return go_to(request, address)


def _mapping_form(request: HttpRequest, row: FigureImport, found: Preview) -> MappingForm:
    return MappingForm(
        request.POST or None,
        headings=found.headings,
        layout=found.layout,
        questions=list(found.questions.values()),
        version=row.source.version,
    )


def _map(row: FigureImport, form: MappingForm, headings: list[str], user: User) -> str:
    services.set_mapping(
        source=row.source,
        layout=form.layout,
        headings=headings,
        version=form.cleaned_data["version"],
        by=user,
        at=clock.now(),
    )
    return reverse("figures_import", args=[row.uid])


def _take(form: TableForm, agency: Unit, user: User) -> str:
    file: UploadedFile = form.cleaned_data["file"]
    grid, sha256 = _read(file)
    row = services.take_table(
        agency=agency,
        period=form.chosen,
        source_name=form.cleaned_data["source"],
        name=file.name or "",
        sha256=sha256,
        grid=grid,
        extracted_on=form.cleaned_data["extracted_on"],
        by=user,
        at=clock.now(),
    )
    return reverse("figures_import", args=[row.uid])


def _read(file: UploadedFile) -> tuple[Grid, str]:
    """Raises UnreadableFile."""
    name = file.name or ""
    with on_disk(file, f"bang{Path(name).suffix.lower() or '.xlsx'}") as (path, sha256):
        return read_grid(path, name), sha256
