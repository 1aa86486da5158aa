"""A task in its year: asked to be later, recorded with proof, given back, done again, confirmed."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cchc.core import clock
from cchc.tasks.services.reminding import remind
from tests.factories import programme as p
from tests.factories.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def task(cast):
    today = clock.today()
    plan = p.make_plan(cast, year=today.year, issued_on=today.replace(month=1, day=1))
    return p.write_one(
        plan, [cast.division], coordinating=[cast.centre], products=["Báo cáo kết quả kiểm tra"],
        times=[p.due(today + timedelta(days=7), product=0)],
    )  # fmt: skip


def test_a_result_goes_from_the_unit_to_whoever_confirms_and_back(
    page_for, cast, task, axe, look, tmp_path
):
    """Assigned, reminded, delivered, given back, delivered again, confirmed: the pictures tell a task's year."""
    scan = tmp_path / "bao-cao-ky.pdf"
    scan.write_bytes(b"%PDF-1.4 bao cao da ky")
    remind(agency=cast.agency, at=clock.now())
    unit = page_for(cast.minh)
    unit.goto(f"/tasks/{task.uid}/")
    look(unit, "year-1-assigned")
    unit.goto("/messages/")
    expect(unit.get_by_text("còn 7 ngày").first).to_be_visible()
    look(unit, "year-2-reminded")
    unit.goto("/tasks/mine/")
    axe(unit)
    look(unit, "my-work")
    unit.get_by_role("link", name="Ghi nhận").click()
    axe(unit)
    unit.get_by_label("Ngày ban hành, hoàn thành").fill(clock.today().isoformat())
    unit.get_by_label("Kết quả thực hiện").fill("Đã kiểm tra 05 đơn vị")
    unit.get_by_label("Tệp minh chứng").set_input_files(scan)
    unit.get_by_role("button", name="Ghi nhận").click()
    expect(unit.get_by_text("Chờ xác nhận")).to_be_visible()
    expect(unit.get_by_role("link", name="bao-cao-ky.pdf", exact=True)).to_be_visible()
    axe(unit)
    look(unit, "year-3-delivered")

    coordinator = page_for(cast.coordinator)
    coordinator.goto("/tasks/mine/")
    coordinator.get_by_role("link", name="Xem và xác nhận").click()
    axe(coordinator)
    look(coordinator, "judge")
    coordinator.get_by_label("Nội dung cần bổ sung hoặc làm lại").fill("Thiếu phụ lục số liệu")
    coordinator.get_by_role("button", name="Trả lại vì chưa đạt").click()
    expect(coordinator.get_by_text("Thiếu phụ lục số liệu").first).to_be_visible()
    axe(coordinator)

    unit = page_for(cast.minh)
    unit.goto("/tasks/mine/")
    expect(unit.get_by_role("heading", name="Bị trả lại, cần bổ sung")).to_be_visible()
    look(unit, "year-4-given-back")
    unit.get_by_role("link", name="Bổ sung, làm lại").click()
    unit.get_by_label("Ngày ban hành, hoàn thành").fill(clock.today().isoformat())
    unit.get_by_role("button", name="Ghi nhận").click()

    coordinator = page_for(cast.coordinator)
    coordinator.goto(f"/tasks/{task.uid}/")
    coordinator.get_by_role("link", name="Xác nhận kết quả").click()
    coordinator.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(coordinator.get_by_text(re.compile("^Nguyễn Tiến Dũng xác nhận lúc"))).to_be_visible()
    look(coordinator, "year-5-confirmed")


def test_a_later_day_and_a_difficulty_go_up_and_come_back(page_for, cast, task, axe, look):
    unit = page_for(cast.minh)
    unit.goto(f"/tasks/{task.uid}/")
    unit.get_by_role("link", name="Đề nghị gia hạn").click()
    axe(unit)
    unit.get_by_label("Hạn mới").fill((clock.today() + timedelta(days=20)).isoformat())
    unit.get_by_label("Lý do").fill("Chờ số liệu của các xã")
    unit.get_by_role("button", name="Gửi đề nghị").click()
    unit.get_by_role("link", name="Cập nhật tiến độ").click()
    axe(unit)
    unit.get_by_label("Đã làm được").fill("60")
    unit.get_by_label("Tình hình thực hiện").fill("Đã kiểm tra 3 trên 5 đơn vị")
    unit.get_by_role("button", name="Ghi nhận tiến độ").click()
    expect(unit.get_by_text("Chưa cập nhật:")).to_be_visible()
    axe(unit)
    look(unit, "task-progress")
    unit.get_by_role("link", name="Nêu khó khăn").click()
    axe(unit)
    unit.get_by_label("Khó khăn, vướng mắc, kiến nghị").fill("Thiếu người nhập số liệu")
    unit.get_by_role("button", name="Gửi").click()
    expect(unit.get_by_text("Chờ ý kiến")).to_be_visible()

    leader = page_for(cast.leader)
    leader.goto("/tasks/mine/")
    axe(leader)
    look(leader, "leader-work")
    leader.get_by_role("link", name="Xem và quyết định").click()
    axe(leader)
    leader.get_by_role("button", name="Đồng ý gia hạn").click()
    expect(leader.locator(".task-extensions")).to_be_visible()
    leader.get_by_role("link", name="Trả lời").click()
    axe(leader)
    leader.get_by_label("Ý kiến chỉ đạo, hướng giải quyết").fill("Văn phòng bố trí người")
    leader.get_by_role("button", name="Ghi nhận ý kiến").click()
    expect(leader.locator(".task-answer")).to_be_visible()


@pytest.mark.parametrize(
    "address", ["/messages/", "/messages/settings/", "/tasks/urging/", "/tasks/urging/rules/"]
)
def test_pages_of_reminders_are_fit_for_everybody(page_for, cast, task, axe, address):
    page = page_for(cast.coordinator)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)


def test_who_already_types_a_day_goes_on_typing_when_its_calendar_comes(page_for, cast, task):
    unit = page_for(cast.minh)
    unit.goto(f"/tasks/{task.uid}/")
    unit.evaluate(
        """() => {
          const part = document.createElement("div");
          part.innerHTML = '<input data-day aria-label="Ngày gõ dở">';
          document.querySelector("main").append(part);
        }"""
    )
    day = unit.get_by_label("Ngày gõ dở")
    day.press_sequentially("31/12")
    unit.evaluate(
        """() => document.dispatchEvent(
          new CustomEvent("htmx:load", { detail: { elt: document.querySelector("main") } })
        )"""
    )
    unit.keyboard.type("/2026")
    expect(day).to_have_value("31/12/2026")
    expect(unit.locator(".app-day", has=day)).to_have_count(1)


def test_a_day_is_typed_as_officials_write_it_or_picked_from_the_calendar(
    page_for, cast, task, axe, look, complaints
):
    unit = page_for(cast.minh)
    unit.goto(f"/tasks/{task.uid}/")
    unit.get_by_role("link", name="Đề nghị gia hạn").click()
    day = unit.get_by_label("Hạn mới")
    day.fill("31/2/2027")
    unit.get_by_label("Lý do").fill("Chờ số liệu của các xã")
    unit.get_by_role("button", name="Gửi đề nghị").click()
    expect(unit.get_by_text("ngày/tháng/năm")).to_be_visible()
    complaints.clear()  # the refusal is meant
    axe(unit)
    look(unit, "day-refused")
    expect(unit.get_by_role("button", name="Chọn ngày trên lịch").first).to_be_visible()
    calendar = unit.locator(".app-day-picker").first
    calendar.evaluate("e => { e.value = '2027-02-28'; e.dispatchEvent(new Event('change')); }")
    expect(unit.get_by_label("Hạn mới")).to_have_value("28/02/2027")
    unit.get_by_role("button", name="Hôm nay").first.click()
    expect(unit.get_by_label("Hạn mới")).to_have_value(clock.today().strftime("%d/%m/%Y"))


def test_who_directs_sees_every_unit_on_one_board(page_for, cast, task, axe, look):
    coordinator = page_for(cast.coordinator)
    coordinator.goto("/tasks/board/")
    axe(coordinator)
    look(coordinator, "board")
    expect(coordinator.get_by_text("chưa cập nhật trong tháng")).to_be_visible()
    coordinator.get_by_role("table").get_by_role("link", name=cast.division.name).click()
    expect(coordinator.get_by_role("heading", level=1)).to_have_text(cast.division.name)


def test_a_unit_says_that_it_waits_for_guidance(page_for, cast, task, axe, look):
    unit = page_for(cast.minh)
    unit.goto(f"/tasks/{task.uid}/")
    unit.get_by_role("link", name="Chờ hướng dẫn").click()
    axe(unit)
    unit.get_by_label("Cơ quan hướng dẫn").fill("Bộ Nội vụ")
    unit.get_by_label("Văn bản xin hoặc hẹn hướng dẫn").fill("CV 215/SKHCN-VP ngày 05/3/2026")
    unit.get_by_role("button", name="Ghi nhận chờ hướng dẫn").click()
    expect(unit.get_by_text("Đang chờ", exact=True)).to_be_visible()
    axe(unit)
    look(unit, "guidance")
    unit.get_by_role("link", name="Đã có hướng dẫn").click()
    axe(unit)
