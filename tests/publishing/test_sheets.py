"""Workbooks and delimited text, read back with openpyxl and the csv module."""

import csv
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cchc.publishing.sheets import Sheet, SheetColumn, Workbook, write_csv, write_xlsx
from tests.publishing.papers import AWKWARD

COLUMNS = (
    SheetColumn("TT", 6, "number"),
    SheetColumn("Nhiệm vụ", 40),
    SheetColumn("Hạn", 12, "date"),
    SheetColumn("Tỷ lệ", 10, "percent"),
    SheetColumn("Kinh phí", 14, "number"),
)
ROWS = (
    (1, AWKWARD, date(2026, 1, 5), Decimal("92.5"), 1234567),
    (2, "=1+1", "Quý I", 90, Decimal("12.5")),
    (3, "- Kế hoạch\n- Báo cáo", None, None, -5),
)
SHEET = Sheet(
    "Danh mục nhiệm vụ",
    COLUMNS,
    ROWS,
    subtitle=("Năm 2026", "Lam Sơn"),
    notes=("Ghi chú cuối bảng.",),
)


def saved(*sheets: Sheet) -> openpyxl.Workbook:
    data = write_xlsx(Workbook(sheets, made_on=date(2026, 1, 5), author="Sở Nội vụ"))
    return openpyxl.load_workbook(BytesIO(data))


@pytest.fixture
def page() -> Worksheet:
    return saved(SHEET).worksheets[0]


def fields(data: bytes, separator: str) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_title_subtitle_header_rows_and_notes_stand_in_order(page):
    first = [row[0] for row in page.iter_rows(values_only=True)]
    assert first == [
        "Danh mục nhiệm vụ",
        "Năm 2026",
        "Lam Sơn",
        None,
        "TT",
        1,
        2,
        3,
        None,
        "Ghi chú cuối bảng.",
    ]


def test_values_keep_their_kind(page):
    _, text, day, share, money = (cell for cell in page[6])
    assert text.value == AWKWARD
    assert (day.value, day.number_format) == (datetime(2026, 1, 5), "dd/mm/yyyy")  # noqa: DTZ001
    assert share.value == pytest.approx(0.925)
    assert share.number_format == "0.0#%"
    assert (money.value, money.number_format) == (1234567, "#,##0")


def test_no_text_becomes_a_formula(page):
    assert (page["B7"].value, page["B7"].data_type) == ("=1+1", "s")
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_a_word_in_a_date_column_stays_a_word(page):
    assert page["C7"].value == "Quý I"


def test_nothing_is_an_empty_cell_not_a_zero(page):
    assert page["C8"].value is None
    assert page["D8"].value is None


def test_the_header_is_frozen_filtered_and_repeated_in_print(page):
    assert page.freeze_panes == "A6"
    assert page.auto_filter.ref == "A5:E8"
    assert page.print_title_rows == "$5:$5"


def test_it_prints_on_a4_landscape_one_page_wide(page):
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) in ((1, 0), (None, 0))
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_cells_wrap_in_times_new_roman(page):
    for cell in (page["A1"], page["A5"], page["B6"]):
        assert cell.font.name == "Times New Roman"
        assert cell.alignment.wrap_text


def test_tab_names_are_made_lawful_and_distinct():
    long = Sheet("Kế hoạch [1/2]: cải cách hành chính năm 2026?", COLUMNS, ())
    names = saved(long, long, SHEET, Sheet("''", COLUMNS, ())).sheetnames
    assert len({name.lower() for name in names}) == 4
    assert all(0 < len(name) <= 31 for name in names)
    assert names[2:] == ["Danh mục nhiệm vụ", "Bảng"]


def test_an_empty_sheet_has_its_header_and_one_column_needs_no_merging():
    page = saved(Sheet("Trống", (SheetColumn("Một cột", 20),), ())).worksheets[0]
    assert page["A3"].value == "Một cột"
    assert page.auto_filter.ref is None


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    page = saved(Sheet("Dài", (SheetColumn("Nội dung", 20),), (("d" * 40_000,),))).worksheets[0]
    assert len(page["A4"].value) == 32_767
    assert page["A4"].value.endswith("…")


def test_a_date_before_the_calendar_of_excel_is_written_as_text():
    page = saved(
        Sheet("Cũ", (SheetColumn("Ngày", 12, "date"),), ((date(1890, 3, 2),),))
    ).worksheets[0]
    assert page["A4"].value == "02/03/1890"


def test_the_same_workbook_gives_the_same_bytes():
    book = Workbook((SHEET,), made_on=date(2026, 1, 5))
    assert write_xlsx(book) == write_xlsx(book)


def test_a_workbook_needs_a_sheet_a_sheet_a_column_and_a_row_its_values():
    with pytest.raises(ValueError, match="sheet"):
        write_xlsx(Workbook((), made_on=date(2026, 1, 5)))
    with pytest.raises(ValueError, match="column"):
        Sheet("Trống", (), ())
    with pytest.raises(ValueError, match="one value per column"):
        Sheet("Lệch", COLUMNS, ((1, "a"),))


def test_csv_begins_with_the_mark_excel_needs_and_uses_vietnamese_decimals():
    data = write_csv(SHEET)
    assert data.startswith(b"\xef\xbb\xbf")
    header, first, second, third = fields(data, ";")
    assert header == ["TT", "Nhiệm vụ", "Hạn", "Tỷ lệ", "Kinh phí"]
    assert first == ["1", AWKWARD, "05/01/2026", "92,5%", "1234567"]
    assert second[2:] == ["Quý I", "90%", "12,5"]
    assert third[2:] == ["", "", "-5"]


def test_csv_with_commas_uses_decimal_points():
    assert fields(write_csv(SHEET, separator=","), ",")[1][3] == "92.5%"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+84 123", "'+84 123"),
        ("-1+2", "'-1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\n=1", "'\n=1"),
        ("＝1", "＝1"),
        ("- Kế hoạch\n- Báo cáo", "– Kế hoạch\n– Báo cáo"),
        ("a = b - c", "a = b - c"),
    ],
)
def test_no_csv_cell_starts_a_formula_and_bullets_stay_readable(text, written):
    sheet = Sheet("Thử", (SheetColumn("Nội dung", 20),), ((text,),))
    assert fields(write_csv(sheet), ";")[1] == [written]
