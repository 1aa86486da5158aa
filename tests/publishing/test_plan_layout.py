"""A plan printed as a whole, as its annex and as a sheet."""

from dataclasses import replace

import pytest

from cchc.publishing.document import Heading, Item, Node, Paragraph, plain_text
from cchc.publishing.pdf import write_pdf
from cchc.publishing.plan import PlanArea, PlanPaper, PlanTask
from cchc.publishing.plan_layout import (
    assignment_annex,
    plan_document,
    point_marks,
    roman,
    task_sheet,
)
from cchc.publishing.word import write_docx
from tests.publishing.papers import PAPER

EMPTY = PlanPaper(head=PAPER.head)


def lines(nodes: tuple[Node, ...]) -> list[str]:
    """The body as the words that are printed."""
    printed = []
    for node in nodes:
        if isinstance(node, Heading):
            printed.append(f"{node.number} {node.text}")
        elif isinstance(node, Item):
            printed.append(f"{node.marker} {plain_text(node.text)}")
        elif isinstance(node, Paragraph):
            printed.append(plain_text(node.text))
    return printed


def test_sections_are_numbered_in_the_order_of_real_plans():
    headings = [n for n in plan_document(PAPER).body if isinstance(n, Heading) and n.level == 1]
    assert [f"{heading.number} {heading.text}" for heading in headings] == [
        "I. Mục đích, yêu cầu",
        "II. Mục tiêu, chỉ tiêu",
        "III. Nhiệm vụ cụ thể",
        "IV. Tổ chức thực hiện",
    ]


def test_a_section_without_content_is_left_out_and_the_others_move_up():
    body = lines(plan_document(replace(PAPER, sections=(), targets=())).body)
    assert body[1] == "I. Nhiệm vụ cụ thể"
    assert "II. Tổ chức thực hiện" in body


def test_a_task_stands_under_its_area_with_labelled_lines():
    body = lines(plan_document(PAPER).body)
    start = body.index("1. Công tác chỉ đạo, điều hành")
    assert body[start + 1 : start + 6] == [
        "a) Tuyên truyền cải cách hành chính:",
        "- Cơ quan chủ trì: Văn phòng Sở; Tổ kiểm tra của Sở.",
        "- Cơ quan phối hợp: Các phòng, đơn vị thuộc Sở.",
        "- Sản phẩm: Kế hoạch của Giám đốc Sở; báo cáo kết quả.",
        "- Thời gian thực hiện: Quý I năm 2026 ban hành Kế hoạch; định kỳ báo cáo.",
    ]


def test_what_a_task_does_not_have_gets_no_line():
    body = lines(plan_document(PAPER).body)
    start = body.index("b) Kiểm tra công tác cải cách hành chính:")
    assert body[start + 1 : start + 4] == [
        "- Cơ quan chủ trì: Văn phòng Sở.",
        "- Sản phẩm: Quyết định hoặc Báo cáo.",
        "- Thời gian thực hiện: Tháng 6 - 9/2026.",
    ]
    assert "a) Theo dõi thi hành pháp luật..." in body


def test_report_times_say_before_and_at_the_latest():
    body = lines(plan_document(PAPER).body)
    assert (
        "- Báo cáo quý I: số liệu từ ngày 15/12/2025 đến ngày 14/3/2026, gửi trước ngày 03/3/2026."
        in body
    )
    assert "- Báo cáo năm: gửi chậm nhất ngày 25/11/2026." in body


def test_the_text_ends_with_the_closing_mark():
    assert lines(plan_document(PAPER).body)[-1].endswith("về Văn phòng Sở./.")
    assert lines(plan_document(replace(PAPER, closing=None)).body)[-1].endswith("25/11/2026./.")


def test_a_task_s_field_never_takes_the_closing_mark():
    bare = replace(PAPER, organisation=(), reports=(), closing=None)
    assert not any("./." in line for line in lines(plan_document(bare).body))


def test_the_annex_has_a_row_per_task_under_a_row_per_area():
    document = assignment_annex(PAPER)
    (appendix,) = document.appendices
    (table,) = appendix.body
    assert document.appendices_only
    assert appendix.landscape
    assert appendix.title == "Phân công nhiệm vụ cải cách hành chính năm 2026"
    assert [cell.lines for cell in table.header_rows[0]] == [
        ("TT",),
        ("Nhiệm vụ",),
        ("Sản phẩm",),
        ("Đơn vị chủ trì",),
        ("Đơn vị phối hợp",),
        ("Thời gian thực hiện",),
    ]
    assert [[cell.lines for cell in row] for row in table.rows] == [
        [("I",), ("Công tác chỉ đạo, điều hành",)],
        [
            ("1",),
            ("Tuyên truyền cải cách hành chính",),
            ("- Kế hoạch của Giám đốc Sở", "- báo cáo kết quả"),
            ("Văn phòng Sở; Tổ kiểm tra của Sở",),
            ("Các phòng, đơn vị thuộc Sở",),
            ("Quý I năm 2026 ban hành Kế hoạch; định kỳ báo cáo",),
        ],
        [
            ("2",),
            ("Kiểm tra công tác cải cách hành chính",),
            ("Quyết định hoặc Báo cáo",),
            ("Văn phòng Sở",),
            (),
            ("Tháng 6 - 9/2026",),
        ],
        [("II",), ("Cải cách thể chế",)],
        [("1",), ("Theo dõi thi hành pháp luật...",), (), (), (), ()],
    ]


def test_with_an_annex_the_tasks_leave_the_body():
    document = plan_document(PAPER, annex=True)
    body = lines(document.body)
    assert not any("Cơ quan chủ trì" in line for line in body)
    assert any("Phụ lục kèm theo Kế hoạch này" in line for line in body)
    assert len(document.appendices) == 1
    assert not document.appendices_only


def test_prose_of_an_area_stays_in_the_body_beside_the_annex():
    area = replace(PAPER.areas[0], prose=("Tập trung chỉ đạo",))
    body = lines(plan_document(replace(PAPER, areas=(area,)), annex=True).body)
    assert "1. Công tác chỉ đạo, điều hành" in body
    assert "Tập trung chỉ đạo." in body


def test_the_sheet_has_the_same_cells_and_the_area_in_a_column():
    sheet = task_sheet(PAPER)
    assert [column.heading for column in sheet.columns] == [
        "TT",
        "Lĩnh vực",
        "Nhiệm vụ",
        "Sản phẩm",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Thời gian thực hiện",
    ]
    assert sheet.rows[0] == (
        1,
        "Công tác chỉ đạo, điều hành",
        "Tuyên truyền cải cách hành chính",
        "- Kế hoạch của Giám đốc Sở\n- báo cáo kết quả",
        "Văn phòng Sở; Tổ kiểm tra của Sở",
        "Các phòng, đơn vị thuộc Sở",
        "Quý I năm 2026 ban hành Kế hoạch; định kỳ báo cáo",
    )
    assert [row[0] for row in sheet.rows] == [1, 2, 3]


def test_points_follow_the_vietnamese_letters():
    assert point_marks(1, 12) == [
        "a)",
        "b)",
        "c)",
        "d)",
        "đ)",
        "e)",
        "g)",
        "h)",
        "i)",
        "k)",
        "l)",
        "m)",
    ]


def test_where_letters_run_out_an_area_counts_in_figures():
    assert point_marks(2, 23)[-1] == "y)"
    assert point_marks(2, 24)[:2] == ["2.1.", "2.2."]
    assert point_marks(2, 0) == []


@pytest.mark.parametrize(
    ("number", "figure"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (38, "XXXVIII")]
)
def test_roman_figures(number, figure):
    assert roman(number) == figure


def test_a_time_of_several_lines_is_one_line_in_the_body_and_several_in_a_cell():
    task = PlanTask("Việc", time="- Trong tháng 01/2026\n- Hằng quý")
    paper = replace(PAPER, areas=(PlanArea("Lĩnh vực", (task,)),))
    assert "- Thời gian thực hiện: Trong tháng 01/2026; Hằng quý." in lines(
        plan_document(paper).body
    )
    assert task_sheet(paper).rows[0][-1] == "- Trong tháng 01/2026\n- Hằng quý"


def test_a_plan_without_anything_still_prints():
    assert plan_document(EMPTY).body == ()
    assert plan_document(EMPTY, annex=True).appendices == ()
    assert task_sheet(EMPTY).rows == ()
    for document in (plan_document(EMPTY), assignment_annex(EMPTY)):
        assert write_docx(document).startswith(b"PK")
        assert write_pdf(document).startswith(b"%PDF")


def test_subjects_that_begin_with_an_abbreviation_keep_its_capitals():
    paper = replace(PAPER, head=replace(PAPER.head, subject="CCHC năm 2026"))
    assert task_sheet(paper).title == "Phân công nhiệm vụ CCHC năm 2026"
