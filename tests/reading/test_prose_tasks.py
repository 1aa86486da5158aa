"""Plans and letters whose work stands in sentences: once or several times in a paragraph, by unit or by area."""

from cchc.reading import PlanDraft, read_blocks
from cchc.reading.draft import TaskDraft
from cchc.reading.inputs.text import read_text

HEAD = (
    "UBND TỈNH LAM SƠN\nSỞ CÔNG THƯƠNG\n\nSố: 41/KH-SCT\n\nLam Sơn, ngày 12 tháng 01 năm 2026\n\n"
    "KẾ HOẠCH\nCải cách hành chính năm 2026\n\nSở Công Thương ban hành Kế hoạch như sau:\n\n"
)
LETTER = HEAD.replace("41/KH-SCT", "41/SCT-VP\nV/v giao việc đầu năm").replace("KẾ HOẠCH\n", "")


def read(body: str, head: str = HEAD) -> PlanDraft:
    return read_blocks([read_text(head + body)])


def told(plan: PlanDraft) -> list[tuple[str, list[str], list[str], str | None]]:
    return [(task.key, task.lead, task.coordinating, _when(task)) for task in plan.tasks]


def _when(task: TaskDraft) -> str | None:
    entry = task.schedule[0] if task.schedule else None
    return None if entry is None else str(entry.due) if entry.due else entry.recurrence


def test_lines_that_open_lists_part_targets_from_tasks_below_an_area() -> None:
    plan = read(
        "I. CHỈ TIÊU, NHIỆM VỤ CÁC LĨNH VỰC\n\n1. Cải cách thể chế\n\nCác chỉ tiêu:\n"
        "- Ít nhất 97% văn bản trình đúng hạn.\n"
        "Nhiệm vụ cụ thể:\n"
        "a) Sửa quy định về cụm công nghiệp. Giao Phòng Quản lý công nghiệp chủ trì, phối hợp với Văn phòng Sở, "
        "xong trước ngày 15/4/2026.\n"
        "b) Giao Văn phòng Sở chủ trì, phối hợp Thanh tra Sở biên soạn sổ tay pháp luật, hoàn thành trong tháng 8.\n"
        "2. Chuyển đổi số\n\nCác chỉ tiêu:\n- 100% hồ sơ được số hóa.\nNhiệm vụ cụ thể:\n"
        "a) Lắp đặt phòng họp trực tuyến. Văn phòng Sở chủ trì, hoàn thành trong quý III/2026.\n"
    )
    assert told(plan) == [
        ("I.1.a", ["Phòng Quản lý công nghiệp"], ["Văn phòng Sở"], "2026-04-15"),
        ("I.1.b", ["Văn phòng Sở"], ["Thanh tra Sở"], "2026-08-31"),
        ("I.2.a", ["Văn phòng Sở"], [], "2026-09-30"),
    ]
    assert [(one.comparator, one.value) for one in plan.targets] == [(">=", 97), ("=", 100)]


def test_a_paragraph_that_gives_work_several_times_is_several_tasks() -> None:
    plan = read(
        "II. NHIỆM VỤ TRỌNG TÂM\n\n1. Cải cách thủ tục hành chính\n\n"
        "Giao Phòng Thương mại chủ trì, phối hợp với Văn phòng Sở rà soát thủ tục cấp phép bán lẻ, hoàn thành trước "
        "ngày 30/4/2026. Giao Phòng Năng lượng xây dựng quy trình thẩm định điện mặt trời mái nhà, xong trong quý II; "
        "giao Trung tâm Khuyến công chủ trì lập danh sách cơ sở được hỗ trợ trước ngày 20/5/2026.\n\n"
        "Nâng cao chất lượng tiếp nhận hồ sơ.\n"
    )
    assert told(plan) == [
        ("II.1", ["Phòng Thương mại"], ["Văn phòng Sở"], "2026-04-30"),
        ("II.1#2", ["Phòng Năng lượng"], [], "2026-06-30"),
        ("II.1#3", ["Trung tâm Khuyến công"], [], "2026-05-20"),
    ]
    assert plan.tasks[1].text.startswith("Giao Phòng Năng lượng xây dựng quy trình")


def test_who_follows_or_helps_the_same_work_makes_no_task_of_its_own() -> None:
    plan = read(
        "II. NHIỆM VỤ\n\n1. Cải cách tài chính công\n\n"
        "a) Mua sắm tập trung thiết bị văn phòng. Giao Văn phòng Sở chủ trì, phối hợp với Phòng Kế hoạch, hoàn thành "
        "trong quý II. Giao Thanh tra Sở theo dõi, đôn đốc thực hiện trong năm 2026.\n"
        "b) Công khai quyết toán năm 2025. Giao Phòng Kế hoạch chủ trì. "
        "Phòng Kế hoạch gửi bản công khai trước 30/6/2026.\n"
    )
    assert [task.lead for task in plan.tasks] == [["Văn phòng Sở"], ["Phòng Kế hoạch"]]


def test_the_product_that_a_sentence_names_is_read() -> None:
    plan = read(
        "II. NHIỆM VỤ\n\n1. Giao Phòng Năng lượng chủ trì khảo sát nguồn điện mặt trời; sản phẩm là Bản đồ phụ tải "
        "được Giám đốc Sở duyệt, hoàn thành trước ngày 01/9/2026.\n"
        "2. Giao Văn phòng Sở chủ trì đổi mới họp giao ban; kết quả đầu ra: Quy chế họp trực tuyến; "
        "thời gian trong quý I.\n"
    )
    assert [task.products for task in plan.tasks] == [
        ["Bản đồ phụ tải được Giám đốc Sở duyệt"],
        ["Quy chế họp trực tuyến"],
    ]


def test_duties_by_unit_are_read_where_no_heading_speaks_of_tasks() -> None:
    plan = read(
        "I. VĂN PHÒNG SỞ\n\n1. Xây dựng lịch tiếp công dân, niêm yết trước ngày 25/01/2026.\n"
        "2. Chủ trì, phối hợp với Phòng Thương mại mở chuyên mục hỏi đáp trong quý II/2026.\n\n"
        "II. PHÒNG THƯƠNG MẠI\n\n1. Khảo sát các chợ đầu mối, gửi báo cáo trước ngày 15/7/2026.\n"
    )
    assert told(plan) == [
        ("I.1", ["VĂN PHÒNG SỞ"], [], "2026-01-25"),
        ("I.2", ["VĂN PHÒNG SỞ"], ["Phòng Thương mại"], "2026-06-30"),
        ("II.1", ["PHÒNG THƯƠNG MẠI"], [], "2026-07-15"),
    ]


def test_a_letter_may_give_several_units_work_in_one_paragraph() -> None:
    plan = read(
        "Sở đề nghị:\n\n1. Văn phòng Sở chủ trì tổng hợp nhu cầu đào tạo, hoàn thành trước ngày 20/02/2026. "
        "Phòng Năng lượng chủ trì xây dựng giáo trình an toàn điện, hoàn thành trước ngày 15/3/2026.\n",
        LETTER,
    )
    assert told(plan) == [
        ("1", ["Văn phòng Sở"], [], "2026-02-20"),
        ("1#2", ["Phòng Năng lượng"], [], "2026-03-15"),
    ]


def test_what_goes_on_without_end_is_a_duty_when_it_is_said_first_or_last() -> None:
    plan = read(
        "Sở đề nghị:\n\n1. Ủy ban nhân dân các xã, phường:\n"
        "- Trực tiếp nhận hồ sơ tại nhà văn hóa, thực hiện thường xuyên.\n"
        "- Thường xuyên tuyên truyền đến người dân.\n- Kiểm tra chợ tạm trước ngày 30/3/2026.\n",
        LETTER,
    )
    assert told(plan) == [
        ("1", ["Ủy ban nhân dân các xã, phường"], [], "continuous"),
        ("1#2", ["Ủy ban nhân dân các xã, phường"], [], "continuous"),
        ("1#3", ["Ủy ban nhân dân các xã, phường"], [], "2026-03-30"),
    ]


def test_to_report_on_the_whole_at_set_times_is_no_task_but_a_reporting_date() -> None:
    plan = read(
        "Sở đề nghị:\n\n1. Phòng Thương mại khảo sát giá, gửi kết quả trước ngày 10/4/2026.\n"
        "2. Các phòng, đơn vị báo cáo kết quả thực hiện về Văn phòng Sở trước ngày 08/6/2026 (báo cáo 6 tháng) và "
        "trước ngày 25/11/2026 (báo cáo năm).\n",
        LETTER,
    )
    assert [task.lead for task in plan.tasks] == [["Phòng Thương mại"]]
    assert [(one.period, str(one.due)) for one in plan.report_deadlines] == [
        ("2026-H1", "2026-06-08"),
        ("2026", "2026-11-25"),
    ]


def test_a_document_that_others_make_is_no_product_of_who_urges_them() -> None:
    plan = read(
        "Sở đề nghị:\n\n1. Văn phòng Sở đôn đốc ban hành văn bản hướng dẫn còn thiếu, xong trong tháng 5/2026.\n"
        "2. Phòng Năng lượng tập huấn kỹ năng soạn thảo văn bản trong tháng 6/2026.\n",
        LETTER,
    )
    assert [task.products for task in plan.tasks] == [[], []]


def test_parts_that_are_spelt_out_hold_paragraphs_about_areas() -> None:
    plan = read(
        "Phần thứ nhất\nMỤC ĐÍCH\n\nLàm cho thủ tục dễ hiểu hơn.\n\nPhần thứ hai\nNHIỆM VỤ CỤ THỂ\n\n"
        "Về cải cách thể chế: Giao Phòng Năng lượng chủ trì sửa quy định về điện nông thôn, hoàn thành trước ngày "
        "31/3/2026; Thanh tra Sở phổ biến quy định mới cho doanh nghiệp ít nhất 01 lần/quý.\n\n"
        "Phần thứ ba\nTỔ CHỨC THỰC HIỆN\n\nVăn phòng Sở theo dõi chung.\n"
    )
    assert told(plan) == [
        ("II", ["Phòng Năng lượng"], [], "2026-03-31"),
        ("II#2", ["Thanh tra Sở"], [], "quarterly"),
    ]
