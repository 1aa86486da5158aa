"""Every wording of a measured target, and those that only resemble one."""

import pytest

from cchc.reading import read_blocks
from cchc.reading.draft import Target
from cchc.reading.inputs.text import read_text

HEAD = "Số: 5/KH-SYT\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n\nI. MỤC TIÊU\n"
TAIL = "\nII. NHIỆM VỤ\n1. Rà soát.\n"


def targets(lines: str) -> list[Target]:
    return read_blocks([read_text(HEAD + lines + TAIL)]).targets


MEASURES = [
    ("Từ 92% trở lên hồ sơ được giải quyết đúng hạn", ">=", 92, "%", None),
    ("Giảm ít nhất 20% chi phí tuân thủ so với năm 2025", ">=", 20, "%", None),
    ("Đạt ≥ 90% hồ sơ trực tuyến", ">=", 90, "%", None),
    ("Hồ sơ trễ hạn ≤ 2%", "<=", 2, "%", None),
    ("Tỷ lệ hài lòng đạt 90 - 95%", ">=", 90, "%", None),
    ("Tỷ lệ hồ sơ trực tuyến đạt từ 80% đến 85%", ">=", 80, "%", None),
    ("12/12 thôn có tổ công nghệ số cộng đồng", "=", 12, "thôn", None),
    ("Điểm đánh giá đạt tối thiểu 90/100 điểm", ">=", 90, "điểm", None),
    ("Mỗi tháng đăng ít nhất 02 tin, bài", ">=", 2, "tin, bài", "month"),
    ("Tối thiểu 01 sáng kiến/quý", ">=", 1, "sáng kiến", "quarter"),
]


@pytest.mark.parametrize(("line", "comparator", "value", "unit", "per"), MEASURES)
def test_a_measure_gives_comparator_value_unit_and_quota(
    line: str, comparator: str, value: float, unit: str, per: str | None
) -> None:
    [one] = targets(f"- {line}.")
    assert (one.comparator, one.value, one.unit, one.per) == (comparator, value, unit, per)


@pytest.mark.parametrize(
    "line",
    [
        "Giai đoạn 2026 - 2030 tiếp tục đổi mới",
        "Hoàn thành trước ngày 15/9 tại các xã",
        "Tổ chức 02 lớp tập huấn",
        "Thực hiện Quyết định số 12/QĐ-UBND của tỉnh",
        "Nâng cao chất lượng phục vụ",
    ],
)
def test_numbers_that_measure_nothing_are_no_target(line: str) -> None:
    assert targets(f"- {line}.") == []


def test_a_table_of_targets_gives_one_target_a_row() -> None:
    found = targets(
        "TT\tTên chỉ tiêu\tĐơn vị tính\tKế hoạch năm 2026\tGhi chú\n1\tTỷ lệ hồ sơ đúng hạn\t%\t98\t\n"
        "2\tSố tin, bài mỗi tháng\tBài\t≥ 2\t\n3\tTỷ lệ số hóa\t%\tTheo chỉ tiêu UBND tỉnh giao\t\n"
        "4\tThôn có tổ công nghệ số\tThôn\t12/12\t\n5\tChất lượng tham mưu\t\tTốt\t\n"
    )
    assert [(one.text, one.comparator, one.value, one.unit, one.per) for one in found] == [
        ("Tỷ lệ hồ sơ đúng hạn", "=", 98, "%", None),
        ("Số tin, bài mỗi tháng", ">=", 2, "Bài", "month"),
        ("Tỷ lệ số hóa", None, None, "%", None),
        ("Thôn có tổ công nghệ số", "=", 12, "Thôn", None),
    ]
    assert found[2].reference == "Theo chỉ tiêu UBND tỉnh giao"


def test_a_table_that_names_no_value_gives_no_target() -> None:
    assert targets("TT\tChỉ tiêu\tGhi chú\n1\tHồ sơ đúng hạn\t98\n") == []
