"""The record of work that somebody hands over (biên bản bàn giao công việc), for three to sign."""

from dataclasses import dataclass
from datetime import date

from cchc.publishing.document import (
    Cell,
    Column,
    Heading,
    Item,
    Node,
    OfficialDocument,
    Paragraph,
    TableNode,
)
from cchc.publishing.layout import date_in_figures

_ROOM = ("",) * 5
_DOTS = "………………………………"


@dataclass(frozen=True, slots=True)
class HandedWork:
    """One open piece of work; `due_on` None where no day is due."""

    text: str
    standing: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class HandoverPaper:
    """Who hands over what, to whom, from which day. `to_unit`: "" for who leaves the agency; `receiver`: "" if open."""

    issuer: str
    parent_issuer: str | None
    symbol: str
    place: str
    year: int
    person: str
    position: str
    from_unit: str
    to_unit: str
    on: date
    decision: str
    receiver: str
    receiver_position: str
    note: str
    works: tuple[HandedWork, ...]


def handover_document(paper: HandoverPaper) -> OfficialDocument:
    """The record as a document; day and number are left open until it is signed."""
    body: tuple[Node, ...] = (
        Paragraph(
            f"Hôm nay, ngày … tháng … năm {paper.year}, tại {paper.from_unit}, chúng tôi gồm:"
        ),
        Item("1.", f"Người bàn giao: {_named(paper.person, paper.position)}, {paper.from_unit}."),
        Item("2.", f"Người nhận bàn giao: {_named(paper.receiver, paper.receiver_position)}."),
        Item("3.", f"Người xác nhận, đứng đầu {paper.from_unit}: {_DOTS}"),
        Paragraph(_why(paper)),
        Heading(1, "I.", "Công việc đang thực hiện"),
        *_works(paper.works),
        Heading(1, "II.", "Hồ sơ, tài liệu, tài sản và nội dung khác"),
        *(Paragraph(line) for line in (paper.note.splitlines() or [_DOTS, _DOTS])),
        Paragraph(
            "Người nhận đã đối chiếu, nhận đủ các nội dung nêu trên và tiếp tục thực hiện từ ngày "
            f"{date_in_figures(paper.on)}. Biên bản được lập thành ba bản có giá trị như nhau, mỗi bên "
            "giữ một bản, một bản lưu tại đơn vị."
        ),
        _signatures(paper),
    )
    return OfficialDocument(
        issuer=paper.issuer,
        parent_issuer=paper.parent_issuer,
        symbol=paper.symbol,
        place=paper.place,
        year=paper.year,
        kind="Biên bản",
        subject="Bàn giao công việc",
        body=body,
    )


def _named(name: str, position: str) -> str:
    return ", ".join(filter(None, (name, position))) or _DOTS


def _why(paper: HandoverPaper) -> str:
    by = f"Thực hiện {paper.decision}, " if paper.decision else ""
    goes = f"chuyển đến {paper.to_unit}" if paper.to_unit else "rời cơ quan"
    words = f"{by}từ ngày {date_in_figures(paper.on)} {paper.person} {goes}; hai bên bàn giao các nội dung sau:"
    return words[0].upper() + words[1:]


def _works(works: tuple[HandedWork, ...]) -> tuple[Node, ...]:
    if not works:
        return (Paragraph("Không có mốc nhiệm vụ nào đang thực hiện được bàn giao."),)
    headings = ("TT", "Công việc", "Hạn", "Tình trạng")
    rows = tuple(
        (
            Cell((str(number),), align="center"),
            Cell((work.text,)),
            Cell((date_in_figures(work.due_on) if work.due_on else "–",), align="center"),
            Cell((work.standing or "–",)),
        )
        for number, work in enumerate(works, 1)
    )
    columns = (Column(1.2, "center"), Column(8.2), Column(2.6, "center"), Column(4))
    header = tuple(Cell((name,), bold=True, align="center") for name in headings)
    return (TableNode(columns=columns, header_rows=(header,), rows=rows),)


def _signatures(paper: HandoverPaper) -> TableNode:
    titles = ("NGƯỜI BÀN GIAO", "NGƯỜI NHẬN BÀN GIAO", "XÁC NHẬN CỦA NGƯỜI ĐỨNG ĐẦU ĐƠN VỊ")
    names = (paper.person, paper.receiver, "")
    cells = tuple(
        Cell((title, *_ROOM, name), bold=True, align="center")
        for title, name in zip(titles, names, strict=True)
    )
    columns = (Column(5.2), Column(5.2), Column(5.6))
    return TableNode(columns=columns, header_rows=(), rows=(cells,), repeat_header=False)
