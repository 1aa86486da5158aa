"""Work from outside plans is entered on one page and followed like the rest."""

import pytest
from playwright.sync_api import expect

from cchc.tasks.models import Task
from tests.factories.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def test_an_order_is_entered_and_gets_its_number_later(page_for, cast, axe, look):
    page = page_for(cast.coordinator)
    page.goto("/tasks/register/")
    axe(page)
    page.get_by_role("link", name="Vào sổ, giao việc").first.click()
    axe(page)
    page.get_by_label("Nguồn giao").select_option("conclusion")
    page.get_by_label("Trích yếu, nội dung").fill("Kết luận giao ban tháng 3")
    page.get_by_label("Người giao, người chủ trì họp").fill("Giám đốc Sở")
    page.get_by_label("Chờ văn bản").check()
    page.get_by_label("Nội dung nhiệm vụ").fill("Xây dựng phương án bố trí thiết bị một cửa")
    page.get_by_label("Đơn vị chủ trì").select_option(label=cast.division.name)
    page.get_by_label("Hạn hoàn thành").fill("20/3/2026")
    page.get_by_role("button", name="Thêm nhiệm vụ").click()
    expect(page.get_by_label("Nội dung nhiệm vụ").first).to_have_value(
        "Xây dựng phương án bố trí thiết bị một cửa"
    )
    axe(page)
    look(page, "register-new")
    page.get_by_label("Nội dung nhiệm vụ").nth(1).fill("Hướng dẫn ký số văn bản đi")
    page.get_by_label("Đơn vị chủ trì").nth(1).select_option(label=cast.office.name)
    page.get_by_role("button", name="Vào sổ và giao").click()
    expect(page.get_by_text("chờ văn bản")).to_be_visible()
    axe(page)
    look(page, "instruction")
    page.get_by_role("link", name="Bổ sung số văn bản").click()
    axe(page)
    page.get_by_label("Số, ký hiệu văn bản").fill("31/TB-SKHCN")
    page.get_by_label("Ngày văn bản").fill("10/03/2026")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_text("31/TB-SKHCN").first).to_be_visible()
    page.goto("/tasks/register/")
    axe(page)
    look(page, "register")

    task = Task.objects.order_by("position").first()
    page.goto(f"/tasks/{task.uid}/discontinue/")
    axe(page)

    unit = page_for(cast.minh)
    unit.goto(f"/tasks/{task.uid}/")
    axe(unit)
    look(unit, "assigned-task")
    expect(unit.get_by_role("link", name="Ghi nhận kết quả")).to_be_visible()
