"""`make bench`: every measurement, one after the other, each with what it is held against in the same run.

    .venv/bin/python benchmarks/bench.py [WORD]...

With words, the parts whose title or module has one of them. A part that takes longer than its bound is ended and
counts as failed; the others run all the same. Last come each bar with what was measured, its goal and whether it was
kept, and a line for each part: how it ended and its seconds. A bar that was missed makes its part no failure: times
are worth what the machine was, so `make bench` is run where nothing else runs.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BOUND_SECONDS = int(os.environ.get("BENCH_BOUND", "600"))
_TO_CLEAN_UP = 30
BAR = "bar|"
HELD_ELSEWHERE = """\
Held elsewhere: what is read right by `make score`; statements of a list, keyboard, axe, addresses and roles, a backup
row by row and file by file by `make test`. Score sheets (B4) are not built yet."""


@dataclass(frozen=True, slots=True)
class Part:
    """A module with its arguments; on_postgres: run beside a server of its own, else on SQLite or none.

    patience: how many bounds it may take.
    """

    title: str
    module: tuple[str, ...]
    on_postgres: bool = False
    patience: int = 1

    @property
    def command(self) -> list[str]:
        run = [sys.executable, "-m", *self.module]
        return [sys.executable, "tools/postgres.py", *run] if self.on_postgres else run


PARTS = (
    Part("Reading: real plans and growing length", ("benchmarks.read_speed",)),
    Part("Two plans compared: against token_set_ratio of all pairs", ("benchmarks.compare_speed",)),
    Part("Files: ours against the library's own open and walk", ("benchmarks.inputs_speed",)),
    Part("Documents out: thirty pages", ("benchmarks.publishing_speed",)),
    Part("A report of thirty pages: against python-docx alone", ("benchmarks.report_speed",)),
    Part("Task list and task page against a bare page: SQLite", ("benchmarks.task_list",)),
    Part(
        "Task list and task page against a bare page: PostgreSQL, to a million tasks",
        ("benchmarks.task_list", "5000", "50000", "1000000"),
        on_postgres=True,
        patience=3,
    ),
    Part(
        "Two hundred forms of figures: stored and rolled up, against only concatenating",
        ("benchmarks.consolidate",),
    ),
    Part(
        "The same on PostgreSQL, the server's work included",
        ("benchmarks.consolidate",),
        on_postgres=True,
    ),
    Part(
        "A province's year: 115 agencies, 12 months, 100 indicators, against the raw sum",
        ("benchmarks.province_year",),
    ),
    Part(
        "1.2 million figures: the country's page and one entry, against the raw sum and an entry without sums",
        ("benchmarks.national",),
        on_postgres=True,
    ),
    Part(
        "1.2 million tasks: pages of country and province, one result, against the raw sum and a result without sums",
        ("benchmarks.national_tasks",),
        on_postgres=True,
    ),
    Part("First pages in a browser that knows nothing of us", ("benchmarks.first_page",)),
    Part("Memory of backup and restore", ("benchmarks.backup_memory", "256", "5000")),
    Part("Memory of a web worker after 200 pages", ("benchmarks.web_memory",)),
    Part("Memory of the background worker after 200 pages", ("benchmarks.worker_memory",)),
    Part(
        "kill -9 in the middle of 1,000 writes: SQLite",
        ("benchmarks.kill_test", "sqlite"),
        patience=2,
    ),
    Part(
        "kill -9 in the middle of 1,000 writes: PostgreSQL",
        ("benchmarks.kill_test", "postgresql"),
        patience=2,
    ),
    Part("Two hundred people at the same time", ("benchmarks.load_test",), patience=2),
)


def main() -> int:
    """Run the parts asked for; 1 when one of them failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the running part is ended too
    words = [word.lower() for word in sys.argv[1:]]
    parts = [part for part in PARTS if not words or _is_asked(part, words)]
    ended: list[tuple[str, float, str]] = []
    bars: list[list[str]] = []
    for part in parts:
        print(f"\n=== {part.title}", flush=True)
        began = time.perf_counter()
        how = _run(part, bars)
        ended.append((how, time.perf_counter() - began, part.title))
    print("\n=== What the product is held to")
    for verdict, name, measured, goal in bars:
        print(f"{verdict:8} {measured:>14}  goal {goal:>10}  {name}")
    print(HELD_ELSEWHERE)
    print("\n=== How each part ended")
    for how, seconds, title in ended:
        print(f"{how:12} {seconds:6.0f} s  {title}")
    return int(any(how != "ok" for how, _seconds, _title in ended))


def _is_asked(part: Part, words: list[str]) -> bool:
    named = f"{part.title} {part.module[0]}".lower()
    return any(word in named for word in words)


def _run(part: Part, bars: list[list[str]]) -> str:
    """Run one part, with all that it starts in a group of its own so that the group can be ended; gather its bars."""
    environment = {**os.environ, "PYTHONPATH": _path(), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        part.command,
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    telling = threading.Thread(target=_tell, args=(process, bars), daemon=True)
    telling.start()
    bound = BOUND_SECONDS * part.patience
    try:
        return "ok" if process.wait(timeout=bound) == 0 else "failed"
    except subprocess.TimeoutExpired:
        return f"over {bound} s"
    finally:
        if process.poll() is None:
            _end(process)
        telling.join(_TO_CLEAN_UP)


def _tell(process: subprocess.Popen[str], bars: list[list[str]]) -> None:
    for line in process.stdout or ():
        if line.startswith(BAR):
            bars.append(line.removeprefix(BAR).rstrip().split("|"))
        else:
            print(line, end="", flush=True)


def _end(process: subprocess.Popen[str]) -> None:
    """First as a person would, so that servers and folders are cleared away."""
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(timeout=_TO_CLEAN_UP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _path() -> str:
    return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))


if __name__ == "__main__":
    sys.exit(main())
