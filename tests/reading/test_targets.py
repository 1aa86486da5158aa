"""Every wording of a measured target, and those that only resemble one."""

import pytest

from cchc.reading import read_blocks
from cchc.reading.draft import Target
from cchc.reading.inputs.text import read_text
from tests.reading.cases import wordings

LETTERHEAD = "Lam Sơn, ngày 02 tháng 01 năm 2026\n\n"
TITLE = "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
HEAD = f"Số: 5/KH-SYT\n\n{LETTERHEAD}{TITLE}"
TAIL = "\nII. NHIỆM VỤ\n1. Rà soát.\n"


def targets(lines: str, heading: str = "MỤC TIÊU") -> list[Target]:
    return read_blocks([read_text(f"{HEAD}I. {heading}\n{lines}{TAIL}")]).targets


@pytest.mark.parametrize(("line", "expected"), wordings("targets"))
def test_a_wording_below_a_heading_of_targets_gives_its_measures(
    line: str, expected: list[str]
) -> None:
    assert [_told(one) for one in targets(f"- {line}.")] == expected


@pytest.mark.parametrize(
    "heading", ["MỤC TIÊU CỤ THỂ", "CHỈ TIÊU", "MỤC ĐÍCH, MỤC TIÊU", "CÁC CHỈ TIÊU PHẤN ĐẤU"]
)
def test_headings_of_objectives_set_targets(heading: str) -> None:
    assert len(targets("- 100% hồ sơ được số hóa.", heading)) == 1


def test_purposes_and_requirements_set_none() -> None:
    assert targets("- 100% phòng quán triệt Kế hoạch.", "MỤC ĐÍCH, YÊU CẦU") == []


def test_bullets_below_a_target_are_targets_of_their_own() -> None:
    found = targets(
        "1. Cải cách thủ tục hành chính, phấn đấu:\n- 98% hồ sơ đúng hạn;\n- Dưới 1% hồ sơ trễ hạn.\n"
    )
    assert [(one.path, _told(one)) for one in found] == [("I.1", "= 98 %"), ("I.1", "< 1 %")]  # fmt: skip


def test_an_item_beside_one_with_items_of_its_own_is_a_target_too() -> None:
    found = targets(
        "1. Hồ sơ đúng hạn đạt 98%\n2. Mức độ hài lòng:\n- Đất đai: trên 85%\n3. 12/12 thôn có tổ\n"
    )
    assert [_told(one) for one in found] == ["= 98 %", "> 85 %", "= 12 thôn"]


def test_a_line_that_announces_targets_sets_them_below_any_heading() -> None:
    found = targets(
        "1. Mục đích\nNâng cao chất lượng.\nPhấn đấu đạt các chỉ tiêu sau:\n- 04 hội nghị.\n- 100% hồ sơ số hóa.\n"
        "2. Yêu cầu\n- 100% phòng quán triệt.\n",
        "MỤC ĐÍCH, YÊU CẦU",
    )
    assert [_told(one) for one in found] == ["= 4 hội nghị", "= 100 %"]


def test_a_plan_without_ordinals_sets_targets_and_names_reports_too() -> None:
    intro = "Thực hiện nhiệm vụ được giao, UBND xã Vân Trà ban hành Kế hoạch cải cách hành chính năm 2026 như sau:\n\n"
    body = "Mục tiêu: hồ sơ đúng hạn đạt từ 97% trở lên.\n\nCác phòng gửi báo cáo năm trước ngày 08/12/2026.\n"
    plan = read_blocks([read_text(HEAD + intro + body)])
    assert [_told(one) for one in plan.targets] == [">= 97 %"]
    assert [str(one.due) for one in plan.report_deadlines] == ["2026-12-08"]


def test_prose_without_any_item_is_read_and_what_was_reached_last_year_is_none() -> None:
    basis = "Căn cứ Kế hoạch số 4120/KH-UBND ngày 24 tháng 12 năm 2025 của UBND tỉnh Lam Sơn về cải cách;\n\n"
    prose = "Năm 2025, hồ sơ đúng hạn đạt 96,1%. Năm 2026, xã phấn đấu từ 97% hồ sơ được giải quyết đúng hạn.\n\n"
    report = "Các phòng gửi báo cáo năm trước ngày 08/12/2026 về Văn phòng HĐND và UBND xã.\n"
    plan = read_blocks([read_text(HEAD + basis + prose + report)])
    assert [_told(one) for one in plan.targets] == [">= 97 %"]
    assert [str(one.due) for one in plan.report_deadlines] == ["2026-12-08"]


@pytest.mark.parametrize(
    "opening",
    [
        "Sở Tư pháp cơ bản nhất trí với nội dung dự thảo Kế hoạch và có một số nội dung như sau:",
        "Sau khi nghiên cứu dự thảo, Sở Tư pháp tham gia ý kiến như sau, đề nghị Sở Nội vụ tổng hợp:",
    ],
)
@pytest.mark.parametrize("number", ["Số: 231/STP-VP\n\n", ""])
def test_a_paper_that_gives_an_opinion_on_a_draft_sets_no_targets_and_no_tasks(
    number: str, opening: str
) -> None:
    items = "1. Mục tiêu: sửa thành từ 98% trở lên.\n2. Giao Sở Tài chính lập dự toán trước ngày 15/02/2026.\n"
    plan = read_blocks([read_text(f"{number}{LETTERHEAD}{opening}\n\n{items}")])
    assert (plan.targets, plan.tasks) == ([], [])


def test_a_letter_that_agrees_to_a_draft_and_gives_work_is_no_mere_opinion() -> None:
    opening = "Chủ tịch UBND tỉnh thống nhất dự thảo Kế hoạch, giao Sở Nội vụ hoàn thiện và thực hiện như sau:"
    items = "1. Sở Tài chính xây dựng dự toán, hoàn thành trước ngày 15/02/2026.\n"
    plan = read_blocks([read_text(f"Số: 231/UBND-NC\n\n{LETTERHEAD}{opening}\n\n{items}")])
    assert [task.lead for task in plan.tasks][-1:] == [["Sở Tài chính"]]


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("Kiểm tra trên 70% đơn vị", ["> 70 %"]),
        ("Đăng 02 bài/tháng", ["= 2 bài /month"]),
        ("Tổ chức 02 lớp tập huấn", []),
        ("Trả kết quả trước hạn ít nhất 02 ngày", []),
    ],
)
def test_in_a_task_a_bare_count_and_a_time_limit_are_no_target(
    task: str, expected: list[str]
) -> None:
    text = f"{HEAD}I. NHIỆM VỤ\n1. {task}.\n- Đơn vị chủ trì: Văn phòng Sở.\n- Sản phẩm: Báo cáo về khóa đào tạo.\n"
    assert [_told(one) for one in read_blocks([read_text(text)]).targets] == expected


def test_minutes_and_letters_that_assign_nothing_set_no_targets() -> None:
    lines = "1. Mục tiêu\n- Quý I giải quyết đúng hạn 98,9% hồ sơ.\n"
    for number, title in (("3/BB-SYT", "BIÊN BẢN\nHọp giao ban\n\n"), ("3/SYT-VP", "")):
        text = f"Số: {number}\n\n{LETTERHEAD}{title}{lines}"
        assert read_blocks([read_text(text)]).targets == []


def test_a_table_of_targets_gives_one_target_a_row() -> None:
    found = targets(
        "TT\tTên chỉ tiêu\tĐơn vị tính\tKế hoạch năm 2026\tGhi chú\n1\tTỷ lệ hồ sơ đúng hạn\t%\t98\t\n"
        "2\tSố tin, bài mỗi tháng\tBài\t≥ 2\t\n3\tTỷ lệ số hóa\t%\tTheo chỉ tiêu UBND tỉnh giao\t\n"
        "4\tThôn có tổ công nghệ số\tThôn\t12/12\t\n5\tChất lượng tham mưu\t\tTốt\t\n"
    )
    assert [(one.text, _told(one)) for one in found] == [
        ("Tỷ lệ hồ sơ đúng hạn", "= 98 %"),
        ("Số tin, bài mỗi tháng", ">= 2 Bài /month"),
        ("Tỷ lệ số hóa", "@Theo chỉ tiêu UBND tỉnh giao"),
        ("Thôn có tổ công nghệ số", "= 12 Thôn"),
    ]


TABLES = [
    # header, cells of one row, what is read
    ("STT|Chỉ tiêu|Đơn vị tính|Năm 2025|Mục tiêu 2026", "1|Hồ sơ đúng hạn|%|98,2|≥ 99", [">= 99 %"]),
    ("TT|Nội dung|ĐVT|Thực hiện 2025|Kế hoạch 2026", "1|Đối thoại|cuộc|2|4", ["= 4 cuộc"]),
    ("TT|Tên chỉ tiêu|Đơn vị tính|Chỉ tiêu giao|Cách tính", "1|Hồ sơ đúng hạn|%|Tối thiểu 80|a/b", [">= 80 %"]),
    ("TT|Chỉ tiêu|Mức phấn đấu", "1|Hồ sơ đúng hạn|Từ 98% trở lên", [">= 98 %"]),
    ("TT|Chỉ tiêu|Mức phấn đấu", "1|Tỷ lệ hồ sơ đúng hạn|98", ["= 98 %"]),
    ("TT|Nội dung|Chỉ tiêu", "1|Hồ sơ trễ hạn|Không quá 2%", ["<= 2 %"]),
    ("TT|Chỉ tiêu|ĐVT|2025|2026|2027", "1|Hồ sơ đúng hạn|%|95|97|99", ["= 97 %"]),
    ("TT|Chỉ tiêu|ĐVT|Năm 2026", "1|Thời gian phản hồi|giờ|Dưới 4", ["< 4 giờ"]),
    ("TT|Chỉ tiêu|ĐVT|Năm 2026", "1|Tin, bài|tin, bài/tháng|02", ["= 2 tin, bài/tháng /month"]),
    ("TT|Chỉ tiêu|ĐVT|Năm 2026", "1|Ban hành Kế hoạch|văn bản|Quý I", []),
    ("TT|Chỉ tiêu|ĐVT|Ước TH 2025|KH 2026", "1|Hồ sơ đúng hạn|%|97|99", ["= 99 %"]),
    ("TT|Chỉ tiêu|Ước thực hiện năm 2025 (%)|Kế hoạch năm 2026 (%)", "1|Hồ sơ đúng hạn|97|99", ["= 99 %"]),
    ("TT|Chỉ tiêu|Mức tối thiểu (%)|Đơn vị theo dõi", "1|Hồ sơ đúng hạn|99|Văn phòng Sở", [">= 99 %"]),
    ("TT|Chỉ tiêu|ĐVT|Quý I|Quý II|Quý III|Quý IV|Cả năm", "1|Tin, bài|bài|6|6|6|6|24", ["= 24 bài"]),
    ("TT|Tên chỉ số|Mức phấn đấu|Đơn vị chủ trì|Thời gian", "1|Chỉ số CCHC|Top 5|Văn phòng Sở|Năm 2026", ["<= 5 hạng"]),
    ("TT|Tên chỉ số|Mục tiêu năm 2026|Đơn vị chủ trì", "1|Chỉ số CCHC|Thứ 5 trở lên|Văn phòng Sở", ["<= 5 hạng"]),
    ("TT|Chỉ tiêu|ĐVT|Kế hoạch|Ghi chú", "1|Chi thường xuyên tiết kiệm|triệu đồng|1.234,5|", ["= 1234.5 triệu đồng"]),
    ("TT|Chỉ tiêu|ĐVT|Kế hoạch|Ghi chú", "1|Thôn có tổ công nghệ số|thôn|14/14|", ["= 14 thôn"]),
    ("TT|Chỉ tiêu|ĐVT|Năm 2026", "1|Vị trí xếp hạng của Sở|Thứ hạng|Không thấp hơn 7", ["<= 7 Thứ hạng"]),
    ("TT|Chỉ tiêu|ĐVT|Văn phòng Sở|Thanh tra", "1|Sáng kiến|sáng kiến|≥ 2|1", [">= 2 sáng kiến", "= 1 sáng kiến"]),
    ("TT|Chỉ tiêu|ĐVT|Văn phòng Sở|Thanh tra Sở|Kế hoạch 2026", "1|Tin, bài|bài|3|2|5", ["= 5 bài"]),
    ("TT|Chỉ tiêu|Ghi chú", "1|100% hồ sơ được số hóa|", ["= 100 %"]),
    ("TT|Chỉ tiêu|Ghi chú", "1|Hồ sơ đúng hạn|98", []),
]  # fmt: skip


@pytest.mark.parametrize(("header", "row", "expected"), TABLES)
def test_a_table_is_read_by_its_header(header: str, row: str, expected: list[str]) -> None:
    found = targets("\n".join(line.replace("|", "\t") for line in (header, row)) + "\n")
    assert [_told(one) for one in found] == expected


def test_a_column_per_unit_gives_each_unit_a_target_of_its_own() -> None:
    found = targets(
        "TT\tChỉ tiêu\tĐVT\tPhòng Hạ tầng\tPhòng Kế hoạch\n1\tHồ sơ đúng hạn\t%\t98\t-\n"
        "2\tĐối thoại\tcuộc\t1\t2\n"
    )
    assert [(one.text, _told(one)) for one in found] == [
        ("Hồ sơ đúng hạn (Phòng Hạ tầng)", "= 98 %"),
        ("Đối thoại (Phòng Hạ tầng)", "= 1 cuộc"),
        ("Đối thoại (Phòng Kế hoạch)", "= 2 cuộc"),
    ]


def test_a_count_to_be_delivered_is_a_target() -> None:
    text = f"{HEAD}I. NHIỆM VỤ\n1. Tập huấn.\n- Chủ trì: Văn phòng Sở\n- Sản phẩm: 03 lớp tập huấn, 90 học viên\n"
    assert [_told(one) for one in read_blocks([read_text(text)]).targets] == ["= 3 lớp tập huấn"]


def test_a_table_of_targets_in_an_annex_counts_too() -> None:
    text = (
        "Số: 5/QĐ-UBND\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\nQUYẾT ĐỊNH\nGiao chỉ tiêu năm 2026\n\n"
        "Điều 1. Giao chỉ tiêu theo Phụ lục.\n\nNơi nhận:\n- Như Điều 1.\n\nPHỤ LỤC\nCHỈ TIÊU NĂM 2026\n"
        "TT\tTên chỉ tiêu\tĐơn vị tính\tChỉ tiêu giao\n1\tHồ sơ trực tuyến\t%\t80\n2\tSố hóa\t%\t95\n"
    )
    assert [_told(one) for one in read_blocks([read_text(text)]).targets] == ["= 80 %", "= 95 %"]


def _told(one: Target) -> str:
    if one.reference is not None:
        return f"@{one.reference}"
    words = [one.comparator, f"{one.value:g}", one.unit, f"/{one.per}" if one.per else None]
    return " ".join(word for word in words if word)
