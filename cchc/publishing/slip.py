"""The slip with which a matter is put to the leader (phiếu trình): what it is, what is proposed, room for his word."""

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

_ROOM = ("",) * 6
_SHORT_ROOM = ("",) * 3


@dataclass(frozen=True, slots=True)
class Slip:
    """One matter. `asked_by`, `asked_on`: who asks, and since when; `facts`: name and value, as the task page has them.

    `proposal`: what the leader is asked to agree to. `head`: the leader's title ("Giám đốc").
    """

    issuer: str
    parent_issuer: str | None
    symbol: str
    place: str
    made_on: date
    head: str
    matter: str
    facts: tuple[tuple[str, str], ...]
    reason: str
    proposal: str
    asked_by: str
    asked_on: date
    office: str


def slip_document(slip: Slip) -> OfficialDocument:
    """The slip as a document; the margin note has an empty cell of its own, the number is left open."""
    rows = (
        ("1. Vấn đề trình", (slip.matter,)),
        ("2. Nhiệm vụ liên quan", tuple(f"{name}: {value}" for name, value in slip.facts)),
        (
            "3. Nội dung, lý do",
            (slip.reason, f"({slip.asked_by}, ngày {date_in_figures(slip.asked_on)})"),
        ),
        ("4. Đề xuất", (slip.proposal,)),
        (f"5. Ý kiến của {slip.office}", _SHORT_ROOM),
        ("6. Ý kiến chỉ đạo của Lãnh đạo", _ROOM),
    )
    table = TableNode(
        columns=(Column(4.2), Column(11.8)),
        header_rows=(),
        rows=tuple((Cell((name,), bold=True), Cell(lines)) for name, lines in rows),
        repeat_header=False,
    )
    body: tuple[Node, ...] = (
        table,
        Paragraph(
            "Sau khi có ý kiến chỉ đạo, phiếu được lưu cùng hồ sơ công việc và ghi nhận vào phần mềm theo dõi."
        ),
    )
    return OfficialDocument(
        issuer=slip.issuer,
        parent_issuer=slip.parent_issuer,
        symbol=slip.symbol,
        place=slip.place,
        year=slip.made_on.year,
        kind="Phiếu trình",
        subject="Giải quyết công việc",
        addressed_to=(f"Đồng chí {slip.head}",),
        body=body,
        signature=Signature(("NGƯỜI TRÌNH",)),
        recipients=("Như trên", f"Lưu: {slip.office}."),
    )
