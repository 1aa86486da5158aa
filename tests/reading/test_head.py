"""Who issued a document, when, about what, and who signed it."""

from datetime import date

import pytest

from cchc.reading import PlanDraft, read_blocks
from cchc.reading.inputs.text import read_text


def read(content: str) -> PlanDraft:
    return read_blocks([read_text(content)])


SIGNED = """ỦY BAN NHÂN DÂN
TỈNH LAM SƠN

Số: 412/QĐ-UBND

Lam Sơn, ngày 14 tháng 01 năm 2026

QUYẾT ĐỊNH
Ban hành Kế hoạch cải cách hành chính giai đoạn 2026 - 2030

Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;
Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính;

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính.

Điều 2. Quyết định có hiệu lực từ ngày ký./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT, NC.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lò Thị Ngân Hà
"""


def test_the_letterhead_gives_number_issuer_place_and_date() -> None:
    head = read(SIGNED).document
    assert (head.type, head.number, head.issuer) == (
        "QĐ", "412/QĐ-UBND", "Ủy ban nhân dân tỉnh Lam Sơn",
    )  # fmt: skip
    assert (head.place, head.date) == ("Lam Sơn", date(2026, 1, 14))
    assert head.title == "Ban hành Kế hoạch cải cách hành chính giai đoạn 2026 - 2030"


def test_the_period_is_the_span_of_years_in_the_title() -> None:
    period = read(SIGNED).period
    assert (period.start, period.end) == (date(2026, 1, 1), date(2030, 12, 31))


def test_the_signature_gives_authority_position_and_name() -> None:
    signer = read(SIGNED).document.signer
    assert signer.authority == "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"
    assert (signer.position, signer.name) == ("PHÓ CHỦ TỊCH", "Lò Thị Ngân Hà")


def test_recipients_are_listed_as_printed() -> None:
    assert read(SIGNED).document.recipients == ["Như Điều 2", "Lưu: VT, NC"]


def test_legal_bases_have_number_date_issuer_and_subject() -> None:
    law, resolution = read(SIGNED).legal_bases
    assert (law.type, law.number, law.date) == ("Luật", "72/2025/QH15", date(2025, 6, 16))
    assert law.subject == "Tổ chức chính quyền địa phương"
    assert (resolution.type, resolution.number) == ("Nghị quyết", "76/NQ-CP")
    assert (resolution.date, resolution.issuer) == (date(2021, 7, 15), "Chính phủ")


def test_open_dots_leave_number_and_date_empty_but_the_year_known() -> None:
    head = read(
        "Số:      /KH-SYT\n\nLam Sơn, ngày ... tháng ... năm 2026\n\nKẾ HOẠCH Cải cách hành chính\n\nI. NHIỆM VỤ"
    ).document
    assert (head.type, head.number, head.date, head.year) == ("KH", None, None, 2026)


def test_a_missing_letterhead_is_inferred_from_the_number() -> None:
    head = read(
        "Số: 5/KH-SYT\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\nKẾ HOẠCH\nKhám sức khỏe\n\n"
        "Thực hiện Kế hoạch số 9/KH-UBND của UBND tỉnh Lam Sơn.\n\nI. NHIỆM VỤ"
    ).document
    assert (head.issuer, head.parent_issuer) == ("Sở Y tế tỉnh Lam Sơn", "UBND tỉnh Lam Sơn")


def test_an_impossible_date_is_no_date() -> None:
    head = read(
        "Số: 5/KH-SYT\n\nLam Sơn, ngày 31 tháng 02 năm 2026\n\nKẾ HOẠCH Khám bệnh\n\nI. NHIỆM VỤ"
    )
    assert head.document.date is None


def test_a_text_that_is_no_document_gives_an_empty_head() -> None:
    head = read("Hôm nay trời đẹp.").document
    assert (head.type, head.number, head.issuer, head.title, head.year) == (None,) * 5


def test_the_number_of_a_legal_document_keeps_its_year() -> None:
    head = letter("Số: 41/2026/QĐ-UBND", "QUYẾT ĐỊNH", "Ban hành Quy chế một cửa").document
    assert (head.type, head.number) == ("QĐ", "41/2026/QĐ-UBND")


def test_the_number_of_the_decision_it_came_with_is_not_its_own() -> None:
    head = letter(
        "QUY ĐỊNH",
        "Về phục vụ người dân",
        "(Ban hành kèm theo Quyết định số 61/2025/QĐ-UBND ngày 14/11/2025)",
    ).document
    assert (head.number, head.type) == (None, None)


def letter(*lines: str, end: str = "") -> PlanDraft:
    """A document with this letterhead and title, one task and this end."""
    return read("\n\n".join([*lines, "I. NHIỆM VỤ", "1. Rà soát thủ tục hành chính./.", end]))


@pytest.mark.parametrize(
    ("line", "number", "place"),
    [
        ("Số: 67/KH-SCT          Phú Hà, ngày 19 tháng 01 năm 2026", "67/KH-SCT", "Phú Hà"),
        ("Số: 09/CT-UBND — Phú Hà, ngày 19 tháng 01 năm 2026", "09/CT-UBND", "Phú Hà"),
        ("Số: 09/CT-UBND - Phú Hà, ngày 19 tháng 01 năm 2026", "09/CT-UBND", "Phú Hà"),
        ("Số: 15/KH - UBND, Phú Hà, ngày 19 tháng 01 năm 2026", "15/KH-UBND", "Phú Hà"),
        ("Số: 06-KH/TCT   Phú Hà, ngày 19 tháng 01 năm 2026", "06-KH/TCT", "Phú Hà"),
        ("Số: 2245/UBND-KSTT Phú Hà, ngày 19 tháng 01 năm 2026", "2245/UBND-KSTT", "Phú Hà"),
    ],
)
def test_number_and_place_on_one_line_are_told_apart(line: str, number: str, place: str) -> None:
    head = letter("SỞ CÔNG THƯƠNG", line, "KẾ HOẠCH", "Cải cách hành chính năm 2026").document
    assert (head.number, head.place, head.date) == (number, place, date(2026, 1, 19))


@pytest.mark.parametrize(
    "below",
    [
        "BỘ TRƯỞNG BỘ DU LỊCH",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH PHÚ HÀ",
        "ỦY BAN NHÂN DÂN TỈNH PHÚ HÀ",
        "Thời gian: 08 giờ 00 ngày 08 tháng 4 năm 2026. Địa điểm: Phòng họp số 2.",
        "Thành phần dự họp gồm đại diện các phòng",
        "Thực hiện Kế hoạch số 37/KH-UBND ngày 15/01/2026 của UBND tỉnh về cải cách hành chính năm 2026",
        "Kính gửi: Các sở, ban, ngành",
        "Ủy ban nhân dân phường trân trọng kính mời các ông, bà",
    ],
)
def test_a_title_ends_where_something_else_begins(below: str) -> None:
    head = letter(
        "Số: 5/QĐ-BDL", "QUYẾT ĐỊNH", "Ban hành Kế hoạch cải cách hành chính năm 2026", below
    )
    assert head.document.title == "Ban hành Kế hoạch cải cách hành chính năm 2026"


def test_a_title_goes_on_over_lines_in_capitals_and_small_letters() -> None:
    capital = letter(
        "Số: 5/KH-SYT", "KẾ HOẠCH", "CẢI CÁCH HÀNH CHÍNH NĂM 2026 CỦA", "SỞ Y TẾ TỈNH PHÚ HÀ"
    )
    assert capital.document.title == "CẢI CÁCH HÀNH CHÍNH NĂM 2026 CỦA SỞ Y TẾ TỈNH PHÚ HÀ"
    small = letter(
        "Số: 5/KH-SYT",
        "KẾ HOẠCH",
        "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021",
        "của Chính phủ",
    )
    assert small.document.title == "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ"


def test_a_title_is_found_below_a_right_column_that_was_read_late() -> None:
    head = letter(
        "UBND TỈNH PHÚ HÀ", "SỞ Y TẾ", "Số: 12/KH-SYT", "KẾ HOẠCH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM",
        "Độc lập - Tự do - Hạnh phúc", "Phú Hà, ngày 03 tháng 02 năm 2026", "Cải cách hành chính năm 2026",
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;",
    ).document  # fmt: skip
    assert (head.title, head.issuer) == ("Cải cách hành chính năm 2026", "Sở Y tế")


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("SỞ Y TẾ PHÚ HÀ", "Sở Y tế Phú Hà"),
        ("TỈNH ỦY PHÚ HÀ", "Tỉnh ủy Phú Hà"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH PHÚ HÀ", "Chủ tịch Ủy ban nhân dân tỉnh Phú Hà"),
        ("TRƯỜNG ĐẠI HỌC KỸ THUẬT PHÚ HÀ", "Trường Đại học Kỹ thuật Phú Hà"),
        ("TRƯỜNG CAO ĐẲNG Y TẾ PHÚ HÀ", "Trường Cao đẳng Y tế Phú Hà"),
        ("BỆNH VIỆN ĐA KHOA PHÚ HÀ", "Bệnh viện Đa khoa Phú Hà"),
        ("CHI CỤC KIỂM LÂM", "Chi cục Kiểm lâm"),
        ("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP TỈNH PHÚ HÀ", "Ban Quản lý các khu công nghiệp tỉnh Phú Hà"),
        ("VĂN PHÒNG UBND TỈNH", "Văn phòng UBND tỉnh"),
        ("VĂN PHÒNG HĐND VÀ UBND XÃ", "Văn phòng HĐND và UBND xã"),
        ("ỦY BAN NHÂN DÂN ĐẶC KHU PHÚ HÀ", "Ủy ban nhân dân đặc khu Phú Hà"),
        ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH PHÚ HÀ", "Trung tâm Phục vụ hành chính công tỉnh Phú Hà"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("THANH TRA THÀNH PHỐ PHÚ HÀ", "Thanh tra thành phố Phú Hà"),
    ],
)  # fmt: skip
def test_a_name_in_capitals_gets_the_capitals_of_names(capitals: str, name: str) -> None:
    head = letter(
        capitals,
        "Số: 12/KH-ABC",
        "Phú Hà, ngày 03 tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Cải cách hành chính",
    )
    assert head.document.issuer == name


@pytest.mark.parametrize(
    ("end", "position", "name"),
    [
        ("GIÁM ĐỐC\n\nVàng A Chứ", "GIÁM ĐỐC", "Vàng A Chứ"),
        ("GIÁM ĐỐC\n\nY Thanh Hà", "GIÁM ĐỐC", "Y Thanh Hà"),
        ("GIÁM ĐỐC\n\nBSCKII. Nông Văn Tiệp", "GIÁM ĐỐC", "BSCKII. Nông Văn Tiệp"),
        ("HIỆU TRƯỞNG\n\nPGS. TS. Lục Thị Thêm", "HIỆU TRƯỞNG", "PGS. TS. Lục Thị Thêm"),
        ("GIÁM ĐỐC\n\nĐại tá Hà Văn Bộ", "GIÁM ĐỐC", "Đại tá Hà Văn Bộ"),
        ("GIÁM ĐỐC — Nông Thị Hạnh", "GIÁM ĐỐC", "Nông Thị Hạnh"),
        ("Nơi nhận:          CHỦ TỊCH\n- Các sở;\n- Lưu: VT, TH.        Ma Văn Quyền", "CHỦ TỊCH", "Ma Văn Quyền"),
        ("Nơi nhận:          HẠT TRƯỞNG\n- Lưu: VT.\n\nMa Văn Quyền", "HẠT TRƯỞNG", "Ma Văn Quyền"),
        ("CHỦ TỊCH\n\n(Đã ký)\n\nMa Văn Quyền", "CHỦ TỊCH", "Ma Văn Quyền"),
    ],
)  # fmt: skip
def test_the_signer_is_found_in_every_shape_of_a_signature(
    end: str, position: str, name: str
) -> None:
    signer = letter(
        "Số: 12/KH-SYT", "KẾ HOẠCH", "Cải cách hành chính năm 2026", end=end
    ).document.signer
    assert (signer.position, signer.name) == (position, name)


def test_a_signature_is_found_where_no_recipients_stand_above_it() -> None:
    signer = read(
        "Số: 12/KH-SYT\n\nKẾ HOẠCH\n\nCải cách hành chính năm 2026\n\nI. NHIỆM VỤ\n\n1. Rà soát thủ tục.\n\n"
        "- Báo cáo quý I trước ngày 20/3/2026.\n\nKT. GIÁM ĐỐC\n\nPHÓ GIÁM ĐỐC\n\nThạch Viết Khoa"
    ).document.signer
    assert (signer.authority, signer.position) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert signer.name == "Thạch Viết Khoa"


def test_a_letterhead_wrapped_in_narrow_columns_is_read() -> None:
    head = letter(
        "UBND TỈNH PHÚ HÀ", "SỞ Y TẾ", "Số: 12/KH-SYT", "CỘNG HÒA XÃ HỘI CHỦ", "NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Phú Hà, ngày 26 tháng 01 năm", "2026", "KẾ HOẠCH", "Cải cách hành chính",
    ).document  # fmt: skip
    assert (head.date, head.place, head.issuer) == (date(2026, 1, 26), "Phú Hà", "Sở Y tế")


def test_recipients_beside_a_signature_keep_their_own_words() -> None:
    end = "Nơi nhận:          CHỦ TỊCH\n- Các sở, ban, ngành;\n- Lưu: VT, TH.        Ma Văn Quyền"
    head = letter("Số: 12/CT-UBND", "CHỈ THỊ", "Về kỷ cương hành chính", end=end).document
    assert head.recipients == ["Các sở, ban, ngành", "Lưu: VT, TH"]


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Cải cách hành chính 6 tháng cuối năm 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("Cải cách hành chính 6 tháng đầu năm 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("Cải cách hành chính quý III năm 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("Cải cách hành chính quý IV/2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("Kết quả 6 tháng đầu năm, phương hướng 6 tháng cuối năm 2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("Cải cách hành chính năm 2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_the_period_is_the_part_of_the_year_the_title_names(
    title: str, start: date, end: date
) -> None:
    period = letter("Số: 12/KH-SYT", "KẾ HOẠCH", title).period
    assert (period.start, period.end) == (start, end)
