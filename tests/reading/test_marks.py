"""Tables whose columns are units: marks say who leads and who helps, a legend says what the marks mean."""

import pytest

from cchc.reading import PlanDraft
from tests.reading.grids import OPENING, read_tables

PLAIN = """
    TT | Việc cần làm | Văn phòng Sở | Phòng Hạ tầng | Thanh tra Sở | Thời hạn
    1 | Rà soát quy chế tiếp công dân | {lead} | {help} | | Quý I
    2 | Kiểm tra việc niêm yết thủ tục | | {help} | {lead} | 30/6/2026
"""
BOTH = [
    (["Văn phòng Sở"], ["Phòng Hạ tầng"]),
    (["Thanh tra Sở"], ["Phòng Hạ tầng"]),
]


def units(plan: PlanDraft) -> list[tuple[list[str], list[str]]]:
    return [(task.lead, task.coordinating) for task in plan.tasks]


@pytest.mark.parametrize(
    ("lead", "help"),
    [("CT", "PH"), ("Chủ trì", "Phối hợp"), ("X", "PH"), ("✓", "P"), ("●", "○"), ("C", "x"), ("(CT)", "ph.")],
)  # fmt: skip
def test_a_mark_below_a_unit_says_whether_it_leads_or_helps(lead: str, help: str) -> None:
    plan = read_tables(PLAIN.format(lead=lead, help=help))
    assert units(plan) == BOTH
    assert [task.text for task in plan.tasks] == [
        "Rà soát quy chế tiếp công dân",
        "Kiểm tra việc niêm yết thủ tục",
    ]


@pytest.mark.parametrize(
    ("legend", "lead", "help"),
    [
        ("Ghi chú: x là phòng chủ trì; v là phòng phối hợp.", "x", "v"),
        ("Ký hiệu (+) chỉ đơn vị đầu mối, ký hiệu (•) chỉ đơn vị cùng tham gia.", "+", "•"),
        ("Trong bảng: 1 - chủ trì, 2 - phối hợp.", "1", "2"),
        ("Đơn vị chủ trì (P), đơn vị hỗ trợ (C)", "P", "C"),
        ("Chủ trì: ✓ và phối hợp: x", "✓", "x"),
    ],
)
def test_a_legend_says_what_a_mark_means(legend: str, lead: str, help: str) -> None:
    plan = read_tables(PLAIN.format(lead=lead, help=help), opening=(*OPENING, legend))
    assert units(plan) == BOTH


def test_a_legend_may_stand_in_the_header_or_in_the_last_row() -> None:
    header = """
        TT | Nội dung | Phân công (a: chủ trì, b: phối hợp) | < | Thời gian
        ^ | ^ | Phòng Dạy nghề | Phòng Việc làm | ^
        1 | Mở lớp tin học cho công chức | {lead} | {help} | Tháng 5
    """
    assert units(read_tables(header.format(lead="CT", help="PH"))) == [
        (["Phòng Dạy nghề"], ["Phòng Việc làm"])
    ]
    last = (
        PLAIN.format(lead="v", help="x")
        + "    Chú thích: v: chủ trì; x: phối hợp | < | < | < | < | <\n"
    )
    assert units(read_tables(last)) == BOTH


def test_crosses_alone_name_those_who_do_the_work() -> None:
    plan = read_tables("""
        STT | Nhiệm vụ | Phòng Nội vụ | Văn phòng HĐND và UBND | Trạm Y tế | Hoàn thành
        1 | Lắp bảng chỉ dẫn | x | x | | Tháng 3
        2 | Cập nhật danh bạ | | | X | Tháng 4
    """)
    assert units(plan) == [
        (["Phòng Nội vụ", "Văn phòng HĐND và UBND"], []),
        (["Trạm Y tế"], []),
    ]


def test_crosses_beside_a_column_of_leads_name_those_who_help() -> None:
    plan = read_tables("""
        STT | Nhiệm vụ | Chủ trì | Phòng Nội vụ | Trạm Y tế | Hạn
        1 | Lắp bảng chỉ dẫn | Văn phòng UBND xã | x | x | Tháng 3
    """)
    assert units(plan) == [(["Văn phòng UBND xã"], ["Phòng Nội vụ", "Trạm Y tế"])]


def test_a_header_above_the_units_says_it_where_all_marks_are_alike() -> None:
    plan = read_tables("""
        TT | Nội dung | Chủ trì | < | Phối hợp | < | Thời gian
        ^ | ^ | Phòng Dạy nghề | Phòng Việc làm | Phòng Dạy nghề | Phòng Việc làm | ^
        1 | Mở lớp tin học | x | | | x | Tháng 5
        2 | Khảo sát lao động | | x | x | | Tháng 6
    """)
    assert units(plan) == [
        (["Phòng Dạy nghề"], ["Phòng Việc làm"]),
        (["Phòng Việc làm"], ["Phòng Dạy nghề"]),
    ]


def test_units_may_be_shortened_where_the_marks_say_who_leads() -> None:
    plan = read_tables("""
        TT | Nội dung | VP | KT-HT | VH-XH | Thời gian | Sản phẩm
        A | Cải cách thể chế | | | | |
        1 | Rà soát hương ước các thôn | PH | | CT | Quý II | Báo cáo
        2 | Bãi bỏ văn bản cũ | CT | PH | PH | Quý III | Quyết định
    """)
    assert units(plan) == [(["VH-XH"], ["VP"]), (["VP"], ["KT-HT", "VH-XH"])]
    assert [task.section for task in plan.tasks] == ["Cải cách thể chế"] * 2
    assert [task.products for task in plan.tasks] == [["Báo cáo"], ["Quyết định"]]


def test_a_table_that_goes_on_without_header_keeps_its_units() -> None:
    plan = read_tables(
        PLAIN.format(lead="CT", help="PH"),
        "3 | Tập huấn về chữ ký số | PH | CT | | Quý IV",
    )
    assert units(plan)[-1] == (["Phòng Hạ tầng"], ["Văn phòng Sở"])


def test_crosses_that_answer_a_question_assign_nothing() -> None:
    plan = read_tables("""
        TT | Nội dung tự kiểm tra | Có | Không
        1 | Đã niêm yết thủ tục | x |
        2 | Đã có hòm thư góp ý | | x
    """)
    assert plan.tasks == []


def test_a_cross_below_a_quarter_is_a_time_and_no_unit() -> None:
    plan = read_tables("""
        TT | Nhiệm vụ | Phòng Nội vụ | Trạm Y tế | Quý I | Quý II
        1 | Lắp bảng chỉ dẫn | CT | PH | x |
        2 | Khám sức khỏe cán bộ | | CT | | x
    """)
    assert [(task.lead, task.time) for task in plan.tasks] == [
        (["Phòng Nội vụ"], "Quý I"),
        (["Trạm Y tế"], "Quý II"),
    ]
