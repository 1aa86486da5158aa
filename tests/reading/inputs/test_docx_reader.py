"""Word files become blocks in reading order, with what a reader of the printed page would see."""

import docx
import pytest

from cchc.reading.blocks import Paragraph, Table
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs.docx import read


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*runs: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def cell(*content: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{''.join(content)}</w:tc>"


def words(*texts: str) -> str:
    return "".join(cell(par(run(text))) for text in texts)


def texts(path) -> list[str]:
    return [block.text for block in read(path, 0).blocks]


def grid(table: Table) -> list[list[str | None]]:
    return [[slot.text if slot else None for slot in row] for row in table.rows]


def test_every_place_points_at_its_own_text(word):
    table = f"<w:tbl><w:tr>{words('STT', 'Nhiệm vụ')}</w:tr></w:tbl>"
    found = read(word(par(run("Mở  đầu")) + table + par(run("Cuối"))), 2)

    first, middle, last = found.blocks
    for block in (first, last, middle.rows[0][1]):
        start, end = block.place.span
        assert found.text[start:end] == block.text
        assert block.place.file == 2
    assert [first.place.line, middle.place.line, last.place.line] == [1, 2, 3]
    assert middle.rows[0][1].place.cell == "1.1.2"
    assert found.text == "Mở đầu\nSTT\tNhiệm vụ\nCuối\n"
    assert (found.kind, found.pages, found.name) == ("docx", 0, "ke-hoach.docx")


def test_text_is_canonical_and_empty_paragraphs_only_leave_a_gap(word):
    body = par(run("Ke\u0302\u0301 hoạch\u00a0số")) + par(run("  ")) + par(run("\u00d0iều 1"))
    first, second = read(word(body), 0).blocks
    assert (first.text, second.text) == ("Kế hoạch số", "Điều 1")
    assert (first.blank_before, second.blank_before) == (False, True)


def test_headings_come_from_outline_and_style_names(word):
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="My"><w:basedOn w:val="H2"/></w:style>'
    )
    body = (
        par(run("a"), look='<w:outlineLvl w:val="0"/>')
        + par(run("b"), look='<w:pStyle w:val="H2"/>')
        + par(run("c"), look='<w:pStyle w:val="My"/>')
        + par(run("d"), look='<w:pStyle w:val="H2"/><w:outlineLvl w:val="9"/>')
        + par(run("e"))
    )
    assert [block.level for block in read(word(body, styles=styles), 0).blocks] == [
        1, 2, 2, None, None,
    ]  # fmt: skip


def test_bold_italic_and_centred_are_of_the_whole_block(word):
    styles = (
        '<w:style w:type="paragraph" w:styleId="B"><w:pPr><w:jc w:val="center"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
    )
    body = (
        par(run("cả ", "<w:b/>"), run("đoạn", "<w:b/>"))
        + par(run("một ", "<w:b/>"), run("phần"))
        + par(run("nghiêng", "<w:i/>"), look='<w:jc w:val="center"/>')
        + par(run("theo kiểu"), look='<w:pStyle w:val="B"/>')
        + par(run("tắt", '<w:b w:val="0"/>'), look='<w:pStyle w:val="B"/><w:jc w:val="left"/>')
    )
    looks = [(b.bold, b.italic, b.centred) for b in read(word(body, styles=styles), 0).blocks]
    assert looks == [
        (True, False, False), (False, False, False), (False, True, True), (True, False, True),
        (False, False, False),
    ]  # fmt: skip


def test_insertions_stay_and_deletions_go(word):
    deleted = '<w:r><w:delText xml:space="preserve">cũ </w:delText></w:r>'
    body = par(run("Hạn "), f"<w:del>{deleted}</w:del>", f"<w:ins>{run('mới')}</w:ins>")
    found = read(word(body), 0)
    assert [block.text for block in found.blocks] == ["Hạn mới"]
    assert any("theo dõi sửa đổi" in warning for warning in found.warnings)


def test_a_deleted_paragraph_mark_joins_two_paragraphs(word):
    body = par(run("Trình "), look="<w:rPr><w:del/></w:rPr>") + par(run("Sở Y tế"))
    assert texts(word(body)) == ["Trình Sở Y tế"]


def test_a_deleted_table_row_goes(word):
    rows = f"<w:tr>{words('giữ')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{words('bỏ')}</w:tr>"
    (table,) = read(word(f"<w:tbl>{rows}</w:tbl>"), 0).blocks
    assert grid(table) == [["giữ"]]


def test_hidden_text_is_not_read(word):
    styles = '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = par(run("thấy"), run(" ẩn", "<w:vanish/>"), run(" ẩn", '<w:rStyle w:val="An"/>'))
    assert texts(word(body, styles=styles)) == ["thấy"]


def test_field_codes_go_and_their_results_stay(word):
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = "<w:r><w:instrText>PAGEREF x</w:instrText><w:t>mã</w:t></w:r>"
    body = par(run("Mục "), begin, code, middle, run("5"), end) + par(run("tiếp"))
    assert texts(word(body)) == ["Mục 5", "tiếp"]


def test_text_boxes_are_read_once_after_their_paragraph(word):
    inner = f"<w:txbxContent>{par(run('DỰ THẢO'))}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(word(par(run("Tên cơ quan"), both) + par(run("Tiếp")))) == [
        "Tên cơ quan", "DỰ THẢO", "Tiếp",
    ]  # fmt: skip


def test_content_controls_links_and_formulas_are_read(word):
    block = f"<w:sdt><w:sdtContent>{par(run('trong khung'))}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{run('điền')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run(' tại đây')}</w:hyperlink>"
    formula = "<m:oMath><m:r><m:t> ≥ 90%</m:t></m:r></m:oMath>"
    assert texts(word(block + par(inline, link, formula))) == [
        "trong khung", "điền tại đây ≥ 90%",
    ]  # fmt: skip


def test_the_table_of_contents_is_left_out(word):
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{par(run('I. Mục 1'))}"
        "</w:sdtContent></w:sdt>"
    )
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    styled = par(run("I. Mục 1"), look='<w:pStyle w:val="T"/>')
    assert texts(word(control + styled + par(run("I. Mục")), styles=styles)) == ["I. Mục"]


def test_a_line_break_in_the_body_gives_lines_that_may_be_joined(word):
    body = par(run("KẾ HOẠCH"), "<w:r><w:br/></w:r>", run("Năm 2026")) + par(run("Căn cứ"))
    blocks = read(word(body), 0).blocks
    assert [(b.text, b.is_line) for b in blocks] == [
        ("KẾ HOẠCH", True), ("Năm 2026", True), ("Căn cứ", False),
    ]  # fmt: skip


def test_a_page_break_is_a_gap(word):
    body = par(run("hết trang")) + par('<w:r><w:br w:type="page"/></w:r>') + par(run("PHỤ LỤC"))
    assert [b.blank_before for b in read(word(body), 0).blocks] == [False, True]


def test_symbols_of_the_symbol_font_are_read(word):
    body = par('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', run(" 90%; \uf0b7 ý"))
    assert texts(word(body)) == ["≥ 90%; • ý"]


def test_merged_cells_become_spans_and_covered_slots_are_none(word):
    first, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    rows = (
        f"<w:tr>{cell(par(run('TT')), look=first)}{cell(par(run('Phân công')), look=wide)}</w:tr>"
        f"<w:tr>{cell(par(), look='<w:vMerge/>')}{words('Chủ trì', 'Phối hợp')}</w:tr>"
        f"<w:tr>{words('1', 'Phòng A', 'Phòng B')}</w:tr>"
    )
    (table,) = read(word(f"<w:tbl>{rows}</w:tbl>"), 0).blocks
    assert grid(table) == [
        ["TT", "Phân công", None], [None, "Chủ trì", "Phối hợp"], ["1", "Phòng A", "Phòng B"],
    ]  # fmt: skip
    assert (table.rows[0][0].row_span, table.rows[0][1].col_span) == (2, 2)


def test_rows_of_different_length_are_filled_with_empty_cells(word):
    rows = (
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{words('b')}</w:tr>"
        f"<w:tr>{words('a', 'b', 'c')}</w:tr>"
    )
    (table,) = read(word(f"<w:tbl>{rows}</w:tbl>"), 0).blocks
    assert grid(table) == [["", "b", ""], ["a", "b", "c"]]


def test_cell_lines_are_its_paragraphs_breaks_and_numbers(word):
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    content = cell(
        par(run("Quyết định"), "<w:r><w:br/></w:r>", run("Báo cáo")),
        par(),
        par(run("một"), look=numbered),
        par(run("hai"), look=numbered),
    )
    (table,) = read(word(f"<w:tbl><w:tr>{content}</w:tr></w:tbl>", numbering), 0).blocks
    assert table.rows[0][0].lines == ("Quyết định", "Báo cáo", "a) một", "b) hai")


def test_a_cell_is_bold_when_all_of_it_is(word):
    bold, part = cell(par(run("Đậm", "<w:b/>"))), cell(par(run("a", "<w:b/>")), par(run("b")))
    (table,) = read(word(f"<w:tbl><w:tr>{bold}{part}</w:tr></w:tbl>"), 0).blocks
    assert [slot.bold for slot in table.rows[0]] == [True, False]


def test_a_large_inner_table_is_a_table_of_its_own_and_a_small_one_lines(word):
    large = f"<w:tbl><w:tr>{words('a', 'b', 'c')}</w:tr><w:tr>{words('d', 'e', 'f')}</w:tr></w:tbl>"
    small = f"<w:tbl><w:tr>{words('x', 'y')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell(par(run('ngoài')), large)}{cell(small)}</w:tr></w:tbl>"
    first, second = read(word(outer), 0).blocks
    assert grid(first) == [["ngoài", "x y"]]
    assert grid(second) == [["a", "b", "c"], ["d", "e", "f"]]


def test_a_table_that_only_frames_another_is_unwrapped(word):
    inner = f"<w:tbl><w:tr>{words('a', 'b')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell(par(run('Tên')), inner)}</w:tr></w:tbl>"
    first, second = read(word(outer), 0).blocks
    assert isinstance(first, Paragraph)
    assert grid(second) == [["a", "b"]]


def test_the_letterhead_stays_a_table(word):
    rows = f"<w:tr>{words('UBND TỈNH LAM SƠN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}</w:tr>"
    (table,) = read(word(f"<w:tbl>{rows}</w:tbl>"), 0).blocks
    assert grid(table) == [["UBND TỈNH LAM SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]


def test_headers_footers_and_footnotes_are_left_out(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Trang 1"
    document.sections[0].footer.paragraphs[0].text = "Lưu hành nội bộ"
    document.add_paragraph("Nội dung")
    document.save(tmp_path / "a.docx")
    assert texts(tmp_path / "a.docx") == ["Nội dung"]


def test_an_enormous_span_does_not_make_an_enormous_row(word):
    wide = cell(par(run("a")), look='<w:gridSpan w:val="999999999"/>')
    (table,) = read(word(f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>"), 0).blocks
    assert len(table.rows[0]) <= 256


def test_a_file_without_any_text_says_so(word):
    with pytest.raises(UnreadableFile) as refused:
        read(word(par()), 0)
    assert refused.value.code == "no-text"


def test_styles_that_are_based_on_each_other_do_not_hang(word):
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ["AB", "BA"]
    )
    assert texts(word(par(run("x"), look='<w:pStyle w:val="A"/>'), styles=styles)) == ["x"]


def test_deep_nesting_is_refused_in_words(word):
    body = par(run("x"))
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{par(run('y'))}</w:tc></w:tr></w:tbl>"
    with pytest.raises(UnreadableFile):
        read(word(body), 0)
