"""The periodic report as Word file, PDF, workbook, CSV and JSON: one set of values, the same figures everywhere."""

import csv
import json
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import docx
import openpyxl
import pdfplumber
import pytest
from docx.enum.section import WD_ORIENT

from cchc.core.text import squeeze
from cchc.publishing.document import Heading, Item, Paragraph
from cchc.publishing.pdf import write_pdf
from cchc.publishing.report import ReportPart, report_document
from cchc.publishing.report_files import report_json, report_workbook, statistic_sheet
from cchc.publishing.sheets import write_csv, write_xlsx
from cchc.publishing.word import write_docx
from tests.publishing.reports import ISSUED, REPORT, STATISTICS

MADE_ON = date(2026, 9, 18)


@pytest.fixture(scope="module")
def document():
    return report_document(REPORT)


@pytest.fixture(scope="module")
def word(document):
    return docx.Document(BytesIO(write_docx(document)))


@pytest.fixture(scope="module")
def pdf_pages(document):
    with pdfplumber.open(BytesIO(write_pdf(document))) as pdf:
        return [(page.width > page.height, squeeze(page.extract_text())) for page in pdf.pages]


def figures_column(word):
    """The column "Số liệu" of the statistics annex, headings of blocks left out."""
    table = word.tables[2]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú"]
    return [(row[3], row[4]) for row in rows[1:] if row[0].isdecimal()]


def test_the_head_names_kind_title_and_addressees(word):
    text = [paragraph.text for paragraph in word.paragraphs]
    assert "BÁO CÁO" in text
    assert "Kết quả thực hiện công tác cải cách hành chính quý III năm 2026" in text
    assert "- Ủy ban nhân dân tỉnh;" in text
    assert "- Sở Nội vụ." in text
    assert any("số liệu từ ngày 15/6/2026 đến ngày 14/9/2026" in line for line in text)
    assert text.index("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH") < text.index("1. Kế hoạch")
    assert any(line.endswith("của Sở Khoa học và Công nghệ./.") for line in text)


def test_number_and_day_stay_open_until_the_clerk_gives_them(document):
    assert document.number is None
    assert document.issued_on is None
    given = replace(REPORT.head, number="412", issued_on=date(2026, 9, 17))
    closed = report_document(replace(REPORT, head=given))
    assert (closed.number, closed.year_of_issue) == ("412", 2026)
    assert "(Kèm theo Báo cáo số 412/BC-SKHCN ngày 17 tháng 9 năm 2026" in (
        closed.appendices[0].subtitle
    )


def test_lines_become_paragraphs_and_bullets(document):
    assert document.body[1:6] == (
        Heading(1, "I.", "Công tác chỉ đạo, điều hành"),
        Heading(2, "1.", "Kế hoạch"),
        Paragraph("Sở đã ban hành kế hoạch."),
        Item("-", "Gạch đầu dòng;"),
        Item("+", "Dấu cộng.", depth=1),
    )


def test_no_data_zero_and_not_arising_are_three_cells_and_an_estimate_is_marked(word):
    assert figures_column(word) == [
        ("12", ""),
        ("0", ""),
        ("", "Chưa gồm: Phòng A; Phòng B"),
        ("Không phát sinh", ""),
        ("96,33 (ước)", "1.233/1.280"),
    ]


def test_annexes_lie_numbered_in_roman_on_pages_of_their_own(word, pdf_pages):
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        *[WD_ORIENT.LANDSCAPE] * 3,
    ]
    lying = [text for is_lying, text in pdf_pages if is_lying]
    assert [text.split(" (")[0] for text in lying] == [
        "Phụ lục I THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH",
        "Phụ lục II TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ THEO KẾ HOẠCH",
        "Phụ lục III DANH MỤC VĂN BẢN ĐÃ BAN HÀNH",
    ]


def test_a_single_annex_has_no_number():
    only = report_document(replace(REPORT, annexes=(ISSUED,)))
    assert only.appendices[0].number is None


def test_pages_after_the_first_carry_their_number(document):
    long = replace(REPORT, parts=(ReportPart("I.", "Dài", 1, ("Một câu dài. " * 30,) * 30),))
    with pdfplumber.open(BytesIO(write_pdf(report_document(long)))) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    assert texts[1].startswith("2\n")
    assert texts[2].startswith("3\n")


def test_pdf_says_what_the_word_file_says(pdf_pages, word):
    printed = " ".join(text for _, text in pdf_pages)
    for figure, _ in figures_column(word):
        assert figure in printed
    assert "Nơi nhận: - Như trên; - Lưu: VT, VP." in printed or "- Lưu: VT, VP." in printed


def test_charts_stand_in_both_with_words_for_who_cannot_see_them(word, document):
    assert len(word.inline_shapes) == 2
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert described == ["Biểu", "Biểu"]
    packed = zipfile.ZipFile(BytesIO(write_docx(document)))
    assert len([name for name in packed.namelist() if name.endswith(".png")]) == 2
    with pdfplumber.open(BytesIO(write_pdf(document))) as pdf:
        first = pdf.pages[0].extract_text()
    assert "96,33%" in first
    assert "Chưa đạt" in first


def test_the_same_report_gives_the_same_bytes(document):
    assert write_docx(document) == write_docx(report_document(REPORT))
    assert write_pdf(document) == write_pdf(report_document(REPORT))


def test_usual_sentences_can_be_replaced_or_left_out():
    own = report_document(replace(REPORT, opening="Mở đầu riêng:", closing=""))
    assert own.body[0] == Paragraph("Mở đầu riêng:")
    assert not any(
        isinstance(node, Paragraph) and "Trên đây" in str(node.text) for node in own.body
    )


def test_the_workbook_has_a_sheet_for_each_annex_and_typed_figures():
    book = openpyxl.load_workbook(BytesIO(write_xlsx(report_workbook(REPORT, MADE_ON))))
    assert book.sheetnames == ["Thống kê", "Tiến độ", "Văn bản"]
    page = book["Thống kê"]
    rows = [row for row in page.iter_rows(values_only=True) if isinstance(row[0], int | float)]
    heads = next(row for row in page.iter_rows(values_only=True) if row[0] == "STT")
    at = {head: place for place, head in enumerate(heads)}
    told = [(row[at["Số liệu"]], row[at["Tình trạng"]], row[at["Giai đoạn"]]) for row in rows]
    assert told == [
        (12, "Có số liệu", "Chính thức"),
        (0, "Có số liệu", "Chính thức"),
        (None, "Chưa có số liệu", None),
        ("Không phát sinh", "Không phát sinh", None),
        (96.33, "Có số liệu", "Ước"),
    ]
    assert rows[4][at["Tử số"]] == 1233
    assert rows[4][at["Phạm vi"]] == "Toàn tỉnh"


def test_a_report_without_annexes_has_no_workbook():
    with pytest.raises(ValueError, match="annexes"):
        report_workbook(replace(REPORT, annexes=()), MADE_ON)


def test_csv_keeps_the_three_apart_too():
    data = write_csv(statistic_sheet(REPORT, STATISTICS)).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(data), delimiter=";"))
    assert [row["Số liệu"] for row in rows] == ["12", "0", "", "Không phát sinh", "96,33"]
    assert [row["Tình trạng"] for row in rows] == [
        "Có số liệu",
        "Có số liệu",
        "Chưa có số liệu",
        "Không phát sinh",
        "Có số liệu",
    ]
    assert rows[4]["Giai đoạn"] == "Ước"


def test_json_holds_figures_with_state_stage_and_scope():
    told = json.loads(json.dumps(report_json(REPORT), ensure_ascii=False))
    assert told["shape"] == "cchc-report/1"
    assert told["window_to"] == "2026-09-14"
    assert [(row["value"], row["state"], row["stage"]) for row in told["statistics"]] == [
        ("12", "figure", "official"),
        ("0", "figure", "official"),
        (None, "no_data", None),
        (None, "not_arising", None),
        ("96.33", "figure", "estimated"),
    ]
    assert told["statistics"][2]["missing"] == ["Phòng A", "Phòng B"]
    assert told["statistics"][4]["scope"] == "Toàn tỉnh"
    assert told["tasks"][0]["state"] == "Hoàn thành đúng hạn"
    assert told["documents"][0]["issued_on"] == "2026-07-02"
    assert told["text"][1]["lines"][0] == "Sở đã ban hành kế hoạch."
