"""Places on a page that was turned to be level, told on the page as it was scanned."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cchc.reading.blocks import Block, Cell, Paragraph, Place, ReadFile

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page was turned to be upright and level, counter-clockwise: quarters first, then degrees about its middle.

    `width` and `height` are those of the upright page.
    """

    degrees: float
    width: float
    height: float
    quarters: int = 0

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
        width, height = self.width, self.height
        for _ in range(self.quarters):
            corners = [(height - y, x) for x, y in corners]
            width, height = height, width
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(down), max(across), max(down)


def turned_back(file: ReadFile, turns: Mapping[int, Turn]) -> ReadFile:
    """The file with the boxes of its turned pages turned back; all else stays."""
    crooked = {page: turn for page, turn in turns.items() if turn.degrees or turn.quarters}
    if not crooked:
        return file
    return replace(file, blocks=tuple(_block(block, crooked) for block in file.blocks))


def _block(block: Block, turns: Mapping[int, Turn]) -> Block:
    place = _place(block.place, turns)
    if isinstance(block, Paragraph):
        return replace(block, place=place)
    rows = tuple(tuple(_cell(cell, turns) for cell in row) for row in block.rows)
    return replace(block, place=place, rows=rows)


def _cell(cell: Cell | None, turns: Mapping[int, Turn]) -> Cell | None:
    return cell and replace(cell, place=_place(cell.place, turns))


def _place(place: Place, turns: Mapping[int, Turn]) -> Place:
    if place.box is None or place.box[0] not in turns:
        return place
    page, *rect = place.box
    x0, y0, x1, y1 = (
        round(edge, 1) for edge in turns[page].back((rect[0], rect[1], rect[2], rect[3]))
    )
    return replace(place, box=(page, x0, y0, x1, y1))
