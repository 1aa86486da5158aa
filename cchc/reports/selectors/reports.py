"""Lists of reports: of an agency, of its units, of the agencies below."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import Report, UnitPart
from cchc.reports.states import GIVEN


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list with how many of its units have given their part, and the latest edition or not."""

    report: Report
    units: int
    given: int
    is_latest: bool
    days_over: int

    @property
    def is_waiting(self) -> bool:
        """Past the day by which it was to be sent, and not sent."""
        return self.days_over > 0


def report_lines(reports: QuerySet[Report], today: date) -> list[ReportLine]:
    """Reports for a list, latest period first; three statements whatever their number."""
    rows = list(reports.defer("frozen", "digest").order_by("-period__data_to", "-edition", "pk"))
    counts = _counts(rows)
    latest: dict[int, int] = {}
    for row in rows:
        latest[row.period_id] = max(row.edition, latest.get(row.period_id, 0))
    return [
        ReportLine(
            report=row,
            units=counts.get(row.pk, (0, 0))[0],
            given=counts.get(row.pk, (0, 0))[1],
            is_latest=latest[row.period_id] == row.edition,
            days_over=_days_over(row, today),
        )
        for row in rows
    ]


def _counts(reports: Iterable[Report]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    rows = UnitPart.objects.filter(report__in=[row.pk for row in reports]).order_by()
    for report_id, state in rows.values_list("report_id", "state"):
        units, given = found.get(report_id, (0, 0))
        found[report_id] = (units + 1, given + (state in GIVEN))
    return found


def _days_over(report: Report, today: date) -> int:
    due = report.period.due_on
    if due is None or report.sent_on is not None:
        return 0
    return max((today - due).days, 0)


def why_figures_are_given(period: ReportingPeriod, units: Collection[Unit]) -> dict[int, str]:
    """Why nobody enters a unit's figures for it, by key: the unit itself has given its part of the period's report."""
    given = set(
        UnitPart.objects.filter(
            report__period=period,
            unit__in=[unit.pk for unit in units],
            state__in=GIVEN,
            on_behalf=False,
        ).values_list("unit_id", flat=True)
    )
    sentence = _(
        "%(unit)s đã gửi phần báo cáo kỳ này. Số liệu đã gửi do đơn vị tự sửa; cần sửa thì trả lại phần báo cáo "
        "kèm lý do."
    )
    return {unit.pk: sentence % {"unit": unit.name} for unit in units if unit.pk in given}


def parts_of(report: Report) -> Sequence[UnitPart]:
    """The parts of a report in the directory's order, units loaded."""
    rows = list(
        report.parts.select_related("unit", "sent_by", "judged_by").order_by(
            "unit__position", "unit__sort_key", "pk"
        )
    )
    for row in rows:
        row.report = report
    return rows
