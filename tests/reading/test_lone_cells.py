"""A table printed one cell per line is put together again."""

import pytest

from cchc.reading import read_blocks
from cchc.reading.inputs.text import read_text

HEAD = (
    "Số: 5/KH-UBND\n\nBình Hòa, ngày 02 tháng 01 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
    "II. NHIỆM VỤ\n\n"
)
HEADER = ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Sản phẩm"]
FIRST = ["1", "Rà soát quy chế", "Văn phòng xã", "Các phòng", "Quý I/2026", "Báo cáo"]


def rows(*lines: str, gap: str) -> list[tuple[str, list[str], list[str], str | None, list[str]]]:
    plan = read_blocks([read_text(HEAD + gap.join([*HEADER, *lines]) + "\n")])
    return [
        (task.text, task.lead, task.coordinating, task.time, task.products) for task in plan.tasks
    ]


READ = ("Rà soát quy chế", ["Văn phòng xã"], ["Các phòng"], "Quý I/2026", ["Báo cáo"])


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_each_number_begins_a_row(gap: str) -> None:
    second = ["2", "Họp dân", "Công an xã", "Các thôn", "Hằng tháng", "Biên bản"]
    assert rows(*FIRST, *second, gap=gap) == [
        READ,
        ("Họp dân", ["Công an xã"], ["Các thôn"], "Hằng tháng", ["Biên bản"]),
    ]


def test_an_empty_cell_moves_nothing() -> None:
    second = ["2", "Họp dân", "Công an xã", "Hằng tháng", "Biên bản"]
    assert rows(*FIRST, *second, gap="\n")[1] == (
        "Họp dân", ["Công an xã"], [], "Hằng tháng", ["Biên bản"],
    )  # fmt: skip


def test_a_cell_printed_on_two_lines_is_one() -> None:
    first = [FIRST[0], "Rà soát quy chế\nlàm việc của xã", *FIRST[2:]]
    assert rows(*first, gap="\n\n")[0][0] == "Rà soát quy chế làm việc của xã"


def test_a_header_printed_again_behind_a_page_number_is_no_row() -> None:
    second = ["2", "Họp dân", "Công an xã", "Các thôn", "Hằng tháng", "Biên bản"]
    assert [row[0] for row in rows(*FIRST, "2", *HEADER, *second, gap="\n\n")] == [
        "Rà soát quy chế",
        "Họp dân",
    ]


def test_a_line_between_the_rows_is_their_group() -> None:
    lines = ["I. Cải cách thể chế", *FIRST, "II. Cải cách TTHC", "1", *FIRST[1:]]
    plan = read_blocks([read_text(HEAD + "\n\n".join([*HEADER, *lines]) + "\n")])
    assert [task.path for task in plan.tasks] == [
        "II/Cải cách thể chế/1",
        "II/Cải cách TTHC/1",
    ]


def test_a_group_may_stand_in_two_cells_and_a_header_be_unknown() -> None:
    header = ["TT", "Nội dung", "Ai làm", "Chủ trì", "Thời hạn"]
    lines = [
        "I",
        "Cải cách thể chế",
        "1",
        "Rà soát quy chế",
        "Chuyên viên",
        "Văn phòng xã",
        "Quý I/2026",
    ]
    lines += ["II", "Cải cách TTHC", "2", "Họp dân", "Cán bộ thôn", "Công an xã", "Quý II/2026"]
    plan = read_blocks([read_text(HEAD + "\n\n".join([*header, *lines]) + "\n")])
    assert [(task.path, task.lead) for task in plan.tasks] == [
        ("II/Cải cách thể chế/1", ["Văn phòng xã"]),
        ("II/Cải cách TTHC/2", ["Công an xã"]),
    ]


def test_the_text_behind_the_table_stays_text() -> None:
    plan = read_blocks(
        [
            read_text(
                HEAD
                + "\n".join([*HEADER, *FIRST])
                + "\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Các phòng thực hiện.\n"
            )
        ]
    )
    assert [section.heading for section in plan.sections][-1] == "TỔ CHỨC THỰC HIỆN"
    assert len(plan.tasks) == 1
