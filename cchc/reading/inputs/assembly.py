"""Collects blocks in reading order and writes the canonical text that their places point into."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc.reading.blocks import Block, Cell, Paragraph, Place, ReadFile, Table

Progress = Callable[[str, int, int], None]
"""Called with (what, parts done, parts in all) while a long file is read: "pages", "sheets", "ocr"."""

Box = tuple[int, float, float, float, float]


@dataclass(slots=True)
class DraftCell:
    """A cell before its place in the text is known. `lines` are canonical and not empty."""

    lines: list[str]
    bold: bool = False
    row_span: int = 1
    col_span: int = 1
    address: str | None = None
    box: Box | None = None


DraftRow = list[DraftCell | None]


class Assembly:
    """Builds one ReadFile: one line per paragraph, one per table row with tabs between slots."""

    def __init__(self, file_index: int) -> None:
        self._file = file_index
        self._parts: list[str] = []
        self._length = 0
        self._line = 0
        self._tables = 0
        self._cells = 0
        self._blocks: list[Block] = []
        self.warnings: list[str] = []

    @property
    def is_empty(self) -> bool:
        return not self._blocks

    @property
    def cells(self) -> int:
        """Slots of all tables so far, for the limit on cells."""
        return self._cells

    def paragraph(
        self,
        text: str,
        *,
        is_line: bool = False,
        blank_before: bool = False,
        level: int | None = None,
        bold: bool = False,
        italic: bool = False,
        centred: bool = False,
        box: Box | None = None,
        address: str | None = None,
    ) -> None:
        """Add one paragraph or printed line. `text` is canonical, on one line, not empty."""
        place = self._place(text, box, address)
        self._write(text + "\n")
        self._blocks.append(
            Paragraph(text, place, is_line, blank_before, level, bold, italic, centred)
        )

    def table(
        self,
        rows: Sequence[DraftRow],
        *,
        page_breaks: Sequence[int] = (),
        box: Box | None = None,
        addressed: bool = False,
    ) -> None:
        """Add one grid whose rows all have the same number of slots.

        Cells get the address "table.row.column" (from 1) unless `addressed`: they bring their own.
        """
        self._tables += 1
        start, first_line = self._length, self._line + 1
        built: list[tuple[Cell | None, ...]] = []
        for row_number, row in enumerate(rows, start=1):
            built.append(self._row(row, row_number, addressed=addressed))
        place = Place(
            file=self._file,
            page=box[0] if box else None,
            line=first_line,
            span=(start, max(start, self._length - 1)),
            box=box,
        )
        self._blocks.append(Table(tuple(built), place, tuple(page_breaks)))

    def finish(self, path: Path, kind: str, *, pages: int = 0) -> ReadFile:
        """The file as read so far."""
        return ReadFile(
            name=path.name,
            kind=kind,
            blocks=tuple(self._blocks),
            text="".join(self._parts),
            pages=pages,
            warnings=tuple(self.warnings),
        )

    def _row(self, row: DraftRow, row_number: int, *, addressed: bool) -> tuple[Cell | None, ...]:
        slots: list[Cell | None] = []
        texts: list[str] = []
        self._cells += len(row)
        start, line = self._length, self._line + 1
        for column, draft in enumerate(row, start=1):
            if draft is None:
                slots.append(None)
                texts.append("")
                start += 1
                continue
            text = draft.lines[0] if len(draft.lines) == 1 else " ".join(draft.lines)
            end = start + len(text)
            address = draft.address if addressed else f"{self._tables}.{row_number}.{column}"
            page = draft.box[0] if draft.box else None
            place = Place(self._file, page, line, (start, end), address, draft.box)
            slots.append(
                Cell(tuple(draft.lines), place, draft.bold, draft.row_span, draft.col_span)
            )
            texts.append(text)
            start = end + 1
        self._write("\t".join(texts) + "\n")
        return tuple(slots)

    def _place(self, text: str, box: Box | None, address: str | None) -> Place:
        return Place(
            file=self._file,
            page=box[0] if box else None,
            line=self._line + 1,
            span=(self._length, self._length + len(text)),
            cell=address,
            box=box,
        )

    def _write(self, line: str) -> None:
        self._parts.append(line)
        self._length += len(line)
        self._line += 1
