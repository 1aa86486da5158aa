"""Lists that people fill in and send back (.xlsx): a hidden key a row, locked cells, checks while typing.

The same columns go out and come back: `cchc.reading.filled` reads what this writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Final, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc.publishing.layout import printable

FillKind = Literal["text", "date", "percent", "mark", "number", "choice", "offer"]
FillValue = str | int | Decimal | date | None

KEY_HEADING: Final = "Khóa dòng (không sửa)"
_FONT: Final = "Times New Roman"
_CELL_LIMIT: Final = 32_767
_FIRST_DAY: Final = date(1900, 3, 1)
_LAST_DAY: Final = date(2199, 12, 31)
_MARK: Final = "x"
_CHOICES: Final = "Danh mục"
_COLOURS: Final = {"locked": "#F3F4F6", "open": "#FFFFFF", "wrong": "#FDE2E1"}


@dataclass(frozen=True, slots=True)
class FillColumn:
    """A column; `is_open`: people fill it in. date: a day; percent: whole, 0 to 100; mark: "x" or empty;
    number: from 0 up; choice: one of `choices`; offer: those are offered, and others are let through."""

    heading: str
    width: float
    kind: FillKind = "text"
    is_open: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FillRow:
    """A row; `key` tells it on its return. is_locked: nothing may be filled in; locked: not in these columns.

    errors: by heading, in the cell.
    """

    key: str
    values: tuple[FillValue, ...]
    is_locked: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FillSheet:
    """One list to fill in. `guidance`: lines of a second tab. Raises ValueError unless a row has a value a column."""

    title: str
    columns: tuple[FillColumn, ...]
    rows: tuple[FillRow, ...]
    guidance: tuple[str, ...] = ()
    made_on: date = date(2000, 1, 1)
    author: str = ""
    tab: str = "Nhiệm vụ"

    def __post_init__(self) -> None:
        if any(len(row.values) != len(self.columns) for row in self.rows):
            raise ValueError("each row needs one value per column")


def write_fill_in(sheet: FillSheet) -> bytes:
    """The list as .xlsx: key hidden, everything but the open cells of open rows locked, days and percent checked.

    The lock has no password: it guards against slips, the import judges every row anew. No text becomes a formula.
    """
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        created = datetime.combine(sheet.made_on, time(), tzinfo=UTC)
        book.set_properties({"title": sheet.title, "author": sheet.author, "created": created})
        _Writer(book, book.add_worksheet(sheet.tab), sheet).write()
        _guidance(book, sheet)
        _choices(book, sheet)
    return made.getvalue()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, page: Worksheet, sheet: FillSheet) -> None:
        self._book, self._page, self._sheet = book, page, sheet
        self._formats: dict[tuple[str, str], Format] = {}

    def write(self) -> None:
        page, columns = self._page, self._sheet.columns
        page.set_column(0, 0, 4, None, {"hidden": True})
        page.write_string(0, 0, KEY_HEADING)
        for place, column in enumerate(columns, 1):
            page.set_column(place, place, column.width)
            look = "open" if column.is_open else "locked"
            page.write_string(0, place, column.heading, self._header(look))
        for line, row in enumerate(self._sheet.rows, 1):
            self._row(line, row)
        last = max(1, len(self._sheet.rows))
        for place, column in enumerate(columns, 1):
            if column.is_open:
                offered = _range_of(self._sheet, column)
                page.data_validation(1, place, last, place, _check(column, offered))
        page.autofilter(0, 0, last, len(columns))
        page.freeze_panes(1, 3)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        allowed = ("format_columns", "format_rows", "sort", "autofilter")
        page.protect("", dict.fromkeys(allowed, True))

    def _row(self, line: int, row: FillRow) -> None:
        page = self._page
        page.write_string(line, 0, row.key)
        for place, (column, value) in enumerate(
            zip(self._sheet.columns, row.values, strict=True), 1
        ):
            wrong = row.errors.get(column.heading)
            is_open = column.is_open and not row.is_locked and column.heading not in row.locked
            look = "wrong" if wrong else "open" if is_open else "locked"
            style = self._format(look, column.kind, is_open=is_open)
            if isinstance(value, date) and value >= _FIRST_DAY:
                page.write_datetime(line, place, datetime.combine(value, time()), style)
            elif isinstance(value, int | Decimal):
                page.write_number(line, place, value, style)
            elif value:
                page.write_string(line, place, _fitting(str(value)), style)
            else:
                page.write_blank(line, place, None, style)
            if wrong:
                page.write_comment(line, place, printable(wrong), {"x_scale": 2})

    def _header(self, look: str) -> Format:
        key = ("header", look)
        if key not in self._formats:
            base = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
            colour = "#D6E4F5" if look == "open" else "#E7E6E6"
            self._formats[key] = self._book.add_format(
                base | {"font_name": _FONT, "font_size": 12, "border": 1, "bg_color": colour}
            )
        return self._formats[key]

    def _format(self, look: str, kind: str, *, is_open: bool) -> Format:
        key = (f"{look}{is_open}", kind)
        if key not in self._formats:
            number = {"date": "dd/mm/yyyy", "percent": "0", "number": "General"}.get(kind, "@")
            self._formats[key] = self._book.add_format(
                {
                    "font_name": _FONT, "font_size": 12, "border": 1, "text_wrap": True,
                    "valign": "top", "num_format": number, "locked": not is_open,
                    "bg_color": _COLOURS[look],
                }
            )  # fmt: skip
        return self._formats[key]


def _check(column: FillColumn, offered: str) -> dict[str, Any]:
    """What Excel checks while somebody types; the words of the sentence when it does not fit."""
    said: dict[str, Any] = {"input_title": column.heading[:32], "input_message": column.help[:255]}
    if column.kind == "date":
        return said | {
            "validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY,
            "error_title": "Ngày chưa đúng", "error_message": "Hãy nhập ngày theo dạng ngày/tháng/năm.",
        }  # fmt: skip
    if column.kind == "percent":
        return said | {
            "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100,
            "error_title": "Chưa đúng", "error_message": "Hãy nhập số nguyên từ 0 đến 100.",
        }  # fmt: skip
    if column.kind == "mark":
        return said | {
            "validate": "list", "source": [_MARK],
            "error_title": "Chưa đúng", "error_message": "Đánh dấu x hoặc để trống.",
        }  # fmt: skip
    if offered:
        insists = column.kind == "choice"
        return said | {
            "validate": "list", "source": offered, "error_type": "stop" if insists else "warning",
            "error_title": "Chưa đúng", "error_message": "Hãy chọn một giá trị trong danh sách.",
        }  # fmt: skip
    if column.kind == "number":
        return said | {
            "validate": "decimal", "criteria": ">=", "value": 0,
            "error_title": "Chưa đúng", "error_message": "Hãy nhập số không âm, hoặc để trống.",
        }  # fmt: skip
    return said | {"validate": "any"}


def _with_choices(sheet: FillSheet) -> list[FillColumn]:
    return [column for column in sheet.columns if column.choices]


def _range_of(sheet: FillSheet, column: FillColumn) -> str:
    """Where the tab of choices lists those of a column; "" for a column without."""
    if not column.choices:
        return ""
    letter = chr(ord("A") + _with_choices(sheet).index(column))
    return f"='{_CHOICES}'!${letter}$2:${letter}${len(column.choices) + 1}"


def _choices(book: xlsxwriter.Workbook, sheet: FillSheet) -> None:
    if not _with_choices(sheet):
        return
    page = book.add_worksheet(_CHOICES)
    words = book.add_format({"font_name": _FONT, "font_size": 12})
    head = book.add_format({"font_name": _FONT, "font_size": 12, "bold": True})
    for place, column in enumerate(_with_choices(sheet)):
        page.set_column(place, place, 50)
        page.write_string(0, place, column.heading, head)
        for line, choice in enumerate(column.choices, 1):
            page.write_string(line, place, _fitting(choice), words)
    page.protect()


def _guidance(book: xlsxwriter.Workbook, sheet: FillSheet) -> None:
    page = book.add_worksheet("Hướng dẫn")
    page.set_column(0, 0, 110)
    words = book.add_format(
        {"font_name": _FONT, "font_size": 13, "text_wrap": True, "valign": "top"}
    )
    head = book.add_format({"font_name": _FONT, "font_size": 14, "bold": True})
    page.write_string(0, 0, sheet.title, head)
    for line, text in enumerate(sheet.guidance, 2):
        page.write_string(line, 0, _fitting(text), words)
    page.protect()


def _fitting(text: str) -> str:
    text = printable(text)
    return text if len(text) <= _CELL_LIMIT else f"{text[: _CELL_LIMIT - 1]}…"
