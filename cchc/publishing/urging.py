"""Papers that urge late work (đôn đốc): a notice to one's own divisions, an official letter to other bodies."""

from dataclasses import dataclass
from datetime import date

from cchc.publishing.document import (
    Cell,
    Column,
    Node,
    OfficialDocument,
    Paragraph,
    Signature,
    TableNode,
)
from cchc.publishing.layout import date_in_figures

_LABEL_AND_TEXT = 7.9
_NARROW_LABEL, _WIDE_LABEL = 1.5, 3.6


@dataclass(frozen=True, slots=True)
class LateWork:
    """One task that is late: `label` as in the plan, the units that owe it, the last allowed day and the days since."""

    label: str
    text: str
    units: str
    due_on: date
    days_late: int


@dataclass(frozen=True, slots=True)
class UrgingPaper:
    """What a paper of urging says.

    addressed_to: () for a notice to one's own divisions, else the bodies of an official letter. plans: the plans in
    words ("Kế hoạch số 19/KH-UBND ngày 15/01/2026"). answer_by: the day by which a report is asked for.
    """

    issuer: str
    parent_issuer: str | None
    symbol: str
    place: str
    year: int
    plans: tuple[str, ...]
    counted_on: date
    answer_by: date
    works: tuple[LateWork, ...]
    addressed_to: tuple[str, ...]
    receivers: str
    signature: Signature
    focal_unit: str
    archive: str


def urging_document(paper: UrgingPaper) -> OfficialDocument:
    """The paper as a document with open number and day; the late work stands in it as a table.

    Raises ValueError without late work: nobody is urged for nothing.
    """
    if not paper.works:
        raise ValueError("there is no late work to urge")
    is_letter = bool(paper.addressed_to)
    return OfficialDocument(
        issuer=paper.issuer,
        parent_issuer=paper.parent_issuer,
        symbol=paper.symbol,
        place=paper.place,
        year=paper.year,
        kind=None if is_letter else "Thông báo",
        subject=(
            "đôn đốc thực hiện nhiệm vụ cải cách hành chính quá hạn"
            if is_letter
            else "Đôn đốc thực hiện nhiệm vụ cải cách hành chính quá hạn"
        ),
        addressed_to=paper.addressed_to,
        body=_body(paper),
        signature=paper.signature,
        recipients=(*_recipients(paper), f"Lưu: {paper.archive}."),
    )


def _body(paper: UrgingPaper) -> tuple[Node, ...]:
    plans = "; ".join(paper.plans)
    counted = date_in_figures(paper.counted_on)
    opening = (
        f"Qua theo dõi việc thực hiện {plans}, tính đến ngày {counted}, {paper.receivers} còn "
        f"{len(paper.works):02d} nhiệm vụ quá hạn chưa hoàn thành, cụ thể như sau:"
    )
    asked = (
        f"{paper.issuer} đề nghị {paper.receivers} khẩn trương hoàn thành các nhiệm vụ nêu trên; "
        "cập nhật kết quả và sản phẩm vào phần mềm theo dõi cải cách hành chính; báo cáo nguyên nhân chậm, khó khăn, "
        f"vướng mắc (nếu có) về {paper.focal_unit} trước ngày {date_in_figures(paper.answer_by)} "
        "để tổng hợp, báo cáo Lãnh đạo."
    )
    closing = (
        "Trường hợp nhiệm vụ đã hoàn thành, đề nghị gửi số, ngày văn bản để cập nhật kết quả./."
    )
    return (Paragraph(opening), _table(paper.works), Paragraph(asked), Paragraph(closing))


def _table(works: tuple[LateWork, ...]) -> TableNode:
    heads = ("TT", "Mã", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Số ngày quá hạn")
    label_width = _label_width(works)
    return TableNode(
        columns=(
            Column(1.1, "center"),
            Column(label_width, "center"),
            Column(_LABEL_AND_TEXT - label_width),
            Column(3.6),
            Column(2.7, "center"),
            Column(1.9, "center"),
        ),
        header_rows=(tuple(Cell((head,), bold=True, align="center") for head in heads),),
        rows=tuple(
            (
                Cell((str(place),)),
                Cell((work.label,)),
                Cell((work.text,)),
                Cell((work.units,)),
                Cell((date_in_figures(work.due_on),)),
                Cell((str(work.days_late),)),
            )
            for place, work in enumerate(works, start=1)
        ),
    )


def _label_width(works: tuple[LateWork, ...]) -> float:
    """Wide enough for the longest label on one line: "3.d" of a plan, "GV.12/2026.10" of the register."""
    longest = max(len(work.label) for work in works)
    return min(max(_NARROW_LABEL, 0.6 + 0.2 * longest), _WIDE_LABEL)


def _recipients(paper: UrgingPaper) -> tuple[str, ...]:
    if paper.addressed_to:
        return ("Như trên", "Lãnh đạo cơ quan (báo cáo)")
    return (*dict.fromkeys(work.units for work in paper.works), "Lãnh đạo cơ quan (báo cáo)")
