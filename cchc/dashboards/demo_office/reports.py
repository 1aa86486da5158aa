"""Reports of the demo: those that were sent, and one that is half done, as in every office on any day."""

from datetime import date, datetime, time, timedelta

from cchc.core import clock
from cchc.indicators.selectors import periods_of
from cchc.orgs.models import Membership, Unit
from cchc.orgs.rules import Role
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import Report
from cchc.reports.selectors.opening import forms_for, usual_deadline
from cchc.reports.selectors.parts import content_of_part
from cchc.reports.services.deciding import Signed, issue_report, send_report, submit_report
from cchc.reports.services.opening import open_report
from cchc.reports.services.parts import Paper, Words, accept_part, return_part, send_part
from cchc.reports.services.writing import consolidate

_FILE = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"
_WORDS = {
    "I.1": "Đã phổ biến kế hoạch tới toàn thể công chức, viên chức và người lao động của đơn vị.",
    "III.1": "Các nhiệm vụ được giao cơ bản bảo đảm tiến độ.",
}
_REASON = "Chờ ý kiến thống nhất của cơ quan phối hợp, dự kiến hoàn thành trong tháng tới."
_DONE_LATE = "Hoàn thành chậm do chờ ý kiến thống nhất của cơ quan phối hợp."
_SHOWN = 4
_SILENT, _GIVEN_BACK = 2, 3  # places of units: one has not given, one was given back


def load_reports(agency: Unit, today: date) -> int:
    """The agency's last periods that are over: the latest one half done, the earlier ones sent.

    Returns how many were made; 0 where reports stand already or no period is over.
    """
    over = [period for period in periods_of(agency) if _cut_off(period) < today][:_SHOWN]
    coordinator = (
        Membership.objects.filter(unit__agency=agency, role=Role.COORDINATOR, valid_from__lte=today)
        .select_related("user", "unit")
        .first()
    )
    if coordinator is None or Report.objects.filter(agency=agency).exists():
        return 0
    made = 0
    for place, period in enumerate(over):
        offered = forms_for(agency, _cut_off(period), period.code)
        if not offered:
            continue
        day = min(_cut_off(period) + timedelta(days=1), today)
        report = open_report(
            period=period,
            form=offered[0],
            parts_due_on=usual_deadline(period),
            by=coordinator.user,
            at=_moment(day, 8),
        )
        made += 1
        if place == 0:
            _fill_in(report, coordinator, _moment(day, 10), is_half=True)
        else:
            _send_out(report, coordinator, day, today, number=11 * (len(over) - place))
    return made


def _fill_in(report: Report, coordinator: Membership, at: datetime, *, is_half: bool) -> None:
    parts = report.parts.select_related("unit", "report__period", "report__agency", "report__form")
    for place, part in enumerate(parts.order_by("unit__position", "pk")):
        if is_half and place == _SILENT:
            continue
        lines = content_of_part(part).tasks
        notes = {
            line.uid: line.note or (_DONE_LATE if line.done_on else _REASON)
            for line in lines
            if line.asks == "late"
        }
        number = f"{20 + place}/BC-{part.unit.symbol or 'ĐV'}"
        sent = send_part(
            part=part,
            words=Words(_WORDS, notes, "Đang rà soát, bổ sung trong kỳ sau."),
            paper=Paper(number, clock.vietnam_date(at), "bao-cao.pdf", "application/pdf", [_FILE])
            if part.unit.has_seal
            else None,
            version=part.version,
            by=coordinator.user,
            at=at,
            is_head=False,
            on_behalf=True,
        )
        if is_half and place == _GIVEN_BACK:
            return_part(
                part=sent,
                reason="Đề nghị nêu rõ nguyên nhân của nhiệm vụ chưa hoàn thành.",
                version=sent.version,
                by=coordinator.user,
                at=at,
            )
        elif not is_half or place < _SILENT:
            accept_part(part=sent, version=sent.version, by=coordinator.user, at=at)
    consolidate(report=report, by=coordinator.user, at=at)


def _send_out(
    report: Report, coordinator: Membership, day: date, today: date, *, number: int
) -> None:
    at = _moment(day, 14)
    _fill_in(report, coordinator, at, is_half=False)
    report = submit_report(
        report=report,
        note="",
        version=report.version,
        by=coordinator.user,
        at=at,
        omits_empty=True,
    )
    due = report.period.due_on
    sent_on = min(due or day + timedelta(days=2), today)
    sent_on = max(sent_on, day)
    at = _moment(sent_on, 15)
    head = Membership.objects.filter(unit=report.agency, role=Role.LEADER, valid_from__lte=today)
    signer = head.select_related("user").order_by("pk").first()
    signed = Signed(
        number=f"{number}/BC-{report.agency.symbol}",
        issued_on=sent_on,
        signer_name=signer.user.full_name if signer else "",
    )
    report = issue_report(
        report=report, signed=signed, version=report.version, by=coordinator.user, at=at
    )
    parent = report.agency.parent
    send_report(
        report=report,
        sent_on=sent_on,
        receiver=parent.name if parent else "Cơ quan cấp trên",
        receipt_number=str(1100 + number),
        version=report.version,
        by=coordinator.user,
        at=at,
    )


def _moment(day: date, hour: int) -> datetime:
    return min(datetime.combine(day, time(hour), tzinfo=clock.VIETNAM), clock.now())


def _cut_off(period: ReportingPeriod) -> date:
    assert period.data_to is not None  # periods_of leaves out what has no window
    return period.data_to
