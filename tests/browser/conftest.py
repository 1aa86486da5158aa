"""A browser before our own server, with a database file of its own; nothing leaves the machine."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cchc.indicators.models import Indicator, IndicatorBlock, IndicatorVersion
from cchc.indicators.shipped import load as load_library
from cchc.orgs.models import User
from cchc.periods.models import CalendarPeriod, ReportingCalendar
from cchc.periods.services import load_calendar
from cchc.periods.shipped import load_reporting
from cchc.plans.models import ReformArea
from cchc.plans.services.areas import load_areas

# Playwright keeps a loop running in the test's thread, in which Django would refuse to query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM = os.environ.get("CCHC_CHROMIUM") or shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=vi",
]
PATIENCE_MS = 5000
FIRST_PAGE_MS = 30_000  # the first page of a run loads every module and template
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
SERIOUS = {"serious", "critical"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("The browser tests need Debian's package chromium.", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(autouse=True)
def _shipped_rows(transactional_db: None) -> None:
    """Rows that migrations brought, entered again: the test before this one emptied every table."""
    load_areas(ReformArea)
    load_calendar()
    load_reporting(ReportingCalendar, CalendarPeriod)
    load_library(IndicatorBlock, Indicator, IndicatorVersion)


@pytest.fixture
def context(browser: Browser, live_server) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        base_url=live_server.url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=WIDE
    )
    opened.set_default_timeout(PATIENCE_MS)
    opened.set_default_navigation_timeout(FIRST_PAGE_MS)
    opened.route(re.compile(rf"^(?!{re.escape(live_server.url)}|data:|blob:)"), lambda r: r.abort())
    yield opened
    opened.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What browsers said on their consoles; a test ends well only with none.

    A page that is refused on purpose is announced by the test: `complaints.clear()`.
    """
    heard: list[str] = []
    yield heard
    assert not heard, "the browser complained: " + " | ".join(heard)


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    """A page of a visitor who has not signed in."""
    return _watched(context.new_page(), complaints)


@pytest.fixture
def page_for(context: BrowserContext, live_server, complaints: list[str]) -> Callable[[User], Page]:
    """`page_for(cast.lan)`: a page on which this person is signed in."""

    def open_page(user: User) -> Page:
        for (
            other
        ) in context.pages:  # an answer still on its way would put the other person's cookie back
            other.wait_for_load_state("networkidle")
        client = Client()
        client.force_login(user)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url, "httpOnly": True}]
        )
        return _watched(context.new_page(), complaints)

    return open_page


@pytest.fixture
def look(tmp_path: Path) -> Callable[..., Path]:
    """`look(page, "name")`: pictures at 1440 and 390 px; kept where CCHC_PICTURES says, else for the test."""
    folder = Path(os.environ.get("CCHC_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> Path:
        _loaded(page)
        for label, size in (("wide", WIDE), ("narrow", NARROW)):
            page.set_viewport_size(size)
            page.screenshot(path=folder / f"{name}-{label}.png", full_page=True)
        page.set_viewport_size(WIDE)
        return folder

    return take


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: no serious accessibility fault, at desk and phone width, and nothing cut off at the side."""

    def inspect(page: Page) -> None:
        _loaded(page)
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            found = Axe().run(page).response["violations"]
            faults = [
                f"{each['id']}: {node['target']} {node['failureSummary']}"
                for each in found
                if each["impact"] in SERIOUS
                for node in each["nodes"]
            ]
            assert not faults, f"{page.url} at {size['width']} px: " + "; ".join(faults)
            overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert overflow <= 0, (
                f"{page.url} is {overflow} px too wide at {size['width']} px: {page.evaluate(_WIDE)}"
            )
        page.set_viewport_size(WIDE)

    return inspect


_WIDE = """[...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
    .map((each) => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 60)}`)"""


_LOADED = """() => document.readyState === "complete" ||
    new Promise((done) => window.addEventListener("load", () => done(true)))"""


def _loaded(page: Page) -> None:
    """A click waits for the new page's first bytes, not for its style sheets.

    The document itself is asked: a download begun while a page loads keeps Playwright from ever hearing its load event.
    """
    page.evaluate(_LOADED)


def _watched(page: Page, complaints: list[str]) -> Page:
    """Errors, refused resources (CSP among them) and uncaught exceptions are complaints."""
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{page.url}: {message.text}") if message.type == "error" else None
        ),
    )
    return page
