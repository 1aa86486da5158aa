"""Web server and background worker as one foreground act. Plain Python: the parent loads no Django.

Each child leads a process group of its own and is asked to stop exactly once, so that a job under way is
finished; a child also stops when the parent dies without a word. Nothing is left behind on the port.
"""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

SECONDS_TO_STOP = 20
SECONDS_TO_START = 60
BLOCKING_THREADS = 4


class PortTaken(Exception):
    """Something else listens there already."""


class Supervisor:
    """Starts the children, watches them, and stops them all when one ends or a signal arrives."""

    def __init__(self, *, host: str, port: int, web_workers: int, with_worker: bool) -> None:
        self.host = host
        self.port = port
        self.web_workers = web_workers
        self.with_worker = with_worker
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.is_stopping = False

    def run(self, notes: Path | None) -> int:
        """Serve until told to stop; the exit status: 0 when told, 1 when a child ended by itself.

        notes: a file printed once the server answers (the demo's accounts); None or missing: nothing.
        Raises PortTaken before anything is started.
        """
        refuse_taken_port(self.host, self.port)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            self._start("web", web_command(self.host, self.port, self.web_workers))
            does_answer = self._wait_until_it_answers()
            if self.with_worker and not self.is_stopping:
                self._start("worker", [sys.executable, "-m", "cchc", "worker"])
            if does_answer:
                announce(self.host, self.port, notes)
            return self._watch()
        finally:
            self._stop_all()

    def _start(self, name: str, command: list[str]) -> None:
        setpriv = shutil.which("setpriv")
        bound = [setpriv, "--pdeathsig", "TERM", *command] if setpriv else command
        self.children[name] = subprocess.Popen(bound, process_group=0)  # noqa: S603  our own words

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

    def _ended(self) -> str | None:
        return next(
            (name for name, child in self.children.items() if child.poll() is not None), None
        )

    def _wait_until_it_answers(self) -> bool:
        give_up_at = time.monotonic() + SECONDS_TO_START
        while not self.is_stopping and self._ended() is None and time.monotonic() < give_up_at:
            if answers(self.host, self.port):
                return True
            time.sleep(0.05)
        return False

    def _watch(self) -> int:
        while not self.is_stopping:
            ended = self._ended()
            if ended is not None:
                print(f"Tiến trình {ended} đã tự dừng; dừng toàn bộ.", file=sys.stderr, flush=True)
                return 1
            time.sleep(0.1)
        return 0

    def _stop_all(self) -> None:
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        give_up_at = time.monotonic() + SECONDS_TO_STOP
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, give_up_at - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def web_command(host: str, port: int, workers: int) -> list[str]:
    """Granian in WSGI mode: ASGI with synchronous views is slower and did not always stop."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", str(BLOCKING_THREADS), "--respawn-failed-workers"),
        *("--log-level", "warning", "cchc.config.wsgi:application"),
    ]


def refuse_taken_port(host: str, port: int) -> None:
    """Granian shares a port in silence, so whoever listens there is found out first."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Cổng {port} tại {host} đang có chương trình khác dùng hoặc không được phép mở. "
                f"Chọn cổng khác, ví dụ: PORT={port + 1} make run"
            ) from error


def answers(host: str, port: int) -> bool:
    """Whether something speaks HTTP there, whatever it says."""
    connection = http.client.HTTPConnection(reachable(host), port, timeout=2)
    try:
        connection.request("GET", "/health")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def reachable(host: str) -> str:
    """The address to call for a server bound to `host`."""
    return "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104  a comparison, no binding


def announce(host: str, port: int, notes: Path | None) -> None:
    print(f"\nĐang phục vụ tại http://{reachable(host)}:{port}/  (dừng bằng Ctrl-C)")
    if notes is not None and notes.exists():
        print(notes.read_text(encoding="utf-8").rstrip())
    sys.stdout.flush()
