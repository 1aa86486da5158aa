"""Text files of any encoding; tables as tabs, pipes and lone cells."""

from pathlib import Path

import pytest

from cchc.reading import UnreadableFile
from cchc.reading.blocks import Paragraph, Table
from cchc.reading.inputs import load
from cchc.reading.inputs.encodings import decode
from cchc.reading.inputs.text import read_text

WORDS = "Kế hoạch cải cách hành chính và các nhiệm vụ của năm"


def table_of(content: str) -> list[list[str]]:
    [table] = [block for block in read_text(content).blocks if isinstance(block, Table)]
    return [[cell.text if cell else "" for cell in row] for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


def test_a_file_in_windows_1258_is_read() -> None:
    data = "Kê\u0301 hoa\u0323ch ca\u0309i ca\u0301ch ha\u0300nh chi\u0301nh va\u0300 ca\u0301c viê\u0323c".encode(
        "cp1258"
    )
    assert decode(data) == "Kế hoạch cải cách hành chính và các việc"


def test_a_file_typed_in_an_abc_font_is_read() -> None:
    data = "KÕ ho¹ch c¶i c¸ch hµnh chÝnh vµ c¸c nhiÖm vô cña n¨m".encode("latin-1")
    assert decode(data) == "Kế hoạch cải cách hành chính và các nhiệm vụ của năm"


def test_a_spoilt_byte_costs_one_letter_and_not_the_file() -> None:
    spoilt = (WORDS + "\n").encode() * 3
    place = spoilt.index("ạ".encode()) + 1
    text = decode(spoilt[:place] + b"\xff" + spoilt[place + 1 :])
    assert text.count(WORDS) == 2
    assert "cải cách hành chính và các nhiệm vụ của năm" in text.splitlines()[0]


def test_bytes_in_no_known_encoding_are_refused_with_advice() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        decode(bytes(range(128, 256)) * 8)
    assert refusal.value.code == "encoding"
    assert "UTF-8" in refusal.value.message


def test_emphasis_headings_and_tags_leave_the_words() -> None:
    blocks = read_text("## **1. Mục đích**\n\nGửi (*qua Văn phòng*) <b>ngay</b>.").blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "1. Mục đích", "Gửi (qua Văn phòng) ngay.",
    ]  # fmt: skip
    assert isinstance(blocks[0], Paragraph)
    assert (blocks[0].level, blocks[0].bold) == (2, True)


def test_a_place_points_into_the_text_that_is_shown() -> None:
    file = read_text("Mở đầu\n\n**I. NỘI DUNG**\n")
    span = file.blocks[1].place.span
    assert span is not None
    assert file.text[slice(*span)] == "I. NỘI DUNG"
    assert file.blocks[1].place.line == 3


def test_rows_with_tabs_are_one_table_across_a_blank_line() -> None:
    content = "Nhiệm vụ\tChủ trì\tThời gian\nMột\tA\tQuý I\n\nHai\tB\tQuý II"
    [table] = read_text(content).blocks
    assert isinstance(table, Table)
    assert table.page_breaks == (2,)
    assert len(table.rows) == 3


def test_a_short_row_that_begins_with_its_number_lacks_the_group() -> None:
    content = "Nhóm\tViệc\tChủ trì\nG\t1. Một\tA\n2. Hai\tB"
    assert table_of(content)[2] == ["", "2. Hai", "B"]


def test_cells_on_lines_of_their_own_become_rows_again() -> None:
    content = "Nhóm\tViệc\tChủ trì\nG\t1. Một\tA\n\n<p>2. Hai</p>\n<p>B</p>\n<p>3. Ba</p>\n<p>C</p>"
    assert table_of(content)[2:] == [["", "2. Hai", "B"], ["", "3. Ba", "C"]]


def test_a_markdown_table_has_no_rule_row() -> None:
    assert table_of("| Việc | Chủ trì |\n|---|:-:|\n| Một<br>hai | **A** |") == [
        ["Việc", "Chủ trì"], ["Một\nhai", "A"],
    ]  # fmt: skip


def test_a_single_tab_is_no_table() -> None:
    [block] = read_text("Số: 12/KH-UBND\tLam Sơn").blocks
    assert isinstance(block, Paragraph)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        load(tmp_path / "none.txt")


def test_a_rule_of_a_table_without_rows_is_passed_over() -> None:
    file = read_text("KẾ HOẠCH\n\n| --- | --- |\n\nCông tác năm 2026\n")
    assert [block.text for block in file.blocks if isinstance(block, Paragraph)] == [
        "KẾ HOẠCH",
        "Công tác năm 2026",
    ]
