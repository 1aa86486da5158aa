"""A plan's amendment on paper: a decision or an official letter, before and after side by side."""

from dataclasses import dataclass
from datetime import date

from cchc.publishing.document import (
    Cell,
    Column,
    Node,
    OfficialDocument,
    Paragraph,
    Run,
    Signature,
    TableNode,
)


@dataclass(frozen=True, slots=True)
class AmendedLine:
    """One change: the task, target or legal basis it is about, and the lines of both columns.

    () where there was or is nothing.
    """

    task: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AmendmentPaper:
    """What the paper says.

    plan: in words ("Kế hoạch số 19/KH-UBND ngày 15/01/2026"). basis: the document of a higher level that asks for it,
    None for the agency's own. head: the title of who decides ("GIÁM ĐỐC"). number None: open for the clerk.
    """

    issuer: str
    parent_issuer: str | None
    symbol: str
    place: str
    year: int
    plan: str
    reason: str
    lines: tuple[AmendedLine, ...]
    head: str
    signature: Signature
    receivers: tuple[str, ...]
    office: str
    archive: str
    basis: str | None = None
    number: str | None = None
    issued_on: date | None = None


def amendment_decision(paper: AmendmentPaper) -> OfficialDocument:
    """The amendment as a decision (quyết định) in articles. Raises ValueError without a change."""
    subject = f"Về việc điều chỉnh, bổ sung một số nội dung của {paper.plan}"
    bases = [f"Căn cứ {paper.plan};"]
    if paper.basis:
        bases.append(f"Căn cứ {paper.basis};")
    bases.append(f"Theo đề nghị của {paper.office}.")
    body: tuple[Node, ...] = (
        Paragraph((Run(f"{paper.head} {paper.issuer.upper()}", bold=True),), align="center"),
        *(Paragraph((Run(line, italic=True),)) for line in bases),
        Paragraph((Run("QUYẾT ĐỊNH:", bold=True),), align="center"),
        _article("1", f"Điều chỉnh, bổ sung một số nội dung của {paper.plan}, cụ thể như sau:"),
        _table(paper.lines),
        Paragraph(f"Lý do điều chỉnh: {_sentence(paper.reason)}"),
        _article(
            "2",
            "Quyết định này có hiệu lực kể từ ngày ký. Các nội dung khác của Kế hoạch không thuộc phạm vi điều chỉnh "
            "tại Điều 1 giữ nguyên hiệu lực.",
        ),
        _article(
            "3",
            f"{paper.office}, Thủ trưởng các phòng, đơn vị và các tổ chức, cá nhân có liên quan chịu trách nhiệm "
            "thi hành Quyết định này./.",
        ),
    )
    recipients = ("Như Điều 3", "Lãnh đạo cơ quan (báo cáo)", f"Lưu: {paper.archive}.")
    return _document(paper, "Quyết định", f"QĐ-{paper.symbol}", subject, body, recipients)


def amendment_letter(paper: AmendmentPaper) -> OfficialDocument:
    """The amendment as an official letter (công văn) to whom it concerns. Raises ValueError without a change."""
    source = f"Thực hiện {paper.basis}, {paper.issuer}" if paper.basis else paper.issuer
    body: tuple[Node, ...] = (
        Paragraph(
            f"{source} điều chỉnh, bổ sung một số nội dung của {paper.plan}, cụ thể như sau:"
        ),
        _table(paper.lines),
        Paragraph(f"Lý do điều chỉnh: {_sentence(paper.reason)}"),
        Paragraph(
            "Các nội dung khác của Kế hoạch không thay đổi. Đề nghị các phòng, đơn vị tổ chức thực hiện theo nội dung "
            "điều chỉnh và cập nhật kết quả đúng thời hạn./."
        ),
    )
    recipients = ("Như trên", "Lãnh đạo cơ quan (báo cáo)", f"Lưu: {paper.archive}.")
    subject = "điều chỉnh, bổ sung một số nội dung của Kế hoạch cải cách hành chính"
    symbol = f"{paper.symbol}-{paper.archive.rpartition(' ')[2]}"
    return _document(paper, None, symbol, subject, body, recipients)


def _document(  # noqa: PLR0917  one value per part that differs
    paper: AmendmentPaper,
    kind: str | None,
    symbol: str,
    subject: str,
    body: tuple[Node, ...],
    recipients: tuple[str, ...],
) -> OfficialDocument:
    if not paper.lines:
        raise ValueError("an amendment without a change has nothing to say")
    return OfficialDocument(
        issuer=paper.issuer,
        parent_issuer=paper.parent_issuer,
        symbol=symbol,
        place=paper.place,
        year=paper.year,
        number=paper.number,
        issued_on=paper.issued_on,
        kind=kind,
        subject=subject,
        addressed_to=() if kind else paper.receivers,
        body=body,
        signature=paper.signature,
        recipients=recipients,
    )


def _article(number: str, text: str) -> Paragraph:
    return Paragraph((Run(f"Điều {number}. ", bold=True), Run(text)))


def _table(lines: tuple[AmendedLine, ...]) -> TableNode:
    heads = ("TT", "Nội dung kế hoạch", "Nội dung cũ", "Nội dung điều chỉnh")
    return TableNode(
        columns=(Column(1.0, "center"), Column(4.4), Column(5.3), Column(5.3)),
        header_rows=(tuple(Cell((head,), bold=True, align="center") for head in heads),),
        rows=tuple(
            (
                Cell((str(place),)),
                Cell((line.task,)),
                Cell(line.before or ("Không có",)),
                Cell(line.after or ("Không còn",)),
            )
            for place, line in enumerate(lines, start=1)
        ),
    )


def _sentence(text: str) -> str:
    words = text.strip().rstrip(".;,")
    return f"{words[:1].lower()}{words[1:]}." if words[1:2].islower() else f"{words}."
