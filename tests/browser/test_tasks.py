"""Lists and pages of tasks in a browser: filters, recording, the drawn pages, all without a serious fault."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from cchc.orgs.rules import Role
from cchc.tasks.models import Task
from tests.factories import programme as p
from tests.factories.cast import person
from tests.factories.year import make_year


@pytest.fixture
def year(cast) -> list[Task]:
    return make_year(cast)


def test_filters_answer_at_once_and_stand_in_the_address(cast, year, page_for, axe, look):
    page = page_for(cast.lan)
    page.goto("/tasks/")
    rows = page.locator("#task-list tbody tr")
    expect(rows).to_have_count(43)
    axe(page)
    look(page, "tasks")

    page.locator(".task-chip", has_text="Quá hạn").first.click()
    expect(page).to_have_url(re.compile(r"/tasks/\?state=overdue$"))
    expect(rows).to_have_count(10)
    page.get_by_label("Tìm trong nội dung").press_sequentially("tuyen truyen")
    expect(page).to_have_url(re.compile("q=tuyen"))
    assert rows.count() < 10
    page.reload()
    expect(page.get_by_label("Tìm trong nội dung")).to_have_value("tuyen truyen")
    page.go_back()
    page.wait_for_load_state("networkidle")
    page.goto("/tasks/?group=unit&sort=text")
    expect(page.locator(".task-group")).to_have_count(5)
    axe(page)


def test_a_view_is_saved_as_a_tab(cast, year, page_for):
    page = page_for(cast.lan)
    page.goto("/tasks/?state=overdue")
    page.get_by_text("Lưu bộ lọc", exact=True).click()
    page.get_by_label("Tên bộ lọc").fill("Việc quá hạn")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".task-tabs .active")).to_have_text("Việc quá hạn")
    expect(page).to_have_url(re.compile(r"state=overdue"))


def test_a_result_is_recorded_and_taken_back(cast, page_for, axe, look):
    plan = p.make_plan(cast)
    task = p.write_one(
        plan,
        [cast.office],
        products=["Kế hoạch của Giám đốc Sở", "Báo cáo kết quả"],
        times=[p.due(date(2026, 3, 31))],
    )
    page = page_for(cast.lan)
    page.goto(f"/tasks/{task.uid}/")
    axe(page)
    look(page, "task")
    page.get_by_role("link", name="Ghi nhận kết quả").click()
    axe(page)
    page.get_by_label("Ngày ban hành, hoàn thành").fill("2026-03-09")
    page.get_by_label("Số, ký hiệu văn bản").fill("12/KH-SKHCN")
    page.get_by_role("button", name="Ghi nhận").click()
    expect(page.locator(".task-time-result")).to_contain_text("Văn bản số 12/KH-SKHCN")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác lần ghi nhận gần nhất.")).to_be_visible()


def test_calendar_unit_and_timeline_are_drawn_without_fault(cast, year, page_for, axe, look):
    page = page_for(cast.lan)
    page.goto("/tasks/calendar/?month=2026-03")
    axe(page)
    look(page, "calendar")
    page.goto(f"/tasks/units/{cast.office.uid}/")
    expect(page.locator(".task-load rect")).to_have_count(24)
    axe(page)
    look(page, "unit")
    page.goto("/tasks/timeline/")
    expect(page.locator(".gantt .bar-wrapper").first).to_be_visible()
    axe(page)
    look(page, "timeline")


def test_the_level_above_looks_at_every_agency(cast, page_for, axe, look):
    p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 2))])
    p.write_one(
        p.make_plan(cast, agency=cast.other_agency, by=cast.outsider),
        [cast.other_division],
        times=[p.due(date(2026, 9, 30))],
    )
    page = page_for(person("tinh", "Đinh Văn Tỉnh", cast.province, Role.LEADER))
    page.goto("/tasks/agencies/")
    axe(page)
    look(page, "agencies")
    page.get_by_label("Xếp theo").select_option("overdue")
    page.get_by_role("button", name="Xem").click()
    heading = page.get_by_role("columnheader", name="Quá hạn chưa hoàn thành")
    expect(heading).to_have_attribute("aria-sort", "descending")
    row = page.get_by_role("row", name=cast.agency.name)
    row.get_by_role("link", name="1", exact=True).nth(1).click()
    expect(page.get_by_text("1 nhiệm vụ", exact=False).first).to_be_visible()
