"""PDF files become printed lines and ruled tables in the order a person reads them."""

import pytest

from cchc.reading.blocks import Paragraph, Table
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs.pdf import read

HEAD = """
#grid(columns: (2fr, 3fr),
  align(center)[UBND TỈNH LAM SƠN\\ *SỞ Y TẾ*\\ Số: 12/KH-SYT],
  align(center)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*\\ *Độc lập - Tự do - Hạnh phúc*\\
    _Lam Sơn, ngày 14 tháng 01 năm 2026_])
#align(center)[*KẾ HOẠCH*\\ *Cải cách hành chính năm 2026*]
"""
SIGNATURE = """
#grid(columns: (1fr, 1fr), [*_Nơi nhận:_*\\ \\- Như trên;\\ \\- Lưu: VT.],
  align(center)[*GIÁM ĐỐC*\\ #v(2cm) *Nguyễn Văn Mẫu*])
"""
BODY = (
    "Tiếp tục triển khai thực hiện hiệu quả công tác cải cách hành chính tại cơ quan trong năm, "
    "tập trung sắp xếp tổ chức bộ máy theo hướng tinh gọn, giảm đầu mối, nâng cao chất lượng.\n\n"
)


def texts(blocks) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def rows(table: Table) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in table.rows]


def test_letterhead_columns_are_read_one_after_the_other(pdf):
    found = read(pdf(HEAD + BODY), 0)
    assert texts(found.blocks)[:8] == [
        "UBND TỈNH LAM SƠN", "SỞ Y TẾ", "Số: 12/KH-SYT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Lam Sơn, ngày 14 tháng 01 năm 2026", "KẾ HOẠCH", "Cải cách hành chính năm 2026",
    ]  # fmt: skip
    assert all(block.centred for block in found.blocks[:8])
    assert [block.bold for block in found.blocks[:3]] == [False, True, False]
    assert found.blocks[5].italic
    assert not found.blocks[8].centred
    assert (found.kind, found.pages) == ("pdf", 1)


def test_signature_columns_are_read_one_after_the_other(pdf):
    found = read(pdf(BODY * 3 + SIGNATURE), 0)
    assert texts(found.blocks)[-5:] == [
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Nguyễn Văn Mẫu",
    ]  # fmt: skip


def test_a_signature_that_begins_above_the_recipients_stays_together(pdf):
    head = (
        "#place(dx: 8.2cm)[*KT. GIÁM ĐỐC*]\n#v(7mm)\n"
        "#grid(columns: (1fr, 1fr), [*_Nơi nhận:_*\\ \\- Như trên.], align(center)[*PHÓ GIÁM ĐỐC*])"
    )
    found = read(pdf(BODY * 2 + head), 0)
    assert texts(found.blocks)[-4:] == [
        "Nơi nhận:", "- Như trên.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC",
    ]  # fmt: skip


def test_a_label_and_its_value_set_with_a_tab_stay_on_one_line(pdf):
    found = read(pdf(BODY + "Cơ quan chủ trì: #h(3cm) Phòng Tổ chức\\ Thời gian: #h(4cm) Quý I"), 0)
    assert texts(found.blocks)[-2:] == ["Cơ quan chủ trì: Phòng Tổ chức", "Thời gian: Quý I"]


def test_every_line_has_its_place(pdf):
    found = read(pdf(BODY + "#pagebreak()\n" + BODY), 3)
    for block in found.blocks:
        start, end = block.place.span
        assert found.text[start:end] == block.text
        assert block.is_line
        assert block.place.file == 3
        assert block.place.box[0] == block.place.page
    assert {block.place.page for block in found.blocks} == {1, 2}


def test_a_larger_gap_is_marked(pdf):
    found = read(pdf(BODY + BODY + "#v(1cm)\n" + BODY), 0)
    assert [index for index, block in enumerate(found.blocks) if block.blank_before]


def test_a_word_that_changes_face_in_the_middle_stays_one_word(pdf):
    found = read(pdf("Kế ho#strong[ạch] năm"), 0)
    assert texts(found.blocks) == ["Kế hoạch năm"]


def test_page_numbers_and_running_heads_are_left_out(pdf):
    markup = (
        "#set page(header: context [Kế hoạch của Sở Y tế #h(1fr) #counter(page).display()],"
        ' footer: align(center)[#context counter(page).display("1")])\n'
    )
    found = read(pdf(markup + (BODY + "#pagebreak()\n") * 4 + BODY + "2026"), 0)
    assert not any("Kế hoạch của" in text for text in texts(found.blocks))
    assert [text for text in texts(found.blocks) if text.isdigit()] == ["2026"]


def test_a_running_foot_of_a_document_of_two_pages_is_left_out(pdf):
    markup = "#set page(footer: [Lưu hành nội bộ])\n" + BODY * 8 + "#pagebreak()\n" + BODY
    assert not any("Lưu hành" in text for text in texts(read(pdf(markup), 0).blocks))


NARROW = "#set page(width: 10cm)\n#set par(first-line-indent: (amount: 1cm, all: true))\n"


def test_a_share_cut_behind_its_slash_is_one_again(pdf):
    line = "Trung tâm đăng trên trang thông tin điện tử của xã ít nhất 02 bài/tháng."
    widths = [read(pdf(f"#set page(width: {9 + step / 10}cm)\n{line}"), 0) for step in range(40)]
    assert {" ".join(texts(found.blocks)) for found in widths} == {line}


def test_a_numeral_that_goes_on_a_sentence_in_the_next_line_belongs_to_it(pdf):
    found = read(pdf(f"{NARROW}Các phòng hoàn thành rà soát #h(1fr) quý\\ I."), 0)
    assert texts(found.blocks) == ["Các phòng hoàn thành rà soát quý I."]


def test_a_bullet_below_a_full_line_begins_a_paragraph(pdf):
    found = read(
        pdf(f"{NARROW}\\* Chủ trì: Trung tâm #h(1fr) Khuyến công\n\n\\* Kết quả: Báo cáo"), 0
    )
    assert texts(found.blocks) == ["* Chủ trì: Trung tâm Khuyến công", "* Kết quả: Báo cáo"]


def table(count: int, more: str = "") -> str:
    cells = "".join(
        f"[{n}], [Xây dựng kế hoạch kiểm tra cải cách hành chính], [Phòng A], [Quý I],"
        for n in range(1, count + 1)
    )
    return f"#table(columns: (1cm, 6cm, 4cm, 1fr), {more} {cells})\n"


def test_a_ruled_table_is_a_grid_with_cell_boxes(pdf):
    markup = (
        "#table(columns: (1cm, 4cm, 4cm, 1fr), table.cell(rowspan: 2)[TT],"
        " table.cell(rowspan: 2)[Nhiệm vụ], table.cell(colspan: 2)[*Phân công*],"
        " [Chủ trì], [Phối hợp],"
        " table.cell(colspan: 4)[I. Cải cách thể chế],"
        " [1], [Rà soát văn bản quy phạm pháp luật\\ - Lần 1;\\ - Lần 2], [Phòng A], [Phòng B])"
    )
    found = read(pdf("Trước bảng\n\n" + markup + "\nSau bảng"), 0)
    before, grid, after = found.blocks
    assert (before.text, after.text) == ("Trước bảng", "Sau bảng")
    assert rows(grid) == [
        ["TT", "Nhiệm vụ", "Phân công", None],
        [None, None, "Chủ trì", "Phối hợp"],
        ["I. Cải cách thể chế", None, None, None],
        ["1", "Rà soát văn bản quy phạm pháp luật\n- Lần 1;\n- Lần 2", "Phòng A", "Phòng B"],
    ]
    assert (grid.rows[0][0].row_span, grid.rows[0][2].col_span) == (2, 2)
    assert grid.rows[0][2].bold
    cell = grid.rows[3][1]
    assert cell.place.box[0] == cell.place.page == 1
    assert cell.place.cell == "1.4.2"
    start, end = cell.place.span
    assert found.text[start:end] == " ".join(cell.lines)


def test_a_table_over_pages_is_one_table_without_its_repeated_head(pdf):
    head = "table.header([*TT*], [*Nhiệm vụ*], [*Chủ trì*], [*Thời gian*]),"
    numbered = '#set page(footer: align(center)[#context counter(page).display("1")])\n'
    found = read(pdf(numbered + BODY + table(60, head) + "Sau bảng"), 0)
    (grid,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [row[0].text for row in grid.rows] == ["TT", *map(str, range(1, 61))]
    assert len(grid.page_breaks) == found.pages - 1
    for index in grid.page_breaks:
        assert grid.rows[index][0].place.page > grid.rows[index - 1][0].place.page


def test_tables_with_other_columns_or_text_between_stay_apart(pdf):
    other = "#table(columns: (5cm, 1fr), [a], [b])\n"
    found = read(pdf(table(2) + "#pagebreak()\n" + other + "#pagebreak()\nLời\n" + other), 0)
    assert [len(b.rows[0]) for b in found.blocks if isinstance(b, Table)] == [4, 2, 2]


def test_a_frame_around_text_is_no_table(pdf):
    found = read(pdf("#rect[DỰ THẢO]\n\n" + BODY), 0)
    assert texts(found.blocks)[0] == "DỰ THẢO"


def test_a_landscape_annex_is_read(pdf):
    found = read(pdf(BODY + "#set page(flipped: true)\n" + table(3)), 0)
    assert [type(block) for block in found.blocks][-1] is Table


def test_a_page_with_nothing_but_a_coloured_field_has_no_text(pdf):
    with pytest.raises(UnreadableFile) as refused:
        read(pdf("#rect(width: 100%, height: 80%, fill: gray)"), 0)
    assert refused.value.code == "no-text"


def test_progress_is_told_page_by_page(pdf):
    told = []
    path = pdf(BODY + "#pagebreak()\n" + BODY)
    read(path, 0, lambda *said: told.append(said))
    assert told == [("pages", 1, 2), ("pages", 2, 2)]


def test_too_many_pages_are_refused(pdf, monkeypatch):
    monkeypatch.setattr("cchc.reading.inputs.limits.MAX_PAGES", 1)
    with pytest.raises(UnreadableFile) as refused:
        read(pdf("a #pagebreak() b"), 0)
    assert refused.value.code == "too-many-pages"


def test_a_line_that_the_page_cut_is_joined_whatever_the_next_begins_with(pdf):
    text = "Báo cáo kết quả thực hiện theo quy định tại " + "khoản 1 Điều 5 " * 30
    assert len(read(pdf(text), 0).blocks) == 1


def test_a_line_with_room_left_ends_its_paragraph(pdf):
    found = read(pdf("Cơ quan chủ trì\\\nPhòng Tổ chức\\\nQuý I"), 0)
    assert texts(found.blocks) == ["Cơ quan chủ trì", "Phòng Tổ chức", "Quý I"]


def test_with_indented_first_lines_whole_paragraphs_are_found_over_pages(pdf):
    markup = "#set par(first-line-indent: (amount: 1cm, all: true), spacing: 0.65em)\n"
    sentence = "Rà soát, sắp xếp bộ máy. Nâng cao chất lượng phục vụ người dân, doanh nghiệp. "
    found = read(pdf(markup + f"{sentence * 9}\n\n" * 12), 0)
    assert found.pages > 1
    assert texts(found.blocks) == [(sentence * 9).strip()] * 12
    for block in found.blocks:
        start, end = block.place.span
        assert found.text[start:end] == block.text


def test_a_code_cut_after_its_hyphen_is_put_together(pdf):
    found = read(pdf("#table(columns: (4cm), [Nghị định số 154/2020/NĐ-\\ CP ngày 31], [b])"), 0)
    assert found.blocks[0].rows[0][0].text.startswith("Nghị định số 154/2020/NĐ-CP")
