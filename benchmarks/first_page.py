"""What a browser that knows nothing of us fetches for a first page (goal: under 200 KB, as it comes over the line).

    .venv/bin/python -m benchmarks.first_page

Chromium before a demo office of its own on loopback; bytes as the browser counted them, headers included. Needs
Debian's chromium, or CCHC_CHROMIUM. Ends with 1 when a page misses the goal.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.bars import bar
from benchmarks.kill_office import Database, Office
from benchmarks.web_memory import demo_password

GOAL_KB = 200
PERSON = "daumoi"
PAGES = ("/account/login/", "/", "/tasks/", "/plans/", "/reports/", "/figures/")


def main() -> int:
    """A line for each page."""
    with tempfile.TemporaryDirectory(prefix="cchc-first-page-") as folder:
        office = Office(Path(folder), Database(Path(folder), "sqlite"), ("-m", "cchc", "demo"))
        office.start("web")
        try:
            office.wait_until_it_answers()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=os.environ.get("CCHC_CHROMIUM") or shutil.which("chromium"),
                    args=["--no-sandbox", "--disable-gpu"],
                )
                password = demo_password(Path(folder) / "var", PERSON)
                sizes = _sizes(browser, f"http://127.0.0.1:{office.port}", password)
        finally:
            office.stop()
    for page, size in sizes.items():
        bar(f"first load of {page}", size, GOAL_KB, "KB")
        print(f"{page:20} {size:6.1f} KB")
    return int(max(sizes.values()) > GOAL_KB)


def _sizes(browser: Browser, base: str, password: str) -> dict[str, float]:
    """Kilobytes by page, each asked for in a browser without a cache but signed in."""
    visitor = browser.new_page()
    visitor.goto(f"{base}/account/login/")
    visitor.fill("input[name=login]", PERSON)
    visitor.fill("input[name=password]", password)
    visitor.locator("input[name=password]").press("Enter")
    visitor.wait_for_url(f"{base}/")
    signed_in = visitor.context.storage_state()
    return {page: _size(browser, base, page, signed_in) for page in PAGES}


def _size(browser: Browser, base: str, page: str, signed_in: object) -> float:
    known = None if page == "/account/login/" else signed_in
    context = browser.new_context(storage_state=known)  # type: ignore[arg-type]
    opened, total = context.new_page(), [0.0]
    wire = context.new_cdp_session(opened)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda told: total.append(told["encodedDataLength"]))
    opened.goto(f"{base}{page}", wait_until="networkidle")
    context.close()
    return sum(total) / 1024


if __name__ == "__main__":
    sys.exit(main())
