"""Lists as workbooks and as comma-separated text: typed columns, no value ever a formula."""

import csv
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, Final, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc.publishing.layout import printable

Kind = Literal["text", "date", "number", "percent"]
Value = str | int | Decimal | date | None

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FONT: Final = "Times New Roman"
_DATE_FORMAT: Final = "dd/mm/yyyy"
_A4: Final = 9
_FIRST_DAY: Final = date(1900, 3, 1)  # Excel counts the days before it wrongly
_CELL_LIMIT: Final = 32_767  # characters in a cell, Excel's own limit
_NAME_LIMIT: Final = 31
_LINE_HEIGHT: Final = 17
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_BULLET = re.compile(r"^- ", re.MULTILINE)
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: heading, width in characters, and what its values are.

    date: a `date`; number: an int or Decimal; percent: an int or Decimal from 0 to 100. A value of
    another type in such a column is written as text; None leaves the cell empty.
    """

    heading: str
    width: float
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list. `name` is the tab's (the title when None); subtitle lines and notes frame the table.

    Raises ValueError when there is no column or a row has not one value per column.
    """

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    subtitle: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    name: str | None = None

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a sheet needs a column")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("each row needs one value per column")


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets in one file; `made_on` and `author` go into the file's properties."""

    sheets: tuple[Sheet, ...]
    made_on: date
    author: str = ""


def write_xlsx(workbook: Workbook) -> bytes:
    """The workbook as .xlsx: header frozen, filtered and repeated in print, A4 landscape one page wide.

    Strings are written as strings: none becomes a formula, a link or a number. A text longer than a
    cell holds is cut with "…". The same workbook always gives the same bytes.
    Raises ValueError without sheets.
    """
    if not workbook.sheets:
        raise ValueError("a workbook needs a sheet")
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties(
            {
                "title": workbook.sheets[0].title,
                "author": workbook.author,
                "created": datetime.combine(workbook.made_on, time(), tzinfo=UTC),
            }
        )
        names: set[str] = set()
        for sheet in workbook.sheets:
            page = book.add_worksheet(_tab_name(sheet, names))
            _SheetWriter(book, page, sheet).write()
    return made.getvalue()


def write_csv(sheet: Sheet, *, separator: Literal[";", ","] = ";") -> bytes:
    """Headings and rows as UTF-8 text with a byte-order mark, which Excel needs to see the accents.

    separator ";" goes with Vietnamese settings, so decimals take a comma; "," takes a point.
    Dates are dd/mm/yyyy. No text cell can start a formula: a bullet "- " becomes "– " (every line,
    so that a list looks alike), and any other leading = + - @, tab or return gets an apostrophe.
    """
    made = StringIO()
    writer = csv.writer(made, delimiter=separator, lineterminator="\r\n")
    writer.writerow([_harmless(column.heading) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow(
            [
                _csv_value(value, column.kind, separator)
                for value, column in zip(row, sheet.columns, strict=True)
            ]
        )
    return made.getvalue().encode("utf-8-sig")


class _SheetWriter:
    """Lays one sheet out: title, subtitle, header, rows, notes."""

    def __init__(self, book: xlsxwriter.Workbook, page: Worksheet, sheet: Sheet) -> None:
        self._book, self._page, self._sheet = book, page, sheet
        self._formats: dict[str, Format] = {}
        self._fitted: dict[str, str] = {}  # names stand in many cells

    def write(self) -> None:
        sheet, page = self._sheet, self._page
        line = self._framing(0, (sheet.title,), "title")
        line = self._framing(line, sheet.subtitle, "subtitle") + 1
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
            page.write_string(line, place, _fitting(column.heading), self._format("header"))
        self._print_setup(line)
        for step, row in enumerate(sheet.rows, line + 1):
            for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
                self._value(step, place, value, column.kind)
        last = line + len(sheet.rows)
        if sheet.rows:
            page.autofilter(line, 0, last, len(sheet.columns) - 1)
        self._framing(last + 2, sheet.notes, "note")

    def _framing(self, line: int, lines: tuple[str, ...], name: str) -> int:
        width = sum(column.width for column in self._sheet.columns)
        last = len(self._sheet.columns) - 1
        for text in map(_fitting, lines):
            if last:
                self._page.merge_range(line, 0, line, last, "", self._format(name))
            self._page.write_string(line, 0, text, self._format(name))
            # Excel does not fit the height of merged cells by itself.
            wrapped = 1 + int(len(text) * 1.15 // max(width, 1)) + text.count("\n")
            self._page.set_row(line, _LINE_HEIGHT * wrapped + 3)
            line += 1
        return line

    def _print_setup(self, header: int) -> None:
        page = self._page
        page.freeze_panes(header + 1, 0)
        page.repeat_rows(header)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        page.set_footer(f'&C&"{_FONT},Regular"&11Trang &P/&N')

    def _value(self, line: int, place: int, value: Value, kind: Kind) -> None:
        page = self._page
        if value is None or value == "":
            page.write_blank(line, place, None, self._format("text"))
        elif isinstance(value, str):
            page.write_string(line, place, self._fit(value), self._format("text"))
        elif isinstance(value, date) and value < _FIRST_DAY:
            page.write_string(line, place, f"{value:%d/%m/%Y}", self._format("text"))
        elif isinstance(value, date):
            page.write_datetime(line, place, datetime.combine(value, time()), self._format("date"))
        elif kind == "percent":
            page.write_number(line, place, float(Decimal(value) / 100), self._number(value, "%"))
        else:
            page.write_number(line, place, float(value), self._number(value, ""))

    def _fit(self, text: str) -> str:
        if text not in self._fitted:
            self._fitted[text] = _fitting(text)
        return self._fitted[text]

    def _number(self, value: int | Decimal, sign: str) -> Format:
        whole = value == int(value)
        grouping = "0" if sign else "#,##0"
        return self._format(f"{grouping}{'' if whole else '.0#'}{sign}")

    def _format(self, name: str) -> Format:
        if name not in self._formats:
            self._formats[name] = self._book.add_format(_look(name))
        return self._formats[name]


def _look(name: str) -> dict[str, Any]:
    base = {"font_name": _FONT, "font_size": 12, "text_wrap": True, "valign": "top"}
    ruled = base | {"border": 1}
    looks: dict[str, dict[str, Any]] = {
        "title": base | {"font_size": 14, "bold": True, "align": "center", "valign": "vcenter"},
        "subtitle": base | {"italic": True, "align": "center"},
        "note": base | {"italic": True},
        "header": ruled
        | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"},
        "text": ruled | {"num_format": "@"},
        "date": ruled | {"num_format": _DATE_FORMAT, "align": "center"},
    }
    return looks.get(name) or ruled | {"num_format": name, "align": "right"}


def _fitting(text: str) -> str:
    text = printable(text)
    return text if len(text) <= _CELL_LIMIT else f"{text[: _CELL_LIMIT - 1]}…"


def _tab_name(sheet: Sheet, taken: set[str]) -> str:
    wanted = _NOT_IN_NAME.sub(" ", printable(sheet.name or sheet.title)).strip(" '") or "Bảng"
    name = wanted[:_NAME_LIMIT].strip(" '")
    count = 1
    while name.lower() in taken:
        count += 1
        tail = f" ({count})"
        name = wanted[: _NAME_LIMIT - len(tail)].strip(" '") + tail
    taken.add(name.lower())
    return name


def _csv_value(value: Value, kind: Kind, separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    figure = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if separator == ";":
        figure = figure.replace(".", ",")
    return f"{figure}%" if kind == "percent" else figure


def _harmless(text: str) -> str:
    text = _BULLET.sub("– ", printable(text))
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA_STARTS) else text
