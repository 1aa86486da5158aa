"""Levels that each unit or each part of the year is given: in sentences, in tables of units, in fields of a task."""

from pathlib import Path

import pytest

from cchc.reading import PlanDraft, read_file
from cchc.reading.meaning.quotas import quotas_in
from tests.reading.files import KINDS, Line, write

HEAD = [
    "TRƯỜNG ĐẠI HỌC LAM SƠN",
    "Số: 12/KH-ĐHLS",
    "Lam Sơn, ngày 13 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2026",
]


def read(lines: list[Line], folder: Path, kind: str = "docx") -> PlanDraft:
    return read_file(write([*HEAD, *lines], folder, kind))


def told(plan: PlanDraft) -> list[str]:
    return [
        f"{one.text}: {one.comparator} {one.value:g} {one.unit}"
        for one in plan.targets
        if one.value is not None
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bài báo: Khoa Kinh tế 12 bài, Khoa Luật 8 bài.",
         ["Bài báo: Khoa Kinh tế 12 bài = 12 bài", "Bài báo: Khoa Luật 8 bài = 8 bài"]),
        ("Khoa Kinh tế: 12 bài báo, 02 đề tài; Khoa Luật: 08 bài báo, 01 đề tài",
         ["Khoa Kinh tế: 12 bài báo = 12 bài báo", "Khoa Kinh tế: 02 đề tài = 2 đề tài",
          "Khoa Luật: 08 bài báo = 8 bài báo", "Khoa Luật: 01 đề tài = 1 đề tài"]),
        ("Số hóa: Phòng Đào tạo 100%, Phòng Tài vụ từ 80% trở lên và các khoa ít nhất 60%",
         ["Số hóa: Phòng Đào tạo 100% = 100 %", "Số hóa: Phòng Tài vụ từ 80% trở lên >= 80 %",
          "Số hóa: các khoa ít nhất 60% >= 60 %"]),
        ("Bồi dưỡng: quý I: 20 người; quý II: 40 người",
         ["Bồi dưỡng: quý I: 20 người = 20 người", "Bồi dưỡng: quý II: 40 người = 40 người"]),
        ("Phường Hồng Hà 4.500 hồ sơ, Xã Suối Vàng 1.200 hồ sơ",
         ["Phường Hồng Hà 4.500 hồ sơ = 4500 hồ sơ", "Xã Suối Vàng 1.200 hồ sơ = 1200 hồ sơ"]),
    ],
)  # fmt: skip
def test_a_list_of_quotas_names_each_with_what_it_is_about(
    sentence: str, expected: list[str]
) -> None:
    found = quotas_in(sentence)
    assert [f"{text} {one.comparator} {one.value:g} {one.unit}" for text, one in found] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Khoa Kinh tế 12 bài",
        "Xếp hạng: Sở Nội vụ hạng 3, Sở Tư pháp hạng 5",
        "Sở Nội vụ ban hành Kế hoạch số 15, Sở Tư pháp ban hành Kế hoạch số 16",
        "Sở Nội vụ tổ chức 02 hội nghị trước ngày 30/6, Sở Tư pháp mở 03 lớp",
        "Căn cứ Quyết định số 15 của Sở Nội vụ, Sở Tư pháp",
        "Tổ công tác gồm Sở Nội vụ, Sở Tư pháp và 3 chuyên gia",
        "",
    ],
)
def test_other_sentences_are_no_list_of_quotas(sentence: str) -> None:
    assert quotas_in(sentence) == []


UNITS_AS_COLUMNS = [
    "I. CHỈ TIÊU",
    [
        ["TT", "Chỉ tiêu", "Kết quả năm 2025", "Khoa Luật", "Khoa Kinh tế", "Căn cứ"],
        ["1", "Tỷ lệ hồ sơ đúng hạn", "92%", "95%", "96%", "QĐ số 15/QĐ-ĐHLS"],
        ["2", "Bài báo khoa học", "15", "ít nhất 8", "từ 12 trở lên", "Điều 5 Quy chế 2024"],
        ["3", "Thời gian chờ tối đa (phút)", "30", "15", "", ""],
    ],
]
UNITS_AS_ROWS = [
    "I. CHỈ TIÊU GIAO CÁC ĐƠN VỊ NĂM 2026",
    [
        ["STT", "Đơn vị", "Năm thành lập", "Biên chế", "Quyết định giao", "Hồ sơ trực tuyến", "Bài viết (bài)"],
        ["1", "Khoa Luật", "2009", "35", "1203/QĐ-ĐHLS", "85%", "8"],
        ["2", "Khoa Kinh tế", "2015", "28", "1204/QĐ-ĐHLS", "", "12"],
    ],
]  # fmt: skip
QUARTERS = [
    "I. CHỈ TIÊU ĐÀO TẠO",
    [
        ["TT", "Đơn vị", "Quý I", "Quý II", "Quý III", "Quý IV"],
        ["1", "Khoa Luật", "2", "3", "", "4"],
        ["2", "Khoa Kinh tế", "1", "2", "3", "-"],
    ],
]
YEARS = [
    "I. CHỈ TIÊU HỒ SƠ TRỰC TUYẾN GIAO CÁC KHOA",
    [
        ["TT", "Tên đơn vị", "Năm 2025", "Năm 2026", "Ghi chú"],
        ["1", "Khoa Luật", "90%", "95%", ""],
        ["2", "Khoa Kinh tế", "88%", "93%", "Theo QĐ số 15"],
    ],
]
TABLES = {
    "units as columns": (UNITS_AS_COLUMNS, [
        "Tỷ lệ hồ sơ đúng hạn (Khoa Luật): = 95 %", "Tỷ lệ hồ sơ đúng hạn (Khoa Kinh tế): = 96 %",
        "Bài báo khoa học (Khoa Luật): >= 8 None", "Bài báo khoa học (Khoa Kinh tế): >= 12 None",
        "Thời gian chờ tối đa (phút) (Khoa Luật): <= 15 phút",
    ]),
    "units as rows": (UNITS_AS_ROWS, [
        "Hồ sơ trực tuyến (Khoa Luật): = 85 %", "Bài viết (bài) (Khoa Luật): = 8 bài",
        "Bài viết (bài) (Khoa Kinh tế): = 12 bài",
    ]),
    "quarters": (QUARTERS, [
        "Quý I (Khoa Luật): = 2 None", "Quý II (Khoa Luật): = 3 None", "Quý IV (Khoa Luật): = 4 None",
        "Quý I (Khoa Kinh tế): = 1 None", "Quý II (Khoa Kinh tế): = 2 None", "Quý III (Khoa Kinh tế): = 3 None",
    ]),
    "years": (YEARS, ["Năm 2026 (Khoa Luật): = 95 %", "Năm 2026 (Khoa Kinh tế): = 93 %"]),
}  # fmt: skip
WORK: list[Line] = [
    "II. NHIỆM VỤ",
    "1. Rà soát quy chế. Giao Phòng Đào tạo chủ trì, hoàn thành trong quý II/2026.",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TABLES)
def test_each_unit_of_a_table_gets_its_own_level_and_no_neighbour_s(
    name: str, kind: str, tmp_path: Path
) -> None:
    table, expected = TABLES[name]
    assert told(read([*table, *WORK], tmp_path, kind)) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_what_units_of_a_task_are_to_do_is_read_beside_their_names(
    kind: str, tmp_path: Path
) -> None:
    lines: list[Line] = [
        "I. NHIỆM VỤ",
        "1. Viết bài tuyên truyền",
        "- Đơn vị thực hiện: Khoa Kinh tế 12 bài, Khoa Luật 8 bài",
        "- Sản phẩm: ít nhất 02 lớp tập huấn; 100% hồ sơ được số hóa",
        "- Thời gian: Năm 2026",
    ]
    plan = read(lines, tmp_path, kind)
    assert plan.tasks[0].lead == ["Khoa Kinh tế", "Khoa Luật"]
    assert told(plan) == [
        "ít nhất 02 lớp tập huấn: >= 2 lớp tập huấn",
        "100% hồ sơ được số hóa: = 100 %",
        "Viết bài tuyên truyền: Khoa Kinh tế 12 bài: = 12 bài",
        "Viết bài tuyên truyền: Khoa Luật 8 bài: = 8 bài",
    ]
