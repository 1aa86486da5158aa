"""Assignment tables as offices draw them: every order of columns, headers over rows, merged and cut cells."""

import pytest

from cchc.reading import PlanDraft
from cchc.reading.structure.columns import column_code
from tests.reading.grids import read_tables


def assigned(plan: PlanDraft) -> list[tuple[str, list[str], list[str], str | None]]:
    return [(task.text, task.lead, task.coordinating, task.time) for task in plan.tasks]


def test_a_header_over_two_rows_names_the_columns_below_it() -> None:
    plan = read_tables("""
        TT | Lĩnh vực | Nhiệm vụ | Sản phẩm | Phân công | < | Thời gian | <
        ^ | ^ | ^ | ^ | Chủ trì | Phối hợp | Bắt đầu | Hoàn thành
        1 | Cải cách thể chế | Rà soát quy chế làm việc | Báo cáo | Văn phòng Sở | Thanh tra Sở | 01/02/2026 | 30/4/2026
        2 | ^ | Sửa quy chế làm việc | Quyết định | nt | // | 01/5/2026 | 30/6/2026
    """)
    assert assigned(plan) == [
        ("Rà soát quy chế làm việc", ["Văn phòng Sở"], ["Thanh tra Sở"], "Từ 01/02/2026 đến 30/4/2026"),
        ("Sửa quy chế làm việc", ["Văn phòng Sở"], ["Thanh tra Sở"], "Từ 01/5/2026 đến 30/6/2026"),
    ]  # fmt: skip
    entry = plan.tasks[0].schedule[0]
    assert (str(entry.start), str(entry.due)) == ("2026-02-01", "2026-04-30")
    assert [task.products for task in plan.tasks] == [["Báo cáo"], ["Quyết định"]]


def test_what_a_lower_header_does_not_say_alone_it_says_with_the_one_above() -> None:
    plan = read_tables("""
        Kết quả | Nội dung công việc | Đơn vị thực hiện | < | Lộ trình
        ^ | ^ | Chính | Hỗ trợ thêm | ^
        Báo cáo | Rà soát quy chế | Văn phòng Sở | Thanh tra Sở; Phòng Hạ tầng | Quý I
    """)
    assert assigned(plan) == [
        ("Rà soát quy chế", ["Văn phòng Sở"], ["Thanh tra Sở", "Phòng Hạ tầng"], "Quý I")
    ]


def test_a_row_of_names_under_empty_cells_is_the_second_row_of_the_header() -> None:
    plan = read_tables("""
        STT | Nhiệm vụ | Phân công | | Thời gian
         | | Chủ trì | Phối hợp |
        1 | Niêm yết thủ tục | Bộ phận Một cửa | Văn phòng Sở | Thường xuyên
    """)
    assert assigned(plan) == [
        ("Niêm yết thủ tục", ["Bộ phận Một cửa"], ["Văn phòng Sở"], "Thường xuyên")
    ]


def test_columns_whose_headers_are_not_known_are_told_by_their_cells() -> None:
    plan = read_tables("""
        Kết quả | Phần phải lo | Nơi nhận việc | Cùng lo | Xong trước
        Báo cáo | Rà soát quy chế làm việc của Sở | Văn phòng Sở | Thanh tra Sở | 30/4/2026
        Quyết định | Ban hành quy chế làm việc mới | Phòng Hạ tầng | Các phòng | 30/6/2026
    """)
    assert assigned(plan) == [
        ("Rà soát quy chế làm việc của Sở", ["Văn phòng Sở"], ["Thanh tra Sở"], "30/4/2026"),
        ("Ban hành quy chế làm việc mới", ["Phòng Hạ tầng"], ["Các phòng"], "30/6/2026"),
    ]


def test_a_table_of_figures_per_unit_assigns_nothing() -> None:
    plan = read_tables("""
        STT | Đơn vị | Số hồ sơ | Kết quả
        1 | Văn phòng Sở | 120 | Đạt
        2 | Thanh tra Sở | 80 | Đạt
    """)
    assert plan.tasks == []


def test_crosses_under_quarters_are_times() -> None:
    plan = read_tables("""
        TT | Nội dung | Chủ trì | Thời gian | < | < | <
        ^ | ^ | ^ | Quý I | Quý II | Quý III | IV
        1 | Rà soát quy chế | Văn phòng Sở | x | | |
        2 | Đối thoại | Văn phòng Sở | | X | | x
    """)
    assert [[str(one.due) for one in task.schedule] for task in plan.tasks] == [
        ["2026-03-31"],
        ["2026-06-30", "2026-12-31"],
    ]


@pytest.mark.parametrize(
    ("cell", "lead", "helping"),
    [
        ("Văn phòng Sở/Thanh tra Sở", ["Văn phòng Sở"], ["Thanh tra Sở"]),
        ("Văn phòng Sở\\nThanh tra Sở, Phòng Hạ tầng", ["Văn phòng Sở"], ["Thanh tra Sở", "Phòng Hạ tầng"]),
        ("Chủ trì: Văn phòng Sở\\nPhối hợp: Thanh tra Sở", ["Văn phòng Sở"], ["Thanh tra Sở"]),
        ("- Chủ trì: Văn phòng Sở; phối hợp: các phòng", ["Văn phòng Sở"], ["các phòng"]),
        ("Văn phòng Sở chủ trì; các phòng phối hợp", ["Văn phòng Sở"], ["các phòng"]),
        ("Thanh tra Sở (phối hợp), Văn phòng Sở (chủ trì)", ["Văn phòng Sở"], ["Thanh tra Sở"]),
        ("Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở", ["Văn phòng Sở"], ["Thanh tra Sở"]),
        ("Văn phòng Sở", ["Văn phòng Sở"], []),
    ],
)  # fmt: skip
def test_one_column_may_say_who_leads_and_who_helps(
    cell: str, lead: list[str], helping: list[str]
) -> None:
    plan = read_tables(f"""
        STT | Nhiệm vụ | Đơn vị thực hiện (chủ trì/phối hợp) | Thời hạn
        1 | Rà soát quy chế | {cell} | Quý I
    """)
    assert [(task.lead, task.coordinating) for task in plan.tasks] == [(lead, helping)]


@pytest.mark.parametrize(
    ("cell", "lead", "helping"),
    [
        ("Văn phòng Sở, Thanh tra Sở", ["Văn phòng Sở", "Thanh tra Sở"], []),
        ("Văn phòng Sở; các phòng phối hợp", ["Văn phòng Sở"], ["các phòng"]),
        ("Văn phòng Sở (chủ trì), Thanh tra Sở", ["Văn phòng Sở"], ["Thanh tra Sở"]),
    ],
)
def test_a_lead_cell_may_name_helpers_too(cell: str, lead: list[str], helping: list[str]) -> None:
    plan = read_tables(f"STT | Nhiệm vụ | Chủ trì\n1 | Rà soát quy chế | {cell}")
    assert [(task.lead, task.coordinating) for task in plan.tasks] == [(lead, helping)]


def test_a_row_cut_by_the_page_goes_on_with_the_row_above() -> None:
    plan = read_tables("""
        STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn
        1 | Rà soát quy chế làm việc | Phòng Quản lý | Thanh tra Sở | Quý I
          | và phổ biến đến công chức | đô thị | |
          | | | Phòng Hạ tầng |
        2 | Đối thoại | Văn phòng Sở | | Quý II
    """)
    assert assigned(plan)[0] == (
        "Rà soát quy chế làm việc và phổ biến đến công chức",
        ["Phòng Quản lý đô thị"],
        ["Thanh tra Sở", "Phòng Hạ tầng"],
        "Quý I",
    )
    assert len(plan.tasks) == 2


def test_a_row_cut_between_two_tables_goes_on_in_the_second() -> None:
    first = "STT | Nhiệm vụ | Chủ trì\n1 | Rà soát quy chế | Văn phòng Sở"
    second = " | và phổ biến | \n2 | Đối thoại | Thanh tra Sở"
    assert assigned(read_tables(first, second)) == [
        ("Rà soát quy chế và phổ biến", ["Văn phòng Sở"], [], None),
        ("Đối thoại", ["Thanh tra Sở"], [], None),
    ]


def test_a_repeated_header_is_no_row() -> None:
    header = "STT | Nhiệm vụ | Chủ trì | Thời hạn"
    plan = read_tables(
        f"{header}\n1 | Rà soát quy chế | Văn phòng Sở | Quý I\n{header}\n2 | Họp | Thanh tra Sở | Quý II"
    )
    assert [task.text for task in plan.tasks] == ["Rà soát quy chế", "Họp"]


def test_the_number_of_a_merged_group_is_not_that_of_its_rows() -> None:
    plan = read_tables("""
        TT | Lĩnh vực | Nhiệm vụ | Chủ trì
        I | Cải cách thể chế | 1. Rà soát quy chế | Văn phòng Sở
        ^ | ^ | 2. Sửa quy chế | Văn phòng Sở
        II | Cải cách TTHC | Cắt giảm hồ sơ | Thanh tra Sở
    """)
    assert [task.path for task in plan.tasks] == [
        "II/Cải cách thể chế/1", "II/Cải cách thể chế/2", "II/Cải cách TTHC/1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Sản phẩm hoàn thành", "product"),
        ("Thời gian hoàn thành sản phẩm", "time"),
        ("Cơ quan chịu trách nhiệm phối hợp", "coordinating"),
        ("Chủ trì/Phối hợp", "shared"),
        ("Đơn vị được kiểm tra", "note"),
        ("Nhóm nhiệm vụ", "group"),
        ("Nhiệm vụ được giao", "text"),
        ("Kinh phí được giao", "funding"),
        ("TTHC", None),
        ("Họ và tên", "note"),
        ("Ý kiến", None),
    ],
)
def test_a_header_says_what_its_column_holds(header: str, code: str | None) -> None:
    assert column_code(header) == code


def test_a_table_of_another_kind_does_not_go_on_with_the_one_above() -> None:
    plan = read_tables(
        "STT | Nhiệm vụ | Chủ trì | Thời hạn\n1 | Rà soát quy chế | Văn phòng Sở | Quý I",
        "STT | Họ và tên | Chức vụ | Nhiệm vụ\n1 | Trần An | Phó Giám đốc | Tổ trưởng",
        "STT | Đơn vị được kiểm tra | Thời gian | Nội dung kiểm tra\n1 | Phòng Hạ tầng | 10/5/2026 | Văn thư",
    )
    assert [task.text for task in plan.tasks] == ["Rà soát quy chế"]


def test_a_table_without_header_goes_on_with_the_one_above() -> None:
    plan = read_tables(
        "STT | Nhiệm vụ | Chủ trì | Thời hạn\n1 | Rà soát quy chế | Văn phòng Sở | Quý I",
        "2 | Sửa quy chế | Thanh tra Sở | Quý II",
    )
    assert [task.lead for task in plan.tasks] == [["Văn phòng Sở"], ["Thanh tra Sở"]]


def test_duties_listed_per_unit_in_a_table_are_a_task_each() -> None:
    plan = read_tables("""
        STT | Đơn vị | Nhiệm vụ được giao | Thời hạn
        1 | Phòng Đào tạo | 1. Số hóa hồ sơ sinh viên\\n2. Công khai lịch thi | Quý II
        2 | Thư viện | Liên thông thẻ thư viện | 30/9/2026
    """)
    assert [(task.path, task.text, task.lead) for task in plan.tasks] == [
        ("II/1.1", "Số hóa hồ sơ sinh viên", ["Phòng Đào tạo"]),
        ("II/1.2", "Công khai lịch thi", ["Phòng Đào tạo"]),
        ("II/2", "Liên thông thẻ thư viện", ["Thư viện"]),
    ]


def test_a_header_beside_whose_words_a_name_stands_is_a_header() -> None:
    plan = read_tables("""
        STT | Nhiệm vụ | Lãnh đạo Sở chỉ đạo | Đơn vị thực hiện | Đơn vị phối hợp | Hoàn thành
        1 | Rà soát quy chế | Phó Giám đốc A | Văn phòng Sở | Các phòng | Quý I
    """)
    assert assigned(plan) == [("Rà soát quy chế", ["Văn phòng Sở"], ["Các phòng"], "Quý I")]


def test_rows_below_the_name_of_a_unit_are_its_work_where_no_column_says_who_leads() -> None:
    plan = read_tables("""
        TT | Nhiệm vụ | Sản phẩm | Thời gian
        I | Phòng Pháp chế | |
        1 | Rà soát quy chế làm việc | Báo cáo | Quý I
        II | Văn phòng Sở | |
        1 | Khảo sát sự hài lòng | Báo cáo | Quý IV
    """)
    assert [task.lead for task in plan.tasks] == [["Phòng Pháp chế"], ["Văn phòng Sở"]]
    assert plan.tasks[0].marks["lead"] == ["inherited"]


def test_an_empty_cell_in_front_of_the_work_says_what_the_one_above_it_says() -> None:
    plan = read_tables("""
        Tháng | Nội dung công việc | Đơn vị chủ trì
        Tháng 01 | Ban hành Kế hoạch cải cách | Văn phòng Sở
         | Phổ biến Kế hoạch cải cách | Thanh tra Sở
        Tháng 3 | Rà soát văn bản | Phòng Pháp chế
    """)
    assert [task.time for task in plan.tasks] == ["Tháng 01", "Tháng 01", "Tháng 3"]
    assert plan.tasks[1].lead == ["Thanh tra Sở"]


def test_roles_in_brackets_behind_names_say_who_leads() -> None:
    plan = read_tables("""
        TT | Nội dung | Đơn vị thực hiện | Thời gian
        1 | Rà soát quy chế | Thanh tra Sở (PH), Văn phòng Sở (CT) | Quý I
    """)
    assert assigned(plan) == [("Rà soát quy chế", ["Văn phòng Sở"], ["Thanh tra Sở"], "Quý I")]


def test_a_short_name_beside_columns_of_units_is_a_unit() -> None:
    plan = read_tables("""
        TT | Nội dung | Văn phòng | Phòng Pháp chế | TT CNTT | Thời hạn
        1 | Rà soát quy chế làm việc | o | x | | Quý I
        2 | Nâng cấp hệ thống | o | | x | Quý II
        3 | Khảo sát sự hài lòng | x | | | Quý II
    """)
    assert [task.lead for task in plan.tasks] == [["Phòng Pháp chế"], ["TT CNTT"], ["Văn phòng"]]


def test_columns_headed_from_and_to_say_when_work_begins_and_ends() -> None:
    plan = read_tables("""
        STT | Nội dung công việc | Người thực hiện | Từ | Đến
        1 | Số hóa tài liệu kỹ thuật | Phạm Thị Dung | 01/3/2026 | 30/11/2026
        Tổng cộng | | | |
    """)
    [task] = plan.tasks
    assert (str(task.schedule[0].start), str(task.schedule[0].due)) == ("2026-03-01", "2026-11-30")


def test_a_row_that_adds_up_money_says_nothing_of_the_work_above_it() -> None:
    plan = read_tables("""
        Nhiệm vụ | Đơn vị chủ trì | Thời gian | Kinh phí
        Rà soát quy chế làm việc | Văn phòng Sở | TX | 20
        Họp giao ban cải cách | Thanh tra Sở | Hằng quý | -
        Tổng cộng | | | 20
    """)
    assert [task.funding for task in plan.tasks] == ["20", None]
    assert plan.tasks[0].schedule[0].recurrence == "continuous"


def test_numbers_and_asterisks_behind_names_say_who_leads() -> None:
    plan = read_tables("""
        TT | Nội dung | Đơn vị thực hiện | Thời gian
        1 | Rà soát quy chế | Thanh tra Sở (2), Văn phòng Sở (1) | Quý I
        2 | Khảo sát sự hài lòng | Phòng Hạ tầng, Văn phòng Sở* | Quý IV
    """)
    assert [(task.lead, task.coordinating) for task in plan.tasks] == [
        (["Văn phòng Sở"], ["Thanh tra Sở"]),
        (["Văn phòng Sở"], ["Phòng Hạ tầng"]),
    ]
