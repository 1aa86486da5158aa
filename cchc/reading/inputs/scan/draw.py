"""A program: one page of a PDF or picture file as pictures that Tesseract can read.

`python -m cchc.reading.inputs.scan.draw FILE PAGE FOLDER QUARTERS` turns the page by so many quarters counter-clockwise
and writes into FOLDER `page.png` (level, clean, ruled tables taken out), `cell-N.png` for each table cell that holds
ink, `whole.png` (half as large) and `layout.json`. It runs in a process of its own because a file from outside is
drawn here by libraries without bounds.
"""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)
from PIL import Image, ImageDraw

from cchc.reading.inputs import limits
from cchc.reading.inputs.scan import rules
from cchc.reading.inputs.scan.clean import tilt, turned, whitened
from cchc.reading.inputs.scan.frames import frame

_DOTS_PER_POINT = 300 / 72
_NEARLY = 0.15  # a picture this near to 300 dpi is left as it is
_LEAST_ACROSS, _LEAST_DOWN = 75, 60  # dots; longer than any stroke of a letter of body text
_NEAR = 4.0  # points between rules that meet
_LEAST_SIDE = 6.0  # points; smaller cells are double rules
_ERASED = 2  # dots beside a rule that go with it
_MARGIN = 24  # white dots around a cell; Tesseract wants them
_INSET = 3
_INK_BELOW, _LEAST_INK = 128, 30

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class CellPicture:
    """A table cell: its rectangle in points, and where `cell-N.png` was cut out, in dots; name "" is empty."""

    rect: Rect
    name: str
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What was drawn: the page in points, dots per point, the turn that made it level, tables of cells."""

    width: float
    height: float
    density: float
    degrees: float
    tables: list[list[CellPicture]]


def main() -> None:
    source, number, folder, quarters = (
        Path(sys.argv[1]),
        int(sys.argv[2]),
        Path(sys.argv[3]),
        int(sys.argv[4]),
    )
    picture, density = _page_of(source, number)
    page = whitened(picture).rotate(90 * quarters, expand=True)
    page.reduce(2).save(folder / "whole.png", compress_level=1)
    degrees = tilt(page)
    page = turned(page, degrees)
    tables = _tables(page, density)
    layout = Layout(
        page.width / density,
        page.height / density,
        density,
        degrees,
        _cut_out(page, tables, density, folder),
    )
    page.save(folder / "page.png", dpi=(300, 300), compress_level=1)
    (folder / "layout.json").write_text(json.dumps(asdict(layout)), encoding="utf-8")


def layout_in(folder: Path) -> Layout:
    """What `main` wrote into the folder."""
    said: dict[str, Any] = json.loads((folder / "layout.json").read_text(encoding="utf-8"))
    tables = [
        [CellPicture(tuple(cell.pop("rect")), **cell) for cell in cells]
        for cells in said.pop("tables")
    ]
    return Layout(**said, tables=tables)


def _page_of(source: Path, number: int) -> tuple[Image.Image, float]:
    """The page as a picture of about 300 dpi, and its exact dots per point."""
    with source.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    if is_pdf:
        return _pdf_page(source, number)
    picture, density = frame(source, number)
    factor = _DOTS_PER_POINT / density
    if abs(factor - 1) > _NEARLY:
        size = (round(picture.width * factor), round(picture.height * factor))
        picture, density = (
            picture.convert("RGB").resize(size, Image.Resampling.LANCZOS),
            density * factor,
        )
    return picture, density


def _pdf_page(source: Path, number: int) -> tuple[Image.Image, float]:
    document = pypdfium2.PdfDocument(source)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        density = min(_DOTS_PER_POINT, (limits.MAX_DOTS / max(width * height, 1)) ** 0.5)
        return page.render(scale=density).to_pil(), density
    finally:
        document.close()


def _tables(page: Image.Image, density: float) -> list[list[Rect]]:
    """Cells of the ruled tables, in points; their rules are wiped off the page."""
    across = rules.horizontal(page, _LEAST_ACROSS)
    down = rules.vertical(page, _LEAST_DOWN)
    edges = [
        _edge("h", (rule.start, rule.across, rule.end, rule.across), density) for rule in across
    ] + [_edge("v", (rule.across, rule.start, rule.across, rule.end), density) for rule in down]
    cells = intersections_to_cells(
        edges_to_intersections(merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR), _NEAR, _NEAR)
    )
    brush = ImageDraw.Draw(page)
    for rule in across:
        _wipe(brush, rule.start, rule.first, rule.end, rule.last)
    for rule in down:
        _wipe(brush, rule.first, rule.start, rule.last, rule.end)
    kept = [cell for cell in cells if min(cell[2] - cell[0], cell[3] - cell[1]) >= _LEAST_SIDE]
    return [cells for cells in cells_to_tables(kept) if len(cells) > 1]


def _edge(orientation: str, dots: Rect, density: float) -> dict[str, Any]:
    """A rule as pdfplumber describes one, so that scanned tables are found as printed ones are."""
    x0, top, x1, bottom = (edge / density for edge in dots)
    return {
        "orientation": orientation, "object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def _wipe(brush: ImageDraw.ImageDraw, left: int, top: int, right: int, bottom: int) -> None:
    brush.rectangle((left - _ERASED, top - _ERASED, right + _ERASED, bottom + _ERASED), fill=255)


def _cut_out(
    page: Image.Image, tables: list[list[Rect]], density: float, folder: Path
) -> list[list[CellPicture]]:
    """Save each cell with ink as a picture of its own; leave the page white where tables were."""
    cells = {
        rect: _saved(page, rect, density, folder, f"cell-{number}.png")
        for number, rect in enumerate((rect for table in tables for rect in table), start=1)
    }
    for rect in cells:
        page.paste(255, _dots(rect, density))
    return [[cells[rect] for rect in table] for table in tables]


def _saved(page: Image.Image, rect: Rect, density: float, folder: Path, name: str) -> CellPicture:
    left, top, right, bottom = _dots(rect, density)
    cell = page.crop((left + _INSET, top + _INSET, right - _INSET, bottom - _INSET))
    place = (left + _INSET - _MARGIN, top + _INSET - _MARGIN)
    if sum(cell.histogram()[:_INK_BELOW]) < _LEAST_INK:
        return CellPicture(rect, "", *place)
    framed = Image.new("L", (cell.width + 2 * _MARGIN, cell.height + 2 * _MARGIN), 255)
    framed.paste(cell, (_MARGIN, _MARGIN))
    framed.save(folder / name, dpi=(300, 300), compress_level=1)
    return CellPicture(rect, name, *place)


def _dots(rect: Rect, density: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(edge * density) for edge in rect)
    return left, top, right, bottom


if __name__ == "__main__":
    main()
