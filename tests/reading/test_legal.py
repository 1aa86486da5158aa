"""Every wording of a legal basis, and the documents that items cite."""

import pytest

from cchc.reading import read_blocks
from cchc.reading.draft import LegalBasis, PlanDraft
from cchc.reading.inputs.text import read_text
from tests.reading.cases import wordings

HEAD = (
    "UBND TỈNH LAM SƠN\nSỞ Y TẾ\n\nSố: 5/KH-SYT\n\nLam Sơn, ngày 30 tháng 01 năm 2026\n\n"
    "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
)
TASKS = "\n\nI. NHIỆM VỤ\n1. Rà soát thủ tục hành chính.\n"


def plan(preamble: str, body: str = TASKS) -> PlanDraft:
    return read_blocks([read_text(f"{HEAD}{preamble}{body}")])


@pytest.mark.parametrize(("preamble", "expected"), wordings("bases"))
def test_a_line_of_the_preamble_gives_its_bases(preamble: str, expected: list[str]) -> None:
    found = plan(preamble).legal_bases
    assert [_told(one) for one in found] == expected
    assert {one.path for one in found} <= {""}


def test_a_document_cited_by_items_is_told_once_with_the_place_of_the_first() -> None:
    items = (
        "\n\nI. NHIỆM VỤ\n1. Rà soát theo Quyết định số 1085/QĐ-TTg ngày 15/9/2022 của "
        "Thủ tướng Chính phủ về rà soát thủ tục.\n"
        "2. Tiếp tục Quyết định số 1085/QĐ-TTg và Kế hoạch số 4120/KH-UBND; thực hiện Kế hoạch số 5/KH-SYT.\n"
    )
    found = plan(
        "Căn cứ Kế hoạch số 4120/KH-UBND ngày 24/12/2025 của UBND tỉnh;", items
    ).legal_bases
    assert [(one.path, one.number) for one in found] == [("", "4120/KH-UBND"), ("I.1", "1085/QĐ-TTg")]  # fmt: skip
    assert (found[1].issuer, found[1].subject) == ("Thủ tướng Chính phủ", "rà soát thủ tục")


def test_a_section_of_bases_counts_like_the_preamble() -> None:
    items = f"\nI. CĂN CỨ PHÁP LÝ\n- Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ.\n{TASKS.replace('I.', 'II.')}"
    [basis] = plan("", items).legal_bases
    assert (basis.path, basis.number) == ("", "76/NQ-CP")


def test_a_report_rests_on_no_bases() -> None:
    text = (
        "Số: 9/BC-SYT\n\nLam Sơn, ngày 30 tháng 3 năm 2026\n\nBÁO CÁO\nKết quả cải cách hành chính quý I\n\n"
        "Thực hiện Công văn số 230/SNV-CCHC ngày 02/3/2026 của Sở Nội vụ, Sở Y tế báo cáo như sau:\n1. Kết quả.\n"
    )
    assert read_blocks([read_text(text)]).legal_bases == []


def _told(one: LegalBasis) -> str:
    parts = (one.type, one.number, one.date, one.issuer)
    return " | ".join(str(part or "-") for part in parts)
