"""Two hundred people at work at the same time on PostgreSQL (goal: p95 under 500 ms, no error).

    .venv/bin/python -m benchmarks.load_test [SECONDS] [PEOPLE]

A province of 50 agencies and 50,000 tasks in production settings: web server, worker, database and the people
themselves on this machine. Each person works on a task of an own unit, thinks 5 to 15 seconds, and does one of: the
list under a filter, a task, the overview and the unit's page, a result with a PDF as proof (form, save, task again).
The first 20 seconds warm up and are not counted. On loopback, bounded in time, with processes of our own only.
Ends with 1 when the goal is missed.
"""

import http.client
import json
import os
import random
import re
import sys
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import processor
from benchmarks.bars import bar
from benchmarks.kill_office import Database, Office, hidden_fields

AGENCIES = 50
TASKS_EACH = 1_000
THINK_SECONDS = (5.0, 15.0)
WARM_UP_SECONDS = 20
GOAL_MS = 500
LISTS = ("", "?state=overdue", "?state=due_soon", "?q=ke+hoach", "?area=procedures", "?page=3")
FILL = """
import json, sys, django
django.setup()
from benchmarks.load_test import fill
print(json.dumps(fill(int(sys.argv[1]))))
"""


def fill(people: int) -> list[dict[str, object]]:
    """Write the province and its people; what each browser needs: cookie, unit, tasks and occurrences of it."""
    from django.test import Client

    from benchmarks.province import add_copies, make_province
    from cchc.orgs.rules import Role
    from cchc.tasks.models import Occurrence
    from tests.factories.cast import person

    province = make_province(TASKS_EACH)
    add_copies(province, AGENCIES - 1)
    browsers: list[dict[str, object]] = []
    for number in range(people):
        agency = province.agencies[number % AGENCIES]
        unit = agency.units[number // AGENCIES % len(agency.units)]
        user = person(f"nguoi{number}", f"Người Thứ {number}", unit, Role.SPECIALIST)
        client = Client()
        client.force_login(user)
        rows = Occurrence.objects.filter(task__agency=agency.agency, unit=unit).order_by("pk")
        pairs = list(rows.values_list("uid", "task__uid"))
        random.Random(number).shuffle(pairs)
        browsers.append(
            {
                "cookies": {name: morsel.value for name, morsel in client.cookies.items()},
                "unit": str(unit.uid),
                "work": [(str(occurrence), str(task)) for occurrence, task in pairs[:120]],
            }
        )
    return browsers


@dataclass
class Measured:
    """Milliseconds by kind of request between two moments, and what went wrong."""

    begins: float
    ends: float
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    processor: dict[str, float] = field(default_factory=dict)


class Person(threading.Thread):
    """One person with a browser that keeps its connection."""

    def __init__(self, port: int, given: dict, number: int, out: Measured):
        super().__init__(daemon=True)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: dict[str, str] = given["cookies"]
        self._unit, self._work = given["unit"], given["work"]
        self._chance, self._number, self._out = random.Random(1000 + number), number, out

    def run(self) -> None:
        time.sleep(self._chance.uniform(0, THINK_SECONDS[1]))
        acts = [self._list, self._task, self._board, self._record]
        while time.monotonic() < self._out.ends:
            act = self._chance.choices(acts, weights=(40, 30, 15, 15))[0]
            try:
                act()
            except (OSError, http.client.HTTPException) as failure:
                self._connection.close()
                self._fail(f"{act.__name__}: {type(failure).__name__} {failure}")
            time.sleep(self._chance.uniform(*THINK_SECONDS))

    def _list(self) -> None:
        self._get("list", f"/tasks/{self._chance.choice(LISTS)}")

    def _task(self) -> None:
        self._get("task", f"/tasks/{self._chance.choice(self._work)[1]}/")

    def _board(self) -> None:
        self._get("overview", "/")
        self._get("unit", f"/tasks/units/{self._unit}/")

    def _record(self) -> None:
        if not self._work:
            return self._task()
        occurrence, task = self._work.pop()
        address = f"/tasks/occurrences/{occurrence}/record/"
        page = self._get("form", address)
        fields = hidden_fields(page) | {
            "delivered_on": time.strftime("%d/%m/%Y"),
            "outcome": "Đã hoàn thành, có văn bản kèm theo",
            "document_number": f"{self._number}/BC-VP",
        }
        body, kind = _multipart(fields, "proof_files", "bao-cao.pdf", _pdf(uuid.uuid4().hex))
        self._ask("save with a file", "POST", address, body, kind, wanted=302)
        self._get("task", f"/tasks/{task}/")
        return None

    def _get(self, kind: str, path: str) -> bytes:
        return self._ask(kind, "GET", path)

    def _ask(
        self, kind: str, method: str, path: str, body: bytes | None = None, media: str = "", *, wanted: int = 200
    ) -> bytes:  # fmt: skip
        cookies = "; ".join(f"{key}={value}" for key, value in self._cookies.items())
        headers = {"Cookie": cookies, "X-Forwarded-Proto": "https", "Host": "localhost"}
        if media:
            headers |= {"Content-Type": media, "Origin": "https://localhost"}
            headers |= {"Referer": f"https://localhost{path}"}
        began = time.monotonic()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        took = (time.monotonic() - began) * 1000
        for line in answer.headers.get_all("Set-Cookie", []):
            key, _equals, value = line.split(";")[0].partition("=")
            self._cookies[key] = value
        if answer.status != wanted:
            self._fail(f"{kind}: {answer.status} {path} {_sentence(content)}")
        elif began >= self._out.begins:
            with self._out.lock:
                self._out.times[kind].append(took)
        return content

    def _fail(self, what: str) -> None:
        with self._out.lock:
            self._out.errors.append(what)


def main() -> int:
    """Build, load, print a table."""
    numbers = [int(each) for each in sys.argv[1:]]
    seconds = min(numbers[0], 600) if numbers else 180
    people = min(numbers[1], 1000) if len(numbers) > 1 else 200
    with tempfile.TemporaryDirectory(prefix="cchc-load-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as nobody
        database = Database(Path(folder), "postgresql")
        settings = {"CCHC_ENV": "production", "CCHC_HOSTS": "localhost,127.0.0.1"}
        settings |= {"CCHC_BEHIND_PROXY": "1", "CCHC_WEB_WORKERS": "2", "CCHC_TODAY": ""}
        settings |= {"CCHC_ORIGINS": "https://localhost"}
        office = Office(Path(folder), database, ("-c", "pass"), settings)
        try:
            began = time.monotonic()
            browsers = json.loads(office.run("-c", FILL, str(people)).stdout.splitlines()[-1])
            print(
                f"{AGENCIES * TASKS_EACH} tasks, {people} people ({time.monotonic() - began:.0f} s)"
            )
            office.start("web")
            office.start("worker")
            office.wait_until_it_answers()
            pids = {name: process.pid for name, process in office.processes.items()}
            pids |= {"database": database.pid or 0}
            return _judge(_load(office.port, browsers, seconds, pids), seconds)
        finally:
            office.stop()
            database.stop()


def _load(port: int, browsers: list[dict], seconds: int, pids: dict[str, int]) -> Measured:
    begins = time.monotonic() + WARM_UP_SECONDS
    out = Measured(begins, begins + seconds)
    crowd = [Person(port, given, number, out) for number, given in enumerate(browsers)]
    for person in crowd:
        person.start()
    time.sleep(max(0.0, out.begins - time.monotonic()))
    before, people = processor.spent(pids), time.process_time()
    time.sleep(max(0.0, out.ends - time.monotonic()))
    out.processor = {name: now - before[name] for name, now in processor.spent(pids).items()}
    out.processor["people"] = time.process_time() - people
    for person in crowd:
        person.join(max(1.0, out.ends + 60 - time.monotonic()))
    return out


def _judge(out: Measured, seconds: int) -> int:
    everything = sorted(took for times in out.times.values() for took in times)
    print(f"{'request':20} {'count':>6} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'most':>8}")
    for kind, times in [*sorted(out.times.items()), ("all", everything)]:
        ranked = sorted(times)
        shares = [ranked[min(len(ranked) - 1, int(len(ranked) * share))] for share in (0.95, 0.99)]
        print(
            f"{kind:20} {len(ranked):>6} {median(ranked):>8.0f} {shares[0]:>8.0f} {shares[1]:>8.0f} {ranked[-1]:>8.0f}"
        )
    print(
        f"{len(everything) / seconds:.1f} requests/s, errors {len(out.errors)}, load {os.getloadavg()[0]:.1f}"
    )
    shares = [f"{name} {spent / seconds:.0%}" for name, spent in out.processor.items()]
    print(
        f"of one processor: {', '.join(shares)}; web {_per_request(out, everything):.1f} ms a request"
    )
    for each in out.errors[:10]:
        print(f"  {each}")
    p95 = everything[int(len(everything) * 0.95)]
    bar("p95 with 200 people at the same time", p95, GOAL_MS, "ms")
    bar("errors with 200 people at the same time", len(out.errors), 0, "errors")
    return int(bool(out.errors) or p95 >= GOAL_MS)


def _per_request(out: Measured, everything: list[float]) -> float:
    return out.processor.get("web", 0.0) * 1000 / max(1, len(everything))


def _multipart(
    fields: dict[str, str], name: str, filename: str, content: bytes
) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
    parts += [
        f"{head}Content-Type: application/pdf\r\n\r\n".encode(),
        content,
        f"\r\n--{edge}--\r\n".encode(),
    ]
    return b"".join(parts), f"multipart/form-data; boundary={edge}"


def _pdf(text: str) -> bytes:
    """A small PDF of some 60 KB that no other person has."""
    filler = random.Random(text).randbytes(60_000).hex()[:60_000]
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n%" + filler.encode() +
        b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )  # fmt: skip


def _sentence(page: bytes) -> str:
    text = re.sub(r"<[^>]+>|\s+", " ", page.decode("utf-8", "replace"))
    return " ".join(text.split())[-300:]


if __name__ == "__main__":
    sys.exit(main())
