"""Pictures of the pages of a file, drawn by the worker in a process of its own.

They are kept beside the store and can be made again.
"""

import json
import os
import shutil
from pathlib import Path

from django.conf import settings

from cchc.core import jobs
from cchc.evidence.models import Examination, StoredFile
from cchc.evidence.rules import ending_of, is_drawable
from cchc.evidence.services import local_copy
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import limits, office, programs

DRAW_PAGES = "evidence.draw_pages"
_AT_A_TIME = 6
_SECONDS = 60


def can_be_shown(stored: StoredFile) -> bool:
    """Whether pages of this kind of file can be drawn on this machine."""
    return is_drawable(stored.media_type, with_office=programs.has_office())


def picture_of(stored: StoredFile, number: int, *, ask: bool = True) -> Path | None:
    """The picture of a page (from 1) when it is drawn already; else None, and the worker is asked to draw it.

    ask: False for one who asked before and only looks again. Whether there is such a page the caller knows.
    """
    place = _place(stored, number)
    if place.exists():
        return place
    if ask:
        jobs.enqueue(DRAW_PAGES, stored.pk, number)
    return place if place.exists() else None


def draw_pages(stored_pk: int, first: int) -> None:
    """Draw a page and the next few that are missing. Runs in the worker; harmless when run twice.

    A file that cannot be drawn gets 0 pages, so that nobody waits for it.
    """
    stored = StoredFile.objects.get(pk=stored_pk)
    if _place(stored, first).exists():
        return
    with local_copy(stored) as source, programs.working_folder() as folder:
        try:
            count = _drawn(stored, source, folder, first)
        except UnreadableFile:
            count = 0
        for picture in folder.glob("*.png"):
            _keep(picture, _place(stored, int(picture.stem)))
    known = Examination.objects.filter(stored=stored)
    (known.filter(pages__isnull=True) if count else known).update(pages=count)


def _drawn(stored: StoredFile, source: Path, folder: Path, first: int) -> int:
    """How many pages there are; those wanted lie in the folder. 0 when they could not be drawn."""
    ending = ending_of(stored.media_type)
    if ending not in {".pdf", ".png", ".jpg", ".tiff"}:
        source = office.as_pdf(source, ending.removeprefix("."), folder)
    command = programs.python(
        "cchc.evidence.sandbox.pages", str(source), str(folder), str(first), str(_AT_A_TIME)
    )
    programs.run(command, folder, seconds=_SECONDS, megabytes=limits.PROGRAM_MEGABYTES)
    told = folder / "count.json"
    return int(json.loads(told.read_text(encoding="ascii"))) if told.exists() else 0


def _keep(picture: Path, place: Path) -> None:
    """Whole or not at all: the file is copied beside its place and renamed."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".new-{os.getpid()}-{place.name}")
    shutil.copyfile(picture, part)
    part.replace(place)


def pictures_folder(stored: StoredFile) -> Path:
    """Where the pictures of a file lie."""
    return Path(settings.VAR_DIR) / "pages" / stored.sha256


def _place(stored: StoredFile, number: int) -> Path:
    return pictures_folder(stored) / f"{number}.png"
