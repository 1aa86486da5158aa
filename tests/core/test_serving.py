"""Server and worker as one act: they start, answer, and leave nothing behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(claim, seconds: float = PATIENCE_SECONDS) -> None:
    give_up_at = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < give_up_at, "waited in vain"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> dict[str, str]:
    """An installation of its own below a temporary folder, tables in place."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "CCHC_ENV": "demo",
        "CCHC_SECRET_KEY": "s" * 50,
        "CCHC_VAR": str(tmp_path_factory.mktemp("var")),
        "CCHC_WEB_WORKERS": "1",
    }
    subprocess.run([sys.executable, "-m", "cchc", "migrate"], cwd=ROOT, env=environment, check=True)
    return environment


@pytest.fixture
def port(office, monkeypatch) -> int:
    """A port of its own for each test."""
    free = free_port()
    monkeypatch.setitem(office, "PORT", str(free))
    return free


@pytest.fixture
def served(office, port) -> Iterator[subprocess.Popen[bytes]]:
    Path(office["CCHC_VAR"], "demo-accounts.txt").write_text("lan / mật khẩu\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "cchc", "serve", "--with-worker"],
        cwd=ROOT,
        env=office,
        stdout=subprocess.PIPE,
    )
    wait_until(lambda: is_healthy(port) or process.poll() is not None)
    yield process
    process.kill()
    process.wait()


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    """Every process below this one."""
    found, waiting = [], [process.pid]
    while waiting:
        listed = Path(f"/proc/{waiting.pop()}/task").glob("*/children")
        below = [int(pid) for path in listed for pid in path.read_text().split()]
        found += below
        waiting += below
    return found


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_with_all_its_children(served, port, number):
    assert is_healthy(port)
    below = children_of(served)
    assert len(below) >= 2

    served.send_signal(number)
    printed, _ = served.communicate(timeout=PATIENCE_SECONDS)

    assert served.returncode == 0
    assert f"http://127.0.0.1:{port}/" in printed.decode()
    assert "lan / mật khẩu" in printed.decode()
    assert not [pid for pid in below if is_alive(pid)]
    assert not is_listening(port)


def test_the_worker_gives_way_to_the_web_server(served, port):
    def niceness():
        below = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children_of(served)}
        return {
            os.getpriority(os.PRIO_PROCESS, pid): name
            for pid, name in below.items()
            if b"worker" in name or b"granian" in name
        }

    ours = os.getpriority(os.PRIO_PROCESS, 0)
    wait_until(lambda: len(niceness()) == 2)
    assert b"granian" in niceness()[ours]
    assert b"cchc\0worker" in niceness()[10]


def test_its_children_stop_when_it_is_killed(served, port):
    assert is_healthy(port)
    below = children_of(served)
    served.kill()
    wait_until(lambda: not [pid for pid in below if is_alive(pid)])
    assert not is_listening(port)


def test_a_port_in_use_is_refused_before_anything_starts(office, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        done = subprocess.run(
            [sys.executable, "-m", "cchc", "serve"],
            cwd=ROOT,
            env=office,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Cổng {port}" in done.stderr


def test_the_check_tells_what_is_missing(office):
    done = subprocess.run(
        [sys.executable, "-m", "cchc", "check"],
        cwd=ROOT,
        env=office,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "✓ Cơ sở dữ liệu (sqlite) đã sẵn sàng" in done.stdout
    assert "✗ Chưa gom tệp giao diện" in done.stdout
