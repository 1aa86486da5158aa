"""A file of work: opened, filled with a task, closed."""

import pytest
from playwright.sync_api import expect

from cchc.core import clock
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.factories.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def test_a_file_of_work_is_opened_filled_and_closed(page_for, cast, axe, look):
    task = p.write_one(
        p.make_plan(cast), [cast.division], times=[p.every("annual", product=0)],
        products=["Quyết định ban hành Quy chế"],
    )  # fmt: skip
    row = task.occurrences.get()
    done = Result(delivered_on=clock.today(), document_number="12/QĐ-SKHCN")
    record_fact(occurrence=row, result=done, by=cast.minh, at=clock.now(), seen=row.version)

    page = page_for(cast.minh)
    page.goto("/tasks/files/")
    axe(page)
    page.get_by_role("link", name="Lập hồ sơ").click()
    page.get_by_label("Số, ký hiệu hồ sơ").fill("01.CCHC")
    page.get_by_label("Tiêu đề hồ sơ").fill("Cải cách hành chính năm 2026")
    axe(page)
    look(page, "work-file-form")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lập hồ sơ công việc.")).to_be_visible()

    page.goto(f"/tasks/{task.uid}/")
    page.get_by_role("link", name="Đưa vào hồ sơ").click()
    page.get_by_label("Hồ sơ công việc").select_option(index=1)
    axe(page)
    page.get_by_role("button", name="Đưa vào hồ sơ").click()
    page.get_by_role("link", name="01.CCHC").click()
    expect(page.get_by_role("cell", name="12/QĐ-SKHCN")).to_be_visible()
    axe(page)
    look(page, "work-file")

    page.get_by_role("link", name="Sửa, kết thúc hồ sơ").click()
    page.get_by_label("Ngày kết thúc hồ sơ").fill(clock.today().isoformat())
    page.get_by_role("button", name="Lưu").click()
    page.goto("/tasks/files/")
    expect(page.get_by_text("giữ đến 31/12/2036")).to_be_visible()
    axe(page)
    look(page, "work-files")
