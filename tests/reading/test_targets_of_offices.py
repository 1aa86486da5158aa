"""Wordings, tables and places of targets as ministries, provinces, departments, communes and schools write them."""

from pathlib import Path

import pytest

from cchc.reading import read_blocks, read_file
from cchc.reading.draft import Target
from cchc.reading.inputs.text import read_text
from tests.reading.cases import wordings

HEAD = (
    "UBND TỈNH LAM SƠN\nSỞ Y TẾ\n\nSố: 5/KH-SYT\n\nLam Sơn, ngày 02 tháng 01 năm 2026\n\n"
    "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
)
TARGETS = "I. MỤC TIÊU\n"
WORK = "\nII. NHIỆM VỤ\n1. Rà soát.\n"


@pytest.mark.parametrize(("line", "expected"), wordings("targets-offices"))
def test_a_sentence_of_targets_gives_its_levels(line: str, expected: list[str]) -> None:
    assert targets(f"{TARGETS}- {line}.{WORK}") == expected


@pytest.mark.parametrize(("table", "expected"), wordings("target-tables"))
def test_a_table_of_targets_is_read_whatever_its_columns(table: str, expected: list[str]) -> None:
    assert targets(f"{TARGETS}{table.replace('|', chr(9))}\n{WORK}") == expected


@pytest.mark.parametrize(("body", "expected"), wordings("target-places"))
def test_targets_are_found_where_plans_set_them(body: str, expected: list[str]) -> None:
    assert targets(body) == expected


def test_a_web_page_sets_targets_below_a_heading_without_a_number(tmp_path: Path) -> None:
    page = (
        "<p>Số: 5/KH-SYT</p><h1>KẾ HOẠCH</h1><p>Cải cách hành chính năm 2026</p><h2>Mục tiêu</h2>"
        "<p>Hồ sơ đúng hạn: 98%<br>Thời gian chờ: dưới 15 phút<br>Sáng kiến: 02</p>"
        "<h2>Nhiệm vụ</h2><p>1. Rà soát thủ tục.</p><p>Chủ trì: Văn phòng. Thời gian: Quý I.</p>"
    )
    (tmp_path / "ke-hoach.html").write_text(page, "utf-8")
    plan = read_file(tmp_path / "ke-hoach.html")
    assert [_level(one) for one in plan.targets] == ["= 98 %", "< 15 phút", "= 2"]


def test_a_column_of_levels_measures_the_work_of_its_row_and_leaves_it_a_task() -> None:
    table = "TT|Lĩnh vực|Nhiệm vụ|Chỉ tiêu|Chủ trì|Thời gian\n1|TTHC|Số hóa hồ sơ|Tối thiểu 95%|Văn phòng|Quý III\n"
    plan = read_blocks([read_text(f"{HEAD}II. NHIỆM VỤ\n{table.replace('|', chr(9))}")])
    assert [one.text for one in plan.tasks] == ["Số hóa hồ sơ"]
    assert [_level(one) for one in plan.targets] == [">= 95 %"]


def targets(body: str) -> list[str]:
    return [_level(one) for one in read_blocks([read_text(HEAD + body)]).targets]


def _level(one: Target) -> str:
    if one.reference is not None:
        return f"@{one.reference}"
    words = [one.comparator, f"{one.value:g}", one.unit, f"/{one.per}" if one.per else None]
    return " ".join(word for word in words if word)


def test_the_column_of_all_units_stands_for_those_of_each() -> None:
    table = (
        "TT\tChỉ tiêu\tToàn ngành\tCác trường THPT\tTrung tâm GDTX\n1\tTỷ lệ học bạ số (%)\t95\t100\t90\n"
        "2\tTỷ lệ hồ sơ đúng hạn (%)\t98\t99\t97\n"
    )
    assert targets(f"{TARGETS}{table}{WORK}") == ["= 95 %", "= 98 %"]


def test_a_letter_that_assigns_work_sets_targets_where_it_strives_for_them() -> None:
    letter = (
        "UBND TỈNH LAM SƠN\n\nSố: 46/UBND-NC\nV/v nâng cao các chỉ số\n\nLam Sơn, ngày 02 tháng 3 năm 2026\n\n"
        "UBND tỉnh yêu cầu các cơ quan tập trung thực hiện một số nhiệm vụ sau:\n\n"
        "Phấn đấu năm 2026, Chỉ số CCHC đạt trên 89%, xếp hạng từ thứ 12 trở lên.\n\n"
        "1. Sở Nội vụ\na) Rà soát tiêu chí còn mất điểm, hoàn thành trước ngày 10/4/2026.\n"
    )
    assert targets(letter) == ["> 89 %", "<= 12 hạng"]
