"""Printed lines become items with the paths their ordinals print."""

from dataclasses import replace

import pytest

from cchc.reading import read_blocks
from cchc.reading.blocks import Paragraph, Place
from cchc.reading.inputs.text import read_text
from cchc.reading.structure.joining import join_lines
from cchc.reading.structure.labels import labels_in
from cchc.reading.structure.ordinals import component, ordinal_of
from cchc.reading.structure.tree import Node, build_tree


def texts(content: str) -> list[str]:
    return [block.text for block in join_lines(read_text(content).blocks)]


def tree(content: str) -> Node:
    return build_tree(join_lines(read_text(content).blocks))


ORDINALS = [
    ("II. NHIỆM VỤ", "roman", "II"),
    ("A. PHẦN CHUNG", "upper", "A"),
    ("1. Mục đích", "number", "1"),
    ("1.2. Yêu cầu", "multi2", "1.2"),
    ("2.3 Yêu cầu", "multi2", "2.3"),
    ("1.2.3. Nội dung", "multi3", "1.2.3"),
    ("a) Rà soát", "alpha", "a"),
    ("đ) Rà soát", "alpha", "đ"),
    ("(3) Rà soát", "paren", "3"),
    ("- Rà soát", "dash", ""),
    ("– Rà soát", "dash", ""),
    ("• Rà soát", "dash", ""),
    ("+ Rà soát", "plus", ""),
    ("- + Rà soát", "plus", ""),
    ("* Rà soát", "star", ""),
    ("Điều 3. Hiệu lực", "article", "Điều 3"),
    ("Chương II QUY ĐỊNH", "chapter", "Chương II"),
    ("1.500 người dân", None, None),
    ("15/12/2025 là hạn", None, None),
    ("Mục tiêu chung", None, None),
    ("Phần đấu giá", None, None),
    ("PHÂN CÔNG NHIỆM VỤ", None, None),
    ("MỤC LỤC", None, None),
    ("Phần II. Nội dung", "part", "II"),
    ("XIV", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "kind", "label"), ORDINALS)
def test_an_ordinal_is_known_by_its_print(text: str, kind: str | None, label: str | None) -> None:
    mark = ordinal_of(text)
    assert (mark.kind, mark.label) == (kind, label) if mark else kind is None


@pytest.mark.parametrize(
    ("label", "above", "added"),
    [("2.1", "III.2", "1"), ("1.2.3", "I.1.2", "3"), ("2.1", "III", "2.1"), ("a", "II.1", "a")],
)
def test_a_number_adds_to_the_path_what_the_path_does_not_hold(
    label: str, above: str, added: str
) -> None:
    assert component(label, above) == added


def test_items_get_the_paths_the_document_prints() -> None:
    root = tree(
        "II. NỘI DUNG\n1. Thể chế\na) Rà soát.\nđ) Công bố.\n2. Thủ tục\n2.1. Niêm yết.\n- Ở xã."
    )
    assert [node.path for node in root.walk()] == [
        "", "II", "II.1", "II.1.a", "II.1.đ", "II.2", "II.2.1", "II.2.1",
    ]  # fmt: skip


def test_a_line_broken_by_the_page_is_one_sentence_again() -> None:
    assert texts("- Lấy sự hài lòng làm thước đo chất\n\nlượng phục vụ của cơ quan.") == [
        "- Lấy sự hài lòng làm thước đo chất lượng phục vụ của cơ quan."
    ]


def test_a_line_after_an_ellipsis_goes_on_when_it_starts_small() -> None:
    assert len(texts("- Tuyên truyền trên các hệ thống...\n\nnhằm nâng cao nhận thức.")) == 1


def test_a_number_in_front_of_which_the_page_broke_the_line_opens_no_item() -> None:
    long = "Các phòng hoàn thành rà soát thủ tục hành chính nội bộ và báo cáo trong quý"
    assert len(texts(f"{long}\nII. Kết quả gửi về Văn phòng Sở.")) == 1
    assert len(texts(f"{long.replace('trong', 'hằng')}\nII. NHIỆM VỤ")) == 2


def test_a_finished_sentence_an_item_and_a_label_are_never_joined() -> None:
    content = (
        "Rà soát xong.\ntiếp đó công bố.\na) Công bố\nĐơn vị chủ trì: Văn phòng Sở\nb) Niêm yết"
    )
    assert len(texts(content)) == 5


def test_joined_lines_keep_the_place_of_all_of_them() -> None:
    [block] = join_lines(read_text("Thực hiện việc\nrà soát.").blocks)
    assert block.place.span == (0, 23)
    assert block.place.line == 1


def test_paragraphs_of_a_word_file_are_never_joined() -> None:
    blocks = [Paragraph("Thực hiện việc", Place()), Paragraph("rà soát", Place())]
    assert join_lines(blocks) == blocks


LABELS = [
    ("Đơn vị chủ trì: Văn phòng Sở", [("lead", "Văn phòng Sở")]),
    ("CƠ QUAN CHỦ TRÌ THỰC HIỆN : Văn phòng Sở", [("lead", "Văn phòng Sở")]),
    ("Đơn vị chủ trì thực hiện tiếp nhận: Văn phòng Sở", [("lead", "Văn phòng Sở")]),
    ("Đơn vị Chủ trì Văn phòng Sở", [("lead", "Văn phòng Sở")]),
    ("Cơ quan phối hợp: Thanh tra Sở", [("coordinating", "Thanh tra Sở")]),
    ("Sản phẩm:", [("product", "")]),
    ("Kết quả: Báo cáo", [("product", "Báo cáo")]),
    ("Thời gian hoàn thành: Quý I", [("time", "Quý I")]),
    ("Thời gian: Quý I", [("time", "Quý I")]),
    ("Kinh phí thực hiện: 20 triệu đồng", [("funding", "20 triệu đồng")]),
    (
        "Đơn vị chủ trì: Văn phòng Sở; đơn vị phối hợp: Thanh tra Sở; thời gian: Quý I",
        [("lead", "Văn phòng Sở"), ("coordinating", "Thanh tra Sở"), ("time", "Quý I")],
    ),
    ("Sản phẩm chủ lực của tỉnh được quảng bá", []),
    ("Thời gian qua, việc trả lời còn chậm", []),
    ("Phối hợp với Báo Lam Sơn", []),
]


@pytest.mark.parametrize(("text", "fields"), LABELS)
def test_a_field_line_is_known_by_its_label(text: str, fields: list[tuple[str, str]]) -> None:
    assert labels_in(text) == fields


def test_bullets_below_an_empty_label_are_its_values() -> None:
    root = tree(
        "1. Thủ tục\na) Khảo sát\n- Sản phẩm:\n- + Phiếu hỏi.\n- + Báo cáo.\n- Thời gian: Quý I"
    )
    item = next(node for node in root.walk() if node.path == "1.a")
    assert [(line.field, line.values) for line in item.fields] == [
        ("product", ["Phiếu hỏi.", "Báo cáo."]),
        ("time", ["Quý I"]),
    ]


def test_a_picture_behind_a_picture_is_the_next_page_and_behind_a_document_an_annex() -> None:
    first = read_text(
        "Số: 5/KH-SYT\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n\nI. NHIỆM VỤ\n1. Rà soát quy chế.\n"
        "- Chủ trì: Văn phòng Sở\n"
    )
    second = read_text("2. Mở lớp tập huấn.\n- Chủ trì: Thanh tra Sở\n", 1)
    for kind, paths in (("png", ["I.1", "I.2"]), ("txt", ["I.1", "PL.2"])):
        plan = read_blocks([replace(first, kind=kind), replace(second, kind=kind)])
        assert [task.path for task in plan.tasks] == paths
