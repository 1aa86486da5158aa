"""Who issued a document, when, about what, and who signed it."""

from datetime import date

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
