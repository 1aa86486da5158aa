"""With which form a report may be opened, which periods wait for one, and by when units usually give their part."""

from datetime import date, timedelta

from django.db.models import Q

from cchc.indicators.selectors import periods_of
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod
from cchc.periods.rules import is_working_day
from cchc.periods.selectors import exceptions_between
from cchc.reports.models import Report, ReportForm
from cchc.reports.rules.editing import ASKED
from cchc.reports.selectors.facts import window_of

_UNITS_DAYS = 2  # working days that a unit has after the cut-off unless the office says otherwise
_FOREVER = timedelta(days=60)
_PERIOD_KINDS = {"Q1": "q1", "H1": "half_year", "Q3": "q3", "9M": "nine_months"}


def periods_without_report(agency: Unit) -> list[ReportingPeriod]:
    """The agency's periods with a window that have no report yet, latest cut-off first."""
    taken = set(Report.objects.filter(agency=agency).values_list("period_id", flat=True))
    return [period for period in periods_of(agency) if period.pk not in taken]


def asked_code(period: ReportingPeriod) -> str:
    """The code of the form that is made of a period's own questions."""
    return f"{ASKED}-{period.pk}"


def forms_of(period: ReportingPeriod) -> list[ReportForm]:
    """The forms with which a period's report may be opened, the likeliest first: that of its own questions."""
    found = forms_for(period.agency, window_of(period).last, period.code)
    own = ReportForm.objects.filter(agency=period.agency_id, code=asked_code(period))
    return [*own.order_by("-valid_from")[:1], *found]


def forms_for(agency: Unit, on: date, code: str = "") -> list[ReportForm]:
    """The forms an agency may use on a day, in the version of that day; those made for a period of this code first.

    Its own before the shipped ones; a shipped form that names levels is for agencies of those kinds alone. A form made
    of one period's questions is for that period.
    """
    rows = ReportForm.objects.filter(
        Q(agency=agency) | Q(agency__isnull=True), valid_from__lte=on
    ).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    latest = {(row.agency_id, row.code): row for row in rows.order_by("valid_from")}
    fitting = [
        row for row in latest.values() if is_for(row, agency) and row.outline.get("report") != ASKED
    ]
    kind = kind_of_period(code)
    return sorted(
        fitting,
        key=lambda row: (
            bool(kind) and kind not in (row.outline.get("periods") or [kind]),
            row.outline.get("report", "periodic") != "periodic",
            row.agency_id is None,
            row.code,
        ),
    )


def kind_of_period(code: str) -> str:
    """ "2026-Q1" is a "q1", "2026" a "year"; "" for a code that names no kind of period."""
    year, _mark, part = code.partition("-")
    if not part:
        return "year" if year.isdigit() else ""
    return _PERIOD_KINDS.get(part, "")


def is_for(row: ReportForm, agency: Unit) -> bool:
    """Whether a form is for agencies of this kind."""
    levels = row.outline.get("levels") or []
    return not levels or agency.kind in levels


def usual_deadline(period: ReportingPeriod) -> date:
    """By when units give their part: the day that the calendar sets, else two working days after the cut-off.

    Never past the agency's own day.
    """
    if period.internal_due_on is not None:
        return period.internal_due_on
    day = window_of(period).last
    exceptions = exceptions_between(day, day + _FOREVER)
    left = _UNITS_DAYS
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, exceptions)
    return min(day, period.due_on) if period.due_on else day
