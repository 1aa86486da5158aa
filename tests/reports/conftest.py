"""A small form, a quarter, and acts in short: open, fill in, give, consolidate, submit."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from cchc.core import clock
from cchc.documents.models import Document
from cchc.indicators.models import Indicator
from cchc.indicators.rules import Stage
from cchc.indicators.selectors import last_seen
from cchc.indicators.services import Entry, assign_duties, record_figures
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import Report, ReportForm
from cchc.reports.services.deciding import Signed, issue_report, send_report, submit_report
from cchc.reports.services.opening import open_report
from cchc.reports.services.parts import Paper, Words, accept_part, send_part
from cchc.reports.services.writing import consolidate

OUTLINE = {
    "code": "thu",
    "name": "Báo cáo thử",
    "subject": "Kết quả thực hiện công tác cải cách hành chính",
    "section": [
        {"code": "I", "number": "I.", "title": "Kết quả", "level": 1, "kind": "heading"},
        {"code": "I.1", "number": "1.", "title": "Chỉ đạo, điều hành", "level": 2,
         "kind": "narrative", "areas": ["steering"], "indicators": ["CDDH.10"]},
        {"code": "I.2", "number": "2.", "title": "Thủ tục hành chính", "level": 2,
         "kind": "indicators", "blocks": ["tthc"]},
        {"code": "II", "number": "II.", "title": "Khó khăn, vướng mắc", "level": 1,
         "kind": "obstacles"},
    ],
    "annex": [
        {"code": "PL1", "title": "Thống kê số liệu", "kind": "statistics",
         "blocks": ["cddh", "tthc"]},
        {"code": "PL2", "title": "Tiến độ nhiệm vụ", "kind": "tasks"},
        {"code": "PL3", "title": "Danh mục văn bản", "kind": "documents"},
    ],
}  # fmt: skip


def on(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def after_the_cut_off(settings):
    """These tests live on 16/3/2026, two days after the quarter's cut-off."""
    settings.CCHC_TODAY = date(2026, 3, 16)


@pytest.fixture
def at():
    return on(date(2026, 3, 16))


@pytest.fixture
def make_period(cast):
    def make(name="Quý I", first=date(2025, 12, 15), last=date(2026, 3, 14), agency=None, **more):
        agency = agency or cast.agency
        document, _fresh = Document.objects.get_or_create(
            agency=agency, kind=Document.Kind.PLAN, number="86/KH", subject="Kế hoạch"
        )
        facts = {"code": "2026-Q1", "due_on": date(2026, 3, 18)} | more
        return ReportingPeriod.objects.create(
            agency=agency, document=document, name=name, data_from=first, data_to=last, **facts
        )

    return make


@pytest.fixture
def period(make_period):
    return make_period()


@pytest.fixture
def report_form(db):
    return ReportForm.objects.create(
        code="thu", name="Báo cáo thử", outline=OUTLINE, valid_from=date(2024, 1, 1)
    )


@pytest.fixture
def articles(db):
    return Indicator.objects.get(code="CDDH.10")


@pytest.fixture
def on_time(db):
    return Indicator.objects.get(code="TTHC.07")


@pytest.fixture
def asked(cast, articles, on_time, at):
    asked = {articles.pk: None, on_time.pk: cast.centre}
    assign_duties(agency=cast.agency, asked=asked, by=cast.coordinator, at=at)


@pytest.fixture
def say(cast, period, at):
    """`say(indicator, 12)`: a unit's figure, official unless a stage is given."""

    def act(indicator, number=None, of=None, *, unit=None, when=None, period=period, **more):
        unit = unit or cast.office
        entry = Entry(
            more.pop("stage", Stage.OFFICIAL),
            None if number is None else Decimal(number),
            None if of is None else Decimal(of),
            **more,
        )
        record_figures(
            period=period, unit=unit, entries={indicator.pk: entry}, seen=last_seen(period, unit),
            by=cast.coordinator, at=when or at, on_behalf=True,
        )  # fmt: skip

    return act


@pytest.fixture
def opened(cast, period, report_form, asked, at):
    return open_report(
        period=period, form=report_form, parts_due_on=date(2026, 3, 17), by=cast.coordinator, at=at
    )


@pytest.fixture
def part_of(opened):
    return lambda unit: opened.parts.select_related("unit", "report__period").get(unit=unit)


PAPER = Paper("12/BC-TT", date(2026, 3, 16), "bc.pdf", "application/pdf", [b"%PDF-1.7"])


@pytest.fixture
def give(cast, at):
    """`give(part)`: sent by the office on the unit's behalf unless told otherwise, and taken."""

    def act(part, *, missing="Đang rà soát", narrative=None, notes=None, accept=True, **more):
        part.refresh_from_db()
        sent = send_part(
            part=part, words=Words(narrative or {}, notes or {}, missing),
            paper=PAPER if part.unit.has_seal else None, version=part.version,
            **{"by": cast.coordinator, "at": at, "is_head": False, "on_behalf": True} | more,
        )  # fmt: skip
        if accept:
            accept_part(part=sent, version=sent.version, by=cast.coordinator, at=at)
        return sent

    return act


@pytest.fixture
def give_all(opened, give):
    def act(report=None):
        for part in (report or opened).parts.select_related("unit", "report__period"):
            if not part.is_given:
                give(part)

    return act


@pytest.fixture
def submit(cast, at):
    def act(report, note="", together=True, omits_empty=True):
        if together:
            consolidate(report=report, by=cast.coordinator, at=at)
        fresh = Report.objects.get(pk=report.pk)
        return submit_report(
            report=fresh, note=note, version=fresh.version, by=cast.coordinator, at=at,
            omits_empty=omits_empty,
        )  # fmt: skip

    return act


@pytest.fixture
def send_out(cast, at):
    """Issued and sent on the day given."""

    def act(report, number="25/BC-SKHCN", day=date(2026, 3, 16)):
        signed = Signed(number=number, issued_on=day)
        issued = issue_report(
            report=report, signed=signed, version=report.version, by=cast.clerk, at=at
        )
        return send_report(
            report=issued, sent_on=day, receiver="Sở Nội vụ", receipt_number="",
            version=issued.version, by=cast.clerk, at=at,
        )  # fmt: skip

    return act


@pytest.fixture
def address():
    return lambda name, *parts: reverse(name, args=parts)
