"""NĐ 30/2020/NĐ-CP, Appendix I, told once: page, sizes, wording of number, date and appendix lines.

Lengths are millimetres, sizes points. Where the decree gives a range, one value is chosen so that
the quốc hiệu and a long agency name both stay on one line (12/13 above, 14 in the text).
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from cchc.publishing.document import Appendix, Cell, Heading, OfficialDocument, Text, plain_text

COUNTRY: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
NO_BREAK: Final = "\u00a0"
_OPEN_NUMBER: Final = NO_BREAK * 6
_OPEN_DATE: Final = NO_BREAK * 4
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_END_MARKS: Final = " .;,"
# Rules under the agency's name and the subject are 1/3 to 1/2 of the line above.
SHORT_RULE_SHARE: Final = 0.4
# A row with no more text than this is kept on one page; a longer one may break across pages.
SHORT_ROW_CHARACTERS: Final = 700
# A table with no more rows, text and lines in a cell than these is kept on one page.
SMALL_TABLE_ROWS: Final = 10
SMALL_TABLE_CHARACTERS: Final = 900
_SMALL_CELL_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Page:
    """A4 portrait; a landscape page turns it and keeps the binding margin on its left."""

    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    number_from_top: float = 10


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes by component of the decree's table (the box numbers are its own)."""

    country: float = 12  # ô 1, upper case, bold
    motto: float = 13  # ô 1, bold, ruled as long as the text
    agency: float = 12  # ô 2, the issuer bold, the body above it upright
    number: float = 13  # ô 3
    date: float = 13  # ô 4, italic
    letter_subject: float = 12  # ô 5b
    title: float = 14  # ô 5a, kind and subject, bold
    text: float = 14  # ô 6
    table: float = 12
    signature: float = 14  # ô 7a, 7b, bold
    recipients_head: float = 12  # ô 9b, bold italic
    recipients: float = 11  # ô 9b
    page_number: float = 13


@dataclass(frozen=True, slots=True)
class Spacing:
    """Of the text: first line in mm, points between paragraphs, lines as multiples of the font."""

    first_line: float = 12.7
    step: float = 6.35
    between: float = 6
    lines: float = 1.1
    letterhead_left: float = 70
    signature_room: float = 64


PAGE: Final = Page()
SIZES: Final = Sizes()
SPACING: Final = Spacing()


def printable(text: str) -> str:
    """The text without what no document may hold (controls, lone surrogates); the rest as it is."""
    return _UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def padded_number(number: str) -> str:
    """A document number as the decree prints it: below 10 with a leading zero (5 -> 05)."""
    return f"{int(number):02d}" if number.isascii() and number.isdecimal() else number


def split_number(number: str) -> tuple[str | None, str]:
    """A number as written, parted: "412/KH-SYT" is "412" and "KH-SYT"; "/KH-SYT" is None and it."""
    figure, _, symbol = number.partition("/")
    return (figure.strip() or None), symbol.strip()


def number_line(document: OfficialDocument) -> str:
    """The line "Số: 05/KH-SKHCN", or with room for the figure while the number is open."""
    figure = _OPEN_NUMBER if document.number is None else padded_number(document.number)
    return f"Số: {figure}/{document.symbol}"


def date_in_words(day: date | None, year: int) -> str:
    """The date line's words: "ngày 05 tháng 01 năm 2026", or with day and month left open.

    The decree wants a zero before days under 10 and months 1 and 2.
    """
    if day is None:
        return f"ngày{_OPEN_DATE}tháng{_OPEN_DATE}năm {year}"
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def date_in_figures(day: date) -> str:
    """A date inside official text ("05/01/2026", "03/3/2026"), with the decree's zeros."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def date_line(document: OfficialDocument) -> str:
    """The line "Lam Sơn, ngày 05 tháng 01 năm 2026"."""
    return f"{document.place}, {date_in_words(document.issued_on, document.year_of_issue)}"


def subject_of_letter(document: OfficialDocument) -> str | None:
    """The line "V/v ..." for an official letter, None for a document with a kind."""
    return f"V/v {document.subject}" if document.kind is None else None


def attached_to(document: OfficialDocument, *, issuer: str | None = None) -> str:
    """The line under an appendix's title: "(Kèm theo Kế hoạch số ... ngày ... của ...)".

    issuer: how the running text calls the agency; the letterhead's name when None.
    """
    kind = document.kind.capitalize() if document.kind else "Công văn"
    number = number_line(document).removeprefix("Số: ")
    day = date_in_words(document.issued_on, document.year_of_issue)
    return f"(Kèm theo {kind} số {number} {day} của {issuer or issuer_name(document)})"


def appendix_label(appendix: Appendix) -> str:
    """The line "Phụ lục II", or "Phụ lục" for the only one; "" for a list that is none."""
    if not appendix.is_labelled:
        return ""
    return f"Phụ lục {appendix.number}" if appendix.number else "Phụ lục"


def heading_text(heading: Heading) -> str:
    """The words of a heading as printed: the first level in capitals."""
    return heading.text.upper() if heading.level == 1 else heading.text


def leads_on(text: Text) -> bool:
    """Whether a paragraph opens what follows ("...:") and so stays on its page."""
    return plain_text(text).rstrip().endswith(":")


def is_bold_heading(heading: Heading) -> bool:
    """Sections and their parts are bold, points ("a)") upright."""
    return heading.level <= 2


def is_short_row(row: tuple[Cell, ...]) -> bool:
    """Whether a table row is kept on one page: little text, and no cell reaching into the next."""
    letters = sum(len(line) for cell in row for line in cell.lines)
    return letters <= SHORT_ROW_CHARACTERS and all(cell.row_span == 1 for cell in row)


def leads_rows(row: tuple[Cell, ...]) -> bool:
    """Whether a row is the heading of those below it: bold, one name across the columns. It never ends a page."""
    return any(cell.col_span > 1 for cell in row) and all(
        cell.bold and cell.row_span == 1 for cell in row
    )


def is_small_table(rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether a table is kept on one page: few rows with few words."""
    cells = [cell for row in rows for cell in row]
    letters = sum(len(line) for cell in cells for line in cell.lines)
    return (
        len(rows) <= SMALL_TABLE_ROWS
        and letters <= SMALL_TABLE_CHARACTERS
        and all(len(cell.lines) <= _SMALL_CELL_LINES for cell in cells)
    )


def addressed_line(name: str) -> str:
    """The line of a letter to one addressee: "Kính gửi: Sở Nội vụ."."""
    return f"Kính gửi: {name.strip(_END_MARKS)}."


def listed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Addressees or recipients as a list: "- Sở Nội vụ;", the last one with a full stop."""
    bare = [line.strip().removeprefix("-").strip(_END_MARKS) for line in lines]
    bare = [line for line in bare if line]
    return tuple(
        f"- {line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, 1)
    )


def preamble_lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Legal bases as the decree closes them: each ends with ";", the last with ".".

    A line that introduces the text ("... như sau:") keeps its colon.
    """
    closed = [line.strip().rstrip(_END_MARKS) for line in lines if line.strip()]
    last = len(closed)
    return tuple(
        line if line.endswith(":") else f"{line}{'.' if place == last else ';'}"
        for place, line in enumerate(closed, 1)
    )


def issuer_name(document: OfficialDocument) -> str:
    """The issuer on one line, as text and file properties name it."""
    return " ".join(document.issuer.split())


def document_title(document: OfficialDocument) -> str:
    """One line naming the file: kind and subject, or the appendix printed alone."""
    if document.appendices_only:
        first = document.appendices[0]
        return f"{appendix_label(first)}. {first.title}"
    return f"{document.kind or 'Công văn'}: {document.subject}"


def made_on(document: OfficialDocument) -> date:
    """The date in the file's properties: of issue, else the first day of the year left open.

    Never the clock's, so that the same document always gives the same bytes.
    """
    return document.issued_on or date(document.year_of_issue, 1, 1)


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)
