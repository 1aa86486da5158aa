"""Which periods' figures stand in a report that was put before the leader or went out. One statement."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from cchc.core.clock import VIETNAM
from cchc.core.locks import Lock
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import Report


def closed_by_reports(periods: Collection[ReportingPeriod]) -> dict[int, Lock]:
    """Why each period is closed, by key, as its last edition says; periods with an open one are left out."""
    last: dict[int, Report] = {}
    rows = Report.objects.filter(period__in=periods).select_related("document")
    told = ("period", "edition", "state", "submitted_at", "document__number", "document__issued_on")
    for row in rows.order_by("edition").only(*told):
        last[row.period_id] = row
    return {key: _lock(row) for key, row in last.items() if not row.is_open}


def _lock(report: Report) -> Lock:
    if report.is_out and report.document is not None:
        facts = {"number": report.document.number, "day": f"{report.document.issued_on:%d/%m/%Y}"}
        return Lock(
            _("Kỳ này đã chốt: báo cáo %(number)s ngày %(day)s đã ban hành.") % facts,
            _("Số sai thì đầu mối CCHC lập bản đính chính của báo cáo, rồi đơn vị sửa số."),
        )
    moment = report.submitted_at.astimezone(VIETNAM) if report.submitted_at else None
    return Lock(
        _("Kỳ này đã chốt: báo cáo trình lãnh đạo lúc %(when)s.")
        % {"when": f"{moment:%H:%M %d/%m/%Y}" if moment else ""},
        _("Lãnh đạo, hoặc đầu mối CCHC ghi nhận ý kiến lãnh đạo, trả lại báo cáo thì kỳ mở lại."),
    )
