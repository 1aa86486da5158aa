"""One page picture read: drawn, taken apart and recognised by programs of their own."""

import math
from dataclasses import dataclass
from pathlib import Path

from cchc.reading.inputs import limits, programs
from cchc.reading.inputs.pages.lines import Word
from cchc.reading.inputs.refusals import refusal
from cchc.reading.inputs.scan.draw import Layout, layout_in
from cchc.reading.inputs.scan.numerals import counted
from cchc.reading.inputs.scan.words import Found, pages_of, placed

Rect = tuple[float, float, float, float]
_TEXT_BLOCKS, _ONE_BLOCK = "4", "6"  # Tesseract's page segmentation modes


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page was turned to be level: about its middle, counter-clockwise."""

    degrees: float
    width: float
    height: float

    def back(self, rect: Rect) -> Rect:
        """The rectangle around this one on the page as it was scanned."""
        slant = math.radians(self.degrees)
        middle_x, middle_y = self.width / 2, self.height / 2
        corners = [
            (
                middle_x + (x - middle_x) * math.cos(slant) - (y - middle_y) * math.sin(slant),
                middle_y + (x - middle_x) * math.sin(slant) + (y - middle_y) * math.cos(slant),
            )
            for x in rect[::2]
            for y in rect[1::2]
        ]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(down), max(across), max(down)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a page, and for each table on it the cells."""

    turn: Turn
    words: list[Word]
    tables: list[list[Rect]]


def recognise(source: Path, page: int) -> Recognised:
    """Read page `page` (from 1) of a PDF or picture file.

    Raises UnreadableFile: "damaged" when it cannot be drawn, "too-slow".
    """
    with programs.working_folder() as folder:
        command = programs.python(
            "cchc.reading.inputs.scan.draw", str(source.absolute()), str(page), str(folder)
        )
        if not programs.run(
            command, folder, seconds=limits.DRAW_SECONDS, megabytes=limits.PROGRAM_MEGABYTES
        ):
            raise refusal("damaged")
        layout = layout_in(folder)
        turn = Turn(layout.degrees, layout.width, layout.height)
        (found,) = _tesseract(folder, ["page.png"], _TEXT_BLOCKS)
        words = placed(found, layout.density)
        return Recognised(
            turn,
            words + _in_cells(folder, layout),
            [[cell.rect for cell in cells] for cells in layout.tables],
        )


def _in_cells(folder: Path, layout: Layout) -> list[Word]:
    cells = [cell for table in layout.tables for cell in table if cell.name]
    if not cells:
        return []
    words: list[Word] = []
    read = _tesseract(folder, [cell.name for cell in cells], _ONE_BLOCK)
    for cell, found in zip(cells, read, strict=True):
        words += placed(found, layout.density, cell.left, cell.top)
    return words


def _tesseract(folder: Path, pictures: list[str], mode: str) -> list[list[Found]]:
    """The words found in each picture; one run for all of them."""
    (folder / "pictures.txt").write_text("\n".join(pictures), encoding="utf-8")
    command = [
        programs.RECOGNISER, "pictures.txt", "found", "-l", programs.LANGUAGE, "--psm", mode,
        "--dpi", "300", "hocr",
    ]  # fmt: skip
    if not programs.run(
        command, folder, seconds=limits.RECOGNISE_SECONDS, megabytes=limits.PROGRAM_MEGABYTES
    ):
        raise refusal("damaged")
    return [
        counted(found, folder / picture)
        for found, picture in zip(pages_of(folder / "found.hocr"), pictures, strict=True)
    ]
