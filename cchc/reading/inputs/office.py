"""Files of old Office, OpenDocument and RTF: LibreOffice writes them anew as Word or Excel files, which are read."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cchc.reading.blocks import ReadFile
from cchc.reading.inputs import docx, guard, limits, programs, xlsx
from cchc.reading.inputs.assembly import Progress
from cchc.reading.inputs.refusals import refusal

_WRITTEN_AS = {"doc": "docx", "odt": "docx", "rtf": "docx", "xls": "xlsx", "ods": "xlsx"}
_READERS = {"docx": docx.read, "xlsx": xlsx.read}
# No macros, no links followed, no file or address fetched, no question asked.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read(path: Path, file_index: int, progress: Progress | None = None) -> ReadFile:
    """Blocks of one such file, as of the Word or Excel file it becomes; the kind stays its own.

    Raises UnreadableFile, and nothing else.
    """
    kind = guard.check(path)
    with programs.working_folder() as folder:
        written = _converted(path, kind, _WRITTEN_AS[kind], folder)
        guard.check(written)
        file = _READERS[_WRITTEN_AS[kind]](written, file_index, progress)
    return replace(file, name=path.name, kind=kind)


def as_pdf(path: Path, kind: str, folder: Path) -> Path:
    """The Office file as a PDF inside `folder`, for looking at. Raises UnreadableFile."""
    return _converted(path, kind, "pdf", folder)


def _converted(path: Path, kind: str, wanted: str, folder: Path) -> Path:
    """What LibreOffice makes of the file, inside `folder`."""
    profile = folder / "profile"
    _write_settings(profile / "user")
    source = folder / f"in.{kind}"
    source.symlink_to(path.resolve())
    command = [
        programs.OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--nodefault", "--convert-to", wanted, "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    with _alone():
        programs.run(
            command, folder, seconds=limits.CONVERT_SECONDS, megabytes=limits.OFFICE_MEGABYTES
        )
    written = folder / "out" / f"in.{wanted}"
    if not written.is_file():
        raise refusal("damaged")
    return written


def _write_settings(user: Path) -> None:
    rows = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">' + rows + "</oor:items>",
        encoding="utf-8",
    )


@contextmanager
def _alone() -> Iterator[None]:
    """One conversion at a time for this user: each takes much memory."""
    name = Path(tempfile.gettempdir()) / f"cchc-office-{os.getuid()}.lock"
    lock = os.open(name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
