"""Memory of a web worker after 200 pages of the demo office: proportional set size, bound 200 MB.

    .venv/bin/python -m benchmarks.web_memory [PAGES]

An installation of its own on loopback. A coordinator signs in and follows links: lists, tasks,
plans, reviews, the log, and the documents (docx, pdf, xlsx) that they offer, all kinds in turn.
Ends with 1 above the bound.
"""

import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.bars import bar
from benchmarks.kill_office import Browser, Database, Office, below

BOUND_MB = 200
LINK = re.compile(rb'href="(/[^"#]*)"')
UID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
NOT_FOLLOWED = ("/static/", "/account/logout", "/files/")


def main() -> int:
    """Serve, follow, measure."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory(prefix="cchc-memory-") as folder:
        office = Office(Path(folder), Database(Path(folder), "sqlite"), ("-m", "cchc", "demo"))
        try:
            office.start("web")
            browser = Browser(office.port, "daumoi", demo_password(Path(folder, "var"), "daumoi"))
            before = max(_pss_mb(office).values())
            kinds = _walk(browser, wanted)
            sizes = _pss_mb(office)
        finally:
            office.stop()
    worker = max(sizes.values())
    print(f"{sum(kinds.values())} pages: {dict(kinds.most_common())}")
    print(f"web worker {before:.0f} MB after signing in, {worker:.0f} MB after (bound {BOUND_MB}); "
          f"all web processes {sum(sizes.values()):.0f} MB")  # fmt: skip
    bar("memory of a web worker after 200 pages", worker, BOUND_MB, "MB")
    return int(worker > BOUND_MB)


def _walk(browser: Browser, wanted: int) -> Counter[str]:
    """Fetch so many different addresses, always of the kind that was fetched least."""
    kinds: Counter[str] = Counter()
    seen, waiting = {"/"}, [("overview", "/")]
    while waiting and sum(kinds.values()) < wanted:
        kind, address = chosen = min(waiting, key=lambda each: kinds[each[0]])
        waiting.remove(chosen)
        kinds[kind] += 1
        for found in LINK.findall(browser.get(address)):
            link = found.decode().replace("&amp;", "&")
            if link not in seen and not link.startswith(NOT_FOLLOWED):
                seen.add(link)
                waiting.append((_kind(link), link))
    return kinds


def _kind(address: str) -> str:
    """The address without what tells one of its kind from another."""
    return UID.sub("…", address.partition("?")[0]).strip("/") or "overview"


def _pss_mb(office: Office) -> dict[int, float]:
    """Megabytes of each process of the web server: its own, and its share of what it shares."""
    time.sleep(0.5)
    found = {}
    for pid in below(office.processes["web"].pid):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        found[pid] = int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)[1]) / 1000
    return found


def demo_password(var: Path, person: str) -> str:
    for line in (var / "demo-accounts.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[:1] == [person]:
            return words[1]
    sys.exit(f"The demo has no account {person}")


if __name__ == "__main__":
    sys.exit(main())
