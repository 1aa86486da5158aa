"""The parts of the kill test that belong to the office: its processes, its people's browsers, its books."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from tools import postgres

ROOT = Path(__file__).resolve().parents[1]
CCHC = [sys.executable, "-m", "cchc"]
PATIENCE_SECONDS = 90
PLAN = ROOT / "tests" / "corpus" / "bullets" / "plan.txt"
FILL = """
import django
django.setup()
from tests.factories.cast import make_cast
make_cast()
"""
BOOKS = """
import json, django
django.setup()
from collections import Counter
from django_tasks_db.models import DBTaskResult
from cchc.audit.models import AuditEvent
from cchc.orgs.models import UnitGroup
from cchc.plans.models import DraftFile
jobs = list(DBTaskResult.objects.values_list("status", "worker_ids"))
print(json.dumps({
    "groups": Counter(UnitGroup.objects.filter(name__startswith="Nhóm ").values_list("name", flat=True)),
    "told": Counter(AuditEvent.objects.filter(action="group.created").values_list("target_label", flat=True)),
    "plans": Counter(DraftFile.objects.values_list("name", flat=True)),
    "states": Counter(DraftFile.objects.values_list("draft__state", flat=True)),
    "jobs": Counter(status for status, _ in jobs),
    "resumed": sum(len(workers) > 1 for _, workers in jobs),
}))
"""


class Database:
    """SQLite has no process; PostgreSQL is a durable server of our own that can be killed and comes back."""

    def __init__(self, folder: Path, name: str) -> None:
        self.address = ""
        self._server: subprocess.Popen[bytes] | None = None
        if name == "sqlite":
            return
        self._folder = folder / "postgres"
        self._folder.mkdir()
        self._binaries = postgres.find_binaries(self._folder)
        postgres.make_cluster(self._binaries, self._folder, "only-for-this-run")
        self._port = postgres.free_port()
        self.start()
        self.address = f"postgresql://cchc:only-for-this-run@127.0.0.1:{self._port}/postgres"

    @property
    def pid(self) -> int | None:
        return self._server.pid if self._server else None

    def start(self) -> None:
        """As an office runs it: every commit is on the disk before it is answered."""
        durable = ("fsync=on", "synchronous_commit=on")
        self._server = postgres.start(self._binaries, self._folder, self._port, durable)
        postgres.wait_until_it_answers(self._binaries, self._port, self._server)

    def kill(self) -> None:
        if self._server is not None:
            kill_tree(self._server)

    def stop(self) -> None:
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(30)


class Office:
    """An installation of its own, its web server and worker."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        fill: tuple[str, ...] = ("-c", FILL),
        settings: dict[str, str] | None = None,
    ):
        """settings: what differs from a demo office on its day, as environment variables."""
        self.port = postgres.free_port()
        self.environment = os.environ | {
            "CCHC_ENV": "demo",
            "CCHC_VAR": str(folder / "var"),
            "CCHC_SECRET_KEY": "kill-test" * 6,
            "CCHC_TODAY": "2026-03-10",
            "CCHC_WEB_WORKERS": "1",
            "CCHC_LOG": "CRITICAL",
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "cchc.config.settings",
            **(settings or {}),
        }
        self.environment.pop("DATABASE_URL", None)
        if database.address:
            self.environment["DATABASE_URL"] = database.address
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        collect = ("manage.py", "collectstatic", "--noinput", "-v0", "-i", "django_htmx")
        for arguments in (("-m", "cchc", "migrate"), collect, fill):
            self.run(*arguments)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, name: str) -> None:
        self.processes[name] = subprocess.Popen(
            [*CCHC, {"web": "serve"}.get(name, name)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait_until_it_answers(self) -> None:
        """The web server, within a minute."""
        give_up_at = time.monotonic() + 60
        while time.monotonic() < give_up_at:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/health", headers={"X-Forwarded-Proto": "https"})
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.2)
            finally:
                connection.close()
        raise SystemExit("The server did not answer in time")

    def kill(self, name: str) -> None:
        kill_tree(self.processes[name])

    def revive(self) -> None:
        """Start what ended by itself."""
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                self.start(name)

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(60)

    def books(self) -> dict[str, dict[str, int]]:
        """What the database holds, counted by a process of its own."""
        return json.loads(self.run("-c", BOOKS).stdout)


class Browser:
    """One person at work: signs in, and sends each form until it is answered, as people do."""

    def __init__(self, port: int, login: str = "dung", password: str = "mat-khau-thu-nghiem"):
        self._port, self._cookies = port, {}
        self.retries = 0
        page = self.get("/account/login/")
        form = {"login": login, "password": password, **hidden_fields(page)}
        status, body = self._ask("POST", "/account/login/", urlencode(form).encode(), _FORM)
        if status != 302:
            raise SystemExit(f"Sign-in answered {status}: {body[:500]!r}")

    def new_group(self, name: str) -> None:
        hidden = hidden_fields(self.get("/units/groups/new/"))
        body = urlencode({"name": name, "kinds": "division", **hidden}).encode()
        self._send("/units/groups/new/", body, _FORM)

    def upload(self, name: str, content: bytes) -> None:
        hidden = hidden_fields(self.get("/plans/new/"))
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in hidden.items()
        ]
        file = f'--{boundary}\r\nContent-Disposition: form-data; name="body"; filename="{name}"\r\n'
        head = f"{file}Content-Type: text/plain\r\n\r\n".encode()
        end = f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="whole"\r\n\r\n1\r\n--{boundary}--\r\n'
        body = b"".join([*parts, head, content, end.encode()])
        self._send("/plans/new/", body, f"multipart/form-data; boundary={boundary}")

    def get(self, path: str) -> bytes:
        return self._until(lambda: self._ask("GET", path), {200, 302})

    def _send(self, path: str, body: bytes, kind: str) -> None:
        self._until(lambda: self._ask("POST", path, body, kind), {302})

    def _until(self, ask, wanted: set[int]) -> bytes:
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        answer: object = None
        while time.monotonic() < give_up_at:
            with suppress(OSError, http.client.HTTPException):
                status, body = answer = ask()
                if status in wanted:
                    return body
                if status < 500:
                    break
            self.retries += 1
            time.sleep(0.1)
        raise SystemExit(f"No answer of {wanted}: {str(answer)[:2000]}")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = ""):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self._cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            key, _equals, value = line.split(";")[0].partition("=")
            self._cookies[key] = value
        return answer.status, content


class Work:
    """A thousand writes among some people; every tenth is an upload, which is read by the worker."""

    def __init__(self, office: Office, writes: int, people: int) -> None:
        self._browsers = [Browser(office.port) for _ in range(people)]
        self._numbers = iter(range(writes))
        self._lock = threading.Lock()
        self.groups: list[str] = []
        self.plans: list[str] = []
        self.failures: list[BaseException] = []
        self._threads = [
            threading.Thread(target=self._work, args=(each,)) for each in self._browsers
        ]

    @property
    def acknowledged(self) -> int:
        return len(self.groups) + len(self.plans)

    @property
    def retries(self) -> int:
        return sum(browser.retries for browser in self._browsers)

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def is_going_on(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def _work(self, browser: Browser) -> None:
        try:
            while (number := self._next()) is not None:
                if number % 10:
                    browser.new_group(f"Nhóm {number}")
                    self.groups.append(f"Nhóm {number}")
                else:
                    browser.upload(f"ke-hoach-{number}.txt", _plan(number))
                    self.plans.append(f"ke-hoach-{number}.txt")
        except BaseException as failure:
            self.failures.append(failure)

    def _next(self) -> int | None:
        with self._lock:
            return next(self._numbers, None)


_FORM = "application/x-www-form-urlencoded"
_CARRIED = {b"csrfmiddlewaretoken", b"submit_token", b"version", b"whole"}
_INPUT = re.compile(rb"<input[^>]*type=\"hidden\"[^>]*>")


def hidden_fields(page: bytes) -> dict[str, str]:
    """What a form carries unseen: tokens against forgery and doubling, the version, the sign of a whole upload."""
    found = {}
    for field in _INPUT.findall(page):
        name = re.search(rb'name="([^"]+)"', field)
        value = re.search(rb'value="([^"]*)"', field)
        if name and value and name[1] in _CARRIED:
            found[name[1].decode()] = value[1].decode()
    return found


def _plan(number: int) -> bytes:
    """A plan of our own, long enough to be read for a moment, different each time."""
    text = PLAN.read_text("utf-8")
    start, end = text.index("a) Ban hành"), text.index("2. Cải cách thể chế")
    return f"{text[:start]}{text[start:end] * 15}{text[end:]}\nGhi chú số {number}\n".encode()


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to a process of ours and to all it started, each by its pid."""
    for pid in [process.pid, *below(process.pid)]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def below(pid: int) -> list[int]:
    """All that a process started, and what these started."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        started = children.get(waiting.pop(), [])
        found += started
        waiting += started
    return found
