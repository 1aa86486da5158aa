"""Layouts that offices share though their words differ: brackets of parts, headers of their own, letters' heads."""

import pytest

from cchc.reading import PlanDraft, read_blocks
from cchc.reading.draft import TaskDraft
from cchc.reading.inputs.text import read_text
from tests.reading.grids import read_tables

HEAD = (
    "SỞ XÂY DỰNG\nSố: 45/KH-SXD\nLam Sơn, ngày 12 tháng 01 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
    "Sở Xây dựng ban hành Kế hoạch cải cách hành chính năm 2026 như sau:\n\n"
)


def read(body: str, head: str = HEAD) -> PlanDraft:
    return read_blocks([read_text(head + body)])


def only(work: str) -> TaskDraft:
    [task] = read(f"II. NHIỆM VỤ\n1. Cải cách thể chế\n- {work}\n").tasks
    return task


@pytest.mark.parametrize(
    ("bracket", "lead", "helping", "time", "products"),
    [
        ("Thanh tra Sở chủ trì; Phòng Pháp chế, Văn phòng Sở phối hợp; quý II/2026",
         ["Thanh tra Sở"], ["Phòng Pháp chế", "Văn phòng Sở"], "quý II/2026", []),
        ("Thanh tra Sở chủ trì, Phòng Pháp chế phối hợp; xong trong tháng 4/2026; sản phẩm: Báo cáo rà soát",
         ["Thanh tra Sở"], ["Phòng Pháp chế"], "xong trong tháng 4/2026", ["Báo cáo rà soát"]),
        ("Văn phòng Sở tham mưu; phối hợp: Phòng Pháp chế, Thanh tra Sở; hằng tháng",
         ["Văn phòng Sở"], ["Phòng Pháp chế", "Thanh tra Sở"], "hằng tháng", []),
        ("Văn phòng Sở; khi có yêu cầu", ["Văn phòng Sở"], [], "khi có yêu cầu", []),
        ("Phòng Quản lý nhà làm đầu mối; theo kế hoạch của tỉnh",
         ["Phòng Quản lý nhà"], [], "theo kế hoạch của tỉnh", []),
    ],
)  # fmt: skip
def test_a_bracket_behind_the_work_tells_in_parts_who_and_when(
    bracket: str, lead: list[str], helping: list[str], time: str, products: list[str]
) -> None:
    task = only(f"Rà soát văn bản hết hiệu lực ({bracket}).")
    assert (task.text, task.lead, task.coordinating) == (
        "Rà soát văn bản hết hiệu lực",
        lead,
        helping,
    )
    assert (task.time, task.products) == (time, products)


@pytest.mark.parametrize(
    "bracket", ["xây mới; sửa chữa", "Luật Nhà ở; Luật Đất đai", "gửi Văn phòng Sở; Thanh tra Sở"]
)
def test_a_bracket_that_explains_the_work_stays_with_it(bracket: str) -> None:
    work = f"Rà soát văn bản hết hiệu lực ({bracket})"
    plan = read(f"II. NHIỆM VỤ\n1. Cải cách thể chế\n- {work}\n")
    assert [task.text for task in plan.tasks] == [work]


@pytest.mark.parametrize(
    ("leads", "helps"),
    [("Bộ phận làm chính", "Bộ phận cùng làm"), ("Phòng lo chính", "Phòng cùng lo"), ("Ban gánh việc", "Tổ góp sức")],
)  # fmt: skip
def test_a_header_that_numbers_rows_names_columns_whatever_they_are_called(
    leads: str, helps: str
) -> None:
    plan = read_tables(f"""
        STT | Công việc | {leads} | {helps} | Kết quả | Thời hạn
        1 | Rà soát quy chế làm việc | Văn phòng Sở | Thanh tra Sở | Báo cáo | Quý I
        2 | Kiểm tra công vụ đột xuất | Thanh tra Sở | Văn phòng Sở | Kết luận | Quý II
    """)
    assert [(task.lead, task.coordinating) for task in plan.tasks] == [
        (["Văn phòng Sở"], ["Thanh tra Sở"]),
        (["Thanh tra Sở"], ["Văn phòng Sở"]),
    ]


@pytest.mark.parametrize(
    "header",
    ["Đơn vị chủ trì/ Nội dung nhiệm vụ", "Cơ quan chủ trì - Công việc", "Nhiệm vụ, đơn vị chủ trì"],
)  # fmt: skip
def test_a_column_may_head_the_units_and_below_each_what_it_does(header: str) -> None:
    plan = read_tables(f"""
        TT | {header} | Phối hợp | Hoàn thành
        I | Phòng Giám định, kiểm tra chủ trì | |
        1 | Rà soát quy chế làm việc của Sở | Văn phòng Sở | 31/03/2026
        II | Văn phòng Sở chủ trì | |
        1 | Kiểm tra công vụ đột xuất | Thanh tra Sở | Quý II
    """)
    assert [(task.text[:10], task.lead, task.coordinating) for task in plan.tasks] == [
        ("Rà soát qu", ["Phòng Giám định, kiểm tra"], ["Văn phòng Sở"]),
        ("Kiểm tra c", ["Văn phòng Sở"], ["Thanh tra Sở"]),
    ]


def test_work_crossed_in_all_four_quarters_comes_every_quarter() -> None:
    plan = read_tables("""
        TT | Nội dung | Chủ trì | Quý I | Quý II | Quý III | Quý IV
        1 | Rà soát quy chế | Văn phòng Sở | x | x | x | x
        2 | Đối thoại với doanh nghiệp | Văn phòng Sở | | 15/5 | | x
    """)
    assert [task.time for task in plan.tasks] == ["Hằng quý", "15/5 Quý IV"]
    assert [one.recurrence for one in plan.tasks[0].schedule] == ["quarterly"]


@pytest.mark.parametrize(
    "label", ["Chủ trì tham mưu", "Chủ trì, tham mưu", "Tham mưu thực hiện", "Chủ trì giải quyết"]
)
def test_two_words_for_leading_make_one_label(label: str) -> None:
    plan = read(
        "II. NHIỆM VỤ\n1. Cải cách thể chế\na) Rà soát quy chế làm việc.\n"
        f"- {label}: Văn phòng Sở.\n- Thời hạn: Quý I.\n"
    )
    assert [(task.text, task.lead) for task in plan.tasks] == [
        ("Rà soát quy chế làm việc", ["Văn phòng Sở"])
    ]


@pytest.mark.parametrize(
    "told", ["Năm 2025, Sở tiếp nhận 900 hồ sơ", "Năm học 2024 - 2025, Sở có 7 phòng"]
)
def test_a_paragraph_about_an_earlier_year_sets_no_target_in_its_later_sentences(told: str) -> None:
    plan = read(
        f"{told}. Tỷ lệ đúng hạn đạt 93,7%; có 03 đơn vị quá hạn trên 5%. Phấn đấu nâng tỷ lệ trực tuyến đạt 80%.\n\n"
        "I. CHỈ TIÊU\n- Hồ sơ đúng hạn đạt 98%.\n- Cán bộ vi phạm kỷ luật: 0 trường hợp.\n"
    )
    assert sorted(target.value or 0 for target in plan.targets) == [0, 80, 98]


@pytest.mark.parametrize("code", ["QCPH", "QCLN"])
def test_rules_that_several_offices_issue_give_no_tasks(code: str) -> None:
    plan = read(
        "QUY CHẾ PHỐI HỢP\nGiữa Sở Tư pháp và Thuế tỉnh\n\nĐiều 1. Cung cấp thông tin\n"
        "1. Thuế tỉnh gửi danh sách cho Sở Tư pháp trước ngày 10 hằng tháng.\n",
        f"SỞ TƯ PHÁP - THUẾ TỈNH\nSố: 05/{code}-STP-TT\nLam Sơn, ngày 12 tháng 4 năm 2026\n\n",
    )
    assert (plan.document.type, plan.tasks) == ("QC", [])


LETTER = (
    "CỤC THUẾ\nTHUẾ TỈNH LAM SƠN\nSố: 129/TLS-TCCB\nV/v phân công nhiệm vụ cải cách\nhành chính năm 2026\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLam Sơn, ngày 06 tháng 02 năm 2026\n\n"
    "Kính gửi: Các phòng thuộc Thuế tỉnh.\n\nThuế tỉnh phân công nhiệm vụ cho các đơn vị như sau:\n\n"
)


def test_the_subject_of_a_letter_goes_on_below_its_first_line_beside_the_nations_name() -> None:
    plan = read(
        "1. Các Thuế cơ sở\n- Lập danh sách hộ kinh doanh, gửi Phòng Nghiệp vụ trước ngày 25 hằng tháng.\n"
        "2. Phòng Chính trị, tư tưởng\n- Tổ chức hội thi trong tháng 10/2026.\n"
        "3. Chi nhánh phía Nam\n- Bố trí một công chức nhận hồ sơ trước ngày 01/8/2026.\n"
        "4. Trưởng các phòng đưa nội dung cải cách hành chính vào chương trình công tác của đơn vị./.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. TRƯỞNG THUẾ TỈNH\nPHÓ TRƯỞNG THUẾ TỈNH\n\nLò Văn Ánh\n",
        LETTER,
    )
    document = plan.document
    assert (document.number, document.title) == (
        "129/TLS-TCCB",
        "phân công nhiệm vụ cải cách hành chính năm 2026",
    )
    assert (document.signer.authority, document.signer.position, document.signer.name) == (
        "KT. TRƯỞNG THUẾ TỈNH",
        "PHÓ TRƯỞNG THUẾ TỈNH",
        "Lò Văn Ánh",
    )
    assert [task.lead for task in plan.tasks] == [
        ["Các Thuế cơ sở"],
        ["Phòng Chính trị, tư tưởng"],
        ["Chi nhánh phía Nam"],
    ]


def test_a_paragraph_beside_items_that_gives_nobody_work_is_no_task() -> None:
    plan = read(
        "II. NHIỆM VỤ\n1. Cải cách thủ tục hành chính\n\n"
        "Thủ tục của ngành liên quan tới hầu hết gia đình, vì vậy yêu cầu chung là đơn giản, dễ hiểu.\n\n"
        "a) Văn phòng Sở chủ trì rà soát thủ tục trong quý II/2026.\n"
    )
    assert [task.path for task in plan.tasks] == ["II.1.a"]


@pytest.mark.parametrize(
    "told", ["Xã có 9/14 bản cách trung tâm trên 10 km", "Hiện nay, toàn ngành còn 45% hồ sơ giấy"]
)
def test_what_a_list_of_tasks_opens_with_sets_no_target(told: str) -> None:
    plan = read(
        f"II. NHIỆM VỤ\n1. Cải cách thủ tục hành chính\n\n{told}; các phòng chủ động phục vụ.\n\n"
        "- Rà soát thủ tục (Văn phòng Sở chủ trì; quý II).\n"
    )
    assert [task.lead for task in plan.tasks] == [["Văn phòng Sở"]]
    assert plan.targets == []
