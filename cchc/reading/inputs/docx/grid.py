"""Word tables as grids: merged cells become spans, every row gets the same number of slots."""

from collections.abc import Callable, Iterator

from cchc.reading.inputs import limits
from cchc.reading.inputs.assembly import DraftCell, DraftRow
from cchc.reading.inputs.docx.names import VAL, Element, W, number, value
from cchc.reading.inputs.docx.runs import alternative
from cchc.reading.inputs.refusals import refusal

FillCell = Callable[[Element], DraftCell]

_WRAPPERS = {W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}


def read_grid(table: Element, fill: FillCell) -> list[DraftRow]:
    """Rows of a `w:tbl`; deleted rows are left out, slots that a merged cell covers are None.

    `fill` reads the content of one `w:tc` and is called once per cell in reading order. Empty when
    the table has no rows. Raises UnreadableFile beyond the limit on cells.
    """
    rows: list[DraftRow] = []
    above: dict[int, DraftCell] = {}
    slots = 0
    for row in children(table, W + "tr"):
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            continue
        filled, above = _row(row, properties, above, fill)
        rows.append(filled)
        slots += len(filled)
        if slots > limits.MAX_CELLS:
            raise refusal("too-many-cells")
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > limits.MAX_CELLS:
        raise refusal("too-many-cells")
    for filled in rows:
        filled.extend(DraftCell([]) for _ in range(width - len(filled)))
    return rows


def children(parent: Element, tag: str) -> Iterator[Element]:
    """Children with this tag, also those inside content controls and kept insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, tag)
        elif isinstance(child.tag, str) and child.tag.endswith("}AlternateContent"):
            yield from children(alternative(child), tag)


def _row(
    row: Element, properties: Element | None, above: dict[int, DraftCell], fill: FillCell
) -> tuple[DraftRow, dict[int, DraftCell]]:
    """One row, and the cells by column that the next row may continue."""
    slots: DraftRow = [DraftCell([]) for _ in range(_span(properties, "gridBefore", 0))]
    below: dict[int, DraftCell] = {}
    last: DraftCell | None = None
    for cell in children(row, W + "tc"):
        said = cell.find(W + "tcPr")
        start, span = len(slots), _span(said, "gridSpan", 1)
        if start + span > limits.MAX_COLUMNS:
            break
        if last is not None and _merges(said, "hMerge") == "continue":
            last.col_span += span
            slots.extend([None] * span)
            continue
        merge = _merges(said, "vMerge")
        last = above.get(start) if merge == "continue" else None
        if last is not None:
            last.row_span += 1
            slots.extend([None] * span)
        else:
            last = fill(cell)
            last.col_span = span
            slots.append(last)
            slots.extend([None] * (span - 1))
        if merge is not None:
            below[start] = last
    slots.extend(DraftCell([]) for _ in range(_span(properties, "gridAfter", 0)))
    return slots, below


def _merges(properties: Element | None, name: str) -> str | None:
    """ "restart", "continue", or None where the cell is not merged; Word leaves "continue" out."""
    element = properties.find(W + name) if properties is not None else None
    return None if element is None else element.get(VAL, "continue")


def _span(properties: Element | None, name: str, least: int) -> int:
    return max(least, min(number(value(properties, name), least), limits.MAX_COLUMNS))
