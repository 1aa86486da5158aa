"""Places on a page that was turned to be level, told on the page as it was scanned."""

from collections.abc import Mapping
from dataclasses import replace

from cchc.reading.blocks import Block, Cell, Paragraph, Place, ReadFile
from cchc.reading.inputs.scan.page import Turn


def turned_back(file: ReadFile, turns: Mapping[int, Turn]) -> ReadFile:
    """The file with the boxes of its turned pages turned back; all else stays."""
    crooked = {page: turn for page, turn in turns.items() if turn.degrees}
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
