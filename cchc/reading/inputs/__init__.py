"""One reader per kind of file. What a file is, `guard.check` alone says."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from cchc.reading.blocks import ReadFile
from cchc.reading.errors import only_refusals
from cchc.reading.inputs import guard
from cchc.reading.inputs.assembly import Progress

_READERS = {
    "docx": "docx", "xlsx": "xlsx", "pdf": "pdf", "html": "html", "txt": "text", "md": "text",
    "doc": "office", "odt": "office", "rtf": "office", "xls": "office", "ods": "office",
    "png": "scan", "jpg": "scan", "tiff": "scan",
}  # fmt: skip


def load(path: Path, file_index: int = 0, progress: Progress | None = None) -> ReadFile:
    """Read one file into blocks; `progress` is told "pages", "sheets", "ocr" where it takes long.

    Raises only `UnreadableFile`: empty, too large, unknown, damaged files.
    """
    with only_refusals(path.name):
        reader = import_module(f"{__name__}.{_READERS[guard.check(path)]}")
        read = cast("Callable[[Path, int, Progress | None], ReadFile]", reader.read)
        return read(path, file_index, progress)
