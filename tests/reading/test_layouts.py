"""Small variants of layout, each in the fewest lines that show it."""

from datetime import date

import pytest

from cchc.reading import PlanDraft, read_blocks
from cchc.reading.draft import TaskDraft
from cchc.reading.inputs.text import read_text

HEAD = "Số: 5/KH-SYT\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n\n"


def read(body: str, head: str = HEAD) -> PlanDraft:
    return read_blocks([read_text(head + body)])


def told(plan: PlanDraft) -> list[tuple[str, str, list[str], str | None]]:
    return [(task.key, task.text, task.lead, _time(task)) for task in plan.tasks]


def _time(task: TaskDraft) -> str | None:
    entry = task.schedule[0] if task.schedule else None
    return None if entry is None else str(entry.due) if entry.due else entry.recurrence


def test_fields_in_brackets_or_behind_the_sentence_belong_to_the_item() -> None:
    plan = read(
        "II. NHIỆM VỤ\n\n1. Cải cách thể chế\n\n"
        "- Rà soát quy chế (Chủ trì: Văn phòng Sở; phối hợp: các phòng; thời gian: Quý I).\n"
        "- Công bố danh mục. Đơn vị chủ trì: Thanh tra Sở. Thời gian hoàn thành: Tháng 5/2026.\n"
    )
    assert told(plan) == [
        ("II.1", "Rà soát quy chế", ["Văn phòng Sở"], "2026-03-31"),
        ("II.1#2", "Công bố danh mục", ["Thanh tra Sở"], "2026-05-31"),
    ]


def test_fields_as_lettered_points_belong_to_the_item_above() -> None:
    plan = read(
        "II. NHIỆM VỤ\n\n1. Kiểm tra công vụ\na) Đơn vị chủ trì: Thanh tra Sở.\nb) Thời gian: Quý II.\n"
        "2. Tập huấn\na) Đơn vị chủ trì: Văn phòng Sở.\nb) Thời gian: Quý III.\n"
    )
    assert told(plan) == [
        ("II.1", "Kiểm tra công vụ", ["Thanh tra Sở"], "2026-06-30"),
        ("II.2", "Tập huấn", ["Văn phòng Sở"], "2026-09-30"),
    ]


def test_a_lead_named_once_under_a_heading_is_inherited_and_marked() -> None:
    plan = read(
        "II. NHIỆM VỤ\n\n1. Cải cách thể chế\n\nĐơn vị chủ trì: Phòng Pháp chế\n\n"
        "a) Rà soát văn bản.\n- Thời gian: Quý I\nb) Công bố danh mục.\n- Thời gian: Quý II\n"
    )
    assert [(task.path, task.lead, task.marks) for task in plan.tasks] == [
        ("II.1.a", ["Phòng Pháp chế"], {"lead": ["inherited"]}),
        ("II.1.b", ["Phòng Pháp chế"], {"lead": ["inherited"]}),
    ]


def test_an_item_without_fields_among_assigned_ones_is_a_task() -> None:
    plan = read(
        "II. NHIỆM VỤ\n\n1. Cải cách công vụ\n\na) Tập huấn.\n- Đơn vị chủ trì: Văn phòng Sở\n- Thời gian: Quý I\n"
        "b) Chấn chỉnh giờ giấc: Tổ kiểm tra của Sở thực hiện việc nhắc nhở trong năm 2026.\n"
    )
    assert plan.tasks[1].lead == ["Tổ kiểm tra của Sở"]
    assert plan.tasks[1].time == "trong năm 2026"
    assert _time(plan.tasks[1]) == "2026-12-31"


def test_rows_numbered_below_a_row_of_its_own_are_its_group() -> None:
    plan = read(
        "II. NHIỆM VỤ\nTT\tNội dung\tĐơn vị chủ trì\tThời gian\n1\tCải cách thể chế\t\t\n"
        "1.1\tRà soát\tVăn phòng Sở\tQuý I\n2\tCải cách TTHC\t\t\n2.1\tNiêm yết\tThanh tra Sở\tThường xuyên\n"
    )
    assert [(task.path, task.section, task.area) for task in plan.tasks] == [
        ("II/Cải cách thể chế/1.1", "Cải cách thể chế", "institutions"),
        ("II/Cải cách TTHC/2.1", "Cải cách TTHC", "procedures"),
    ]


def test_a_decision_that_carries_a_plan_is_read_with_its_plan() -> None:
    plan = read(
        "Điều 1. Ban hành Kế hoạch.\nĐiều 2. Có hiệu lực từ ngày ký./.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLò Văn An\n"
        "KẾ HOẠCH\nCải cách hành chính năm 2026\nI. MỤC TIÊU\n1. Phấn đấu 95% hồ sơ đúng hạn.\n"
        "II. NHIỆM VỤ\n1. Cải cách thể chế\n- Rà soát văn bản.\n",
        "Số: 9/QĐ-UBND\nLam Sơn, ngày 02 tháng 01 năm 2026\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch năm 2026\n",
    )
    assert (plan.document.type, plan.document.number) == ("QĐ", "9/QĐ-UBND")
    assert told(plan) == [("II.1", "Rà soát văn bản", [], None)]
    assert [target.value for target in plan.targets] == [95]


def test_plain_numbered_items_under_a_heading_of_tasks_are_tasks() -> None:
    plan = read(
        "I. MỤC TIÊU\n\nNâng cao chất lượng.\n\nII. NỘI DUNG THỰC HIỆN\n\n1. Xây dựng kế hoạch.\n\n"
        "2. Tổ chức hội nghị.\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng Sở đôn đốc.\n"
    )
    assert [task.path for task in plan.tasks] == ["II.1", "II.2"]


def test_a_lead_line_that_names_helpers_gives_both() -> None:
    [task] = read(
        "II. NHIỆM VỤ\n1. Rà soát quy chế.\n- Đơn vị chủ trì: Văn phòng Sở phối hợp với Thanh tra Sở và các phòng.\n"
        "- Thời gian: Quý I\n"
    ).tasks
    assert (task.lead, task.coordinating) == (["Văn phòng Sở"], ["Thanh tra Sở", "các phòng"])


def test_headings_in_capitals_without_numbers_are_headings() -> None:
    plan = read(
        "MỤC TIÊU\n\nNâng cao chất lượng.\n\nNHIỆM VỤ\n\nCải cách thể chế\n\n- Rà soát quy chế.\n"
        "- Công bố danh mục.\n\nTỔ CHỨC THỰC HIỆN\n\nVăn phòng Sở đôn đốc./.\n"
    )
    assert [(task.key, task.text) for task in plan.tasks] == [
        ("#1", "Rà soát quy chế"),
        ("#2", "Công bố danh mục"),
    ]


def test_a_letter_gives_each_unit_its_duties() -> None:
    plan = read(
        "Kính gửi: Các sở, ban, ngành.\nSở Nội vụ đề nghị:\n"
        "1. Các sở, ban, ngành rà soát, gửi báo cáo về Sở Nội vụ trước ngày 20/3/2026.\n"
        "2. Sở Y tế chủ trì, phối hợp với Sở Tài chính xây dựng phương án, trình trước ngày 30/4/2026.\n"
        "3. Các đơn vị nghiêm túc thực hiện.\n",
        "Số: 415/SNV-CCHC\nV/v đôn đốc thực hiện kế hoạch\nLam Sơn, ngày 05 tháng 3 năm 2026\n",
    )
    assert (plan.document.type, plan.document.title) == ("CV", "đôn đốc thực hiện kế hoạch")
    assert [(task.path, task.lead, task.coordinating, _time(task)) for task in plan.tasks] == [
        ("1", ["Các sở, ban, ngành"], [], "2026-03-20"),
        ("2", ["Sở Y tế"], ["Sở Tài chính"], "2026-04-30"),
    ]


def test_an_annex_alone_is_read_with_the_year_it_names() -> None:
    plan = read(
        "PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ NĂM 2026\n(Kèm theo Kế hoạch số 5/KH-SYT ngày 02/01/2026 của Sở Y tế)\n\n"
        "STT\tNhiệm vụ\tĐơn vị chủ trì\tThời gian\nI\tCải cách thể chế\t\t\n1\tRà soát\tVăn phòng Sở\tQuý I\n",
        "",
    )
    assert told(plan) == [("PL/Cải cách thể chế/1", "Rà soát", ["Văn phòng Sở"], "2026-03-31")]
    assert plan.document.issuer is None


ROWS = "STT\tNhiệm vụ\tĐơn vị chủ trì\tThời gian\nI\tCải cách thể chế\t\t\n1\tRà soát\tVăn phòng Sở\tQuý I\n"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        (
            "PHỤ LỤC\n(Kèm theo Kế hoạch số      /KH-SYT ngày    tháng    năm 2025 của Sở Y tế)\n\n",
            2025,
        ),
        ("PHỤ LỤC\nNHIỆM VỤ NĂM 2026\n(Kèm theo Kế hoạch số 5/KH-SYT ngày 28/12/2025)\n\n", 2026),
        (
            "PHỤ LỤC\n(Kèm theo Kế hoạch số 5/KH-SYT ngày 02/01/2025)\nTrong năm 2024, 2024.\n\n",
            2025,
        ),
        ("", None),
        ("(Kèm theo Kế hoạch năm 0 của Sở Y tế)\n\n", None),
    ],
)
def test_an_annex_alone_takes_the_year_it_comes_with(title: str, year: int | None) -> None:
    plan = read(title + ROWS, "")
    assert plan.document.year == year
    assert [task.schedule[0].due for task in plan.tasks] == [date(year, 3, 31) if year else None]


def test_a_numbered_row_is_a_task_even_when_its_fields_are_open() -> None:
    plan = read(
        "II. NHIỆM VỤ\n"
        + ROWS
        + "2\tSửa đổi quy chế chi tiêu tài chính\t\t\n\tTổng hợp chung các nội dung trên.\t\t\n"
        "2\tCải cách tài chính công\t\t\na\tGiao quyền tự chủ\t\t\n3\tQuản lý tài sản\t\t\n"
    )
    assert [task.path for task in plan.tasks] == [
        "II/Cải cách thể chế/1", "II/Cải cách thể chế/2",
        "II/Cải cách tài chính công/a", "II/Cải cách tài chính công/3",
    ]  # fmt: skip
    assert plan.tasks[1].lead == []


def test_an_item_without_fields_alone_under_its_area_is_a_task_where_other_areas_assign() -> None:
    plan = read(
        "II. NHIỆM VỤ\n1. Cải cách thể chế\na) Rà soát.\n- Đơn vị chủ trì: Văn phòng Sở\n"
        "2. Cải cách tài chính công\na) Giao quyền tự chủ.\n3. Bối cảnh chung\na) Tình hình ổn định.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Cải cách thể chế\na) Nghiêm túc thực hiện.\n"
    )
    assert [task.key for task in plan.tasks] == ["II.1.a", "II.2.a"]


def test_the_closing_mark_is_no_part_of_the_last_field() -> None:
    [task] = read(
        "II. NHIỆM VỤ\n1. Rà soát.\n- Sản phẩm: Báo cáo./.\n- Thời gian: Quý I ./.\n"
        "- Đơn vị chủ trì: Văn phòng Sở./.\n"
    ).tasks
    assert (task.products, task.time, task.lead) == (["Báo cáo"], "Quý I", ["Văn phòng Sở"])


@pytest.mark.parametrize("ditto", ["-nt-", "nt", '"', "Như trên"])
def test_a_cell_that_says_as_above_holds_what_stands_above(ditto: str) -> None:
    plan = read(f"II. NHIỆM VỤ\n{ROWS}2\tCông bố\t{ditto}\tQuý II\n3\tSửa\t{ditto}\t{ditto}\n")
    assert [(task.lead, _time(task)) for task in plan.tasks[1:]] == [
        (["Văn phòng Sở"], "2026-06-30"),
        (["Văn phòng Sở"], "2026-06-30"),
    ]


@pytest.mark.parametrize(
    ("lead", "product", "time"),
    [
        ("Người thực hiện", "Kết quả", "Thời hạn"),
        ("Cơ quan thực hiện", "Đầu ra", "Tiến độ"),
        ("Đơn vị thực hiện", "Kết quả phải đạt", "Hạn hoàn thành"),
        ("Công chức thực hiện", "Kết quả hoàn thành", "Thời gian dự kiến hoàn thành"),
        ("Lãnh đạo phụ trách", "Sản phẩm cần đạt", "Thời điểm thực hiện"),
    ],
)
def test_labels_have_many_names(lead: str, product: str, time: str) -> None:
    [task] = read(
        f"II. NHIỆM VỤ\n1. Rà soát quy chế.\n- {lead}: Văn phòng Sở\n- {product}: Báo cáo\n- {time}: Quý I\n"
    ).tasks
    assert (task.lead, task.products, _time(task)) == (["Văn phòng Sở"], ["Báo cáo"], "2026-03-31")


@pytest.mark.parametrize(
    "line", ["Hạn chế: còn chậm", "Thực hiện tốt: tiếp dân", "Kết quả thi đua của Sở: cao"]
)
def test_a_line_that_only_resembles_a_label_is_none(line: str) -> None:
    plan = read(f"II. NHIỆM VỤ\n1. Rà soát quy chế.\n- {line}.\n2. Công bố.\n")
    assert [(task.lead, task.products, task.time) for task in plan.tasks] == [([], [], None)] * 2


AREAS = (
    "II. NHIỆM VỤ\n1. Cải cách thể chế\na) Rà soát văn bản.\n2. Cải cách tài chính công\n- Thực hiện tự chủ.\n"
    "III. TỔ CHỨC THỰC HIỆN\n{}1. Văn phòng Sở\n"
    "- Chủ trì, phối hợp với các phòng theo dõi các nhiệm vụ về: Cải cách thể chế; Cải cách TTHC.\n"
    "2. Phòng Kế toán chủ trì xây dựng báo cáo tài chính.\n"
)


def test_a_unit_given_whole_areas_is_offered_as_lead_and_marked() -> None:
    tasks = read(AREAS.format("")).tasks
    assert [(task.lead, task.marks) for task in tasks] == [
        (["Văn phòng Sở"], {"lead": ["inherited"]}),
        ([], {}),
    ]


def test_no_area_lead_is_offered_where_an_annex_assigns() -> None:
    cited = "0. Các phòng thực hiện nhiệm vụ tại Phụ lục kèm theo Kế hoạch này.\n"
    assert [task.lead for task in read(AREAS.format(cited)).tasks] == [[], []]


def test_an_area_given_to_two_units_has_no_lead_of_its_own() -> None:
    more = "0. Thanh tra Sở chủ trì nhiệm vụ cải cách thể chế.\n"
    assert [task.lead for task in read(AREAS.format(more)).tasks] == [[], []]


def test_duties_under_a_units_name_are_led_by_it() -> None:
    plan = read(
        "II. NHIỆM VỤ CỤ THỂ\n1. Văn phòng Sở có trách nhiệm:\na) Tham mưu kế hoạch trước ngày 15/3/2026.\n"
        "2. Các nhiệm vụ khác\na) Rà soát.\n"
    )
    assert [(task.key, task.lead, _time(task)) for task in plan.tasks] == [
        ("II.1.a", ["Văn phòng Sở"], "2026-03-15"),
        ("II.2.a", [], None),
    ]


def test_an_assignment_by_unit_gives_the_duties_that_name_a_time_or_product() -> None:
    plan = read(
        "III. PHÂN CÔNG NHIỆM VỤ\n1. Văn phòng Sở:\na) Tham mưu kế hoạch trước ngày 15/3/2026.\n"
        "b) Theo dõi chung.\nIV. TỔ CHỨC THỰC HIỆN\n1. Thanh tra Sở:\na) Báo cáo trước ngày 15/4/2026.\n"
    )
    assert told(plan) == [
        ("III.1.a", "Tham mưu kế hoạch trước ngày 15/3/2026", ["Văn phòng Sở"], "2026-03-15")
    ]


def test_an_article_yields_nothing() -> None:
    plan = read(
        "Cải cách ở Lam Sơn\n\nTrong năm qua có nhiều đổi mới.\n\n1. Kết quả\n\n- Đã số hóa 90% hồ sơ.\n",
        "",
    )
    assert (plan.tasks, plan.targets) == ([], [])


def test_a_report_yields_nothing_even_with_a_table() -> None:
    plan = read(
        "I. NHIỆM VỤ\nNội dung\tĐơn vị chủ trì\tThời gian\nRà soát\tVăn phòng Sở\tQuý I\n",
        "Số: 7/BC-SYT\nLam Sơn, ngày 02 tháng 01 năm 2026\nBÁO CÁO\nKết quả năm 2025\n",
    )
    assert plan.tasks == []


def test_a_task_points_to_its_own_lines_in_the_text() -> None:
    body = "II. NHIỆM VỤ\n\n1. Cải cách thể chế\n\na) Rà soát.\n- Đơn vị chủ trì: Văn phòng Sở\n- Thời gian: Quý I\n"
    file = read_text(HEAD + body)
    [task] = read_blocks([file]).tasks
    assert task.source.span is not None
    quoted = file.text[slice(*task.source.span)]
    assert quoted.startswith("a) Rà soát.")
    assert quoted.endswith("Quý I")
