"""`make bench`: every measurement, one after the other, each with what it is held against in the same run.

    .venv/bin/python benchmarks/bench.py [WORD]...

With words, the parts whose title or module has one of them. A part that takes longer than its bound is ended and
counts as failed; the others run all the same. Last comes a line for each part: how it ended and its seconds.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BOUND_SECONDS = int(os.environ.get("BENCH_BOUND", "600"))
_TO_CLEAN_UP = 30


@dataclass(frozen=True, slots=True)
class Part:
    """A module with its arguments; on_postgres: run beside a server of its own, else on SQLite or none."""

    title: str
    module: tuple[str, ...]
    on_postgres: bool = False

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
    Part("Task list and task page against a bare page", ("benchmarks.task_list", "5000")),
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
    Part("Memory of backup and restore", ("benchmarks.backup_memory", "256", "5000")),
    Part("Memory of a web worker after 200 pages", ("benchmarks.web_memory",)),
    Part("Memory of the background worker after 200 pages", ("benchmarks.worker_memory",)),
    Part("kill -9 in the middle of writes: SQLite", ("benchmarks.kill_test", "sqlite", "200")),
    Part(
        "kill -9 in the middle of writes: PostgreSQL", ("benchmarks.kill_test", "postgresql", "200")
    ),
)


def main() -> int:
    """Run the parts asked for; 1 when one of them failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the running part is ended too
    words = [word.lower() for word in sys.argv[1:]]
    parts = [part for part in PARTS if not words or _is_asked(part, words)]
    ended = []
    for part in parts:
        print(f"\n=== {part.title}", flush=True)
        began = time.perf_counter()
        how = _run(part)
        ended.append((how, time.perf_counter() - began, part.title))
    print("\n=== How each part ended")
    for how, seconds, title in ended:
        print(f"{how:12} {seconds:6.0f} s  {title}")
    return int(any(how != "ok" for how, _seconds, _title in ended))


def _is_asked(part: Part, words: list[str]) -> bool:
    named = f"{part.title} {part.module[0]}".lower()
    return any(word in named for word in words)


def _run(part: Part) -> str:
    """Run one part, with all that it starts in a group of its own so that the group can be ended."""
    environment = {**os.environ, "PYTHONPATH": _path()}
    process = subprocess.Popen(part.command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        return "ok" if process.wait(timeout=BOUND_SECONDS) == 0 else "failed"
    except subprocess.TimeoutExpired:
        return f"over {BOUND_SECONDS} s"
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
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
