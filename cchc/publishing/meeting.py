"""Papers of a briefing (giao ban): the sheet that lies on the table, and the notice of what was concluded."""

from dataclasses import dataclass
from datetime import date

from cchc.publishing.document import (
    Appendix,
    Cell,
    Column,
    Item,
    Node,
    OfficialDocument,
    Paragraph,
    Signature,
    TableNode,
)
from cchc.publishing.layout import date_in_figures

_HEADS = (
    "TT",
    "Nội dung",
    "Đơn vị chủ trì",
    "Thời hạn",
    "Tình hình, lý do",
    "Kết luận, người thực hiện, thời hạn",
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One matter: `text` begins with the task's label; `due_on` None prints nothing."""

    text: str
    units: str
    due_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class MeetingPart:
    """Matters of one sort; `count` may be more than the lines that are printed."""

    title: str
    lines: tuple[MeetingLine, ...]
    count: int


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """The whole sheet; parts without matters are left out when it is printed."""

    issuer: str
    held_on: date
    since: date
    until: date
    parts: tuple[MeetingPart, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One point of the conclusions: who, with whom, what, the products and the last day. `person`: in the lead unit."""

    lead: str
    coordinating: tuple[str, ...]
    text: str
    products: tuple[str, ...]
    due_on: date | None
    person: str = ""


@dataclass(frozen=True, slots=True)
class ConclusionNotice:
    """The notice of a meeting's conclusions (Thông báo kết luận). `chaired_by` "" when the register does not say."""

    issuer: str
    parent_issuer: str | None
    symbol: str
    place: str
    number: str | None
    issued_on: date | None
    subject: str
    chaired_by: str
    held_on: date
    points: tuple[Conclusion, ...]
    signature: Signature
    focal_unit: str
    archive: str


def meeting_document(sheet: MeetingSheet) -> OfficialDocument:
    """The sheet on lying pages without a number; the last column is empty, to be written in by hand."""
    parts = [part for part in sheet.parts if part.lines]
    rows: list[tuple[Cell, ...]] = []
    for number, part in zip(_ROMAN, parts, strict=False):
        rows.append((Cell((number,), bold=True), Cell((_headline(part),), bold=True, col_span=5)))
        rows += [_line(place, line) for place, line in enumerate(part.lines, start=1)]
    table = TableNode(
        columns=(
            Column(1.1, "center"), Column(7.6), Column(3.8), Column(2.4, "center"), Column(4.6),
            Column(5.2),
        ),
        header_rows=(tuple(Cell((head,), bold=True, align="center") for head in _HEADS),),
        rows=tuple(rows),
    )  # fmt: skip
    nothing = Paragraph("Không có nội dung nào cần báo cáo.")
    return OfficialDocument(
        issuer=sheet.issuer,
        symbol="",
        place="",
        subject=f"Giao ban ngày {date_in_figures(sheet.held_on)}",
        year=sheet.held_on.year,
        appendices=(
            Appendix(
                title=f"Phiếu giao ban công tác cải cách hành chính ngày {date_in_figures(sheet.held_on)}",
                subtitle=(
                    f"Kết quả từ ngày {date_in_figures(sheet.since)}, "
                    f"việc đến hạn đến ngày {date_in_figures(sheet.until)}"
                ),
                body=(table,) if rows else (nothing,),
                landscape=True,
                is_labelled=False,
            ),
        ),
        appendices_only=True,
    )


def conclusion_document(notice: ConclusionNotice) -> OfficialDocument:
    """The notice with its points numbered; number and day stay open until the clerk has given them.

    Raises ValueError without points: a notice concludes something.
    """
    if not notice.points:
        raise ValueError("a notice of conclusions needs a point")
    chair = notice.chaired_by or "Lãnh đạo cơ quan"
    body: tuple[Node, ...] = (
        Paragraph(
            f"Ngày {date_in_figures(notice.held_on)}, {chair} chủ trì {_as_words(notice.subject)}. "
            f"Sau khi nghe báo cáo và ý kiến của các đơn vị, {chair} kết luận và giao nhiệm vụ như sau:"
        ),
        *(Item(f"{place}.", _point(point)) for place, point in enumerate(notice.points, start=1)),
        Paragraph(
            f"{notice.issuer} thông báo để các đơn vị biết, thực hiện; kết quả cập nhật vào phần mềm theo dõi và gửi "
            f"{notice.focal_unit} tổng hợp./."
        ),
    )
    units = dict.fromkeys(
        name for point in notice.points for name in (point.lead, *point.coordinating)
    )
    return OfficialDocument(
        issuer=notice.issuer,
        parent_issuer=notice.parent_issuer,
        symbol=notice.symbol,
        place=notice.place,
        number=notice.number,
        issued_on=notice.issued_on,
        year=notice.held_on.year,
        kind="Thông báo",
        subject=f"Kết luận của {chair} tại {_as_words(notice.subject)}",
        body=body,
        signature=notice.signature,
        recipients=("Lãnh đạo cơ quan (báo cáo)", *units, f"Lưu: {notice.archive}."),
    )


def _headline(part: MeetingPart) -> str:
    more = f", in {len(part.lines)} việc đầu" if part.count > len(part.lines) else ""
    return f"{part.title} ({part.count}{more})"


def _line(place: int, line: MeetingLine) -> tuple[Cell, ...]:
    day = date_in_figures(line.due_on) if line.due_on else ""
    return tuple(
        Cell((words,)) for words in (str(place), line.text, line.units, day, line.note, "")
    )


def _as_words(subject: str) -> str:
    """The meeting inside a sentence: without its full stop, and not "Kết luận" twice."""
    words = subject.strip().rstrip(".")
    for opening in ("Kết luận ", "Thông báo kết luận "):
        words = words.removeprefix(opening)
    return words[:1].lower() + words[1:]


def _point(point: Conclusion) -> str:
    person = f" (người thực hiện: {point.person})" if point.person else ""
    others = f", phối hợp với {', '.join(point.coordinating)}" if point.coordinating else ""
    text = point.text.strip().rstrip(".")
    products = f" Sản phẩm: {'; '.join(point.products)}." if point.products else ""
    due = (
        f" Hoàn thành trước hoặc trong ngày {date_in_figures(point.due_on)}."
        if point.due_on
        else ""
    )
    return f"{point.lead} chủ trì{person}{others}: {text}.{products}{due}"
