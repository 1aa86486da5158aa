"""Pictures of a PDF's pages, drawn by the worker and kept beside the store; they can be made again at any time."""

import os
import tempfile
import threading
from pathlib import Path

import pypdfium2
from django.conf import settings

from cchc.core import jobs
from cchc.evidence.services import path_of
from cchc.plans.models import DraftFile

DRAW_PAGES = "plans.draw_pages"
DOTS_PER_POINT = 1.75
_MOST_DOTS = 12_000_000
_AT_A_TIME = 6
_pdfium = threading.Lock()  # the library may be in one thread at a time


def picture_of(file: DraftFile, number: int, *, ask: bool = True) -> Path | None:
    """The picture of a page (from 1) when it is drawn already; else None, and the worker is asked to draw it.

    ask: False for one who asked before and only looks again.
    """
    if file.kind != "pdf" or not 1 <= number <= file.pages:
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
        document = pypdfium2.PdfDocument(path_of(file.stored))
        try:
            for number in missing:
                _draw(document, number, _place(file, number))
        finally:
            document.close()


def _draw(document: pypdfium2.PdfDocument, number: int, place: Path) -> None:
    """Whole or not at all: the file is written beside its place and renamed."""
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(DOTS_PER_POINT, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
    image = page.render(scale=scale).to_pil()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".new-", delete=False) as part:
        image.save(part, "PNG", optimize=False)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(place)
    page.close()


def _place(file: DraftFile, number: int) -> Path:
    return Path(settings.VAR_DIR) / "pages" / file.stored.sha256 / f"{number}.png"
