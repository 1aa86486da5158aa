"""Who, when and what where no label says which is which: parts between marks, brackets, names in sentences."""

import pytest

from cchc.reading import PlanDraft, read_blocks
from cchc.reading.draft import TaskDraft
from cchc.reading.flat import flat
from cchc.reading.inputs.text import read_text
from cchc.reading.structure.unlabelled import is_only_time, names_only_units, unlabelled

HEAD = (
    "SỞ XÂY DỰNG\nSố: 45/KH-SXD\nLam Sơn, ngày 12 tháng 01 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
    "Sở Xây dựng ban hành Kế hoạch như sau:\n\n"
)


def read(body: str, head: str = HEAD) -> PlanDraft:
    return read_blocks([read_text(head + body)])


def only(body: str) -> TaskDraft:
    [task] = read(f"II. NHIỆM VỤ\n1. {body}\n").tasks
    return task


@pytest.mark.parametrize(
    "line",
    [
        "Rà soát văn bản quy phạm – Phòng Văn hóa - Xã hội – Quý II/2026 – Báo cáo rà soát",
        "Rà soát văn bản quy phạm; Phòng Văn hóa - Xã hội; quý II/2026; báo cáo rà soát.",
        "Rà soát văn bản quy phạm - Phòng Văn hóa - Xã hội - Quý II/2026 - Báo cáo rà soát",
        "Rà soát văn bản quy phạm | Phòng Văn hóa - Xã hội | Quý II/2026 | Báo cáo rà soát",
        "Quý II/2026 → Rà soát văn bản quy phạm → Phòng Văn hóa - Xã hội → Báo cáo rà soát",
    ],
)
def test_parts_between_equal_marks_are_the_fields_that_they_say(line: str) -> None:
    task = only(line)
    assert (task.text, task.lead) == ("Rà soát văn bản quy phạm", ["Phòng Văn hóa - Xã hội"])
    assert [one.lower() for one in task.products] == ["báo cáo rà soát"]
    assert str(task.schedule[0].due) == "2026-06-30"


@pytest.mark.parametrize(
    "line",
    [
        "Nâng cao chất lượng đội ngũ; đổi mới lề lối làm việc; siết chặt kỷ cương",
        "Gửi Văn phòng Sở; Thanh tra Sở tổng hợp; báo cáo Giám đốc Sở",
        "Trung tâm Phục vụ hành chính công – Văn phòng UBND tỉnh – nơi tiếp nhận hồ sơ",
        "Số hóa hồ sơ. Giao Văn phòng chủ trì; Phòng Nghiệp vụ; quý II",
    ],
)
def test_a_line_with_a_part_that_says_neither_who_nor_when_keeps_its_words(line: str) -> None:
    assert unlabelled(line) == (line, [])


@pytest.mark.parametrize(
    ("bracket", "lead", "time"),
    [
        ("(Văn phòng Sở - thường xuyên)", ["Văn phòng Sở"], "thường xuyên"),
        ("[Văn phòng Sở; tháng 10/2026]", ["Văn phòng Sở"], "tháng 10/2026"),
        ("(Văn phòng Sở, quý III)", ["Văn phòng Sở"], "quý III"),
        ("(Văn phòng Sở và Thanh tra Sở)", ["Văn phòng Sở", "Thanh tra Sở"], None),
        ("theo quy định của cơ quan thường trực (Sở Nội vụ)", [], None),
    ],
)
def test_a_bracket_behind_the_work_says_who_and_when(
    bracket: str, lead: list[str], time: str | None
) -> None:
    task = only(f"Công khai thủ tục hành chính {bracket}.")
    assert (task.lead, task.time) == (lead, time)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Phòng Tổ chức cán bộ tham mưu đề án vị trí việc làm", ["Phòng Tổ chức cán bộ"]),
        ("Phát động thi đua, do Văn phòng Sở thực hiện trong tháng 2", ["Văn phòng Sở"]),
        ("Triển khai chữ ký số. Giao Trung tâm Kiểm định.", ["Trung tâm Kiểm định"]),
        ("Mở lớp tập huấn. Phòng Hạ tầng chịu trách nhiệm tham mưu", ["Phòng Hạ tầng"]),
        ("Xã hội hóa các dịch vụ, thực hiện đặt hàng", []),
        ("Thanh tra công vụ thực hiện theo kế hoạch", []),
        ("Cán bộ, công chức thực hiện nghiêm giờ làm việc", []),
        ("Các phòng phối hợp với Văn phòng Sở rà soát văn bản", []),
    ],
)
def test_the_unit_that_opens_an_item_or_stands_behind_do_does_its_work(
    text: str, lead: list[str]
) -> None:
    assert only(text).lead == lead


def test_helpers_whose_name_sounds_like_a_verb_are_kept_whole() -> None:
    task = only("Giao Văn phòng Sở phối hợp với các phòng chuyên môn rà soát quy chế trong quý I")
    assert task.coordinating == ["các phòng chuyên môn"]


def test_a_time_that_ends_an_item_is_its_time_but_that_of_an_earlier_year_only_says_which() -> None:
    plan = read(
        "II. NHIỆM VỤ\n1. Số hóa hồ sơ lưu trữ trước ngày 30/11/2026.\n2. Công khai thủ tục, thường xuyên.\n"
        "3. Rà soát những văn bản ban hành trước ngày 01/7/2025.\n"
    )
    assert [(str(one.due), one.recurrence) for task in plan.tasks for one in task.schedule] == [
        ("2026-11-30", None),
        ("None", "continuous"),
    ]


@pytest.mark.parametrize(
    "text", ["Trước ngày 30/6", "Hằng quý", "quý II/2026", "Thường xuyên trong năm"]
)
def test_words_that_only_say_when_are_a_time(text: str) -> None:
    assert is_only_time(flat(text))
    assert not is_only_time(flat(f"{text} rà soát văn bản"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Phòng Pháp chế", True),
        ("Phòng Pháp chế chủ trì", True),
        ("Văn phòng Sở rà soát quy chế", False),
    ],
)
def test_a_part_names_units_only_where_nothing_else_is_said_of_them(text: str, names: bool) -> None:
    assert names_only_units(text) is names


def test_a_web_page_above_the_letterhead_is_no_part_of_the_plan() -> None:
    page = (
        "Trang chủ\nTin tức\n\nPhường triển khai Kế hoạch cải cách hành chính năm 2026\n\n"
        "Ngày đăng: 21/01/2026 | Lượt xem: 120\n\n"
    )
    nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    head = read("II. NHIỆM VỤ\n1. Rà soát quy chế.\n", page + nation + HEAD).document
    assert (head.number, head.issuer, head.title) == (
        "45/KH-SXD", "Sở Xây dựng", "Cải cách hành chính năm 2026",
    )  # fmt: skip
    assert read("II. NHIỆM VỤ\n1. Rà soát quy chế.\n", page + HEAD).document.number == "45/KH-SXD"


def test_what_a_form_behind_a_plan_without_letterhead_prints_hides_no_part_of_it() -> None:
    plan = read(
        "I. NHIỆM VỤ\n1. Rà soát quy chế làm việc.\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nBÁO CÁO\n",
        "",
    )
    assert plan.sections


def test_the_file_copy_ends_the_recipients() -> None:
    plan = read(
        "II. NHIỆM VỤ\n1. Rà soát quy chế./.\n\nNơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n\n"
        "Tin liên quan\n- Hội nghị đối thoại\n"
    )
    assert plan.document.recipients == ["UBND tỉnh", "Lưu: VT"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Công khai hằng tháng danh sách hồ sơ quá hạn", "hằng tháng"),
        ("Rà soát văn bản; định kỳ ngày 05 và 20 hằng tháng báo cáo", "định kỳ ngày 05 và 20 hằng tháng"),
        ("Thường xuyên rà soát văn bản quy phạm", "Thường xuyên"),
        ("Ký thư xin lỗi ngay khi phát sinh hồ sơ trễ hạn", "ngay khi phát sinh hồ sơ trễ hạn"),
        ("Trình nghị quyết về hỗ trợ nghệ nhân tại kỳ họp tháng 7/2026", "tại kỳ họp tháng 7/2026"),
        ("Đánh giá thi đua hằng tháng của công chức", None),
    ],
)  # fmt: skip
def test_how_often_or_upon_what_is_read_behind_a_verb_in_the_middle_of_a_sentence(
    text: str, time: str | None
) -> None:
    assert only(text).time == time


@pytest.mark.parametrize(
    ("time", "due", "recurrence"),
    [
        ("6 tháng; năm", "None", "semiannual"),
        ("Trước khi bắt đầu năm học 2026 - 2027", "None", "on_event"),
        ("Hết năm học 2025 - 2026", "None", None),
    ],
)
def test_a_school_year_is_no_year_of_the_plan(time: str, due: str, recurrence: str | None) -> None:
    task = only(f"Rà soát quy chế.\n- Chủ trì: Phòng Đào tạo.\n- Thời gian: {time}.")
    assert [(str(one.due), one.recurrence) for one in task.schedule] == [(due, recurrence)]


def test_labels_without_a_colon_may_have_values_in_small_letters() -> None:
    task = only(
        "Luân phiên kiểm lâm địa bàn.\n   + Đơn vị chủ trì Tổ Tổng hợp\n   + Đơn vị phối hợp các Trạm Kiểm lâm\n"
        "   + Sản phẩm Quyết định luân phiên\n   + Thời gian thực hiện tháng 7 - 8/2026"
    )
    assert (task.lead, task.coordinating, task.products, task.time) == (
        ["Tổ Tổng hợp"], ["các Trạm Kiểm lâm"], ["Quyết định luân phiên"], "tháng 7 - 8/2026",
    )  # fmt: skip


def test_documents_with_and_between_them_are_two_products() -> None:
    task = only(
        "Rà soát văn bản.\n- Chủ trì: Văn phòng.\n- Sản phẩm: Báo cáo rà soát và Quyết định bãi bỏ."
    )
    assert task.products == ["Báo cáo rà soát", "Quyết định bãi bỏ"]


def test_what_is_to_be_told_in_a_communication_plan_is_no_task() -> None:
    plan = read(
        "II. NỘI DUNG TUYÊN TRUYỀN\n1. Tiện ích của dịch vụ công trực tuyến.\n\nIII. HÌNH THỨC TUYÊN TRUYỀN\n"
        "1. Mở chuyên mục trên báo.\n- Chủ trì: Văn phòng Sở.\n- Thời gian: Quý I.\n"
    )
    assert [task.path for task in plan.tasks] == ["III.1"]


def test_a_paragraph_for_all_behind_the_duties_of_one_unit_is_not_its_duty() -> None:
    letter = HEAD.replace("45/KH-SXD", "45/SXD-VP").replace("KẾ HOẠCH\n", "")
    plan = read(
        "1. Báo Lam Sơn\nXây dựng chuyên mục CCHC, xong trước ngày 01/4/2026.\n\n"
        "Các cơ quan, đơn vị báo cáo kết quả thực hiện Công văn này trước ngày 20/6/2026.\n",
        letter,
    )
    assert [task.text[:22] for task in plan.tasks] == ["Xây dựng chuyên mục CC"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Ban hành kế hoạch của xã: Tháng 01/2026", "Tháng 01/2026"),
        ("Công khai thủ tục tại trụ sở: thường xuyên", "thường xuyên"),
        ("Ký số toàn bộ văn bản đi (tháng 10/2026)", "tháng 10/2026"),
        ("Theo dõi, đôn đốc; trước ngày 15/12/2026 báo cáo kết quả", "trước ngày 15/12/2026"),
        ("Tổng hợp kết quả theo quy trình nội bộ", None),
    ],
)
def test_a_time_that_ends_an_item_behind_a_colon_or_in_a_bracket_is_its_time(
    text: str, time: str | None
) -> None:
    assert only(text).time == time


def test_a_heading_that_only_says_when_says_it_for_its_items() -> None:
    plan = read(
        "II. LỊCH CÔNG VIỆC\n1. Tháng 01/2026\n- Kiện toàn Tổ cải cách (Phòng Kế hoạch tổng hợp).\n"
        "2. Quý II/2026\n- Khảo sát sự hài lòng (Phòng Điều dưỡng, Khoa Khám bệnh phối hợp).\n"
    )
    assert [(task.lead, task.coordinating, str(task.schedule[0].due)) for task in plan.tasks] == [
        (["Phòng Kế hoạch tổng hợp"], [], "2026-01-31"),
        (["Phòng Điều dưỡng"], ["Khoa Khám bệnh"], "2026-06-30"),
    ]
    assert plan.tasks[0].marks["time"] == ["inherited"]


def test_who_leads_is_read_from_the_words_where_the_labels_only_say_when_and_what() -> None:
    task = only(
        "Đào tạo: Phòng Đào tạo rà soát quy chế tín chỉ; thời gian: quý I; sản phẩm: Quy chế sửa đổi."
    )
    assert (task.lead, task.products) == (["Phòng Đào tạo"], ["Quy chế sửa đổi"])


def test_a_word_that_only_sounds_like_from_bounds_no_level() -> None:
    lines = (
        "- Văn bản điện tử đạt 100%.\n- Hồ sơ điện tử đạt từ 90% trở lên.\n"
        "- Mỗi quý có ít nhất 01 buổi đối thoại.\n"
        "- Hồ sơ trực tuyến từ 85%.\n"
    )
    plan = read(f"I. MỤC TIÊU\n{lines}II. NHIỆM VỤ\n1. Rà soát quy chế.\n")
    assert [(one.comparator, one.value) for one in plan.targets] == [
        ("=", 100), (">=", 90), (">=", 1), (">=", 85),
    ]  # fmt: skip


def test_a_plan_that_begins_before_its_year_covers_both() -> None:
    head = HEAD.replace("hành chính năm 2026", "hành chính quý IV năm 2025 và năm 2026")
    plan = read("II. NHIỆM VỤ\n1. Rà soát hồ sơ, hoàn thành trước 30/4.\n", head)
    assert (str(plan.period.start), str(plan.period.end)) == ("2025-10-01", "2026-12-31")
    assert str(plan.tasks[0].schedule[0].due) == "2026-04-30"


def test_items_below_a_heading_that_says_who_leads_are_tasks_beside_labelled_ones() -> None:
    plan = read(
        "II. NHIỆM VỤ CỤ THỂ\n1. Cải cách thể chế (Phòng Pháp chế chủ trì)\na) Rà soát văn bản trong quý II/2026;\n"
        "2. Cải cách thủ tục hành chính\na) Công khai thủ tục. Chủ trì: Văn phòng Sở.\n"
        "3. Chuyển đổi số\nĐầu mối thực hiện: Trung tâm Khuyến công\na) Nâng cấp trang tin, tháng 6/2026.\n"
    )
    assert [(task.path, task.lead) for task in plan.tasks] == [
        ("II.1.a", ["Phòng Pháp chế"]),
        ("II.2.a", ["Văn phòng Sở"]),
        ("II.3.a", ["Trung tâm Khuyến công"]),
    ]


@pytest.mark.parametrize(
    ("line", "lead", "helping"),
    [
        ("Mở hội nghị đối thoại - Văn phòng Sở phối hợp Phòng Hạ tầng thực hiện - Tháng 5; tháng 11",
         ["Văn phòng Sở"], ["Phòng Hạ tầng"]),
        ("Kiểm tra công vụ => Thanh tra Sở => Quý III", ["Thanh tra Sở"], []),
        ("Rà soát toàn bộ văn bản. Phòng Pháp chế tham mưu trình trước ngày 30/9/2026", ["Phòng Pháp chế"], []),
        ("Các phòng: cập nhật dữ liệu trước ngày 25 hằng tháng", ["Các phòng"], []),
    ],
)  # fmt: skip
def test_who_leads_and_helps_is_told_in_every_order(
    line: str, lead: list[str], helping: list[str]
) -> None:
    task = only(line)
    assert (task.lead, task.coordinating) == (lead, helping)
