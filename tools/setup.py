"""Prepares a clone: virtual environment, packages, front end, translations, static files, database.

Runs on the system's Python alone. Each step is done again only when what it depends on changed, so that a second
run costs a fraction of a second. `setup.py run` prepares what the server needs, `setup.py demo` loads the demo
office too, `setup.py tests` prepares what tests and checks need.
"""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
VAR = Path(os.environ.get("CCHC_VAR", ROOT / "var"))
NODE_AT_LEAST = 18


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  said in words on older machines
        sys.exit("Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ...")
    wanted = sys.argv[1] if len(sys.argv) > 1 else "run"
    os.chdir(ROOT)
    VENV.mkdir(exist_ok=True)
    with (VENV / ".setup-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # `make run` and `make test` may start together
        prepare_packages("dev" if wanted == "tests" else "runtime")
        if wanted != "tests":
            prepare_installation()
        if wanted == "demo":
            load_demo()


def prepare_packages(requirements: str) -> None:
    """The environment with its locked packages, the command, the front end and the translations."""
    stamps = Stamps(VENV / "cchc-setup.json")
    stamps.step("venv", [sys.executable, sys.version], make_venv, done=PYTHON.exists)
    locked = ROOT / "requirements" / f"{requirements}.txt"
    stamps.step(f"{requirements} packages", [locked], lambda: pip_install(locked))
    stamps.step("command", [ROOT / "pyproject.toml"], install_command, done=(BIN / "cchc").exists)
    front_end = [ROOT / "package.json", ROOT / "package-lock.json"]
    stamps.step("front end", front_end, install_front_end, done=(ROOT / "node_modules").exists)
    texts = sorted((ROOT / "locale").rglob("*.po"))
    stamps.step(
        "translations",
        texts,
        lambda: run(PYTHON, "tools/compile_messages.py"),
        done=lambda: all(text.with_suffix(".mo").exists() for text in texts),
    )


def prepare_installation() -> None:
    """What the demo's server needs below var/: secret, static files, database."""
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = VAR / "secret-key"
    if not secret.exists():
        write_private(secret, secrets.token_urlsafe(48))
    stamps = Stamps(VAR / "setup.json")
    static = [
        ROOT / "package-lock.json",
        ROOT / "cchc" / "config" / "settings.py",
        *files_below("static"),
    ]
    stamps.step(
        "static files",
        static,
        lambda: manage("collectstatic", "--noinput", "--clear", "-v0", "-i", "django_htmx"),
        done=(VAR / "static" / "staticfiles.json").exists,
    )
    database = os.environ.get("DATABASE_URL", "")
    is_kept = bool(database) or (VAR / "cchc.sqlite3").exists()
    migrations = sorted((ROOT / "cchc").glob("*/migrations/*.py"))
    stamps.step(
        "database",
        [*migrations, ROOT / "requirements" / "runtime.txt", database],
        lambda: run(BIN / "cchc", "migrate"),
        done=lambda: not database and is_kept,
    )
    if not is_kept:
        stamps.forget("demo office")


def load_demo() -> None:
    """The demo office, once for each database; `make demo` loads it again."""
    stamps = Stamps(VAR / "setup.json")
    database = os.environ.get("DATABASE_URL", "")
    stamps.step("demo office", [database], lambda: run(BIN / "cchc", "demo"))


class Stamps:
    """Remembers in a small file what each step was last done for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.done: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    def step(
        self,
        name: str,
        inputs: Iterable[Path | str],
        act: Callable[[], None],
        done: Callable[[], bool] = lambda: True,
    ) -> None:
        """Act when the inputs (files by content, texts as they are) changed or the result is gone."""
        mark = digest(inputs)
        if self.done.get(name) == mark and done():
            return
        print(f"setup: {name}", flush=True)
        act()
        self.done[name] = mark
        self._save()

    def forget(self, name: str) -> None:
        """Let the step act again."""
        if self.done.pop(name, None):
            self._save()

    def _save(self) -> None:
        self.path.write_text(json.dumps(self.done, indent=1))


def digest(inputs: Iterable[Path | str]) -> str:
    total = hashlib.sha256()
    for each in inputs:
        total.update(str(each).encode())
        if isinstance(each, Path):
            total.update(each.read_bytes())
    return total.hexdigest()


def files_below(folder: str) -> list[Path]:
    """Every file of the rooms' folders of that name, in a fixed order."""
    found = (ROOT / "cchc").glob(f"*/{folder}/**/*")
    return sorted(path for path in found if path.is_file())


def make_venv() -> None:
    try:
        run(sys.executable, "-m", "venv", VENV)
    except subprocess.CalledProcessError:
        sys.exit("python3 cannot make a virtual environment: install the package python3-venv")


def pip_install(locked: Path) -> None:
    run(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes",
        "-r", locked)  # fmt: skip


def install_command() -> None:
    run(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps",
        "--no-build-isolation", "--no-index", "-e", ROOT)  # fmt: skip


def install_front_end() -> None:
    """`npm ci` with the system's Node, or with one from a locked package."""
    environment = os.environ | {"npm_config_cache": str(VENV / ".npm")}
    if not has_node():
        pip_install(ROOT / "requirements" / "node.txt")
        environment["PATH"] = f"{BIN}{os.pathsep}{environment['PATH']}"
    command = ["npm", "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"]
    subprocess.run(command, check=True, env=environment)
    shutil.rmtree(VENV / ".npm", ignore_errors=True)


def has_node() -> bool:
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    major = version.stdout.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= NODE_AT_LEAST


def manage(*arguments: str) -> None:
    run(PYTHON, "manage.py", *arguments)


def write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def run(*command: object) -> None:
    environment = {"CCHC_ENV": "demo"} | os.environ
    subprocess.run([str(part) for part in command], check=True, env=environment)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"setup stopped: {' '.join(map(str, error.cmd))} failed (see above)")
