"""Which numbering stands above which is told by the document itself, not by a fixed ranking."""

from pathlib import Path

import pytest

from cchc.reading import read_file
from cchc.reading.inputs.text import read_text
from cchc.reading.structure.joining import join_lines
from cchc.reading.structure.levels import follows
from cchc.reading.structure.tree import build_tree
from tests.reading.files import KINDS, write

HEAD = [
    "UBND TỈNH LAM SƠN",
    "SỞ XÂY DỰNG",
    "Số: 27/KH-SXD",
    "Lam Sơn, ngày 12 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2026 của Sở Xây dựng",
]


def paths(content: str) -> str:
    """The paths of all items in reading order; the lines are parted by bars."""
    lines = content.replace(" | ", "\n")
    root = build_tree(join_lines(read_text(lines).blocks))
    return " ".join(node.path.replace(" ", "_") for node in root.walk() if node.path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("I. Mục đích | II. Nhiệm vụ | A. Thể chế | 1. Rà | B. Thủ tục | 1. Cắt | III. Tổ chức",
         "I II II.A II.A.1 II.B II.B.1 III"),
        ("I. Mục đích | II. Nhiệm vụ | A. Thể chế | 1. Rà | B. Thủ tục | 1. Cắt", "I II II.A II.A.1 II.B II.B.1"),
        ("A. Chung | I. Mục đích | 1. Rà | II. Yêu cầu | B. Nhiệm vụ | I. Thể chế | 1. Cắt",
         "A A.I A.I.1 A.II B B.I B.I.1"),
        ("I. Mục đích | A. Chung | B. Riêng | II. Nhiệm vụ | A. Thể chế | a) Rà | - Cắt | B. Thủ tục",
         "I I.A I.B II II.A II.A.a II.A.a II.B"),
        ("Phần thứ nhất. Chung | I. Mục đích | A. Một | 1. Rà | II. Yêu cầu | Phần thứ hai. Việc | I. Thể chế",
         "I I.I I.I.A I.I.A.1 I.II II II.I"),
        ("PHẦN A. Chung | I. Mục đích | PHẦN B. Việc | I. Thể chế | 1. Rà", "A A.I B B.I B.I.1"),
        ("Mục 1. Chung | I. Mục đích | II. Yêu cầu | Mục 2. Việc | I. Thể chế | 1. Rà",
         "Mục_1 Mục_1.I Mục_1.II Mục_2 Mục_2.I Mục_2.I.1"),
        ("1. Chung | A. Mục đích | B. Yêu cầu | 2. Việc | A. Thể chế | - Rà", "1 1.A 1.B 2 2.A 2.A"),
        ("1. Chung | I. Mục đích | II. Yêu cầu | 2. Việc | I. Thể chế | a) Rà", "1 1.I 1.II 2 2.I 2.I.a"),
    ],
)  # fmt: skip
def test_headings_stand_as_this_document_orders_them(content: str, expected: str) -> None:
    assert paths(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("1. Việc | a) Thể chế | (1) Rà | (2) Cắt | b) Thủ tục | (1) Đo | 2. Hết", "1 1.a 1.a.1 1.a.2 1.b 1.b.1 2"),
        ("1. Việc | 1) Thể chế | a) Rà | b) Cắt | 2) Thủ tục | a) Đo | 2. Hết", "1 1.1 1.1.a 1.1.b 1.2 1.2.a 2"),
        ("I. Việc | a. Thể chế | 1. Rà | 2. Cắt | b. Thủ tục | 1. Đo", "I I.a I.a.1 I.a.2 I.b I.b.1"),
        ("II. Việc | II.1. Thể chế | II.1.1. Rà | II.2. Thủ tục | - Cắt", "II II.1 II.1.1 II.2 II.2"),
        ("A. Chung | B. Việc | B.1. Thể chế | a) Rà | B.2 Thủ tục", "A B B.1 B.1.a B.2"),
        ("II. Việc | A. Thể chế | 1. Rà | 1.1. Cắt | a) Đo | - Gửi | 1.2. Nộp | B. Thủ tục",
         "II II.A II.A.1 II.A.1.1 II.A.1.1.a II.A.1.1.a II.A.1.2 II.B"),
    ],
)  # fmt: skip
def test_points_below_them_do_too(content: str, expected: str) -> None:
    assert paths(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Điều 1. Duyệt | I. Mục đích | 1. Rà | II. Việc | Điều 2. Giao | Điều 3. Hiệu lực",
         "Điều_1 Điều_1.I Điều_1.I.1 Điều_1.II Điều_2 Điều_3"),
        ("Điều 1. Ban hành | Điều 2. Hiệu lực | I. Mục đích | 1. Rà | II. Việc",
         "Điều_1 Điều_2 I I.1 II"),
        ("Chương I | Điều 1. Một | Điều 2. Hai | Chương II | Mục 1. Ba | Điều 3. Bốn | Mục 2. Năm | Điều 4. Sáu",
         "Chương_I Chương_I.Điều_1 Chương_I.Điều_2 Chương_II Chương_II.Mục_1 Chương_II.Mục_1.Điều_3 "
         "Chương_II.Mục_2 Chương_II.Mục_2.Điều_4"),
        ("I. Chung | 1. Một | 2. Hai | II. Việc | 3. Ba | 4. Bốn", "I I.1 I.2 II II.3 II.4"),
        ("I. Chung | A. Một | B. Hai | II. Việc | C. Ba | D. Bốn", "I I.A I.B II II.C II.D"),
    ],
)  # fmt: skip
def test_lists_that_only_count_on_move_nothing(content: str, expected: str) -> None:
    assert paths(content) == expected


@pytest.mark.parametrize(
    ("one", "other", "next_"),
    [("1", "2", True), ("iii", "iv", True), ("ix", "x", True), ("d", "đ", True), ("d", "e", True), ("đ", "e", True),
     ("h", "i", True), ("2", "1", False), ("c", "a", False), ("iv", "vi", False), ("a", "1", False),
     ("", "", False)],
)  # fmt: skip
def test_what_follows_in_a_list(one: str, other: str, next_: bool) -> None:
    assert follows(one, other) is next_


LETTERS_BELOW_ROMAN = [
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Giảm giấy tờ cho người dân.",
    "II. NHIỆM VỤ",
    "A. Cải cách thể chế",
    "1. Rà soát văn bản về cấp phép xây dựng",
    "- Đơn vị chủ trì: Phòng Pháp chế",
    "- Thời gian: Quý I/2026",
    "2. Kiểm tra việc thi hành quy định về nhà ở",
    "- Đơn vị chủ trì: Thanh tra Sở",
    "- Thời gian: Quý II/2026",
    "B. Cải cách thủ tục hành chính",
    "1. Công khai thủ tục về hạ tầng",
    "- Đơn vị chủ trì: Văn phòng Sở",
    "- Thời gian: Tháng 3/2026",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Các phòng thực hiện Kế hoạch này.",
]
ROMAN_BELOW_LETTERS = [
    "A. MỤC ĐÍCH, YÊU CẦU",
    "I. Mục đích",
    "Giảm giấy tờ cho người dân.",
    "B. NHIỆM VỤ",
    "I. Cải cách thể chế",
    "1. Rà soát văn bản về cấp phép xây dựng. Giao Phòng Pháp chế chủ trì, hoàn thành trong quý I/2026.",
    "2. Kiểm tra việc thi hành quy định về nhà ở. Giao Thanh tra Sở chủ trì, hoàn thành trong quý II/2026.",
    "II. Cải cách thủ tục hành chính",
    "1. Công khai thủ tục về hạ tầng. Giao Văn phòng Sở chủ trì, hoàn thành trước ngày 31/3/2026.",
    "C. TỔ CHỨC THỰC HIỆN",
    "I. Các phòng thực hiện Kế hoạch này.",
]
LETTERS_BELOW_NUMBERS = [
    "Phần I. MỤC ĐÍCH",
    "Giảm giấy tờ cho người dân.",
    "Phần II. NHIỆM VỤ",
    "1. Cải cách thể chế",
    "a) Rà soát văn bản về cấp phép xây dựng",
    "(1) Cơ quan chủ trì: Phòng Pháp chế",
    "(2) Thời hạn: Quý I/2026",
    "b) Kiểm tra việc thi hành quy định về nhà ở",
    "(1) Cơ quan chủ trì: Thanh tra Sở",
    "(2) Thời hạn: Quý II/2026",
    "2. Cải cách thủ tục hành chính",
    "a) Công khai thủ tục về hạ tầng",
    "(1) Cơ quan chủ trì: Văn phòng Sở",
    "(2) Thời hạn: Quý I/2026",
    "Phần III. TỔ CHỨC THỰC HIỆN",
    "1. Các phòng thực hiện Kế hoạch này.",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (LETTERS_BELOW_ROMAN, ["II.A.1", "II.A.2", "II.B.1"]),
        (ROMAN_BELOW_LETTERS, ["B.I.1", "B.I.2", "B.II.1"]),
        (LETTERS_BELOW_NUMBERS, ["II.1.a", "II.1.b", "II.2.a"]),
    ],
)
def test_tasks_keep_all_their_parents_in_files_of_any_kind(
    lines: list[str], expected: list[str], kind: str, tmp_path: Path
) -> None:
    plan = read_file(write([*HEAD, *lines], tmp_path, kind))
    assert [(task.key, task.area, *task.lead) for task in plan.tasks] == [
        (expected[0], "institutions", "Phòng Pháp chế"),
        (expected[1], "institutions", "Thanh tra Sở"),
        (expected[2], "procedures", "Văn phòng Sở"),
    ]
