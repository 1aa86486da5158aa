"""Figures: what is asked in a period, a unit's form, the sums over units, and who is asked."""

from contextlib import suppress
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out
from cchc.indicators import access, pages, selectors, services
from cchc.indicators.closing import closed_among
from cchc.indicators.forms import DutiesForm, EntryForm, FigureForm, figure_forms
from cchc.indicators.models import FigureDuty, IndicatorVersion
from cchc.indicators.rules import add_up
from cchc.orgs.access import agency_of, agency_where, may, require_permission, signed_in_user
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.periods.models import ReportingPeriod
from cchc.tasks.access import visible_tasks


@require_permission(Permission.PLAN_READ)
@require_GET
def periods(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    agency = agency_of(user)
    found = selectors.periods_of(agency)
    closed = closed_among(found)
    rows = [
        pages.PeriodRow(
            progress,
            list(access.units_to_enter(user, progress.period).items()),
            closed.get(progress.period.pk),
        )
        for progress in selectors.progress_of(found)
    ]
    return pages.PeriodsPage(
        rows=rows,
        may_read=may(user, Permission.FIGURE_READ, agency),
        may_enter=Permission.FACT_RECORD in user.permissions_somewhere,
        may_manage=may(user, Permission.FIGURE_MANAGE, agency),
        is_asked_anything=FigureDuty.objects.filter(agency=agency).exists(),
    ).respond(request)


@require_permission(Permission.FACT_RECORD)
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, uid: UUID, unit_uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    period = access.get_period(user=user, uid=uid)
    unit, on_behalf = access.get_unit(user=user, period=period, uid=unit_uid)
    questions = selectors.questions_for(period, unit)
    answers = selectors.answers_of(period, unit)
    data = request.POST if request.method == "POST" else None
    forms = figure_forms(data, questions, answers, unit)
    whole = EntryForm(data)
    wrong = [form for form in forms if data is not None and not form.is_valid()]
    if data is not None and whole.is_valid() and not wrong:
        with suppress(Refused):
            return carry_out(
                request,
                whole,
                lambda: _record(
                    period,
                    unit,
                    forms,
                    seen=whole.cleaned_data["seen"],
                    by=user,
                    on_behalf=on_behalf,
                ),
                _("Đã lưu số liệu."),
            )
    previous = selectors.before(period)
    blocks = pages.entry_blocks(
        forms,
        answers=answers,
        earlier=selectors.answers_of(previous, unit) if previous else {},
        contained=[
            (inner.name, selectors.answers_of(inner, unit))
            for inner in selectors.contained_in(period)
        ],
        unit=unit,
        earlier_is_alike=selectors.are_alike(period, previous),
    )
    has_errors = data is not None
    return pages.EntryPage(
        period=period,
        unit=unit,
        on_behalf=on_behalf,
        lock=closed_among([period]).get(period.pk),
        blocks=blocks,
        errors=_sentences(forms, whole) if has_errors else [],
        seen=selectors.last_seen(period, unit),
        previous=previous,
        doubt_count=sum(len(line.doubts) for block in blocks for line in block.lines),
    ).respond(request, 422 if has_errors else 200)


@require_permission(Permission.FIGURE_READ)
@require_GET
def sums(request: HttpRequest, uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    period = access.get_read_period(user=user, uid=uid)
    lines = selectors.consolidated(period, visible_tasks(user), settings.DUE_SOON_DAYS)
    missing = dict.fromkeys(name for line in lines for name in line.total.missing)
    return pages.SumsPage(
        period=period,
        blocks=pages.sum_blocks(lines),
        missing=list(missing),
        may_enter=list(access.units_to_enter(user, period)),
    ).respond(request)


@require_permission(Permission.FIGURE_READ)
@require_GET
def behind(request: HttpRequest, uid: UUID, indicator_uid: UUID) -> HttpResponse:
    user = signed_in_user(request)
    period = access.get_read_period(user=user, uid=uid)
    indicator = access.get_indicator(user=user, uid=indicator_uid)
    question = next(
        (each for each in selectors.questions_of(period) if each.indicator == indicator), None
    )
    if question is None or question.is_computed or period.data_to is None:
        raise Http404
    answers = selectors.answers_of(period)
    units = selectors.reporting_units(period.agency, period.data_to)
    total = add_up(selectors.parts_of(question, units, answers))
    version = question.version
    return pages.BehindPage(
        period=period,
        version=version,
        figures=[
            pages.unit_figure(
                unit, answers.get((indicator.pk, unit.pk), selectors.Answer()), version
            )
            for unit in units
            if question.unit_id in {None, unit.pk}
        ],
        value=pages.total_text(total, version),
        history=[
            (row, pages.said(row, version)) for row in selectors.history_of(period, indicator)
        ],
    ).respond(request)


@require_permission(Permission.FIGURE_MANAGE)
@require_http_methods(["GET", "POST"])
def library(request: HttpRequest) -> HttpResponse:
    user, today = signed_in_user(request), clock.today()
    agency = agency_where(user, Permission.FIGURE_MANAGE)
    versions = selectors.library_of(agency, today)
    duties = FigureDuty.objects.filter(agency=agency).values_list("indicator_id", "unit_id")
    form = DutiesForm(
        request.POST or None,
        indicators=[(each.indicator_id, each.name) for each in versions],
        units=selectors.reporting_units(agency, today),
        asked=dict(duties),
    )
    if form.is_valid():
        with suppress(Refused):
            return carry_out(
                request, form, lambda: _assign(agency, form, user), _("Đã lưu phân công số liệu.")
            )
    blocks = [
        (block, [_library_line(version, form) for version in found])
        for block, found in groupby(versions, key=lambda each: each.indicator.block)
    ]
    return pages.LibraryPage(blocks=blocks, form=form).respond(request, 422 if form.errors else 200)


def _record(
    period: ReportingPeriod,
    unit: Unit,
    forms: list[FigureForm],
    *,
    seen: int,
    by: User,
    on_behalf: bool,
) -> str:
    entries = {
        form.question.indicator.pk: found for form in forms if (found := form.entry) is not None
    }
    services.record_figures(
        period=period,
        unit=unit,
        entries=entries,
        seen=seen,
        by=by,
        at=clock.now(),
        on_behalf=on_behalf,
    )
    return reverse("figures_entry", args=[period.uid, unit.uid])


def _assign(agency: Unit, form: DutiesForm, user: User) -> str:
    services.assign_duties(agency=agency, asked=form.asked, by=user, at=clock.now())
    return reverse("figures_library")


def _library_line(version: IndicatorVersion, form: DutiesForm) -> pages.LibraryLine:
    return pages.LibraryLine(version.indicator, version, form[f"i{version.indicator_id}"])


def _sentences(forms: list[FigureForm], whole: EntryForm) -> list[str]:
    wrong = sum(bool(form.errors) for form in forms)
    found = [str(error) for error in whole.non_field_errors()]
    if wrong:
        sentence = ngettext(
            "%(n)d chỉ tiêu cần sửa, chưa có gì được lưu.",
            "%(n)d chỉ tiêu cần sửa, chưa có gì được lưu.",
            wrong,
        )
        found.insert(0, sentence % {"n": wrong})
    return found
