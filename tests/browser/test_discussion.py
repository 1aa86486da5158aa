"""Talking about a task in the browser: a name is offered behind an @, who is named finds the notice."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cchc.core import clock
from tests.factories import programme as p
from tests.factories.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def test_a_name_is_offered_and_chosen_by_keyboard_and_the_person_is_told(page_for, cast, axe, look):
    today = clock.today()
    plan = p.make_plan(cast, year=today.year, issued_on=today.replace(month=1, day=1))
    task = p.write_one(plan, [cast.division], times=[p.due(today + timedelta(days=3))])
    page = page_for(cast.coordinator)
    page.goto(f"/tasks/{task.uid}/")
    area = page.get_by_label("Nội dung trao đổi")
    area.press_sequentially("Nhờ @le")
    expect(page.get_by_role("option", name="Lê Văn Minh")).to_be_visible()
    axe(page)
    look(page, "mention")
    area.press("Enter")
    expect(area).to_have_value("Nhờ @Lê Văn Minh ")
    area.press_sequentially("bổ sung số liệu quý I")
    page.locator("#discussion").get_by_role("button", name="Gửi").click()
    expect(page.locator("#discussion").get_by_text("bổ sung số liệu quý I")).to_be_visible()
    page.get_by_role("button", name="Theo dõi nhiệm vụ").click()
    expect(page.get_by_role("button", name="Thôi theo dõi")).to_be_visible()
    axe(page)

    page = page_for(cast.minh)
    page.goto("/messages/")
    page.get_by_role("link", name="Nguyễn Tiến Dũng nhắc đến bạn").click()
    expect(page.locator("#discussion").get_by_text("bổ sung số liệu quý I")).to_be_visible()
    axe(page)
    look(page, "discussion")
