"""Documents of the fictional province Lam Sơn, as the tests of this room print them."""

from dataclasses import replace
from datetime import date

from cchc.publishing.document import (
    Appendix,
    Cell,
    Column,
    Heading,
    Item,
    Node,
    OfficialDocument,
    Paragraph,
    Run,
    Signature,
    TableNode,
)
from cchc.publishing.plan import (
    PlanArea,
    PlanHead,
    PlanPaper,
    PlanPart,
    PlanReport,
    PlanSection,
    PlanTarget,
    PlanTask,
)

AWKWARD = 'Ký tự & < > # * _ " \\ $ @ ~ ` [x] {y} =z //w/* và ắ ằ ẳ ẵ ặ ữ ự ỹ Đ đ'

BODY: tuple[Node, ...] = (
    Heading(1, "I.", "Mục đích, yêu cầu"),
    Heading(2, "1.", "Mục đích"),
    Item("-", AWKWARD),
    Paragraph((Run("Chữ đậm", bold=True), Run(" và "), Run("chữ nghiêng", italic=True))),
    Heading(1, "II.", "Nhiệm vụ"),
    Heading(2, "1.", "Cải cách thể chế"),
    Heading(3, "a)", "Rà soát văn bản"),
    Item("-", "Cơ quan chủ trì: Văn phòng Sở."),
    Paragraph("Các phòng, đơn vị tổ chức thực hiện./."),
)

PLAN = OfficialDocument(
    issuer="Sở Khoa học và Công nghệ",
    parent_issuer="UBND tỉnh Lam Sơn",
    symbol="KH-SKHCN",
    number="5",
    place="Lam Sơn",
    issued_on=date(2026, 1, 5),
    kind="Kế hoạch",
    subject="Cải cách hành chính năm 2026",
    preamble=(
        "Căn cứ Nghị quyết số 12/NQ-HĐND ngày 02/01/2026 của HĐND tỉnh",
        "Căn cứ Kế hoạch số 34/KH-UBND ngày 03/01/2026 của UBND tỉnh;",
    ),
    body=BODY,
    signature=Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Thị Bích"),
    recipients=("UBND tỉnh (báo cáo)", "- Sở Nội vụ;", "Lưu: VT, VP."),
)

OPEN_PLAN = replace(PLAN, number=None, issued_on=None, year=2026)

LETTER = replace(
    PLAN,
    kind=None,
    symbol="SKHCN-VP",
    subject="báo cáo tiến độ quý I",
    preamble=(),
    addressed_to=("Sở Nội vụ", "Văn phòng UBND tỉnh"),
    signature=Signature(("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), "Lê Văn Cường"),
)


def task_table(rows: int) -> TableNode:
    """A table of that many short rows under a repeated header, with a group row on top."""
    return TableNode(
        columns=(Column(1, "center"), Column(5), Column(4)),
        header_rows=((Cell(("TT",)), Cell(("Nhiệm vụ",)), Cell(("Sản phẩm",))),),
        rows=(
            (Cell(("I",), bold=True), Cell(("Cải cách thể chế",), bold=True, col_span=2)),
            *(
                (
                    Cell((str(place),)),
                    Cell((f"Xây dựng kế hoạch kiểm tra số {place}",)),
                    Cell(("- Kế hoạch", "- Báo cáo")),
                )
                for place in range(1, rows + 1)
            ),
        ),
    )


def with_appendix(document: OfficialDocument, table: TableNode) -> OfficialDocument:
    """The document with one landscape appendix holding the table."""
    appendix = Appendix("Phân công nhiệm vụ", (table,), subtitle="(Kèm theo)", landscape=True)
    return replace(document, appendices=(appendix,))


PAPER = PlanPaper(
    head=PlanHead(
        issuer="Sở Khoa học và Công nghệ",
        parent_issuer="UBND tỉnh Lam Sơn",
        symbol="KH-SKHCN",
        place="Lam Sơn",
        subject="Cải cách hành chính năm 2026",
        year=2026,
    ),
    legal_bases=("Căn cứ Kế hoạch số 34/KH-UBND ngày 03/01/2026 của UBND tỉnh;",),
    introduction="Sở Khoa học và Công nghệ xây dựng Kế hoạch như sau:",
    sections=(PlanSection("Mục đích, yêu cầu", (PlanPart("Mục đích", ("Nâng cao chất lượng",)),)),),
    targets=(PlanTarget("Trên 90% hồ sơ được số hóa", "Cải cách thủ tục hành chính"),),
    areas=(
        PlanArea(
            "Công tác chỉ đạo, điều hành",
            (
                PlanTask(
                    "Tuyên truyền cải cách hành chính",
                    lead=("Văn phòng Sở", "Tổ kiểm tra của Sở"),
                    coordinating=("Các phòng, đơn vị thuộc Sở",),
                    products=("Kế hoạch của Giám đốc Sở", "báo cáo kết quả"),
                    time="Quý I năm 2026 ban hành Kế hoạch; định kỳ báo cáo",
                ),
                PlanTask(
                    "Kiểm tra công tác cải cách hành chính",
                    lead=("Văn phòng Sở",),
                    products=("Quyết định", "Báo cáo"),
                    products_rule="any",
                    time="Tháng 6 - 9/2026",
                ),
            ),
        ),
        PlanArea("Cải cách thể chế", (PlanTask("Theo dõi thi hành pháp luật..."),)),
    ),
    organisation=(PlanPart("Văn phòng Sở", ("Theo dõi, đôn đốc",)),),
    reports=(
        PlanReport("Báo cáo quý I", date(2026, 3, 3), True, date(2025, 12, 15), date(2026, 3, 14)),
        PlanReport("Báo cáo năm", date(2026, 11, 25)),
    ),
    closing="Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Văn phòng Sở.",
    recipients=("UBND tỉnh", "Lưu: VT"),
    signature=Signature(("GIÁM ĐỐC",), "Nguyễn Văn An"),
)
