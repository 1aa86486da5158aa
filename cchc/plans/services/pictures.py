"""Pictures of the pages of a PDF or scan, drawn by the worker, kept beside the store; they can be made again."""

import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from django.conf import settings
from PIL import Image

from cchc.core import jobs
from cchc.evidence.services import local_copy
from cchc.plans.models import DraftFile
from cchc.reading.inputs.scan.frames import frame

DRAW_PAGES = "plans.draw_pages"
DOTS_PER_POINT = 1.75
_MOST_DOTS = 12_000_000
_AT_A_TIME = 6
_pdfium = threading.Lock()  # the library may be in one thread at a time


def picture_of(file: DraftFile, number: int, *, ask: bool = True) -> Path | None:
    """The picture of a page (from 1) when it is drawn already; else None, and the worker is asked to draw it.

    ask: False for one who asked before and only looks again.
    """
    if not 1 <= number <= file.pages:
        return None
    place = _place(file, number)
    if place.exists():
        return place
    if ask:
        jobs.enqueue(DRAW_PAGES, file.pk, number)
    return place if place.exists() else None


def draw_pages(file_pk: int, first: int) -> None:
    """Draw a page and the next few that are missing. Runs in the worker; harmless when run twice."""
    file = DraftFile.objects.select_related("stored").get(pk=file_pk)
    wanted = range(first, min(file.pages, first + _AT_A_TIME - 1) + 1)
    with _pdfium:
        missing = [number for number in wanted if not _place(file, number).exists()]
        if not missing:
            return
        drawn = _pdf_pages if file.kind == "pdf" else _frames
        with local_copy(file.stored) as path:
            for number, image in drawn(path, missing):
                _save(image, _place(file, number))


def _pdf_pages(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, Image.Image]]:
    document = pypdfium2.PdfDocument(path)
    try:
        for number in numbers:
            page = document[number - 1]
            yield number, page.render(scale=_scale(*page.get_size())).to_pil()
            page.close()
    finally:
        document.close()


def _frames(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, Image.Image]]:
    for number in numbers:
        image, density = frame(path, number)
        width, height = image.width / density, image.height / density
        scale = _scale(width, height)
        yield number, image.convert("RGB").resize((round(width * scale), round(height * scale)))


def _scale(width: float, height: float) -> float:
    """Dots per point for a page of this size in points."""
    return float(min(DOTS_PER_POINT, (_MOST_DOTS / max(width * height, 1)) ** 0.5))


def _save(image: Image.Image, place: Path) -> None:
    """Whole or not at all: the file is written beside its place and renamed."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".new-", delete=False) as part:
        image.save(part, "PNG", optimize=False)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(place)


def _place(file: DraftFile, number: int) -> Path:
    return Path(settings.VAR_DIR) / "pages" / file.stored.sha256 / f"{number}.png"
