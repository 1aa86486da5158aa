"""A periodic report of the fictional department, as the tests of this room print it."""

from datetime import date
from decimal import Decimal

from cchc.publishing.charts import Bar, Stack, bars, stacks
from cchc.publishing.document import Picture, Signature
from cchc.publishing.report import (
    IssuedAnnex,
    IssuedRow,
    ProgressAnnex,
    ProgressBlock,
    ProgressRow,
    ReportHead,
    ReportPaper,
    ReportPart,
    StatisticBlock,
    StatisticRow,
    StatisticsAnnex,
)

HEAD = ReportHead(
    issuer="Sở Khoa học và Công nghệ",
    parent_issuer="UBND tỉnh Lam Sơn",
    symbol="BC-SKHCN",
    place="Lam Sơn",
    subject="Kết quả thực hiện công tác cải cách hành chính",
    period="quý III năm 2026",
    window_from=date(2026, 6, 15),
    window_to=date(2026, 9, 14),
    addressed_to=("Ủy ban nhân dân tỉnh", "Sở Nội vụ"),
    issuer_in_text="Sở Khoa học và Công nghệ",
)
BARS = bars(
    "Chỉ tiêu và kết quả",
    [
        Bar("Hồ sơ đúng hạn", 96.3, "96,33%", 100, "100%", tone="late", word="Chưa đạt"),
        Bar("Hồ sơ trực tuyến", 82, "82% (ước)", 80, "80%", tone="ontime", word="Đạt"),
        Bar("Thư xin lỗi <gửi>", None, "Không phát sinh"),
        Bar("Hồ sơ số hóa", None, "Chưa có số liệu"),
    ],
    most=100,
)
STACKS = stacks(
    "Nhiệm vụ theo lĩnh vực",
    [Stack("Cải cách thể chế", (2, 1, 3, 1)), Stack("Cải cách tài chính công", (0, 0, 0, 0))],
)
STATISTICS = StatisticsAnnex(
    "Thống kê số liệu cải cách hành chính",
    (
        StatisticBlock(
            "Chỉ đạo, điều hành",
            (
                StatisticRow("A.1", "Văn bản", "văn bản", "12", "figure", Decimal(12)),
                StatisticRow("A.2", "Sáng kiến", "sáng kiến", "0", "figure", Decimal(0)),
                StatisticRow(
                    "A.3", "Cuộc kiểm tra", "cuộc", "", "no_data", missing=("Phòng A", "Phòng B")
                ),
                StatisticRow("A.4", "Kỷ luật", "người", "Không phát sinh", "not_arising"),
            ),
        ),
        StatisticBlock(
            "Thủ tục hành chính",
            (
                StatisticRow(
                    "B.1",
                    "Tỷ lệ đúng hạn",
                    "%",
                    "96,33",
                    "figure",
                    Decimal("96.33"),
                    numerator=Decimal(1233),
                    denominator=Decimal(1280),
                    is_estimated=True,
                    scope="Toàn tỉnh",
                    note="1.233/1.280",
                ),
            ),
        ),
    ),
)
PROGRESS = ProgressAnnex(
    "Tiến độ thực hiện nhiệm vụ theo kế hoạch",
    (
        ProgressBlock(
            "Cải cách thể chế",
            (
                ProgressRow(
                    "2.a",
                    "Rà soát văn bản quy phạm pháp luật",
                    products="Báo cáo",
                    units="Văn phòng Sở",
                    time="Quý III năm 2026",
                    state="Hoàn thành đúng hạn",
                    result="Báo cáo số 12/BC-SKHCN",
                ),
            ),
        ),
    ),
)
ISSUED = IssuedAnnex(
    "Danh mục văn bản đã ban hành",
    (IssuedRow("12/BC-SKHCN", date(2026, 7, 2), "Báo cáo rà soát văn bản", "Sở KH&CN"),),
)
REPORT = ReportPaper(
    head=HEAD,
    parts=(
        ReportPart("I.", "Công tác chỉ đạo, điều hành", 1),
        ReportPart(
            "1.",
            "Kế hoạch",
            2,
            ("Sở đã ban hành kế hoạch.", "- Gạch đầu dòng;", "+ Dấu cộng.", Picture(BARS, "Biểu")),
        ),
        ReportPart("a)", "Thực hiện kế hoạch", 3, (Picture(STACKS, "Biểu", caption="Biểu 1"),)),
    ),
    annexes=(STATISTICS, PROGRESS, ISSUED),
    signature=Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Thị Bích"),
    recipients=("Như trên", "Lưu: VT, VP"),
)
