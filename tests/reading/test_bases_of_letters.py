"""What letters and directives rest on, without a preamble of "Căn cứ": what they carry out, no request to them."""

from pathlib import Path

import pytest

from cchc.reading import read_blocks, read_file
from cchc.reading.draft import LegalBasis
from cchc.reading.inputs.text import read_text
from tests.reading.files import KINDS, write

LETTER = [
    "UBND TỈNH LAM SƠN",
    "Số: 512/UBND-NC",
    "V/v đẩy mạnh cải cách hành chính",
    "Lam Sơn, ngày 03 tháng 8 năm 2026",
    "Kính gửi: Các sở, ban, ngành; UBND các xã, phường.",
]
DIRECTIVE = [
    "UBND TỈNH LAM SƠN",
    "Số: 07/CT-UBND",
    "Lam Sơn, ngày 03 tháng 8 năm 2026",
    "CHỈ THỊ",
    "Về việc đẩy mạnh cải cách hành chính năm 2026",
]
DECISION = [
    "UBND TỈNH LAM SƠN",
    "Số: 1203/QĐ-UBND",
    "Lam Sơn, ngày 03 tháng 8 năm 2026",
    "QUYẾT ĐỊNH",
    "Về việc giao việc năm 2026",
]
WORK = [
    "1. Sở Tư pháp rà soát văn bản theo Thông tư số 03/2026/TT-BTP, hoàn thành trước ngày 30/9/2026.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
]


def bases(head: list[str], *opening: str) -> list[LegalBasis]:
    lines = "\n\n".join([*head, *opening, *WORK])
    return [one for one in read_blocks([read_text(lines)]).legal_bases if not one.path]


OPENINGS = {
    "carries out one": (
        "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ về Chương trình tổng thể cải cách hành chính, "
        "UBND tỉnh yêu cầu:",
        [("76/NQ-CP", "2021-07-15", "Chính phủ", "Chương trình tổng thể cải cách hành chính")],
    ),
    "goes on from a letter, at a request": (
        "Tiếp theo Công văn số 415/UBND-NC ngày 12/5/2026 của UBND tỉnh về việc triển khai nhiệm vụ; theo đề nghị của "
        "Sở "
        "Nội vụ tại Tờ trình số 88/TTr-SNV ngày 28/7/2026, Chủ tịch UBND tỉnh có ý kiến như sau:",
        [("415/UBND-NC", "2026-05-12", "UBND tỉnh", "triển khai nhiệm vụ")],
    ),
    "behind sentences on how things stand": (
        "Thời gian qua, cải cách hành chính có tiến bộ theo Nghị quyết số 99/NQ-CP. Tuy nhiên còn hạn chế. Để thực "
        "hiện "
        "Quyết định số 282/QĐ-TTg ngày 12/02/2026 của Thủ tướng Chính phủ và Kế hoạch số 05/KH-UBND ngày 10/01/2026 "
        "của "
        "UBND tỉnh, Chủ tịch UBND tỉnh chỉ thị:",
        [("282/QĐ-TTg", "2026-02-12", "Thủ tướng Chính phủ", None),
         ("05/KH-UBND", "2026-01-10", "UBND tỉnh", None)],
    ),
    "several, and a request by letter": (
        "Thực hiện Kết luận số 12-KL/TU ngày 20/6/2026 của Ban Thường vụ Tỉnh ủy, Công văn số 3021/BNV-CCHC ngày "
        "01/7/2026 "
        "của Bộ Nội vụ về việc đẩy mạnh cải cách hành chính; xét đề nghị của Sở Nội vụ tại Công văn số 900/SNV-CCHC "
        "ngày "
        "25/7/2026; UBND tỉnh đề nghị các cơ quan, đơn vị:",
        [("12-KL/TU", "2026-06-20", "Ban Thường vụ Tỉnh ủy", None),
         ("3021/BNV-CCHC", "2026-07-01", "Bộ Nội vụ", "đẩy mạnh cải cách hành chính")],
    ),
    "at a request alone": (
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 88/TTr-SNV ngày 28/7/2026 về việc đôn đốc, Chủ tịch UBND "
        "tỉnh "
        "có ý kiến như sau:",
        [],
    ),
    "told of a report": (
        "UBND tỉnh nhận được Báo cáo số 210/BC-SNV ngày 20/7/2026 của Sở Nội vụ. Sau khi xem xét, UBND tỉnh yêu cầu:",
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("head", [LETTER, DIRECTIVE])
@pytest.mark.parametrize("name", OPENINGS)
def test_what_an_opening_carries_out_is_its_basis(name: str, head: list[str]) -> None:
    opening, expected = OPENINGS[name]
    found = bases(head, opening)
    assert [(one.number, str(one.date), one.issuer, one.subject) for one in found] == expected


@pytest.mark.parametrize("kind", KINDS)
def test_files_of_any_kind_say_so(kind: str, tmp_path: Path) -> None:
    opening, expected = OPENINGS["goes on from a letter, at a request"]
    plan = read_file(write([*LETTER, opening, *WORK], tmp_path, kind))
    told = [(one.number, str(one.date), one.issuer, one.subject) for one in plan.legal_bases]
    assert told[:1] == expected
    assert [(one.number, one.path) for one in plan.legal_bases[1:]] == [("03/2026/TT-BTP", "1")]


def test_a_decision_names_the_proposal_it_decides_on() -> None:
    found = bases(
        DECISION,
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;",
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 88/TTr-SNV ngày 28/7/2026.",
    )
    assert [one.number for one in found] == ["76/NQ-CP", "88/TTr-SNV"]


def test_prose_that_orders_in_its_opening_rests_on_what_it_carries_out() -> None:
    lines = [
        *DIRECTIVE,
        "Thực hiện chỉ đạo của Thủ tướng Chính phủ tại Chỉ thị số 16/CT-TTg ngày 05/5/2026 về tăng cường kỷ luật, kỷ "
        "cương "
        "hành chính, trên cơ sở đề xuất của Sở Nội vụ (Tờ trình số 88/TTr-SNV ngày 28/7/2026), Chủ tịch UBND tỉnh yêu "
        "cầu "
        "Sở Tư pháp rà soát văn bản, hoàn thành trước ngày 30/9/2026.",
        *WORK[1:],
    ]
    plan = read_blocks([read_text("\n\n".join(lines))])
    assert [(one.number, one.subject) for one in plan.legal_bases] == [
        ("16/CT-TTg", "tăng cường kỷ luật, kỷ cương hành chính")
    ]
    assert [task.lead for task in plan.tasks] == [["Sở Tư pháp"]]
