"""Every test: on SQLite, on a PostgreSQL of our own, in the browser, and the short score of readings.

Each part runs whatever the others said; the closing lines of all stand together at the end.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from postgres import own_postgres

# What shows that a package is there: a program, or a file below /usr.
PROGRAMS = {
    "chromium": "chromium",
    "lib/libreoffice/program/libswlo.so": "libreoffice-writer-nogui",
    "lib/libreoffice/program/libsclo.so": "libreoffice-calc-nogui",
    "tesseract": "tesseract-ocr",
    "share/tesseract-ocr/*/tessdata/vie.traineddata": "tesseract-ocr-vie",
    "softhsm2-util": "softhsm2",
}
ROOT = Path(__file__).resolve().parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
# In the order of collection: tests that empty tables come last on each worker.
SPREAD = ["-n", "2", "--dist", "load"]


def main() -> int:
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # PostgreSQL is cleared away
    environment = os.environ | {"CCHC_ENV": "test"}
    environment.pop("DATABASE_URL", None)
    install_programs()
    parts = Parts(environment)
    parts.run("SQLite", [*PYTEST, *SPREAD, "--ignore=tests/browser"])
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(own_postgres())
        postgres = [*PYTEST, *SPREAD, "--only-database", "--ignore=tests/browser"]
        parts.run("PostgreSQL", postgres, DATABASE_URL=address)
    parts.run("Browser", [*PYTEST, "tests/browser"])
    parts.run("Score", [sys.executable, "benchmarks/score.py", "--short"])
    return parts.close()


class Parts:
    """Runs the parts one after the other and keeps how each ended."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.closing: list[tuple[str, bool, str]] = []

    def run(self, name: str, command: Sequence[str], **variables: str) -> None:
        """Run a part, its output passed on as it comes; the last line that says something is kept."""
        print(f"\n=== {name}", flush=True)
        began = time.monotonic()
        last = ""
        with subprocess.Popen(
            command, env=self.environment | variables, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                print(line, end="", flush=True)
                last = line.strip() or last
        took = f"{time.monotonic() - began:.0f} s"
        self.closing.append((name, process.returncode == 0, f"{last} [{took}]"))

    def close(self) -> int:
        """Print the closing lines; the exit status."""
        print("\n=== Closing lines")
        for name, is_good, last in self.closing:
            print(f"{'ok    ' if is_good else 'FAILED'}  {name}: {last}")
        return 0 if all(is_good for _, is_good, _ in self.closing) else 1


def install_programs() -> None:
    """Debian's packages whose program is missing, where we may install; else the tests that need one say so."""
    missing = [package for file, package in PROGRAMS.items() if not is_installed(file)]
    if not missing or os.geteuid() or not shutil.which("apt-get"):
        return
    print(f"\n=== Installing {' '.join(missing)}", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
    ):
        subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)


def is_installed(file: str) -> bool:
    """A program on the path, or a file of a package below /usr."""
    return bool(shutil.which(file)) or any(Path("/usr").glob(file))


if __name__ == "__main__":
    sys.exit(main())
