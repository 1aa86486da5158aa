"""Opening the report of a period, and a correction beside one that was issued."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from cchc.audit.services import record
from cchc.core.text import squeeze
from cchc.indicators.selectors import reporting_units
from cchc.orgs.models import User
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import Report, ReportForm, SectionText, UnitPart
from cchc.reports.notices import tell_units
from cchc.reports.selectors.facts import window_of
from cchc.reports.selectors.opening import asked_code, forms_of, usual_deadline
from cchc.reports.services import refusals
from cchc.reports.services.outlining import form_of_questions
from cchc.reports.states import PartState

_BEFORE_UNITS = timedelta(days=10)


@transaction.atomic
def open_report(
    *,
    period: ReportingPeriod,
    form: ReportForm,
    parts_due_on: date,
    by: User | None,
    at: datetime,
) -> Report:
    """Open the report of a period with a part for each unit that reports (mở báo cáo); by None: by the clock.

    Raises AlreadyOpen, FormNotForAgency, DeadlineOutside.
    """
    ReportingPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    if Report.objects.filter(period=period).exists():
        raise refusals.AlreadyOpen
    window = window_of(period)
    last = window.last
    if form not in forms_of(period):
        raise refusals.FormNotForAgency
    if parts_due_on < window.first or (period.due_on is not None and parts_due_on > period.due_on):
        raise refusals.DeadlineOutside
    report = Report.objects.create(
        agency=period.agency,
        period=period,
        form=form,
        parts_due_on=parts_due_on,
        opened_by=by,
        opened_at=at,
    )
    units = reporting_units(period.agency, last)
    UnitPart.objects.bulk_create(UnitPart(report=report, unit=unit) for unit in units)
    record(
        action="report.opened",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        form=str(form),
        units=[unit.name for unit in units],
        parts_due_on=parts_due_on,
    )
    transaction.on_commit(lambda: tell_units(report, at))
    return report


def open_due_reports(*, today: date, at: datetime) -> int:
    """Open, by the clock, the report of every period whose cut-off has passed and whose day has not; how many.

    Where the calendar asks units before the cut-off, ten days before their day: their figures are estimates first.
    Only where the agency asks its units for figures or has reported before, with the form made for such a period.
    Each is an act of its own; a period that was opened meanwhile is passed over.
    """
    waiting = ReportingPeriod.objects.filter(
        closed_on__isnull=True,
        data_from__isnull=False,
        due_on__gte=today,
        reports__isnull=True,
    )
    over = Q(data_to__lt=today) | Q(internal_due_on__lte=today + _BEFORE_UNITS)
    waiting = waiting.filter(over).filter(
        Q(agency__figure_duties__isnull=False) | Q(agency__reports__isnull=False)
    )
    count = 0
    for period in waiting.select_related("agency").distinct():
        offered = forms_of(period)
        if period.is_ad_hoc and not (offered and offered[0].code == asked_code(period)):
            offered = [form_of_questions(period=period, by=None, at=at)]
        if offered:
            with suppress(refusals.AlreadyOpen):
                open_report(
                    period=period,
                    form=offered[0],
                    parts_due_on=usual_deadline(period),
                    by=None,
                    at=at,
                )
                count += 1
    return count


@transaction.atomic
def correct_report(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """Begin a correction as a new edition beside the one that was issued (lập bản đính chính).

    Parts and texts come over as they are; a part can then be given back to its unit. Raises NotOut, CorrectionOpen,
    ReasonMissing.
    """
    if not report.is_out:
        raise refusals.NotOut
    if not squeeze(reason):
        raise refusals.ReasonMissing
    ReportingPeriod.objects.select_for_update(no_key=True).get(pk=report.period_id)
    last = Report.objects.filter(period=report.period_id).aggregate(n=Max("edition"))["n"]
    if last != report.edition:
        raise refusals.CorrectionOpen
    fresh = Report.objects.create(
        agency=report.agency,
        period=report.period,
        form=report.form,
        edition=report.edition + 1,
        parts_due_on=report.parts_due_on,
        opened_by=by,
        opened_at=at,
        reason=squeeze(reason),
    )
    _copy_parts(report, fresh)
    SectionText.objects.bulk_create(
        SectionText(
            report=fresh,
            code=row.code,
            paragraphs=row.paragraphs,
            drafted=row.drafted,
            is_held=row.is_held,
        )
        for row in report.texts.all()
    )
    record(
        action="report.correction_opened",
        target=fresh,
        by=by,
        at=at,
        agency_id=report.agency_id,
        edition=fresh.edition,
        reason=fresh.reason,
    )
    return fresh


def _copy_parts(report: Report, fresh: Report) -> None:
    kept = [
        field.attname
        for field in UnitPart._meta.concrete_fields
        if field.name not in {"id", "uid", "report", "version"}
    ]
    UnitPart.objects.bulk_create(
        UnitPart(report=fresh, **{name: getattr(row, name) for name in kept})
        for row in report.parts.exclude(state=PartState.NOT_OPENED)
    )
    bare = report.parts.filter(state=PartState.NOT_OPENED)
    UnitPart.objects.bulk_create(UnitPart(report=fresh, unit_id=row.unit_id) for row in bare)
