"""The five real plans in a browser: dropped, reviewed, their units settled, put in force, worked from."""

from datetime import date

import pytest

from cchc.core import clock
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Role
from cchc.orgs.services import create_unit, create_usual_groups
from cchc.tasks.models import Task
from tests.factories.cast import person

PLANS = [
    ("quang-ngai-skhcn-2025.txt", 43),
    ("soc-trang-vpubnd-2024.txt", 25),
    ("soc-trang-skhcn-tuyen-truyen-2025.txt", 7),
    ("soc-trang-skhcn-2025.txt", 23),
    ("lai-chau-skhcn-2025.txt", 27),
]
READING_MS = 20_000
UNKNOWN = "#rv-findings a[data-dialog][href*='add=1']"


@pytest.fixture
def coordinator() -> User:
    """Somebody who imports plans for an office whose directory is still empty."""
    agency = create_unit(
        parent=None,
        kind=Unit.Kind.DEPARTMENT,
        name="Sở Khoa học và Công nghệ",
        valid_from=date(2020, 1, 1),
        is_agency=True,
        has_seal=True,
        at=clock.now(),
    )
    create_usual_groups(agency=agency, by=None, at=clock.now())
    return person("daumoi", "Nguyễn Tiến Dũng", agency, Role.COORDINATOR)


@pytest.mark.plans
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan[0])
def test_a_real_plan_becomes_a_running_programme(real_plans, coordinator, page_for, axe, plan):
    name, count = plan
    page = page_for(coordinator)

    page.goto("/plans/new/")
    page.locator("input[type=file]").first.set_input_files(real_plans / name)
    page.get_by_role("button", name="Đọc kế hoạch").click()
    page.wait_for_selector("#rv.is-live", timeout=READING_MS)
    assert page.locator(".rv-row[data-key]").count() == count
    axe(page)

    settle_units(page)
    page.get_by_role("link", name="Đưa vào theo dõi").first.click()
    page.get_by_role("button", name="Đưa vào theo dõi").click()
    page.wait_for_url("**/plans/*-*-*/", timeout=READING_MS)
    assert Task.objects.filter(agency=coordinator.live_memberships[0].unit).count() == count

    page.goto("/tasks/")
    assert page.locator(".task-summary b").first.inner_text() == str(count)


def settle_units(page) -> None:
    """Enter every unknown unit in one click each, then confirm what was suggested."""
    adding = page.locator(UNKNOWN)
    while left := adding.count():
        adding.first.click()
        dialog = page.locator("dialog[open]")
        dialog.get_by_role("button", name="Thêm").click()
        page.wait_for_function(
            "([where, left]) => document.querySelectorAll(where).length < left",
            arg=[UNKNOWN, left],
        )
    confirming = page.locator("#rv-findings").get_by_role("button", name="Xác nhận tất cả")
    if confirming.count():
        confirming.click()
        confirming.wait_for(state="detached")
    one = page.locator("#rv-findings").get_by_role("button", name="Đúng")
    while left := one.count():
        one.first.click()
        page.wait_for_function(
            "left => [...document.querySelectorAll('#rv-findings button')]"
            ".filter(b => b.textContent.trim().startsWith('Đúng')).length < left",
            arg=left,
        )
