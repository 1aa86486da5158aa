"""Where the checks of times, ordinals, levels and areas stop: what is rightly so is not told."""

import pytest

from cchc.reading.blocks import Place
from cchc.reading.checks.ordinals import leaves_out
from cchc.reading.checks.products import asked_level
from cchc.reading.draft import TaskDraft
from cchc.reading.meaning.tasks import blank
from tests.reading.test_checks import AREAS, by_areas, findings, swapped


@pytest.mark.parametrize(
    ("task", "time", "fires"),
    [
        ("Rà soát văn bản", "Quý I/2025", True),
        ("Rà soát văn bản", "Quý I/2027", True),
        ("Xây dựng Kế hoạch cải cách hành chính", "Tháng 01/2027", False),
        ("Xây dựng Kế hoạch cải cách hành chính", "Tháng 01/2025", True),
        ("Xây dựng dự toán thu, chi ngân sách", "Quý I/2027", False),
        ("Tự chấm điểm Chỉ số cải cách hành chính", "Tháng 01/2027", False),
        ("Công bố danh mục văn bản hết hiệu lực", "Tháng 12/2025", False),
        ("Công bố danh mục văn bản hết hiệu lực", "Tháng 12/2024", True),
        ("Giải ngân vốn đầu tư công", "Hết ngày 31/01/2027", False),
        ("Rà soát văn bản", "Trước năm 2027", False),
        ("Rà soát văn bản", "Theo Quyết định số 9/QĐ-UBND ngày 30/11/2022", False),
        ("Rà soát văn bản", "Thường xuyên, theo Kế hoạch giai đoạn 2022 - 2025", False),
    ],
)
def test_another_year_is_told_only_where_nothing_explains_it(task, time, fires) -> None:
    text = swapped("Rà soát văn bản", task).replace("Quý I\n", f"{time}\n")
    assert bool(findings(text, "time-other-year")) is fires


@pytest.mark.parametrize(
    ("kind", "before", "after", "fires"),
    [
        ("alpha", "a", "c", True),
        ("alpha", "d", "đ", False),
        ("alpha", "d", "e", False),  # the Latin alphabet has no đ
        ("alpha", "e", "g", False),  # ours has no f
        ("alpha", "i", "k", False),
        ("alpha", "d", "g", True),
        ("roman", "II", "IV", True),
        ("roman", "III", "IV", False),
        ("number", "1", "3", True),
        ("number", "3", "1", False),
        ("number", "1", "9", False),  # another list, not a gap
        ("multi2", "2.1", "2.3", True),
        ("multi2", "2.9", "3.1", False),
    ],
)
def test_an_ordinal_is_missing_only_where_every_alphabet_says_so(
    kind, before, after, fires
) -> None:
    assert leaves_out(before, after, kind) is fires


def task_of(text: str) -> TaskDraft:
    return blank("I.1.a", text, Place())


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Tham mưu, trình UBND tỉnh ban hành Quyết định", "province"),
        ("Rà soát, trình Chủ tịch UBND tỉnh phê duyệt phương án", "province"),
        ("Xây dựng Kế hoạch cải cách hành chính năm 2026 tỉnh Lam Sơn", "province"),
        ("Xây dựng Kế hoạch của Sở Y tế tỉnh Lam Sơn", None),
        ("Triển khai Kế hoạch chuyển đổi số tỉnh Lam Sơn", None),
        ("Báo cáo UBND tỉnh kết quả thực hiện", None),
    ],
)
def test_a_task_asks_for_a_level_only_where_its_words_say_who_issues(text, level) -> None:
    assert asked_level(task_of(text)) == level


def test_a_heading_that_names_two_areas_covers_both() -> None:
    text = by_areas(*AREAS).replace(
        "4. Cải cách tổ chức bộ máy", "4. Cải cách tổ chức bộ máy, chế độ công vụ"
    )
    without = text.replace("5. Cải cách chế độ công vụ", "5. Cải cách tài chính công")
    assert findings(without, "area-without-task") == []


def test_a_plan_about_one_side_of_reform_covers_no_areas() -> None:
    text = by_areas(*list(AREAS)[1:])
    assert findings(text, "area-without-task")
    communication = text.replace(
        "Cải cách hành chính năm 2026", "Tuyên truyền cải cách hành chính năm 2026"
    )
    assert findings(communication, "area-without-task") == []
