"""The list of files to be disposed of, or disposed of, as it is printed (danh mục tài liệu hết thời hạn lưu trữ)."""

from dataclasses import dataclass
from datetime import date

from cchc.publishing.document import Appendix, Cell, Column, OfficialDocument, Paragraph, TableNode
from cchc.publishing.layout import date_in_figures

_HEADS = (
    "STT",
    "Tên tệp",
    "Căn cứ thời hạn lưu trữ",
    "Dung lượng (byte)",
    "Mã SHA-256",
    "Tình trạng",
)


@dataclass(frozen=True, slots=True)
class DisposalLine:
    """One file of the list. `outcome`: "" while nothing was done."""

    names: tuple[str, ...]
    basis: str
    size: int
    sha256: str
    outcome: str


@dataclass(frozen=True, slots=True)
class DisposalList:
    """The list with who made it, who decided and by which document; `number` "" while nobody has."""

    issuer: str
    made_on: date
    made_by: str
    lines: tuple[DisposalLine, ...]
    number: str = ""
    decided_on: date | None = None
    decided_by: str = ""


def disposal_document(listed: DisposalList) -> OfficialDocument:
    """The list on pages of its own, lying, with lines for those who sign it."""
    table = TableNode(
        columns=(
            Column(1.2, "center"), Column(6.0), Column(6.2), Column(2.6, "center"), Column(5.4),
            Column(2.8),
        ),
        header_rows=(tuple(Cell((head,), bold=True, align="center") for head in _HEADS),),
        rows=tuple(
            tuple(Cell((value,)) for value in _words(place, line))
            for place, line in enumerate(listed.lines, start=1)
        ),
    )  # fmt: skip
    if listed.number and listed.decided_on:
        title = "Danh mục tài liệu hết thời hạn lưu trữ đã quyết định tiêu hủy"
        subtitle = f"Theo Quyết định số {listed.number} ngày {date_in_figures(listed.decided_on)}"
    else:
        title = "Danh mục tài liệu hết thời hạn lưu trữ đề nghị tiêu hủy"
        subtitle = f"Lập ngày {date_in_figures(listed.made_on)}"
    told = [f"Danh mục gồm {len(listed.lines):02d} tệp. Người lập: {listed.made_by}."]
    if listed.decided_by:
        told.append(f"Người ghi nhận quyết định: {listed.decided_by}.")
    appendix = Appendix(
        title=title,
        subtitle=subtitle,
        body=(table, *(Paragraph(each) for each in told)),
        landscape=True,
        is_labelled=False,
    )
    return OfficialDocument(
        issuer=listed.issuer,
        symbol="",
        place="",
        subject=title,
        year=listed.made_on.year,
        appendices=(appendix,),
        appendices_only=True,
    )


def _words(place: int, line: DisposalLine) -> tuple[str, ...]:
    size = f"{line.size:,}".replace(",", ".")
    return (str(place), "; ".join(line.names), line.basis, size, line.sha256, line.outcome)
