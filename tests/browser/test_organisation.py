"""The organisation changes before one's eyes: an act prepared, previewed, done; the tree and figures of a day."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cchc.core import clock
from tests.factories import programme as p
from tests.factories.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def work(cast):
    today = clock.today()
    plan = p.make_plan(cast, year=today.year, issued_on=today.replace(month=1, day=1))
    soon = today + timedelta(days=20)
    return p.write(
        plan,
        p.issued([cast.division], times=[p.due(soon)], text="Rà soát thủ tục hành chính nội bộ"),
        p.issued(
            [cast.division], times=[p.due(soon)], text="Kiểm tra công tác cải cách hành chính"
        ),
        p.issued([cast.office], coordinating=[cast.division], times=[p.due(soon)]),
    )


def test_a_split_is_prepared_previewed_and_done(page_for, cast, work, axe, look):
    today = f"{clock.today():%d/%m/%Y}"
    page = page_for(cast.administrator)
    page.goto("/units/acts/")
    axe(page)
    page.get_by_role("link", name="Chuẩn bị quyết định").click()
    axe(page)
    look(page, "act-empty")
    page.get_by_label("Số quyết định").fill("125/QĐ-SKHCN")
    page.get_by_label("Ngày quyết định").fill(today)
    page.get_by_label("Về việc").fill("Tổ chức lại Phòng Nghiệp vụ")
    page.get_by_label("Có hiệu lực từ ngày").fill(today)
    page.get_by_label("Tên đơn vị mới").first.fill("Phòng Chuyển đổi số")
    page.locator("#id_new-0-parent").select_option(label="Sở Khoa học và Công nghệ")
    for row, to in enumerate(("Đơn vị mới thứ 1", "\u2003Văn phòng Sở")):
        page.locator(f"#id_changes-{row}-unit").select_option(label="\u2003Phòng Nghiệp vụ")
        page.locator(f"#id_changes-{row}-to").select_option(label=to)
    look(page, "act-edit")
    page.get_by_role("button", name="Lưu và xem trước").click()
    expect(page.get_by_text("Xem trước, chưa thay đổi gì")).to_be_visible()
    axe(page)
    look(page, "act-preview")
    page.locator("select").first.select_option(label="Văn phòng Sở")
    page.get_by_role("button", name="Lưu phân công tiếp nhận").click()
    page.get_by_role("button", name="Thực hiện quyết định").click()
    expect(page.get_by_text("Đã chuyển giao")).to_be_visible()
    axe(page)
    look(page, "act-done")
    page.goto("/units/")
    expect(page.get_by_role("link", name="Phòng Chuyển đổi số")).to_be_visible()
    yesterday = clock.today() - timedelta(days=1)
    page.goto(f"/units/?on={yesterday:%d/%m/%Y}")
    expect(page.get_by_role("link", name="Phòng Nghiệp vụ")).to_be_visible()
    axe(page)
    look(page, "tree-then")

    coordinator = page_for(cast.coordinator)
    coordinator.goto("/tasks/on/")
    axe(coordinator)
    look(coordinator, "on-day")


def test_somebody_moves_and_hands_over(page_for, cast, work, axe, look):
    page = page_for(cast.administrator)
    page.goto(f"/people/{cast.minh.uid}/")
    axe(page)
    page.get_by_role("link", name="Chuyển đơn vị").click()
    axe(page)
    page.get_by_label("Đơn vị đến", exact=True).select_option(label="Văn phòng Sở")
    page.get_by_label("Người nhận bàn giao").select_option(label="Phạm Quốc Hùng")
    page.get_by_role("checkbox").first.check()
    look(page, "move")
    page.get_by_role("button", name="Chuyển và lập biên bản").click()
    expect(page.get_by_role("heading", name="Biên bản bàn giao công việc")).to_be_visible()
    expect(page.get_by_role("button", name="In")).to_be_visible()
    axe(page)
    look(page, "handover")


def test_a_leader_is_put_in_charge_of_an_area(page_for, cast, axe, look):
    page = page_for(cast.administrator)
    page.goto("/tasks/charges/")
    axe(page)
    page.get_by_label("Lãnh đạo").select_option(label="Đỗ Thị Thanh")
    page.get_by_label("Lĩnh vực").select_option(index=1)
    page.get_by_role("button", name="Ghi phân công").click()
    expect(page.get_by_role("link", name="Thôi phụ trách")).to_be_visible()
    axe(page)
    look(page, "charges")


def test_a_right_to_sign_and_a_team_are_entered(page_for, cast, axe, look, complaints):
    page = page_for(cast.coordinator)
    page.goto("/units/signing/")
    axe(page)
    page.get_by_role("link", name="Ghi quyền ký").click()
    axe(page)
    page.get_by_label("Họ và tên người ký").fill("Vũ Hải Nam")
    page.get_by_label("Hình thức ký").select_option(label="TUQ. (ký thừa ủy quyền)")
    page.get_by_label("Chức vụ ghi trên văn bản").fill("Phó Giám đốc")
    look(page, "right-new")
    page.get_by_role("button", name="Ghi quyền ký").click()
    expect(page.get_by_text("phải có số, ngày văn bản ủy quyền")).to_be_visible()
    complaints.clear()  # the refusal was wanted
    page.get_by_label("Hình thức ký").select_option(label="KT. (ký thay)")
    page.get_by_role("button", name="Ghi quyền ký").click()
    expect(page.get_by_text("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC", exact=True)).to_be_visible()
    axe(page)
    look(page, "rights")
    page.goto("/units/teams/new/")
    axe(page)
    look(page, "team-new")
