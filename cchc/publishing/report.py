"""A periodic report: plain values, filled by whoever keeps reports, and the official document they make.

What a table says of a figure: a number, "0", "Không phát sinh", or an empty cell for no data; an estimate carries
"(ước)". Sheets and data files of the same values: `report_files`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from cchc.publishing.document import (
    Appendix,
    Cell,
    Column,
    Heading,
    Item,
    Node,
    OfficialDocument,
    Paragraph,
    Picture,
    Signature,
    TableNode,
    Text,
    plain_text,
)
from cchc.publishing.layout import attached_to, date_in_figures
from cchc.publishing.plan_layout import roman

NOT_ARISING: Final = "Không phát sinh"
ESTIMATE: Final = "(ước)"
_MOST_NAMED: Final = 5

State = Literal["figure", "no_data", "not_arising", "nothing_to_divide"]
Line = Text | Picture | TableNode


@dataclass(frozen=True, slots=True)
class ReportHead:
    """The letterhead's facts, as `document.OfficialDocument` means them.

    subject: title without the period ("Kết quả thực hiện công tác cải cách hành chính"); period: in words ("quý III
    năm 2026"). issuer_in_text: how running text calls the agency; the letterhead's name when None.
    """

    issuer: str
    symbol: str
    place: str
    subject: str
    period: str
    window_from: date
    window_to: date
    parent_issuer: str | None = None
    number: str | None = None
    issued_on: date | None = None
    year: int | None = None
    addressed_to: tuple[str, ...] = ()
    issuer_in_text: str | None = None
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One section: number as printed, title, level 1 to 4, and its lines.

    A line is a paragraph; one that begins with "- " or "+ " is a bullet; a picture or a table stands by itself.
    """

    number: str
    title: str
    level: Literal[1, 2, 3, 4]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """One indicator of the statistics annex.

    value: rounded as printed; shown: as printed, without the estimate's mark. state says which of the four things an
    empty value is. stage and scope: in words ("Chính thức", "Của cơ quan"). missing: units that gave no figure.
    """

    code: str
    name: str
    measure: str
    shown: str
    state: State
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_estimated: bool = False
    scope: str = ""
    missing: tuple[str, ...] = ()
    note: str = ""

    @property
    def stage(self) -> str:
        """Of the figure, in words; "" when there is none."""
        if self.state != "figure":
            return ""
        return "Ước" if self.is_estimated else "Chính thức"

    @property
    def printed(self) -> str:
        """What stands in the annex's cell."""
        return f"{self.shown} {ESTIMATE}" if self.is_estimated and self.shown else self.shown

    @property
    def remark(self) -> str:
        """What stands in "Ghi chú": the note, and the units not in the figure."""
        named = "; ".join(self.missing[:_MOST_NAMED])
        if len(self.missing) > _MOST_NAMED:
            named = f"{len(self.missing)} cơ quan, đơn vị kê ở cuối báo cáo"
        missing = f"Chưa gồm: {named}" if named else ""
        return "\n".join(filter(None, (self.note, missing)))


@dataclass(frozen=True, slots=True)
class StatisticBlock:
    """Indicators under one heading."""

    name: str
    rows: tuple[StatisticRow, ...]


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One task of the progress annex: label as in the plan, wording of its time, state in words, what came of it."""

    label: str
    text: str
    products: str = ""
    units: str = ""
    time: str = ""
    state: str = ""
    result: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProgressBlock:
    """Tasks of one area."""

    name: str
    rows: tuple[ProgressRow, ...]


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """One document issued in the window."""

    number: str
    issued_on: date | None
    title: str
    issuer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatisticsAnnex:
    title: str
    blocks: tuple[StatisticBlock, ...]


@dataclass(frozen=True, slots=True)
class ProgressAnnex:
    title: str
    blocks: tuple[ProgressBlock, ...]


@dataclass(frozen=True, slots=True)
class IssuedAnnex:
    title: str
    rows: tuple[IssuedRow, ...]


Annex = StatisticsAnnex | ProgressAnnex | IssuedAnnex


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A whole report. opening, closing: the usual sentences when None, "" for none."""

    head: ReportHead
    parts: tuple[ReportPart, ...]
    annexes: tuple[Annex, ...] = ()
    signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    opening: str | None = None
    closing: str | None = None


def report_title(head: ReportHead) -> str:
    """The title under "BÁO CÁO": subject and period."""
    return f"{head.subject} {head.period}".strip()


def report_document(paper: ReportPaper) -> OfficialDocument:
    """The report in the layout of NĐ 30/2020/NĐ-CP; annexes lie on pages of their own, numbered I, II ...

    Without number or day their places are left open for the clerk.
    """
    head = paper.head
    bare = OfficialDocument(
        issuer=head.issuer,
        parent_issuer=head.parent_issuer,
        symbol=head.symbol,
        place=head.place,
        kind="Báo cáo",
        subject=report_title(head),
        number=head.number,
        issued_on=head.issued_on,
        year=head.year or head.window_to.year,
    )
    return replace(
        bare,
        addressed_to=head.addressed_to,
        preamble=head.bases,
        body=tuple(_body(paper)),
        signature=paper.signature,
        recipients=paper.recipients,
        appendices=tuple(_appendices(paper, bare)),
    )


def window_in_words(head: ReportHead) -> str:
    """The window of figures: "từ ngày 15/6/2026 đến ngày 14/9/2026"."""
    return f"từ ngày {date_in_figures(head.window_from)} đến ngày {date_in_figures(head.window_to)}"


def _body(paper: ReportPaper) -> Iterator[Node]:
    head = paper.head
    who = head.issuer_in_text or " ".join(head.issuer.split())
    opening = paper.opening
    if opening is None:
        title = report_title(head)
        opening = (
            f"{who} báo cáo {title[:1].lower()}{title[1:]} (số liệu {window_in_words(head)}) "
            "như sau:"
        )
    if opening:
        yield Paragraph(opening)
    for part in paper.parts:
        yield Heading(part.level, part.number, part.title)
        for line in part.lines:
            yield _line(line)
    closing = paper.closing
    if closing is None:
        title = report_title(head)
        closing = f"Trên đây là báo cáo {title[:1].lower()}{title[1:]} của {who}./."
    if closing:
        yield Paragraph(closing)


def _line(line: Line) -> Node:
    if isinstance(line, Picture | TableNode):
        return line
    words = plain_text(line)
    for depth, marker in enumerate(("-", "+")):
        if isinstance(line, str) and words.startswith(f"{marker} "):
            return Item(marker, words[2:].strip(), depth=depth)
    return Paragraph(line)


def _appendices(paper: ReportPaper, bare: OfficialDocument) -> Iterator[Appendix]:
    subtitle = attached_to(bare, issuer=paper.head.issuer_in_text)
    is_single = len(paper.annexes) == 1
    for place, annex in enumerate(paper.annexes, start=1):
        yield Appendix(
            title=annex.title,
            number=None if is_single else roman(place),
            subtitle=f"{subtitle}\nSố liệu {window_in_words(paper.head)}",
            body=(_table(annex),),
            landscape=True,
        )


def _table(annex: Annex) -> TableNode:
    match annex:
        case StatisticsAnnex():
            return _statistics(annex)
        case ProgressAnnex():
            return _progress(annex)
        case IssuedAnnex():
            return _issued(annex)


STATISTIC_HEADS: Final = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
PROGRESS_HEADS: Final = (
    "TT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Thời hạn", "Tiến độ", "Kết quả, giải trình",
)  # fmt: skip
ISSUED_HEADS: Final = (
    "STT", "Số, ký hiệu", "Ngày ban hành", "Tên loại và trích yếu nội dung", "Đơn vị chủ trì",
    "Ghi chú",
)  # fmt: skip


def _statistics(annex: StatisticsAnnex) -> TableNode:
    rows: list[tuple[Cell, ...]] = []
    for place, block in enumerate(annex.blocks, start=1):
        rows.append(_group(roman(place), block.name, len(STATISTIC_HEADS)))
        rows += [
            _row(str(step), row.name, row.measure, row.printed, row.remark)
            for step, row in enumerate(block.rows, start=1)
        ]
    columns = (
        Column(1.2, "center"), Column(11), Column(2.6, "center"), Column(3.2, "right"), Column(6),
    )  # fmt: skip
    return TableNode(columns, (_header(STATISTIC_HEADS),), tuple(rows))


def _progress(annex: ProgressAnnex) -> TableNode:
    rows: list[tuple[Cell, ...]] = []
    for place, block in enumerate(annex.blocks, start=1):
        rows.append(_group(roman(place), block.name, len(PROGRESS_HEADS)))
        for row in block.rows:
            outcome = "\n".join(filter(None, (row.result, row.note)))
            rows.append(
                _row(row.label, row.text, row.products, row.units, row.time, row.state, outcome)
            )
    columns = (
        Column(1.4, "center"), Column(7), Column(4), Column(3.6), Column(2.9), Column(2.9),
        Column(4.6),
    )  # fmt: skip
    return TableNode(columns, (_header(PROGRESS_HEADS),), tuple(rows))


def _issued(annex: IssuedAnnex) -> TableNode:
    rows = tuple(
        _row(
            str(place),
            row.number,
            date_in_figures(row.issued_on) if row.issued_on else "",
            row.title,
            row.issuer,
            row.note,
        )
        for place, row in enumerate(annex.rows, start=1)
    )
    columns = (
        Column(1.2, "center"), Column(3.6), Column(2.8, "center"), Column(9.5), Column(4.2),
        Column(2.6),
    )  # fmt: skip
    return TableNode(columns, (_header(ISSUED_HEADS),), rows)


def _header(heads: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell((head,), bold=True, align="center") for head in heads)


def _group(number: str, name: str, width: int) -> tuple[Cell, ...]:
    return (Cell((number,), bold=True), Cell((name,), bold=True, align="left", col_span=width - 1))


def _row(*cells: str) -> tuple[Cell, ...]:
    return tuple(Cell(tuple(cell.split("\n")) if cell else ()) for cell in cells)
