"""A quarter in the browser: the head gives the part, the office edits beside sources, submits and prints."""

from datetime import date, datetime

import pytest
from playwright.sync_api import expect

from cchc.core import clock
from cchc.documents.models import Document
from cchc.indicators.models import Indicator
from cchc.indicators.services import assign_duties
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import Report, ReportForm
from cchc.reports.services.opening import open_report
from cchc.reports.shipped import load
from tests.factories import programme as p

DAY = date(2026, 3, 16)
AT = datetime(2026, 3, 16, 9, 0, tzinfo=clock.VIETNAM)


@pytest.fixture
def opened(cast, settings):
    settings.CCHC_TODAY = DAY
    load(ReportForm)
    document = Document.objects.create(
        agency=cast.agency, kind=Document.Kind.PLAN, number="86/KH", subject="Kế hoạch"
    )
    period = ReportingPeriod.objects.create(
        agency=cast.agency, document=document, name="Báo cáo quý I", code="2026-Q1",
        data_from=date(2025, 12, 15), data_to=date(2026, 3, 14), due_on=date(2026, 3, 18),
    )  # fmt: skip
    p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 1))])
    asked = {Indicator.objects.get(code="CDDH.10").pk: cast.division}
    assign_duties(agency=cast.agency, asked=asked, by=cast.coordinator, at=AT)
    form = ReportForm.objects.get(code="periodic-department")
    return open_report(period=period, form=form, parts_due_on=DAY, by=cast.coordinator, at=AT)


def test_from_the_units_part_to_the_frozen_report(opened, cast, page_for, axe, look):
    page = page_for(cast.head)
    page.goto("/reports/")
    axe(page)
    page.get_by_role("link", name="Làm báo cáo").click()
    axe(page)
    look(page, "bao-cao-don-vi")
    page.get_by_label("Lý do quá hạn").fill("Chờ ý kiến các cơ quan phối hợp")
    page.get_by_label("Giải trình số liệu chưa có").fill("Đang rà soát")
    page.get_by_role("button", name="Xác nhận và gửi").click()
    expect(page.get_by_text("Đã gửi phần báo cáo của đơn vị.")).to_be_visible()

    page = page_for(cast.coordinator)
    page.goto(f"/reports/{opened.uid}/")
    axe(page)
    page.get_by_role("button", name="Tổng hợp").click()
    expect(page.get_by_text("Đã tổng hợp từ 1 đơn vị")).to_be_visible()
    page.get_by_role("link", name="8. Thực hiện nhiệm vụ").click()
    axe(page)
    look(page, "bao-cao-muc")
    field = page.get_by_label("Nội dung", exact=True)
    field.fill(f"{field.input_value()} Đề nghị các đơn vị khẩn trương.")
    page.get_by_role("button", name="Lưu mục").click()
    expect(page.get_by_text("Đã lưu mục.")).to_be_visible()
    expect(page.locator("#section-body .report-chip").first).to_be_visible()
    page.goto(f"/reports/{opened.uid}/")
    page.get_by_label("Ghi chú khi trình").fill("Ba đơn vị gửi bổ sung sau")
    page.get_by_label("Bỏ mục chưa có nội dung khỏi bản in").check()
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.get_by_text("Số liệu đã chốt.")).to_be_visible()
    page.get_by_role("link", name="Bản in và tải về").click()
    axe(page)
    look(page, "bao-cao-ban-in")
    with page.expect_download() as kept:
        page.get_by_role("link", name="Word").click()
    assert kept.value.suggested_filename == "bao-cao-quy-i.docx"
    page.goto(f"/reports/{opened.uid}/copying/")
    axe(page)
    assert Report.objects.get().frozen["note"] == "Ba đơn vị gửi bổ sung sau"
