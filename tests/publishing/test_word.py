"""The Word file, read back with python-docx."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.publishing.document import Cell, Column, Item, PageBreak, Paragraph, TableNode
from cchc.publishing.layout import printable
from cchc.publishing.word import write_docx
from tests.publishing.papers import AWKWARD, LETTER, OPEN_PLAN, PLAN, task_table, with_appendix


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def cells_text(word: Document) -> str:
    return "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)


def size_of(word: Document, style: str) -> float:
    return word.styles[style].font.size.pt


def test_the_page_is_a4_with_the_margins_of_the_decree():
    section = opened(write_docx(PLAN)).sections[0]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    assert round(section.top_margin.mm) == round(section.bottom_margin.mm) == 20
    assert round(section.left_margin.mm) == 30
    assert round(section.right_margin.mm) == 15


def test_every_style_is_black_times_new_roman():
    word = opened(write_docx(PLAN))
    used = {
        "Normal",
        "Heading 1",
        "Heading 4",
        "Quốc hiệu",
        "Ô bảng",
        "Danh sách nơi nhận",
        "Header",
    }
    for name in used:
        fonts = word.styles[name].element.rPr.find(qn("w:rFonts"))
        assert set(fonts.attrib.values()) == {"Times New Roman"}
        assert str(word.styles[name].font.color.rgb) == "000000"


@pytest.mark.parametrize(
    ("style", "low", "high", "bold", "italic"),
    [
        ("Quốc hiệu", 12, 13, True, False),
        ("Tiêu ngữ", 13, 14, True, False),
        ("Cơ quan chủ quản", 12, 13, False, False),
        ("Cơ quan ban hành", 12, 13, True, False),
        ("Số, ký hiệu", 13, 13, False, False),
        ("Địa danh, thời gian", 13, 14, False, True),
        ("Tên loại văn bản", 13, 14, True, False),
        ("Trích yếu", 13, 14, True, False),
        ("Trích yếu công văn", 12, 13, False, False),
        ("Nội dung", 13, 14, False, False),
        ("Căn cứ", 13, 14, False, True),
        ("Heading 1", 13, 14, True, False),
        ("Heading 3", 13, 14, False, False),
        ("Quyền hạn, chức vụ", 13, 14, True, False),
        ("Họ tên người ký", 13, 14, True, False),
        ("Nơi nhận", 12, 12, True, True),
        ("Danh sách nơi nhận", 11, 11, False, False),
        ("Phụ lục", 14, 14, True, False),
        ("Tên phụ lục", 13, 14, True, False),
    ],
)
def test_each_component_has_the_size_and_weight_of_the_decree(style, low, high, bold, italic):
    font = opened(write_docx(PLAN)).styles[style].font
    assert low <= font.size.pt <= high
    assert (font.bold, font.italic) == (bold, italic)


def test_the_text_is_justified_with_an_indented_first_line_and_six_points_between():
    form = opened(write_docx(PLAN)).styles["Nội dung"].paragraph_format
    assert form.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
    assert 10 <= form.first_line_indent.mm <= 12.8
    assert form.space_after.pt >= 6
    assert 1 <= form.line_spacing <= 1.5


def test_no_two_styles_share_an_id():
    ids = [style.style_id for style in opened(write_docx(PLAN)).styles]
    assert len(ids) == len(set(ids))


def test_what_is_added_later_does_not_inherit_the_indent():
    form = opened(write_docx(PLAN)).styles["Normal"].paragraph_format
    assert form.first_line_indent.mm == 0
    assert form.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.LEFT


def test_it_opens_in_the_present_mode_of_word():
    settings = zipfile.ZipFile(BytesIO(write_docx(PLAN))).read("word/settings.xml").decode()
    assert re.search(r'compatibilityMode"[^>]*w:val="15"', settings)


def test_the_letterhead_says_who_where_and_when():
    text = opened(write_docx(PLAN)).tables[0]
    left, right = (cell.text for cell in text.rows[0].cells)
    assert left.split("\n")[:2] == ["UBND TỈNH LAM SƠN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"]
    assert "Số: 05/KH-SKHCN" in left
    assert right.split("\n")[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert right.split("\n")[1] == "Độc lập - Tự do - Hạnh phúc"
    assert "Lam Sơn, ngày 05 tháng 01 năm 2026" in right


def test_an_open_number_and_date_stay_open():
    text = cells_text(opened(write_docx(OPEN_PLAN)))
    assert "Số:\u00a0" in text.replace(" ", "\u00a0")
    assert "/KH-SKHCN" in text
    assert "năm 2026" in text
    assert "None" not in text


def test_rules_stand_under_the_motto_and_the_agency():
    word = opened(write_docx(PLAN))
    ruled = [cell._tc.findall(f".//{qn('w:pBdr')}") for cell in word.tables[0].rows[0].cells]
    assert [len(borders) for borders in ruled] == [1, 1]


def test_the_page_number_is_centred_on_top_but_not_on_the_first_page():
    section = opened(write_docx(PLAN)).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.header.paragraphs[0].style.paragraph_format.alignment == 1
    assert section.first_page_header.paragraphs[0].text == ""
    assert "PAGE" not in section.first_page_header._element.xml


def test_headings_carry_word_s_own_styles_and_their_printed_numbers():
    word = opened(write_docx(PLAN))
    headings = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Head")]
    assert headings == [
        ("Heading 1", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("Heading 2", "1. Mục đích"),
        ("Heading 1", "II. NHIỆM VỤ"),
        ("Heading 2", "1. Cải cách thể chế"),
        ("Heading 3", "a) Rà soát văn bản"),
    ]


def test_special_characters_and_vietnamese_come_through_unchanged():
    texts = [paragraph.text for paragraph in opened(write_docx(PLAN)).paragraphs]
    assert f"- {AWKWARD}" in texts


@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
@given(text=st.text(max_size=60))
def test_whatever_can_be_printed_is_read_back_as_written(text):
    word = opened(write_docx(replace(PLAN, subject=text, body=(Paragraph(text),))))
    kept = [p.text for p in word.paragraphs if p.style.name == "Nội dung"]
    assert kept == [printable(text)]


def test_bold_and_italic_runs_keep_their_weight():
    word = opened(write_docx(PLAN))
    mixed = next(p for p in word.paragraphs if p.text.startswith("Chữ đậm"))
    assert [(run.text, run.bold, run.italic) for run in mixed.runs] == [
        ("Chữ đậm", True, None),
        (" và ", None, None),
        ("chữ nghiêng", None, True),
    ]


def test_line_breaks_and_tabs_inside_a_text_are_kept():
    word = opened(write_docx(replace(PLAN, body=(Paragraph("dòng 1\ndòng 2\tsau"),))))
    assert any(p.text == "dòng 1\ndòng 2\tsau" for p in word.paragraphs)


@pytest.mark.parametrize(
    ("document", "lines"),
    [
        (PLAN, ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]),
        (LETTER, ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]),
    ],
)
def test_the_signature_stands_right_of_the_recipients(document, lines):
    left, right = opened(write_docx(document)).tables[-1].rows[0].cells
    assert right.text.split("\n")[:2] == lines
    assert right.text.split("\n")[-1] == document.signature.name
    assert left.text.split("\n") == [
        "Nơi nhận:",
        "- UBND tỉnh (báo cáo);",
        "- Sở Nội vụ;",
        "- Lưu: VT, VP.",
    ]


def test_the_signature_never_stands_alone_on_a_page():
    word = opened(write_docx(PLAN))
    last = next(p for p in word.paragraphs if p.text.endswith("./."))
    assert last.paragraph_format.keep_with_next
    assert word.tables[-1].rows[0]._tr.find(f".//{qn('w:cantSplit')}") is not None


def test_a_letter_has_addressees_and_its_subject_under_the_number():
    word = opened(write_docx(LETTER))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert "V/v báo cáo tiến độ quý I" in word.tables[0].rows[0].cells[0].text
    assert [t for t in texts if t][:3] == ["Kính gửi:", "- Sở Nội vụ;", "- Văn phòng UBND tỉnh."]


def test_one_addressee_stands_on_the_same_line():
    word = opened(write_docx(replace(LETTER, addressed_to=("Sở Nội vụ",))))
    assert "Kính gửi: Sở Nội vụ." in [paragraph.text for paragraph in word.paragraphs]


def test_a_table_repeats_its_header_and_keeps_short_rows_whole():
    table = opened(write_docx(with_appendix(PLAN, task_table(30)))).tables[-1]
    header, *rows = table.rows
    assert header._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f".//{qn('w:tblHeader')}") is None for row in rows)
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    assert (
        table._tbl.find(f".//{qn('w:tblBorders')}/{qn('w:insideH')}").get(qn("w:val")) == "single"
    )


def group(name):
    return (Cell(("I",), bold=True), Cell((name,), bold=True, col_span=2))


def test_the_heading_of_rows_stays_with_the_first_of_them():
    rows = tuple(
        row
        for place in range(20)
        for row in (group(f"Nhóm {place}"), tuple(Cell((f"{n}",)) for n in range(3)))
    )
    table = TableNode((Column(1), Column(2), Column(2)), (), rows)
    written = opened(write_docx(replace(PLAN, body=(table,)))).tables[1].rows
    kept = [row._tr.find(f".//{qn('w:keepNext')}") is not None for row in written]
    assert kept == [True, False] * 20


def test_a_small_table_stays_whole():
    rows = tuple((Cell((f"Lĩnh vực {n}",)), Cell((f"{n}",))) for n in range(8))
    table = TableNode((Column(3), Column(1)), (), rows)
    written = opened(write_docx(replace(PLAN, body=(table,)))).tables[1].rows
    kept = [row._tr.find(f".//{qn('w:keepNext')}") is not None for row in written]
    assert kept == [True] * 7 + [False]


def test_a_long_row_may_break_across_pages():
    long = TableNode((Column(1),), (), ((Cell(("dài " * 400,)),),))
    row = opened(write_docx(replace(PLAN, body=(long,)))).tables[1].rows[0]
    assert row._tr.find(f".//{qn('w:cantSplit')}") is None


def test_spans_keep_their_place():
    node = TableNode(
        (Column(1), Column(1), Column(2)),
        ((Cell(("Nhóm",)), Cell(("Việc",), col_span=2)),),
        (
            (Cell(("A",), row_span=2), Cell(("1",)), Cell(("x",))),
            (Cell(("2",)), Cell(("y",))),
        ),
    )
    table = opened(write_docx(replace(PLAN, body=(node,)))).tables[1]
    grid = [[cell.text for cell in row.cells] for row in table.rows]
    assert grid == [["Nhóm", "Việc", "Việc"], ["A", "1", "x"], ["A", "2", "y"]]


def test_an_appendix_is_landscape_on_its_own_pages_with_its_own_numbers():
    word = opened(write_docx(with_appendix(PLAN, task_table(3))))
    section = word.sections[-1]
    assert len(word.sections) == 2
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert round(section.page_width.mm) == 297
    assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts.index("Phụ lục") + 1 == texts.index("PHÂN CÔNG NHIỆM VỤ")


def test_appendices_alone_have_no_letterhead():
    word = opened(write_docx(replace(with_appendix(PLAN, task_table(3)), appendices_only=True)))
    assert len(word.sections) == 1
    assert word.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert "CỘNG HÒA" not in cells_text(word)
    assert word.paragraphs[0].text == "Phụ lục"


def test_the_language_is_vietnamese_and_the_properties_name_the_document():
    data = write_docx(PLAN)
    properties = opened(data).core_properties
    assert properties.title == "Kế hoạch: Cải cách hành chính năm 2026"
    assert properties.author == "Sở Khoa học và Công nghệ"
    assert properties.language == "vi-VN"
    styles = zipfile.ZipFile(BytesIO(data)).read("word/styles.xml").decode()
    assert 'w:lang w:val="vi-VN"' in styles
    assert "en-US" not in styles


def test_a_bare_document_still_opens():
    bare = replace(PLAN, parent_issuer=None, preamble=(), body=(), signature=None, recipients=())
    word = opened(write_docx(bare))
    assert len(word.tables) == 1


def test_a_document_may_end_in_a_table_a_page_break_or_a_signature_without_name():
    unnamed = replace(PLAN.signature, name=None)
    for last in (task_table(1), PageBreak(), Item("", "không dấu")):
        word = opened(write_docx(replace(PLAN, body=(last,), signature=unnamed, recipients=())))
        assert "PHÓ GIÁM ĐỐC" in word.tables[-1].rows[0].cells[1].text


def test_the_same_document_gives_the_same_bytes():
    assert write_docx(PLAN) == write_docx(PLAN)
