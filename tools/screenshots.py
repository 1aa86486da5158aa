"""Retakes the pictures of README.md and of the user guide from a demo office of its own.

Everything happens in a temporary installation on a fixed day, so that pictures change only when pages do.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
CCHC = [sys.executable, "-m", "cchc"]
DAY = "2026-06-10"
WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--lang=vi"]  # fmt: skip
PERSON = "daumoi"
COLOURS = 128
PATIENCE_SECONDS = 60


def main() -> None:
    chromium = os.environ.get("CCHC_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        sys.exit("Pictures need Debian's package chromium.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo_office() as (address, var), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(
            base_url=address, viewport=WIDE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )
        page.set_default_timeout(15_000)
        sign_in(page, password_of(PERSON, var))
        take_all(page)
        browser.close()


@contextmanager
def demo_office() -> Iterator[tuple[str, Path]]:
    """Address and folder of an installation that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="cchc-pictures-") as folder:
        port = free_port()
        environment = os.environ | {
            "CCHC_ENV": "demo",
            "CCHC_VAR": folder,
            "CCHC_SECRET_KEY": "pictures" * 6,
            "CCHC_TODAY": DAY,
            "CCHC_WEB_WORKERS": "1",
            "PORT": str(port),
        }
        environment.pop("DATABASE_URL", None)
        collect = [
            sys.executable,
            "manage.py",
            "collectstatic",
            "--noinput",
            "-v0",
            "-i",
            "django_htmx",
        ]
        for command in ([*CCHC, "migrate"], collect, [*CCHC, "demo"]):
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
        server = subprocess.Popen([*CCHC, "serve", "--with-worker"], cwd=ROOT, env=environment)
        try:
            wait_for(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}", Path(folder)
        finally:
            server.terminate()
            server.wait()


def sign_in(page: Page, password: str) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(PERSON)
    page.locator("input[name=password]").fill(password)
    page.locator("main form:has(input[name=password]) button[type=submit]").click()
    expect(page.locator("#app-menu")).to_be_attached()


def take_all(page: Page) -> None:
    take(page, "overview", "/")
    take(page, "tasks", "/tasks/")
    page.locator("td.task-col-text a").first.click()
    page.wait_for_load_state("networkidle")
    take(page, "task")
    page.goto("/plans/")
    issued = page.locator(".plans-row-title:not([href*=drafts])")
    issued.filter(has_text="Cải cách hành chính năm").first.click()
    page.wait_for_load_state("networkidle")
    take(page, "plan")
    take_comparison(page)
    take(page, "upload", "/plans/new/")
    page.goto("/plans/")
    page.locator(".plans-row-title[href*=drafts]").first.click()
    page.wait_for_load_state("networkidle")
    take(page, "review")


def take_comparison(page: Page) -> None:
    page.goto("/plans/")
    page.get_by_role("link", name=re.compile("^Cải cách hành chính năm .* của Sở")).first.click()
    page.get_by_role("link", name="Đối chiếu").click()
    page.get_by_role("link", name=re.compile("của tỉnh")).click()
    page.wait_for_load_state("networkidle")
    take(page, "compare")


def take(page: Page, name: str, address: str | None = None) -> None:
    """One picture at desk width and one at phone width, few colours so that they stay small."""
    if address is not None:
        page.goto(address)
        page.wait_for_load_state("networkidle")
    for suffix, size in (("", WIDE), ("-phone", NARROW)):
        page.set_viewport_size(size)
        path = PICTURES / f"{name}{suffix}.png"
        page.screenshot(path=path)
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    page.set_viewport_size(WIDE)


def password_of(person: str, var: Path) -> str:
    for line in (var / "demo-accounts.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[:1] == [person]:
            return words[1]
    sys.exit(f"The demo has no account {person}")


def wait_for(address: str) -> None:
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up_at:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  our own server
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The demo server did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
