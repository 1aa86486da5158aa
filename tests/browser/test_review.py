"""The review screen in a browser: by keyboard alone, saved at once, two people at one draft."""

from copy import deepcopy
from datetime import date

import pytest
from django.test import Client

from cchc.plans.models import Draft
from cchc.plans.services.matching import propose_matches
from tests.factories.plans import READING, make_draft


@pytest.fixture
def draft(cast, at) -> Draft:
    value = deepcopy(READING)
    value["tasks"][1]["lead"] = ["Tổ kiểm tra"]
    value["tasks"][2]["marks"] = {"lead": ["inherited"]}
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    propose_matches(draft=draft, on=date(2026, 3, 10))
    return draft


@pytest.fixture
def screen(page_for, draft):
    def open_for(user):
        page = page_for(user)
        page.goto(f"/plans/drafts/{draft.uid}/", timeout=20_000)
        page.wait_for_selector("#rv.is-live")
        return page

    return open_for


def rows(page):
    return page.locator(".rv-row[data-key]")


def texts(page):
    return page.locator(".rv-row .rv-text").all_text_contents()


def saved(draft):
    return [task["text"] for task in Draft.objects.get(pk=draft.pk).value["tasks"]]


def until(page, count):
    """Wait for so many rows, and for the answer that brought them to be in place: keys then find what they act on."""
    page.wait_for_function(
        """count => document.querySelectorAll('.rv-row[data-key]').length === count
        && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')""",
        arg=count,
    )


def test_a_plan_is_reviewed_by_keyboard_alone_and_everything_is_saved(screen, draft, cast):
    page = screen(cast.coordinator)
    rows(page).first.focus()
    page.keyboard.press("ArrowDown")
    assert page.locator(".rv-row.is-selected").get_attribute("data-key") == "II.1.a"
    page.keyboard.press("Enter")
    page.wait_for_selector(".is-editing textarea[name=text]:focus")
    page.keyboard.press("Control+a")
    page.keyboard.type("Ban hành Kế hoạch kiểm tra; tổ chức kiểm tra các đơn vị")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".is-editing", state="detached")
    assert texts(page)[0] == "Ban hành Kế hoạch kiểm tra; tổ chức kiểm tra các đơn vị"

    page.keyboard.press("s")
    page.wait_for_selector("#rv-split[open]")
    page.keyboard.press("Enter")
    until(page, 5)
    assert texts(page)[:2] == ["Ban hành Kế hoạch kiểm tra", "Tổ chức kiểm tra các đơn vị"]

    page.keyboard.press("ArrowDown")
    page.keyboard.press("m")
    until(page, 4)
    page.keyboard.press("Delete")
    until(page, 3)
    page.keyboard.press("z")
    until(page, 4)
    page.keyboard.press("a")
    page.wait_for_selector("#t-new textarea[name=text]:focus")
    page.keyboard.type("Việc ghi thêm")
    page.keyboard.press("Control+Enter")
    until(page, 5)

    shown = texts(page)
    page.reload()
    assert texts(page) == shown == saved(draft)


def test_escape_leaves_a_task_as_it_was(screen, draft, cast):
    page = screen(cast.coordinator)
    rows(page).first.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_selector(".is-editing textarea[name=text]:focus")
    page.keyboard.type("không giữ")
    page.keyboard.press("Escape")
    page.wait_for_selector(".is-editing", state="detached")
    assert "không giữ" not in texts(page)[0]
    assert Draft.objects.get(pk=draft.pk).revision == 0


def test_a_selected_row_lights_its_place_and_the_place_selects_the_row(screen, cast):
    page = screen(cast.coordinator)
    rows(page).nth(2).locator(".rv-text").click()
    lit = page.locator("#rv-papers .is-lit").all_text_contents()
    assert any("Rà soát, đơn giản hóa thủ tục hành chính" in line for line in lit)
    page.locator("#rv-papers p", has_text="Số hóa hồ sơ").click()
    assert page.locator(".rv-row.is-selected").get_attribute("data-key") == "II.2.b"


def test_a_unit_that_is_not_in_the_directory_is_chosen_beside_the_finding(screen, draft, cast):
    page = screen(cast.coordinator)
    page.locator(".rv-finding", has_text="Tổ kiểm tra").get_by_text("Chọn").first.click()
    page.select_option("#rv-target", label="Phòng Nghiệp vụ")
    page.locator("#rv-dialog").get_by_role("button", name="Chọn", exact=True).click()
    page.wait_for_selector(".rv-chip-unknown", state="detached")
    assert draft.unit_matches.get(wording="Tổ kiểm tra").unit == cast.division


def test_two_people_at_one_draft_see_each_others_work_and_never_overwrite(
    screen, draft, cast, complaints
):
    first = screen(cast.coordinator)
    second = first.context.new_page()
    second.goto(first.url)
    for page, words in ((first, "Bản thứ nhất"), (second, "Bản thứ hai")):
        rows(page).first.focus()
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        page.wait_for_selector(".is-editing textarea[name=text]:focus")
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
    first.keyboard.press("Control+Enter")
    first.wait_for_selector(".is-editing", state="detached")
    second.keyboard.press("Control+Enter")
    alert = second.wait_for_selector(".is-editing .alert")
    assert "Bản thứ nhất" in alert.text_content()
    assert second.locator("textarea[name=text]").input_value() == "Bản thứ hai"
    assert saved(draft)[0] == "Bản thứ nhất"
    second.keyboard.press("Control+Enter")
    second.wait_for_selector(".is-editing", state="detached")
    assert saved(draft)[0] == "Bản thứ hai"
    complaints.clear()  # the refusal was announced on the console


def test_what_was_typed_is_kept_when_the_page_is_left(screen, draft, cast):
    page = screen(cast.coordinator)
    rows(page).first.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_selector(".is-editing textarea[name=text]:focus")
    page.keyboard.press("Control+a")
    page.keyboard.type("Gõ dở thì đóng trang")
    page.goto("/plans/")
    page.wait_for_timeout(500)
    assert saved(draft)[0] == "Gõ dở thì đóng trang"


def test_the_screen_is_accessible_at_desk_and_on_a_phone(screen, cast, axe, look):
    page = screen(cast.coordinator)
    axe(page)
    rows(page).first.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_selector(".is-editing")
    axe(page)
    look(page, "review")


def test_a_task_is_edited_on_its_own_page_without_javascript(browser, live_server, draft, cast):
    client = Client()
    client.force_login(cast.coordinator)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/plans/drafts/{draft.uid}/")
    page.locator(".rv-code").first.click()
    page.fill("textarea[name=text]", "Sửa không cần mã lệnh")
    page.get_by_role("button", name="Lưu").click()
    assert saved(draft)[0] == "Sửa không cần mã lệnh"
    context.close()
