"""Paragraphs of letters, directives and decisions that order several units to do several things."""

from pathlib import Path

import pytest

from cchc.reading import PlanDraft, read_blocks, read_file
from cchc.reading.inputs.text import read_text
from tests.reading.files import KINDS, write

LETTER = [
    "UBND TỈNH LAM SƠN",
    "Số: 512/UBND-NC",
    "V/v đẩy mạnh cải cách hành chính những tháng cuối năm 2026",
    "Lam Sơn, ngày 03 tháng 8 năm 2026",
    "Kính gửi: Các sở, ban, ngành; UBND các xã, phường.",
    "Để khắc phục các hạn chế đã nêu tại cuộc họp, Chủ tịch UBND tỉnh có ý kiến như sau:",
]
DIRECTIVE = [
    "UBND TỈNH LAM SƠN",
    "Số: 07/CT-UBND",
    "Lam Sơn, ngày 03 tháng 8 năm 2026",
    "CHỈ THỊ",
    "Về việc đẩy mạnh cải cách hành chính năm 2026",
]
PLAN = [
    "SỞ NỘI VỤ",
    "Số: 12/KH-SNV",
    "Lam Sơn, ngày 13 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2026",
    "I. NHIỆM VỤ",
]
DECISION = [
    "UBND TỈNH LAM SƠN",
    "Số: 1203/QĐ-UBND",
    "Lam Sơn, ngày 03 tháng 8 năm 2026",
    "QUYẾT ĐỊNH",
    "Về việc khảo sát mức độ hài lòng năm 2026",
    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Khảo sát mức độ hài lòng của người dân đối với sự phục vụ của cơ quan nhà nước.",
]
END = ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
Told = tuple[str, list[str], list[str], str | None]


def read(head: list[str], *lines: str) -> PlanDraft:
    return read_blocks([read_text("\n\n".join([*head, *lines, *END]))])


def told(plan: PlanDraft) -> list[Told]:
    return [(task.key, task.lead, task.coordinating, _when(task.schedule)) for task in plan.tasks]


def _when(schedule: list) -> str | None:  # type: ignore[type-arg]
    entry = schedule[0] if schedule else None
    return None if entry is None else str(entry.due) if entry.due else entry.recurrence


@pytest.mark.parametrize("kind", KINDS)
def test_each_unit_of_a_paragraph_gets_its_own_task(kind: str, tmp_path: Path) -> None:
    lines = [
        *LETTER,
        "1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp xây dựng Bộ tiêu chí chấm điểm cấp xã, trình UBND tỉnh "
        "trước ngày 15/9/2026; Sở Tài chính bố trí kinh phí nâng cấp bộ phận một cửa; UBND các xã, phường rà soát đội "
        "ngũ "
        "tiếp nhận hồ sơ, báo cáo Sở Nội vụ trước ngày 30/8/2026.",
        *END,
    ]
    plan = read_file(write(lines, tmp_path, kind))
    assert told(plan) == [
        ("1", ["Sở Nội vụ"], ["Sở Tư pháp"], "2026-09-15"),
        ("1#2", ["Sở Tài chính"], [], None),
        ("1#3", ["UBND các xã, phường"], [], "2026-08-30"),
    ]
    assert plan.tasks[0].products == ["Bộ tiêu chí chấm điểm cấp xã"]
    assert plan.tasks[1].text == "Sở Tài chính bố trí kinh phí nâng cấp bộ phận một cửa"
    assert plan.tasks[2].text.startswith("UBND các xã, phường rà soát đội ngũ")


PARAGRAPHS = {
    "sentence by sentence": (
        "2. Sở Y tế chủ trì kiểm tra việc liên thông giấy khám sức khỏe trong quý IV/2026. Công an tỉnh phối hợp với "
        "Sở Tư pháp làm sạch dữ liệu hộ tịch, gửi kết quả trước ngày 05/11/2026. Văn phòng UBND tỉnh theo dõi, đôn "
        "đốc.",
        [("2", ["Sở Y tế"], [], "2026-12-31"), ("2#2", ["Công an tỉnh"], ["Sở Tư pháp"], "2026-11-05")],
    ),
    "behind commas": (
        "2. Yêu cầu Thanh tra tỉnh kiểm tra công vụ đột xuất, báo cáo trước ngày 15/12/2026, yêu cầu Sở Xây dựng công "
        "khai "
        "quy hoạch trên trang thông tin điện tử trước ngày 01/10/2026 và giao Sở Công Thương rà soát điều kiện kinh "
        "doanh, "
        "hoàn thành trong tháng 11/2026.",
        [("2", ["Thanh tra tỉnh"], [], "2026-12-15"), ("2#2", ["Sở Xây dựng"], [], "2026-10-01"),
         ("2#3", ["Sở Công Thương"], [], "2026-11-30")],
    ),
    "without any order": (
        "2. Các sở, ban, ngành cắt giảm thời gian giải quyết, hoàn thành trước ngày 30/11/2026; Văn phòng UBND tỉnh "
        "trình "
        "Chủ tịch UBND tỉnh công bố trong tháng 12/2026; Sở Văn hóa, Thể thao và Du lịch mở chuyên mục trên cổng thông "
        "tin, đăng bài hằng tuần từ tháng 9/2026.",
        [("2", ["Các sở, ban, ngành"], [], "2026-11-30"), ("2#2", ["Văn phòng UBND tỉnh"], [], "2026-12-31"),
         ("2#3", ["Sở Văn hóa, Thể thao và Du lịch"], [], "continuous")],
    ),
    "one time for all": (
        "2. Giao Sở Giáo dục và Đào tạo triển khai học bạ số; giao Sở Y tế triển khai bệnh án điện tử, cùng hoàn thành "
        "trước ngày 15/12/2026.",
        [("2", ["Sở Giáo dục và Đào tạo"], [], "2026-12-15"), ("2#2", ["Sở Y tế"], [], "2026-12-15")],
    ),
    "behind who orders": (
        "2. Thực hiện kết luận của Thường trực Tỉnh ủy, UBND tỉnh yêu cầu Sở Khoa học và Công nghệ nâng cấp cổng dịch "
        "vụ "
        "công, xong trước ngày 20/10/2026. Sở Tư pháp chủ trì phổ biến quy định mới trong tháng 11/2026.",
        [("2", ["Sở Khoa học và Công nghệ"], [], "2026-10-20"), ("2#2", ["Sở Tư pháp"], [], "2026-11-30")],
    ),
    "counted in words": (
        "Một là, Sở Nội vụ trình kết quả chấm điểm cấp xã, chậm nhất ngày 20/8/2026.\n\n"
        "Hai là, Sở Tài chính chủ trì, cùng Kho bạc Nhà nước đẩy nhanh giải ngân, định kỳ hằng tháng báo cáo UBND "
        "tỉnh.",
        [("1", ["Sở Nội vụ"], [], "2026-08-20"), ("2", ["Sở Tài chính"], ["Kho bạc Nhà nước"], "monthly")],
    ),
    "below words that only say what it is about": (
        "2. Về giải quyết thủ tục hành chính: Sở Xây dựng, Sở Y tế xử lý dứt điểm hồ sơ quá hạn trước ngày 31/8/2026.",
        [("2", ["Sở Xây dựng", "Sở Y tế"], [], "2026-08-31")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("head", [LETTER, DIRECTIVE])
@pytest.mark.parametrize("name", PARAGRAPHS)
def test_wherever_the_next_order_begins(name: str, head: list[str]) -> None:
    text, expected = PARAGRAPHS[name]
    assert told(read(head, text)) == expected


ONE = {
    "co-leads": (
        "1. Giao Sở Nội vụ và Sở Tài chính cùng chủ trì xây dựng Đề án vị trí việc làm, trình UBND tỉnh trong quý "
        "IV/2026; "
        "UBND các xã, phường phối hợp cung cấp số liệu.",
        [("1", ["Sở Nội vụ", "Sở Tài chính"], ["UBND các xã, phường"], "2026-12-31")],
    ),
    "helpers in a clause of their own": (
        "1. Giao Sở Khoa học và Công nghệ là cơ quan chủ trì, Sở Tài chính, Công an tỉnh là cơ quan phối hợp: triển "
        "khai "
        "kho dữ liệu dùng chung, hoàn thành trước ngày 31/12/2026.",
        [("1", ["Sở Khoa học và Công nghệ"], ["Sở Tài chính", "Công an tỉnh"], "2026-12-31")],
    ),
    "who only follows up": (
        "1. Giao Sở Tư pháp rà soát văn bản hết hiệu lực, hoàn thành trước ngày 31/10/2026; Văn phòng UBND tỉnh theo "
        "dõi, "
        "đôn đốc; các sở, ngành hỗ trợ.",
        [("1", ["Sở Tư pháp"], ["các sở, ngành"], "2026-10-31")],
    ),
    "several acts of one unit": (
        "1. Sở Tư pháp: thẩm định dự thảo nghị quyết đúng hạn; rà soát văn bản hết hiệu lực trước ngày 31/10/2026.",
        [("1", ["Sở Tư pháp"], [], "2026-10-31")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("head", [LETTER, DIRECTIVE])
@pytest.mark.parametrize("name", ONE)
def test_one_order_stays_one_task(name: str, head: list[str]) -> None:
    text, expected = ONE[name]
    assert told(read(head, text)) == expected


def test_the_units_of_a_decision_are_ordered_in_its_articles() -> None:
    plan = read(
        DECISION,
        "Điều 2. Giao Sở Nội vụ chủ trì khảo sát tại các xã, hoàn thành trước ngày 30/10/2026; Sở Tài chính bố trí "
        "kinh phí "
        "khảo sát; UBND các xã, phường lập danh sách mẫu, gửi Sở Nội vụ trước ngày 10/9/2026.",
        "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các sở, Chủ tịch UBND các xã, phường chịu trách nhiệm thi hành "
        "Quyết định này kể từ ngày ký./.",
    )
    assert told(plan) == [
        ("Điều 2", ["Sở Nội vụ"], [], "2026-10-30"),
        ("Điều 2#2", ["Sở Tài chính"], [], None),
        ("Điều 2#3", ["UBND các xã, phường"], [], "2026-09-10"),
    ]
    assert plan.document.title == "Về việc khảo sát mức độ hài lòng năm 2026"


def test_units_named_below_a_heading_for_many_lead_themselves() -> None:
    plan = read(
        DIRECTIVE,
        "I. ĐỐI VỚI CÁC SỞ",
        "Giám đốc Sở Tư pháp chỉ đạo rà soát văn bản về đất đai, xong trước ngày 30/9/2026. Giám đốc Sở Y tế, Giám đốc "
        "Sở Xây dựng chỉ đạo cắt giảm thời gian cấp phép, hoàn thành trong quý IV/2026.",
        "II. ĐỐI VỚI UBND CẤP XÃ",
        "1. Công chức một cửa hướng dẫn nộp hồ sơ trực tuyến, thực hiện thường xuyên.",
        "2. Công khai số điện thoại đường dây nóng trước ngày 15/8/2026.",
        "Trên đây là yêu cầu của Chủ tịch UBND tỉnh, các cơ quan nghiêm túc thực hiện./.",
    )
    assert told(plan) == [
        ("I", ["Giám đốc Sở Tư pháp"], [], "2026-09-30"),
        ("I#2", ["Giám đốc Sở Y tế", "Giám đốc Sở Xây dựng"], [], "2026-12-31"),
        ("II.1", ["UBND CẤP XÃ"], [], "continuous"),
        ("II.2", ["UBND CẤP XÃ"], [], "2026-08-15"),
    ]
    assert plan.tasks[-1].text == "Công khai số điện thoại đường dây nóng trước ngày 15/8/2026"


def test_a_plan_orders_in_its_paragraphs_too() -> None:
    plan = read(
        PLAN,
        "1. Cải cách tổ chức bộ máy",
        "Phòng Tổ chức, Biên chế chủ trì sắp xếp phòng chuyên môn trước ngày 30/6/2026; Văn phòng Sở rà soát quy chế "
        "làm "
        "việc trong quý III/2026; Thanh tra Sở kiểm tra việc thực hiện vào tháng 10/2026.",
        "II. TỔ CHỨC THỰC HIỆN",
        "Các phòng thực hiện Kế hoạch này.",
    )
    assert told(plan) == [
        ("I.1", ["Phòng Tổ chức, Biên chế"], [], "2026-06-30"),
        ("I.1#2", ["Văn phòng Sở"], [], "2026-09-30"),
        ("I.1#3", ["Thanh tra Sở"], [], "2026-10-31"),
    ]
