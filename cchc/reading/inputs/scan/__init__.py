"""Pictures of pages (scans, photographs): text recognised by Tesseract, with its place on the page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic

from cchc.reading.blocks import ReadFile
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import guard, limits, programs
from cchc.reading.inputs.assembly import Progress
from cchc.reading.inputs.pages import Page, assembled
from cchc.reading.inputs.refusals import refusal
from cchc.reading.inputs.scan.frames import frame_count, frame_size
from cchc.reading.inputs.scan.page import recognise
from cchc.reading.inputs.scan.places import Turn, turned_back


def read(path: Path, file_index: int, progress: Progress | None = None) -> ReadFile:
    """Blocks of one picture file, each frame of a TIFF a page.

    Raises UnreadableFile, and nothing else: code "scan" when nothing is installed to recognise text.
    """
    kind = guard.check(path)
    try:
        pages = [
            Page(number, *frame_size(path, number), is_picture=True)
            for number in range(1, frame_count(path) + 1)
        ]
        return recognised(path, pages, lambda: assembled(pages, file_index, path, kind), progress)
    except UnreadableFile:
        raise
    except Exception as error:  # whatever Pillow says of bytes that are no picture
        raise refusal("damaged") from error


def recognised(
    path: Path,
    pages: Sequence[Page],
    assemble: Callable[[], ReadFile],
    progress: Progress | None = None,
) -> ReadFile:
    """What `assemble` makes of the pages once those that are pictures hold their recognised text.

    `progress("ocr", pages done, pages to recognise)` is told before the first page and after each. Where
    nothing is installed to recognise text, pictures among other pages stay unread and are listed as such.
    """
    pictures = [page for page in pages if page.is_picture]
    if not pictures:
        return assemble()
    if not programs.has_recogniser():
        if len(pictures) * 2 > len(pages):
            raise refusal("scan")
        return replace(assemble(), unread=tuple(page.number for page in pictures))
    if len(pictures) > limits.MAX_SCANNED_PAGES:
        raise refusal("too-many-scans")
    turns: dict[int, Turn] = {}
    began = monotonic()
    for done, page in enumerate(pictures):
        if monotonic() - began > limits.MAX_SECONDS_OF_SCANS:
            raise refusal("too-slow")
        _tell(progress, done, len(pictures))
        found = recognise(path, page.number)
        page.width, page.height, page.tables = found.turn.width, found.turn.height, []
        page.take(found.words, found.tables)
        turns[page.number] = found.turn
    _tell(progress, len(pictures), len(pictures))
    file = turned_back(assemble(), turns)
    return replace(file, scanned=tuple(turns))


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress("ocr", done, total)
