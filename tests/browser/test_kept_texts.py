"""Texts that were not sent, and a page that was left open."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from cchc.core import clock
from cchc.core.models import KeptForm
from cchc.tasks.models import Obstacle
from tests.factories import programme as p
from tests.factories.cast import make_cast

SAID = "Đã rà soát 05 thủ tục, còn vướng ở khâu lấy ý kiến"
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def address(cast):
    today = clock.today()
    plan = p.make_plan(cast, year=today.year, issued_on=today.replace(month=1, day=1))
    task = p.write_one(plan, [cast.division], times=[p.due(today + timedelta(days=3))])
    return f"/tasks/{task.uid}/obstacle/"


def sign_in(page, name):
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def text_field(page):
    return page.get_by_label("Khó khăn, vướng mắc, kiến nghị")


def test_a_text_sent_after_the_session_ended_stands_in_the_form_after_signing_in_again(
    page_for, cast, address, axe, look
):
    page = page_for(cast.minh)
    page.goto(address)
    Session.objects.all().delete()
    text_field(page).fill(SAID)
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("được giữ lại")).to_be_visible()
    axe(page)
    look(page, "session-over")

    sign_in(page, "minh")
    expect(page.get_by_text("Đã khôi phục nội dung chưa gửi lúc")).to_be_visible()
    expect(text_field(page)).to_have_value(SAID)
    axe(page)
    look(page, "text-restored")
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Chờ ý kiến")).to_be_visible()
    assert not KeptForm.objects.exists()


def test_another_person_on_the_same_machine_does_not_see_it(page_for, cast, address):
    page = page_for(cast.minh)
    page.goto(address)
    Session.objects.all().delete()
    text_field(page).fill(SAID)
    page.get_by_role("button", name="Gửi").click()
    sign_in(page, "dung")
    page.goto(address)
    expect(text_field(page)).to_have_value("")


def test_a_draft_saves_itself_and_is_dropped_at_a_word(page_for, cast, address):
    page = page_for(cast.minh)
    page.goto(address)
    with page.expect_response(lambda answer: "/kept/" in answer.url and answer.status == 204):
        text_field(page).fill(SAID)
    page.goto("/tasks/")
    page.goto(address)
    expect(text_field(page)).to_have_value(SAID)
    page.get_by_role("button", name="Bỏ nội dung này").click()
    expect(page.get_by_text("Đã khôi phục")).to_have_count(0)
    expect(text_field(page)).to_have_value("")
    assert not KeptForm.objects.exists()


def test_what_was_typed_a_moment_before_leaving_is_saved_too(page_for, cast, address):
    page = page_for(cast.minh)
    page.goto(address)
    text_field(page).fill(SAID)
    page.goto("/tasks/")
    page.goto(address)
    expect(text_field(page)).to_have_value(SAID)


def test_a_page_left_open_warns_then_locks_and_one_is_back_where_one_was(
    page_for, cast, address, axe, look, settings
):
    settings.SESSION_COOKIE_AGE = 15 * 60
    page = page_for(cast.minh)
    page.clock.install()
    page.goto(address)
    page.clock.fast_forward("14:10")
    expect(page.get_by_role("dialog")).to_be_visible()
    axe(page)
    look(page, "about-to-lock")
    page.get_by_role("button", name="Tiếp tục làm việc").click()
    page.clock.fast_forward("00:02")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.fast_forward("15:10")
    expect(page.get_by_text("Phần mềm đã khóa")).to_be_visible()
    look(page, "locked")
    sign_in(page, "minh")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nêu khó khăn, vướng mắc")


def obstacles():
    return list(Obstacle.objects.order_by("pk").values_list("text", flat=True))


def test_going_back_and_sending_the_same_again_writes_once(page_for, cast, address):
    page = page_for(cast.minh)
    page.goto(address)
    text_field(page).fill(SAID)
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Chờ ý kiến")).to_be_visible()
    page.go_back()
    expect(text_field(page)).to_have_value(SAID)
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Chờ ý kiến")).to_be_visible()
    assert obstacles() == [SAID]


def test_what_is_changed_after_going_back_is_said_not_to_be_written_and_stays(
    page_for, cast, address, complaints
):
    page = page_for(cast.minh)
    page.goto(address)
    text_field(page).fill(SAID)
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Chờ ý kiến")).to_be_visible()
    page.go_back()
    text_field(page).fill(f"{SAID}, thêm một ý")
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Nội dung vừa sửa chưa được ghi")).to_be_visible()
    expect(text_field(page)).to_have_value(f"{SAID}, thêm một ý")
    complaints.clear()  # refused on purpose
    assert obstacles() == [SAID]


def test_a_text_that_was_kept_and_sent_is_not_offered_again_on_going_back(page_for, cast, address):
    page = page_for(cast.minh)
    page.goto(address)
    with page.expect_response(lambda answer: "/kept/" in answer.url and answer.status == 204):
        text_field(page).fill(SAID)
    page.goto(address)
    expect(page.get_by_text("Đã khôi phục")).to_be_visible()
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Chờ ý kiến")).to_be_visible()
    page.go_back()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Đã khôi phục")).to_have_count(0)
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("Chờ ý kiến")).to_be_visible()
    assert obstacles() == [SAID]
