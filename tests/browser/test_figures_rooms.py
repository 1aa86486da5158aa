"""Reporting calendars, forms as workbooks, other sources and targets, as people see them."""

from datetime import date

import pytest
from playwright.sync_api import expect

from cchc.core import clock
from cchc.documents.models import Document
from cchc.indicators.models import Indicator, SourceFigure
from cchc.indicators.services import assign_duties
from cchc.indicators.services.targets import link_target
from cchc.periods.models import ReportingCalendar, ReportingPeriod
from cchc.plans.models import Target
from tests.factories import programme as p
from tests.factories.cast import make_cast

TABLE = "Đơn vị;Tin, bài;Sáng kiến\nVăn phòng Sở;12;1\nP.NV;30;\nTổng cộng;42;1\n"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def period(cast):
    document = Document.objects.create(
        agency=cast.agency, kind=Document.Kind.PLAN, number="86/KH-SKHCN", subject="Kế hoạch",
        issuer=cast.agency.name,
    )  # fmt: skip
    keys = dict(Indicator.objects.values_list("code", "pk"))
    assign_duties(
        agency=cast.agency,
        asked={keys["CDDH.10"]: None, keys["CDDH.11"]: None, keys["TTHC.07"]: cast.office},
        by=cast.coordinator, at=clock.now(),
    )  # fmt: skip
    return ReportingPeriod.objects.create(
        agency=cast.agency, document=document, name="Quý I năm 2026", code="2026-Q1",
        data_from=date(2025, 12, 15), data_to=date(2026, 3, 14), due_on=date(2026, 3, 18),
        internal_due_on=date(2026, 3, 17),
    )  # fmt: skip


def test_a_calendar_is_adopted_and_made_into_a_year(page_for, cast, axe, look):
    page = page_for(cast.coordinator)
    page.goto("/calendar/reporting/")
    axe(page)
    page.get_by_role("link", name="Áp dụng cho cơ quan Lịch báo cáo định kỳ").click()
    axe(page)
    look(page, "calendar-adopt")
    page.get_by_label("Số, ký hiệu").fill("12/QĐ-UBND")
    page.get_by_role("button", name="Áp dụng").click()
    page.get_by_label("Quý I: Hạn của đơn vị").fill("03/03")
    page.get_by_label("Quý I: trước ngày").first.check()
    axe(page)
    look(page, "calendar-set")
    page.get_by_role("button", name="Lưu lịch").click()
    own = ReportingCalendar.objects.get(agency=cast.agency)
    page.goto(f"/calendar/reporting/{own.uid}/2026/")
    axe(page)
    look(page, "calendar-year")
    page.get_by_role("button", name="Tạo 4 kỳ").click()
    expect(page.get_by_text("Các kỳ của năm đã có đủ")).to_be_visible()
    page.goto("/calendar/reporting/")
    look(page, "calendar-list")
    page.get_by_role("link", name="Sửa hạn Quý I năm 2026").click()
    axe(page)
    look(page, "calendar-period")


def test_a_form_goes_out_and_comes_back_by_the_browser(page_for, cast, period, axe, look, tmp_path):
    import openpyxl

    page = page_for(cast.lan)
    page.goto("/figures/workbooks/")
    axe(page)
    look(page, "workbooks")
    with page.expect_download() as caught:
        page.get_by_role("link", name="VP Quý I năm 2026").click()
    path = tmp_path / "bieu.xlsx"
    caught.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, places["Số liệu (tử số)"]).value = 12
    sheet.cell(3, places["Số liệu (tử số)"]).value = "nhiều"
    book.save(path)
    page.get_by_label("Biểu Excel đã điền").set_input_files(path)
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_text("Chưa ghi, cần sửa")).to_be_visible()
    axe(page)
    look(page, "workbooks-refused")


def test_a_table_of_another_system_is_mapped_and_a_difference_decided(
    page_for, cast, period, axe, look, tmp_path
):
    path = tmp_path / "mot-cua.csv"
    path.write_text(TABLE, encoding="utf-8")
    page = page_for(cast.coordinator)
    page.goto(f"/figures/{period.uid}/units/{cast.office.uid}/")
    page.get_by_label("Tin, bài tuyên truyền cải cách hành chính: Số liệu").fill("10")
    page.get_by_role("button", name="Lưu số liệu").click()
    page.goto("/figures/imports/")
    axe(page)
    page.get_by_label("Nguồn số liệu").fill("Cổng thông tin")
    page.get_by_label("Tệp Excel hoặc CSV").set_input_files(path)
    look(page, "imports")
    page.get_by_role("button", name="Tải lên và xem trước").click()
    page.get_by_label("Cột tên đơn vị").select_option("Đơn vị")
    page.get_by_label("Tin, bài", exact=True).select_option("CDDH.10|numerator")
    page.get_by_label("Sáng kiến", exact=True).select_option("CDDH.11|numerator")
    page.get_by_role("button", name="Lưu cách ghép cột").click()
    expect(page.get_by_text("Dòng tổng, bỏ qua.")).to_be_visible()
    axe(page)
    look(page, "import-preview")
    page.get_by_role("button", name="Ghi 3 số liệu").click()
    axe(page)
    look(page, "differences")
    page.get_by_label("Lý do").fill("Đã đối chiếu")
    page.get_by_role("button", name="Ghi", exact=False).first.click()
    expect(page.get_by_text("Không có chỗ nào khác nhau")).to_be_visible()
    assert SourceFigure.objects.get(unit=cast.office, decision="taken").reason == "Đã đối chiếu"


def test_targets_and_a_report_asked_for_once(page_for, cast, period, axe, look):
    plan = p.make_plan(cast)
    plan.target_count = 2
    plan.save(update_fields=["target_count"])
    target = Target.objects.create(
        plan=plan, position=1, path="II.1", text="Đăng từ 60 tin, bài tuyên truyền trở lên",
        area=p.area(), comparator=">=", value=60, unit_of_measure="tin",
    )  # fmt: skip
    Target.objects.create(
        plan=plan, position=2, path="II.2", area=p.area(),
        text="Tỷ lệ hồ sơ giải quyết đúng hạn theo chỉ tiêu UBND tỉnh giao",
        reference="chỉ tiêu UBND tỉnh giao", unit_of_measure="%",
    )  # fmt: skip
    articles = Indicator.objects.get(code="CDDH.10")
    link_target(target=target, indicator=articles, by=cast.coordinator, at=clock.now())
    page = page_for(cast.coordinator)
    page.goto(f"/figures/{period.uid}/units/{cast.office.uid}/")
    page.get_by_label("Tin, bài tuyên truyền cải cách hành chính: Số liệu").fill("10")
    page.get_by_role("button", name="Lưu số liệu").click()
    page.goto("/figures/targets/")
    axe(page)
    look(page, "targets")
    page.get_by_role("link", name="Đăng từ 60 tin").click()
    axe(page)
    look(page, "target")
    page.goto("/figures/ad-hoc/")
    axe(page)
    look(page, "ad-hoc")
    page.goto("/figures/")
    look(page, "figures-list")
