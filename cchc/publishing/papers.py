"""The list of papers of a file of work (mục lục văn bản, tài liệu), as NĐ 30/2020 asks for it."""

from dataclasses import dataclass
from datetime import date

from cchc.publishing.document import Appendix, Cell, Column, OfficialDocument, Paragraph, TableNode
from cchc.publishing.layout import date_in_figures
from cchc.publishing.sheets import Sheet, SheetColumn

_HEADS = (
    "STT",
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Tác giả văn bản",
    "Số trang",
    "Ghi chú",
)
_TITLE = "Mục lục văn bản, tài liệu"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the file."""

    number: str
    issued_on: date | None
    title: str
    author: str
    pages: int | None
    note: str


@dataclass(frozen=True, slots=True)
class PaperList:
    """A file of work and its papers, in order. `term`: how long it is kept, in words."""

    issuer: str
    code: str
    title: str
    term: str
    made_on: date
    lines: tuple[PaperLine, ...]


def papers_document(listed: PaperList) -> OfficialDocument:
    """The list on pages of its own, lying, without a number."""
    table = TableNode(
        columns=(
            Column(1.2, "center"), Column(3.6), Column(3.3, "center"), Column(8.0), Column(4.2),
            Column(1.7, "center"), Column(2.2),
        ),
        header_rows=(tuple(Cell((head,), bold=True, align="center") for head in _HEADS),),
        rows=tuple(
            tuple(Cell((value,)) for value in _words(place, line))
            for place, line in enumerate(listed.lines, start=1)
        ),
    )  # fmt: skip
    counted = (
        f"Hồ sơ gồm {len(listed.lines):02d} văn bản, tài liệu. Thời hạn lưu trữ: {listed.term}."
    )
    appendix = Appendix(
        title=_TITLE,
        subtitle=f"Hồ sơ số {listed.code}: {listed.title}",
        body=(table, Paragraph(counted)),
        landscape=True,
        is_labelled=False,
    )
    return OfficialDocument(
        issuer=listed.issuer,
        symbol="",
        place="",
        subject=listed.title,
        year=listed.made_on.year,
        appendices=(appendix,),
        appendices_only=True,
    )


def papers_sheet(listed: PaperList) -> Sheet:
    """The same list as a sheet."""
    widths = (6, 20, 14, 60, 30, 9, 14)
    kinds = {2: "date", 5: "number"}
    columns = tuple(
        SheetColumn(head, width, kinds.get(place, "text"))  # type: ignore[arg-type]
        for place, (head, width) in enumerate(zip(_HEADS, widths, strict=True))
    )
    return Sheet(
        title=_TITLE.upper(),
        subtitle=(f"Hồ sơ số {listed.code}: {listed.title}", f"Thời hạn lưu trữ: {listed.term}"),
        columns=columns,
        rows=tuple(
            (
                str(place),
                line.number,
                line.issued_on,
                line.title,
                line.author,
                line.pages,
                line.note,
            )
            for place, line in enumerate(listed.lines, start=1)
        ),
        name="Mục lục",
    )


def _words(place: int, line: PaperLine) -> tuple[str, ...]:
    day = date_in_figures(line.issued_on) if line.issued_on else ""
    pages = str(line.pages) if line.pages else ""
    return (str(place), line.number, day, line.title, line.author, pages, line.note)
