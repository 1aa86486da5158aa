"""Tables for tests, drawn as they look: ``<`` goes on with the cell to the left, ``^`` with the cell above."""

from collections.abc import Sequence

from cchc.reading import PlanDraft, read_blocks
from cchc.reading.blocks import Block, Cell, Paragraph, Place, ReadFile, Table

OPENING = (
    "Số: 5/KH-SXD",
    "Lam Sơn, ngày 10 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2026",
    "II. PHÂN CÔNG NHIỆM VỤ",
)


def grid(drawing: str, page_breaks: tuple[int, ...] = ()) -> Table:
    """A table of one line per row, cells between bars, ``\\n`` for a further line of a cell."""
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    width = max(len(line) for line in lines)
    rows = [line + [""] * (width - len(line)) for line in lines]
    return Table(
        tuple(
            tuple(_cell(rows, top, left) for left in range(len(row)))
            for top, row in enumerate(rows)
        ),
        Place(),
        page_breaks,
    )


def _cell(rows: Sequence[Sequence[str]], top: int, left: int) -> Cell | None:
    text = rows[top][left]
    if text in {"<", "^"}:
        return None
    right, bottom = left + 1, top + 1
    while right < len(rows[top]) and rows[top][right] == "<":
        right += 1
    while bottom < len(rows) and rows[bottom][left] == "^":
        bottom += 1
    place = Place(cell=f"1.{top + 1}.{left + 1}")
    lines = tuple(line for line in text.split("\\n") if line)
    return Cell(lines, place, row_span=bottom - top, col_span=right - left)


def read_tables(
    *drawings: str, opening: Sequence[str] = OPENING, page_breaks: tuple[int, ...] = ()
) -> PlanDraft:
    """What is read of a plan that assigns by these tables."""
    blocks: list[Block] = [Paragraph(line, Place()) for line in opening]
    blocks += [grid(drawing, page_breaks) for drawing in drawings]
    return read_blocks([ReadFile("ke-hoach.docx", "docx", tuple(blocks), "\n".join(opening))])
