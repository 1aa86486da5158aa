"""The list that goes out to Excel and comes back, in the browser."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from cchc.core import clock
from cchc.tasks.rules import sheet as cells
from tests.factories import programme as p
from tests.factories.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def test_a_list_is_filled_in_looked_at_and_applied(page_for, cast, axe, look, tmp_path):
    today = clock.today()
    plan = p.make_plan(cast, year=today.year, issued_on=today.replace(month=1, day=1))
    p.write(
        plan,
        p.issued([cast.division], times=[p.due(today)], text="Kiểm tra công tác cải cách hành chính"),
        p.issued([cast.division], times=[p.due(today)], text="Khảo sát mức độ hài lòng"),
        p.issued([cast.division], times=[p.due(today)], text="Đăng tin, bài tuyên truyền"),
    )  # fmt: skip
    page = page_for(cast.coordinator)
    page.goto("/tasks/")
    page.get_by_role("link", name="Cập nhật bằng Excel").click()
    axe(page)
    look(page, "sheet")
    with page.expect_download() as started:
        page.get_by_role("link", name="Tải danh sách để điền").click()
    path = started.value.path()
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns[cells.DELIVERED]).value = today
    sheet.cell(2, columns[cells.NUMBER]).value = "15/BC-NV"
    sheet.cell(3, columns[cells.DELIVERED]).value = "31/02/2026"
    sheet.cell(4, columns[cells.PERCENT]).value = 40
    sheet.cell(4, columns[cells.NOTE]).value = "Đã đăng 12 tin, bài"
    filled = tmp_path / "cap-nhat-nhiem-vu.xlsx"
    book.save(filled)

    page.get_by_label("Tệp Excel đã điền").set_input_files(filled)
    page.get_by_role("button", name="Tải lên và xem trước").click()
    expect(page.get_by_text("2 dòng sẽ cập nhật")).to_be_visible()
    axe(page)
    look(page, "sheet-preview")
    page.get_by_role("button", name="Cập nhật 2 dòng").click()
    expect(page.get_by_text("Đã cập nhật 2 dòng.")).to_be_visible()
    axe(page)
    look(page, "sheet-applied")


def test_what_is_missing_before_the_day_leads_to_where_it_is_mended(page_for, cast, axe, look):
    today = clock.today()
    plan = p.make_plan(cast, year=today.year, issued_on=today.replace(month=1, day=1))
    p.write_one(plan, [cast.division], times=[p.due(today)], text="Kiểm tra cải cách hành chính")
    p.write_one(plan, [cast.centre], times=[p.due(today)], text="Khảo sát mức độ hài lòng")
    page = page_for(cast.coordinator)
    page.goto("/tasks/mine/")
    page.get_by_role("link", name="Kiểm tra trước hạn: 3 điều còn thiếu").click()
    axe(page)
    look(page, "check")
    page.get_by_role("link", name="Cập nhật tiến độ").first.click()
    expect(page.get_by_role("heading", name="Cập nhật tiến độ")).to_be_visible()
