"""Programs outside Python that some kinds of file need: found, bounded, and ended with all they started."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import cchc
from cchc.reading.inputs.refusals import refusal

OFFICE, RECOGNISER, LANGUAGE = "soffice", "tesseract", "vie"
_PACKAGES = Path(next(iter(cchc.__path__))).parent
_BLOCK = 512  # the shell counts files in these
_MOST_WRITTEN = 512 * 1024 * 1024
# The limits are set by the shell, after the fork: Python may not run code there in a process with threads.
_BOUNDED = 'ulimit -c 0; ulimit -v "$1"; ulimit -t "$2"; ulimit -f "$3"; shift 3; exec "$@"'


def has_office() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which(OFFICE) is not None


def has_recogniser() -> bool:
    """Whether Tesseract is installed with its Vietnamese data."""
    program = shutil.which(RECOGNISER)
    if program is None:
        return False
    try:
        told = subprocess.run(  # noqa: S603  the program is found by a fixed name
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return LANGUAGE in told.stdout.split()


@contextmanager
def working_folder() -> Iterator[Path]:
    """A private folder that is gone afterwards, whatever happened."""
    with TemporaryDirectory(prefix="cchc-reading-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def run(command: Sequence[str], folder: Path, *, seconds: int, megabytes: int) -> bool:
    """Run a program to its end in `folder`; say whether it ended well.

    It may use so much time and memory and reads nothing from us; what it started is ended with it. Raises
    UnreadableFile "too-slow" when the time is up.
    """
    limits = (megabytes * 1024, seconds, _MOST_WRITTEN // _BLOCK)
    process = subprocess.Popen(  # noqa: S603  the shell only sets limits; arguments are never parsed
        ["/bin/sh", "-c", _BOUNDED, "sh", *map(str, limits), *command],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired as error:
        raise refusal("too-slow") from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs one of our own modules as a program."""
    return [sys.executable, "-P", "-m", module, *arguments]


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but the path: a home that is thrown away, one thread, our own packages."""
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "PYTHONPATH": str(_PACKAGES),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
