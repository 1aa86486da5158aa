"""Units by periods within an agency, agencies by periods below one: who has given, who is late, who is missing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cchc.orgs.models import Unit
from cchc.orgs.selectors import in_tree_order, valid_on
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import Report, UnitPart
from cchc.reports.states import OUT, ReportState

PERIODS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class PartCell:
    """A unit's part in one period; None where it owed none."""

    part: UnitPart | None
    days_late: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    unit: Unit
    cells: list[PartCell]
    late: int
    missing: int


@dataclass(frozen=True, slots=True)
class UnitBoard:
    """`reports`: latest edition of each period, oldest first."""

    reports: list[Report]
    rows: list[UnitRow]


@dataclass(frozen=True, slots=True)
class AgencyCell:
    """An agency's report in one period: `verdict` sent, late, returned, waiting or missing; "" where none is due."""

    report: Report | None
    period: ReportingPeriod | None
    verdict: str
    days: int


@dataclass(frozen=True, slots=True)
class AgencyRow:
    agency: Unit
    cells: list[AgencyCell]


@dataclass(frozen=True, slots=True)
class Column:
    """One reporting deadline that several agencies share, by its code; with how many reports came in time and late."""

    code: str
    name: str
    in_time: int
    late: int
    missing: int


@dataclass(frozen=True, slots=True)
class AgencyBoard:
    columns: list[Column]
    rows: list[AgencyRow]


def unit_board(agency: Unit, today: date) -> UnitBoard:
    """The agency's latest periods by unit; three statements."""
    rows = Report.objects.filter(agency=agency).select_related("period").defer("frozen", "digest")
    latest: dict[int, Report] = {}
    for row in rows.order_by("edition"):
        latest[row.period_id] = row
    reports = sorted(latest.values(), key=lambda row: (row.period.data_to or today, row.pk))
    reports = reports[-PERIODS_SHOWN:]
    found: dict[int, dict[int, UnitPart]] = defaultdict(dict)
    units: dict[int, Unit] = {}
    by_key = {row.pk: row for row in reports}
    for part in _parts(reports):
        part.report = by_key[part.report_id]
        found[part.unit_id][part.report_id] = part
        units[part.unit_id] = part.unit
    return UnitBoard(
        reports, [_unit_row(unit, reports, found[unit.pk], today) for unit in _ordered(units)]
    )


def agency_board(above: Unit, today: date) -> AgencyBoard:
    """The agencies directly below one, by their latest reporting deadlines; four statements whatever their number."""
    agencies = list(Unit.objects.filter(valid_on(today), parent=above, is_agency=True))
    periods = ReportingPeriod.objects.filter(
        agency__in=agencies, closed_on__isnull=True, data_to__isnull=False, data_to__lte=today
    ).exclude(code="")
    by_code: dict[str, dict[int, ReportingPeriod]] = defaultdict(dict)
    for period in periods.order_by("pk").only("agency_id", "code", "name", "due_on", "data_to"):
        by_code[period.code][period.agency_id] = period
    codes = sorted(by_code, key=lambda code: max(_cut_off(p) for p in by_code[code].values()))
    codes = codes[-PERIODS_SHOWN:]
    reports: dict[int, Report] = {}
    wanted = [period.pk for code in codes for period in by_code[code].values()]
    shown = ("uid", "period_id", "edition", "state", "answer", "sent_on")
    for report in Report.objects.filter(period__in=wanted).only(*shown).order_by("edition"):
        reports[report.period_id] = report
    cells = {
        (code, agency.pk): _agency_cell(by_code[code].get(agency.pk), reports, today)
        for code in codes
        for agency in agencies
    }
    return AgencyBoard(
        columns=[
            _column(code, by_code[code], [cells[code, a.pk] for a in agencies]) for code in codes
        ],
        rows=[
            AgencyRow(agency, [cells[code, agency.pk] for code in codes])
            for agency in in_tree_order(agencies)
        ],
    )


def _parts(reports: Sequence[Report]) -> QuerySet[UnitPart]:
    rows = UnitPart.objects.filter(report__in=reports).select_related("unit")
    return rows.defer("given", "narrative", "task_notes")


def _unit_row(
    unit: Unit, reports: Sequence[Report], parts: dict[int, UnitPart], today: date
) -> UnitRow:
    cells = []
    for report in reports:
        part = parts.get(report.pk)
        cells.append(PartCell(part, part.days_late(today) if part else 0))
    return UnitRow(
        unit=unit,
        cells=cells,
        late=sum(bool(cell.days_late) for cell in cells),
        missing=sum(bool(cell.part and not cell.part.is_given) for cell in cells),
    )


def _agency_cell(
    period: ReportingPeriod | None, reports: dict[int, Report], today: date
) -> AgencyCell:
    if period is None:
        return AgencyCell(None, None, "", 0)
    report = reports.get(period.pk)
    if report is not None:
        report.period = period
    if report is not None and report.state == ReportState.SENT:
        if report.answer == Report.Answer.RETURNED:
            return AgencyCell(report, period, "returned", report.days_late)
        return AgencyCell(report, period, "late" if report.days_late else "sent", report.days_late)
    over = max((today - period.due_on).days, 0) if period.due_on else 0
    shown = report if report is not None and report.state in OUT else None
    return AgencyCell(shown, period, "missing" if over else "waiting", over)


def _column(code: str, periods: dict[int, ReportingPeriod], cells: Sequence[AgencyCell]) -> Column:
    names = [period.name for period in periods.values()]
    return Column(
        code=code,
        name=max(set(names), key=names.count),
        in_time=sum(cell.verdict == "sent" for cell in cells),
        late=sum(cell.verdict == "late" for cell in cells),
        missing=sum(cell.verdict == "missing" for cell in cells),
    )


def _ordered(units: dict[int, Unit]) -> list[Unit]:
    return sorted(units.values(), key=lambda unit: (unit.position, unit.sort_key, unit.pk))


def _cut_off(period: ReportingPeriod) -> date:
    assert period.data_to is not None  # the query leaves out what has none
    return period.data_to
