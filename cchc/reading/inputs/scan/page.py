"""One page picture read: drawn, taken apart and recognised by programs of their own."""

import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from cchc.reading.inputs import limits, programs
from cchc.reading.inputs.pages.lines import Word
from cchc.reading.inputs.refusals import refusal
from cchc.reading.inputs.scan.draw import CellPicture, Layout, layout_in
from cchc.reading.inputs.scan.numerals import counted
from cchc.reading.inputs.scan.places import Turn
from cchc.reading.inputs.scan.words import Found, pages_of, placed

Rect = tuple[float, float, float, float]
_TEXT_BLOCKS, _ONE_BLOCK, _DIRECTION = "4", "6", "0"  # Tesseract's page segmentation modes
_LEAST_SURE = 60  # percent; text that lies on its side has 30 to 50, upright text above 85
_CLOCKWISE = re.compile(r"Rotate: (90|180|270)")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a page, for each table on it the cells, and how sure the usual word is, in percent."""

    turn: Turn
    words: list[Word]
    tables: list[list[Rect]]
    sureness: float


def recognise(source: Path, page: int) -> Recognised:
    """Read page `page` (from 1) of a PDF or picture file.

    Raises UnreadableFile: "damaged" when it cannot be drawn, "too-slow".
    """
    with programs.working_folder() as folder:
        found = _read(source, page, folder, 0)
        if found.sureness < _LEAST_SURE and (quarters := _quarters(folder)):
            found = _read(source, page, folder, quarters)
        return found


def _read(source: Path, page: int, folder: Path, quarters: int) -> Recognised:
    """The page as it is after so many quarter turns, counter-clockwise."""
    command = programs.python(
        "cchc.reading.inputs.scan.draw",
        str(source.absolute()),
        str(page),
        str(folder),
        str(quarters),
    )
    if not programs.run(
        command, folder, seconds=limits.DRAW_SECONDS, megabytes=limits.PROGRAM_MEGABYTES
    ):
        raise refusal("damaged")
    layout = layout_in(folder)
    (found,) = _tesseract(folder, ["page.png"], _TEXT_BLOCKS)
    in_cells = _in_cells(folder, layout)
    sureness = [word.sureness for each in (found, *in_cells.values()) for word in each]
    words = placed(found, layout.density)
    for cell, inside in in_cells.items():
        words += placed(inside, layout.density, cell.left, cell.top)
    return Recognised(
        Turn(layout.degrees, layout.width, layout.height, quarters),
        words,
        [[cell.rect for cell in cells] for cells in layout.tables],
        median(sureness) if sureness else 0,
    )


def _quarters(folder: Path) -> int:
    """Quarter turns, counter-clockwise, that put the page upright; 0 when that is not seen."""
    command = [programs.RECOGNISER, "whole.png", "whole", "--psm", _DIRECTION, "--dpi", "150"]
    if not programs.run(
        command, folder, seconds=limits.RECOGNISE_SECONDS, megabytes=limits.PROGRAM_MEGABYTES
    ):
        return 0
    said = _CLOCKWISE.search((folder / "whole.osd").read_text(encoding="utf-8"))
    return -int(said[1]) // 90 % 4 if said else 0


def _in_cells(folder: Path, layout: Layout) -> dict[CellPicture, list[Found]]:
    cells = [cell for table in layout.tables for cell in table if cell.name]
    read = _tesseract(folder, [cell.name for cell in cells], _ONE_BLOCK) if cells else []
    return dict(zip(cells, read, strict=True))


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
