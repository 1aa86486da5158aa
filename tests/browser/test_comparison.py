"""A department lays its plan beside the province's and last year's: read, decide, find it decided."""

import pytest
from playwright.sync_api import expect

from cchc.plans.models import Draft
from cchc.reading import as_json, read_file
from tests.factories.cast import make_cast
from tests.factories.plans import make_draft
from tests.plans.comparing.agreement import PAIRS


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def load(cast, at):
    """A reading of one of our own files as a draft of the cast's department, issued by it when asked."""

    def make(name: str, *, is_own: bool = True) -> Draft:
        value = as_json(read_file(PAIRS / name))
        if is_own:
            value["document"]["issuer"] = cast.agency.name
        return make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)

    return make


def test_the_plan_above_is_covered_task_by_task(page_for, cast, load, axe, look, complaints):
    ours, above = load("tinh-so/ours.txt"), load("tinh-so/above.md", is_own=False)
    page = page_for(cast.coordinator)

    page.goto(f"/plans/{ours.uid}/compare/")
    axe(page)
    look(page, "compare-choose")
    page.get_by_role("link", name=above.title).click()
    axe(page)
    look(page, "compare-coverage")
    line = page.locator(".cmp-line").filter(has_text="Tự đánh giá, chấm điểm")
    line.get_by_role("button", name="Đúng").click()
    expect(line.get_by_text("Đã xác nhận")).to_be_visible()

    line = page.locator(".cmp-line").filter(has_text="giải ngân vốn đầu tư công")
    line.get_by_role("link", name="Chọn cách khác").click()
    axe(page)
    page.get_by_label("Không thuộc phạm vi của cơ quan").check()
    page.get_by_role("button", name="Lưu quyết định").click()
    expect(page.get_by_text("Hãy ghi lý do")).to_be_visible()
    complaints.clear()  # the refusal is meant
    look(page, "compare-task")
    page.get_by_label("Lý do").fill("Sở không có dự án đầu tư công")
    page.get_by_role("button", name="Lưu quyết định").click()
    page.get_by_role("link", name="Đã quyết định").click()
    expect(page.locator(".cmp-line")).to_have_count(2)
    look(page, "compare-decided")


def test_last_year_is_followed_into_this_year(page_for, cast, load, axe, look):
    ours, before = load("hai-nam/after.txt"), load("hai-nam/before.txt")
    page = page_for(cast.coordinator)

    page.goto(f"/plans/{ours.uid}/compare/")
    page.get_by_role("link", name=before.title).click()
    axe(page)
    look(page, "compare-years")
    page.get_by_role("link", name="Không còn 3").click()
    expect(page.locator(".cmp-line")).to_have_count(3)
    page.emulate_media(media="print")
    look(page, "compare-print")


def test_deciding_needs_no_script(browser, live_server, cast, load):
    from django.conf import settings
    from django.test import Client

    ours, above = load("tinh-xa/ours.md"), load("tinh-xa/above.txt", is_own=False)
    client = Client()
    client.force_login(cast.coordinator)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page = context.new_page()

    page.goto(f"/plans/{ours.uid}/compare/coverage/{above.uid}/?scope=all")
    page.get_by_role("button", name="Không phải").first.click()
    expect(page.get_by_text("Đã lưu quyết định.")).to_be_visible()
    context.close()
