"""kill -9 of web server, worker and database in the middle of 1,000 acknowledged writes.

    .venv/bin/python -m benchmarks.kill_test [sqlite|postgresql] [WRITES]

Four people send forms through the web server of an installation of its own; every tenth form uploads a plan that the
worker reads. At fixed shares of the work a part is killed and started again. Who gets no answer sends the same
form once more, as a browser does. In the end every acknowledged write must be there once, told once in the log, every
plan read, and no job left over. On loopback, with processes of our own only. The worker gives way to everything else
on the machine, so how long the queue takes says nothing: the run gives up when nothing moved for PATIENCE_SECONDS,
not after a fixed time. Ends with 1 when it gave up or something is missing.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.bars import bar
from benchmarks.kill_office import PATIENCE_SECONDS, Database, Office, Work

PEOPLE = 4
DONE = {"SUCCESSFUL", "FAILED"}


def main() -> int:
    """Run, kill, count; what was found in one line each."""
    name = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    writes = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory(prefix="cchc-kill-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as nobody
        database = Database(Path(folder), name)
        office = Office(Path(folder), database)
        try:
            return _run(database, office, name, writes)
        finally:
            office.stop()
            database.stop()


def _run(database: Database, office: Office, name: str, writes: int) -> int:
    office.start("web")
    office.start("worker")
    work = Work(office, writes, PEOPLE)
    began = time.monotonic()
    work.begin()
    for share, victims in _schedule(database):
        _wait(lambda share=share: work.acknowledged >= share * writes, work, office)
        _kill(database, office, victims)
        print(f"after {work.acknowledged} writes: kill -9 {', '.join(victims)}", flush=True)
    _wait(lambda: not work.is_going_on(), work, office)
    print(f"{name}: {work.acknowledged} acknowledged in {time.monotonic() - began:.0f} s, "
          f"{work.retries} repeated requests")  # fmt: skip
    _drain(office)
    return _judge(office, work, name)


def _schedule(database: Database) -> list[tuple[float, list[str]]]:
    third = ["database"] if database.address else ["web", "worker"]
    return [
        (0.1, ["worker"]),
        (0.25, ["web"]),
        (0.4, third),
        (0.55, ["worker"]),
        (0.7, third),
        (0.85, ["web", "worker", *(["database"] if database.address else [])]),
    ]


def _kill(database: Database, office: Office, victims: list[str]) -> None:
    for victim in victims:
        database.kill() if victim == "database" else office.kill(victim)
    for victim in sorted(victims):  # the database first
        database.start() if victim == "database" else office.start(victim)


def _wait(reached, work: Work, office: Office) -> None:
    """Until the work is so far; a worker that lost its database is started again, as systemd would."""
    patience = Patience()
    while not reached() and not work.failures:
        if patience.is_over(work.acknowledged):
            sys.exit(f"Nothing was acknowledged for {PATIENCE_SECONDS} s")
        office.revive()
        time.sleep(0.01)
    if work.failures:
        raise work.failures[0]


def _drain(office: Office) -> None:
    """Wait until the queue is empty, or until it stands still: the verdict then tells what was left."""
    patience, began = Patience(), time.monotonic()
    while True:
        office.revive()
        jobs = office.books()["jobs"]
        if set(jobs) <= DONE or patience.is_over(jobs):
            print(f"the queue was waited for {time.monotonic() - began:.0f} s", flush=True)
            return
        time.sleep(1)


class Patience:
    """How long something may stand still."""

    def __init__(self) -> None:
        self._last: object = None
        self._since = time.monotonic()

    def is_over(self, now: object) -> bool:
        """now: whatever changes while things go on."""
        if now != self._last:
            self._last, self._since = now, time.monotonic()
        return time.monotonic() - self._since > PATIENCE_SECONDS


def _judge(office: Office, work: Work, name: str) -> int:
    books = office.books()
    lost = [each for each in work.groups if each not in books["groups"]]
    lost += [each for each in work.plans if each not in books["plans"]]
    counted = [*books["groups"].values(), *books["told"].values(), *books["plans"].values()]
    doubled = sum(count > 1 for count in counted)
    untold = [each for each in books["groups"] if each not in books["told"]]
    unknown = len(books["groups"]) + len(books["plans"]) - work.acknowledged
    print(
        f"lost {len(lost)}, doubled {doubled}, not in the log {len(untold)}, unasked {unknown}; "
        f"plans {books['states']}, jobs {books['jobs']}, "
        f"taken back from dead workers {books['resumed']}"
    )
    bar(f"lost or doubled writes under kill -9, {name}", len(lost) + doubled, 0, "writes")
    sound = [
        subprocess.run(
            [sys.executable, "-m", "cchc", "check", what],
            cwd=Path(__file__).parents[1],
            env=office.environment,
            check=False,
        ).returncode
        == 0
        for what in ("audit", "evidence")
    ]
    is_read = set(books["states"]) == {"review"} and set(books["jobs"]) <= {"SUCCESSFUL"}
    return int(bool(lost or doubled or untold or unknown) or not is_read or not all(sound))


if __name__ == "__main__":
    sys.exit(main())
