"""A TableNode as a Word table: rules, repeated header rows, spans; short rows and small tables kept whole."""

from itertools import pairwise
from typing import cast

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from cchc.publishing.document import Cell, TableNode
from cchc.publishing.layout import is_short_row, is_small_table, leads_rows
from cchc.publishing.word_xml import keep_with_next, paragraph, table, table_cell, table_row


def ruled_table(node: TableNode, *, room: int) -> BaseOxmlElement:
    """The table across the room (in twentieths of a point)."""
    widths = column_widths(node, room)
    made = table(widths, ruled=True)
    is_small = bool(node.rows) and is_small_table(node.rows)
    for rows, header in ((node.header_rows, True), (node.rows, False)):
        hanging: list[tuple[int, int]] = [(0, 0)] * len(widths)
        for row in rows:
            line = _row(node, row, widths, hanging, header=header)
            if leads_rows(row) or (is_small and row is not node.rows[-1]):
                for words in line.iter(qn("w:p")):
                    keep_with_next(cast(BaseOxmlElement, words))
            made.append(line)
    return made


def column_widths(node: TableNode, room: int) -> list[int]:
    """Widths that follow the weights and add up to the room exactly."""
    total = sum(column.weight for column in node.columns)
    edges = [0]
    share = 0.0
    for column in node.columns:
        share += column.weight
        edges.append(round(room * share / total))
    return [right - left for left, right in pairwise(edges)]


def _row(
    node: TableNode,
    row: tuple[Cell, ...],
    widths: list[int],
    hanging: list[tuple[int, int]],
    *,
    header: bool,
) -> BaseOxmlElement:
    """One row; `hanging` holds per column how many rows of a span are still due, and its width."""
    made = table_row(header=header and node.repeat_header, whole=is_short_row(row))
    cells = iter(row)
    place = 0
    while place < len(widths):
        due, span = hanging[place]
        if due:
            width = sum(widths[place : place + span])
            empty = [paragraph("", "TableText")]
            made.append(table_cell(empty, width=width, col_span=span, merge="continue"))
            hanging[place] = (due - 1, span)
        else:
            cell = next(cells)
            span = cell.col_span
            made.append(_cell(node, cell, place, widths, header=header))
            hanging[place] = (cell.row_span - 1, span)
        place += span
    return made


def _cell(
    node: TableNode, cell: Cell, place: int, widths: list[int], *, header: bool
) -> BaseOxmlElement:
    align = cell.align or ("center" if header else node.columns[place].align)
    style = "TableHead" if header else "TableText"
    lines = cell.lines or ("",)
    return table_cell(
        [paragraph(line, style, align=align, bold=cell.bold, italic=cell.italic) for line in lines],
        width=sum(widths[place : place + cell.col_span]),
        col_span=cell.col_span,
        merge="restart" if cell.row_span > 1 else None,
        middle=header,
    )
