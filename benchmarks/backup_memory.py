"""Peak memory and time of `cchc backup` and `cchc restore`, each in a process of its own.

    .venv/bin/python -m benchmarks.backup_memory [MIB_OF_EVIDENCE] [EVENTS]     (1024 MiB, 50000 events)

Makes a SQLite installation in a temporary folder (or uses DATABASE_URL, which must be empty), fills the store with
files of random bytes and the log with events, and holds both commands to 300 MB. The peak does not grow with either
number: run it with other ones. Needs about three times the evidence in free space. Ends with 1 above the bound.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.bars import bar

ROOT = Path(__file__).resolve().parents[1]
BOUND_MB = 300
FILL = """
import os, sys, django
django.setup()
from datetime import UTC, datetime
from django.db import transaction
from cchc.audit.services import record
from cchc.evidence.services import store
from tests.factories.cast import make_cast
from tests.factories.year import make_year
mib, events = int(sys.argv[1]), int(sys.argv[2])
at = datetime(2026, 3, 10, 2, tzinfo=UTC)
cast = make_cast()
make_year(cast)
sizes = [20] * (mib // 2 // 20) + [1] * (mib - mib // 2 // 20 * 20)
for size in sizes:
    blocks = (os.urandom(1 << 20) for _ in range(size))
    store(chunks=blocks, media_type="application/octet-stream", at=at)
for start in range(0, events, 1000):
    with transaction.atomic():
        for number in range(start, min(start + 1000, events)):
            record(action="unit.changed", target=cast.office, by=cast.lan, at=at, agency_id=cast.agency.pk, new=number)
"""


def main() -> int:
    """Fill, back up, empty, restore, check; the peaks in MB."""
    given = [int(each) for each in sys.argv[1:]]
    mib, events = given + [1024, 50_000][len(given) :]
    with tempfile.TemporaryDirectory(prefix="cchc-backup-") as folder:
        environment = os.environ | {
            "CCHC_ENV": "test",
            "CCHC_VAR": str(Path(folder, "var")),
            "CCHC_TODAY": "2026-03-10",
            "CCHC_BACKUP_PASSPHRASE": "benchmark passphrase",
            "DJANGO_SETTINGS_MODULE": "cchc.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        archive = str(Path(folder, "backup"))
        run(environment, "-m", "cchc", "migrate")
        run(environment, "-c", FILL, str(mib), str(events))
        peaks = [measured("backup", environment, archive)]
        shutil.rmtree(Path(folder, "var", "evidence"))
        peaks.append(measured("restore", environment, archive, "--replace"))
        run(environment, "-m", "cchc", "check", "evidence")
        run(environment, "-m", "cchc", "check", "audit")
        print(f"evidence {mib} MiB, events {events}, file {Path(archive).stat().st_size >> 20} MiB")
    bar("memory of backup and restore", max(peaks), BOUND_MB, "MB")
    return int(max(peaks) > BOUND_MB)


def run(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True)


def measured(name: str, environment: dict[str, str], *arguments: str) -> float:
    """Peak resident megabytes of one command, as the kernel counted them when it ended."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "cchc", name, *arguments], cwd=ROOT, env=environment
    )
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"cchc {name} ended with {child.returncode}")
    peak = usage.ru_maxrss / 1000
    print(f"{name:8} {time.perf_counter() - began:6.1f} s   peak {peak:.0f} MB (bound {BOUND_MB})")
    return peak


if __name__ == "__main__":
    sys.exit(main())
