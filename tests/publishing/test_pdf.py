"""The PDF, read back with pdfplumber."""

import re
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.core.text import squeeze
from cchc.publishing.document import (
    Appendix,
    Cell,
    Column,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    TableNode,
)
from cchc.publishing.fonts import FontsMissing
from cchc.publishing.pdf import write_pdf
from tests.publishing.papers import (
    AWKWARD,
    LETTER,
    OPEN_PLAN,
    PLAN,
    task_table,
    with_appendix,
)

POINT = 72 / 25.4


def pages(data: bytes) -> list[str]:
    """The text of each page on one line, its spaces squeezed."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        return [squeeze(page.extract_text()) for page in pdf.pages]


def words(data: bytes) -> list[dict]:
    with pdfplumber.open(BytesIO(data)) as pdf:
        return [
            word | {"page": place, "width": page.width}
            for place, page in enumerate(pdf.pages)
            for word in page.extract_words(extra_attrs=["fontname", "size"])
        ]


def the(found: list[dict], text: str) -> dict:
    return next(word for word in found if word["text"] == text)


def test_it_is_tagged_vietnamese_pdf_a_and_pdf_ua():
    data = write_pdf(PLAN)
    assert data.startswith(b"%PDF-1.7")
    with pdfplumber.open(BytesIO(data)) as pdf:
        catalog = pdf.doc.catalog
        metadata = catalog["Metadata"].resolve().get_data().decode()
        assert catalog["MarkInfo"]["Marked"] is True
        assert catalog["Lang"] in (b"vi-VN", b"vi")
        assert pdf.metadata["Title"] == "Kế hoạch: Cải cách hành chính năm 2026"
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", metadata, re.DOTALL)
    assert "pdfuaid:part>1<" in metadata


def test_only_the_embedded_times_metrics_font_is_used():
    assert {word["fontname"].split("+")[-1].split("-")[0] for word in words(write_pdf(PLAN))} == {
        "Tinos"
    }


def test_all_words_come_out_as_they_went_in():
    text = " ".join(pages(write_pdf(PLAN)))
    assert AWKWARD in text
    for line in (
        "UBND TỈNH LAM SƠN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/KH-SKHCN",
        "Lam Sơn, ngày 05 tháng 01 năm 2026",
        "Căn cứ Nghị quyết số 12/NQ-HĐND ngày 02/01/2026 của HĐND tỉnh;",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "a) Rà soát văn bản",
        "Chữ đậm và chữ nghiêng",
        "Trần Thị Bích",
    ):
        assert line in text


def test_markup_in_a_text_stays_text():
    nasty = '#import "x": * $1/0$ = Tiêu đề\n- mục @nguồn <nhãn> `mã` /* chú */ // hết'
    (text,) = pages(write_pdf(replace(PLAN, subject=nasty, body=(Paragraph(nasty),))))
    assert text.count(squeeze(nasty)) == 2


def test_the_text_stands_within_the_margins():
    body = tuple(Paragraph(AWKWARD * 6) for _ in range(20))
    found = [
        word for word in words(write_pdf(replace(PLAN, body=body))) if word["top"] > 15 * POINT
    ]
    assert min(word["x0"] for word in found) >= 30 * POINT - 1
    assert max(word["x1"] for word in found) <= (210 - 15) * POINT + 1
    assert max(word["bottom"] for word in found) <= (297 - 20) * POINT + 4


@pytest.mark.parametrize(
    ("word", "size", "bold", "italic"),
    [
        ("CỘNG", 12, True, False),
        ("Độc", 13, True, False),
        ("UBND", 12, False, False),
        ("NGHỆ", 12, True, False),
        ("05/KH-SKHCN", 13, False, False),
        ("Sơn,", 13, False, True),
        ("KẾ", 14, True, False),
        ("Căn", 14, False, True),
        ("MỤC", 14, True, False),
        ("soát", 14, False, False),
        ("KT.", 14, True, False),
        ("Bích", 14, True, False),
        ("nhận:", 12, True, True),
        ("Lưu:", 11, False, False),
    ],
)
def test_each_component_has_the_size_and_weight_of_the_decree(word, size, bold, italic):
    found = the(words(write_pdf(PLAN)), word)
    assert found["size"] == pytest.approx(size)
    assert ("Bold" in found["fontname"], "Italic" in found["fontname"]) == (bold, italic)


def test_the_first_line_of_a_paragraph_is_indented():
    found = the(words(write_pdf(PLAN)), "Các")
    assert found["x0"] == pytest.approx((30 + 12.7) * POINT, abs=1)


def test_the_number_of_a_document_is_never_parted_at_a_line_end():
    text = "x" + " Nghị định số 178/2024/NĐ-CP" * 40
    found = words(write_pdf(replace(PLAN, preamble=(text,), body=(Paragraph(text),))))
    assert sum(word["text"].startswith("178/2024/NĐ-CP") for word in found) == 80


def test_the_page_number_is_centred_on_top_but_not_on_the_first_page():
    long = replace(PLAN, body=tuple(Paragraph(AWKWARD * 6) for _ in range(20)))
    found = words(write_pdf(long))
    numbers = [word for word in found if word["top"] < 18 * POINT]
    assert [(word["page"], word["text"]) for word in numbers] == [(1, "2"), (2, "3")]
    middle = (numbers[0]["x0"] + numbers[0]["x1"]) / 2
    assert middle == pytest.approx((30 + (210 - 45) / 2) * POINT, abs=1)
    assert numbers[0]["size"] == pytest.approx(13)


def test_an_open_number_and_date_leave_room():
    found = words(write_pdf(OPEN_PLAN))
    assert the(found, "/KH-SKHCN")["x0"] - the(found, "Số:")["x1"] > 15
    assert the(found, "tháng")["x0"] - the(found, "ngày")["x1"] > 10
    assert "None" not in " ".join(pages(write_pdf(OPEN_PLAN)))


def test_a_letter_has_its_subject_under_the_number_and_its_addressees():
    (text,) = pages(write_pdf(LETTER))
    assert "V/v báo cáo tiến độ quý I" in text
    assert "Kính gửi: - Sở Nội vụ; - Văn phòng UBND tỉnh." in text
    assert "TL. GIÁM ĐỐC" in text
    (one,) = pages(write_pdf(replace(LETTER, addressed_to=("Sở Nội vụ",))))
    assert "Kính gửi: Sở Nội vụ." in one


def test_the_table_header_repeats_on_every_page_of_the_appendix():
    main, *appendix = pages(write_pdf(with_appendix(PLAN, task_table(60))))
    assert "Phụ lục" not in main
    assert len(appendix) > 2
    assert all("TT Nhiệm vụ Sản phẩm" in page for page in appendix)


def test_an_appendix_is_landscape_and_counts_its_own_pages():
    with pdfplumber.open(BytesIO(write_pdf(with_appendix(PLAN, task_table(60))))) as pdf:
        assert [page.width > page.height for page in pdf.pages[:3]] == [False, True, True]
        tops = [
            squeeze(page.crop((0, 0, page.width, 18 * POINT)).extract_text()) for page in pdf.pages
        ]
    assert tops == ["", "", *map(str, range(2, len(tops)))]


def test_appendices_alone_have_no_letterhead():
    alone = replace(with_appendix(PLAN, task_table(3)), appendices_only=True)
    (text,) = pages(write_pdf(alone))
    assert text.startswith("Phụ lục PHÂN CÔNG NHIỆM VỤ (Kèm theo)")
    assert "CỘNG HÒA" not in text


def test_the_heading_of_rows_never_ends_a_page():
    rows = []
    for place in range(40):
        rows.append((Cell(("*",), bold=True), Cell((f"Nhóm {place}",), bold=True, col_span=2)))
        rows += [tuple(Cell((text,)) for text in ("1", "việc", "xong"))] * (1 + place % 3)
    node = TableNode((Column(1), Column(3), Column(3)), (), tuple(rows))
    found = pages(write_pdf(replace(PLAN, body=(node,))))
    assert len(found) > 3
    assert "".join(found).count("Nhóm") == 40
    assert not [page for page in found if re.search(r"Nhóm \d+$", page)]


def test_a_small_table_is_not_parted():
    node = TableNode(
        (Column(3), Column(1)),
        (),
        tuple((Cell((f"Lĩnh vực {n}",)), Cell(("1",))) for n in range(9)),
    )
    for before in range(20, 40, 3):
        lines = tuple(Paragraph(f"Đoạn {n}.") for n in range(before))
        found = pages(write_pdf(replace(PLAN, body=(*lines, node))))
        assert sum("Lĩnh vực" in page for page in found) == 1


def test_rows_under_a_span_keep_their_columns():
    node = TableNode(
        (Column(1), Column(1, "right"), Column(2)),
        ((Cell(("Nhóm",)), Cell(("Việc",), col_span=2)),),
        (
            (Cell(("A",), row_span=2), Cell(("1",)), Cell(("x",))),
            (Cell(("2",)), Cell(("y",))),
        ),
    )
    with pdfplumber.open(BytesIO(write_pdf(replace(PLAN, body=(node,))))) as pdf:
        (table,) = pdf.pages[0].extract_tables()
    assert table == [["Nhóm", "Việc", None], ["A", "1", "x"], [None, "2", "y"]]


def test_a_long_address_in_a_narrow_cell_breaks_and_stays_whole_in_the_text():
    address = "https://vidu.lamson.gov.vn/van-ban/cai-cach-hanh-chinh/2026"
    node = TableNode((Column(1), Column(6)), (), ((Cell((address,)), Cell(("x",))),))
    found = words(write_pdf(replace(PLAN, body=(node,))))
    assert the(found, "x")["x0"] > max(w["x1"] for w in found if w["text"].startswith("https:"))
    alone = replace(node, rows=((Cell((address,)), Cell()),))
    (text,) = pages(write_pdf(replace(PLAN, body=(alone,))))
    assert address in text.replace(" ", "")


def test_characters_that_the_font_lacks_get_a_stand_in_instead_of_a_refusal():
    (text,) = pages(write_pdf(replace(PLAN, body=(Paragraph("\uf0b7 xong ✓ và 😀 ghi"),))))
    assert "• xong √ và □ ghi" in text


@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
@given(text=st.text(max_size=60))
def test_no_text_whatever_stops_it(text):
    node = TableNode((Column(1),), (), ((Cell((text,)),),))
    body = (Paragraph(text), Heading(2, text, text), node)
    assert write_pdf(replace(PLAN, subject=text, recipients=(text,), body=body))


@pytest.mark.parametrize(
    "odd", ["\uf001", "a\u0301", "x\u200by", "x\u00ady", "x\u200dy", "a\u00a0b", "…", "≥ 90%", "m²"]
)
def test_combining_and_invisible_characters_do_not_stop_it(odd):
    assert write_pdf(replace(PLAN, body=(Paragraph(odd),)))


def test_an_outline_that_skips_a_level_is_still_printed():
    body = (Heading(3, "a)", "Điểm đầu"), Heading(1, "I.", "Phần"), Heading(4, "", "Nhỏ"))
    (text,) = pages(write_pdf(replace(PLAN, body=body)))
    assert "a) Điểm đầu I. PHẦN Nhỏ" in text


def test_a_bare_document_and_an_empty_appendix_still_print():
    bare = replace(PLAN, parent_issuer=None, preamble=(), body=(), signature=None, recipients=())
    assert len(pages(write_pdf(bare))) == 1
    assert len(pages(write_pdf(replace(bare, appendices=(Appendix("Bảng", ()),))))) == 2


def test_empty_texts_and_page_breaks_are_harmless():
    body = (Paragraph(""), Item("-", ""), PageBreak(), Item("", "cuối", depth=2), PageBreak())
    assert "cuối" in pages(write_pdf(replace(PLAN, body=body)))[1]


def test_a_table_without_header_or_rows_prints():
    empty = TableNode((Column(1),), ((Cell(("Trống",)),),), ())
    assert "Trống" in pages(write_pdf(replace(PLAN, body=(empty,))))[0]
    plain = TableNode((Column(1),), (), ((Cell(("Có",)),),))
    assert "Có" in pages(write_pdf(replace(PLAN, body=(plain,))))[0]


def test_the_same_document_gives_the_same_bytes():
    assert write_pdf(PLAN) == write_pdf(PLAN)


def test_missing_fonts_are_named_in_a_sentence(tmp_path):
    with pytest.raises(FontsMissing) as refusal:
        write_pdf(PLAN, fonts=tmp_path)
    assert "phông chữ" in refusal.value.message
