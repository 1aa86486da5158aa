"""The list by keyboard, acts on what is ticked, and the way back to the same filter and place."""

import re
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
def tasks(cast):
    today = clock.today()
    plan = p.make_plan(cast, year=today.year, issued_on=today.replace(month=1, day=1))
    return p.write(
        plan,
        *(
            p.issued([cast.division], times=[p.due(today + timedelta(days=n))], text=f"Việc {n:02}")
            for n in range(40)
        ),
    )


def test_rows_are_ticked_by_keyboard_and_reminded_together(page_for, cast, tasks, axe, look):
    page = page_for(cast.coordinator)
    page.goto("/tasks/")
    bar = page.locator("#task-bulk")
    expect(bar).to_be_hidden()
    for key in ("j", "x", "j", "j", "x", "k"):
        page.keyboard.press(key)
    expect(page.get_by_role("link", name="Việc 01")).to_be_focused()
    expect(bar.get_by_text("Đã chọn 2")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/tasks/$"))
    axe(page)
    look(page, "bulk-bar")
    bar.get_by_role("button", name="Nhắc đơn vị").click()
    expect(page.get_by_text("Đã nhắc 2 người.")).to_have_count(2)
    axe(page)
    look(page, "bulk")


def test_filter_and_place_survive_saving(page_for, cast, tasks):
    page = page_for(cast.coordinator)
    page.goto("/tasks/?q=viec&sort=text")
    page.get_by_role("link", name="Việc 35").scroll_into_view_if_needed()
    page.get_by_role("link", name="Việc 35").click()
    page.get_by_role("link", name="Ghi nhận kết quả").click()
    page.get_by_label("Ngày ban hành, hoàn thành").fill(clock.today().strftime("%d/%m/%Y"))
    page.get_by_role("button", name="Ghi nhận").click()
    expect(page.get_by_text("Đã ghi nhận kết quả")).to_be_visible()
    page.locator(".app-crumbs").get_by_role("link", name="Nhiệm vụ").click()
    expect(page).to_have_url(re.compile(r"/tasks/\?q=viec&sort=text$"))
    expect(page.get_by_role("link", name="Việc 35")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 500
