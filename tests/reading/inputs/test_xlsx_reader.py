"""Excel files become tables with addresses, and values as a person sees them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from cchc.reading.blocks import Paragraph, ReadFile, Table
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs.xlsx import read
from cchc.reading.inputs.xlsx.formats import shown

Fill = Callable[[Any], None]
HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]


@pytest.fixture
def excel(tmp_path: Path) -> Callable[[Fill], ReadFile]:
    def build(fill: Fill) -> ReadFile:
        path = tmp_path / "phu-luc.xlsx"
        with xlsxwriter.Workbook(path) as book:
            fill(book)
        return read(path, 1)

    return build


def rows(table: Table) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in table.rows]


def test_title_rows_are_paragraphs_and_the_rest_is_a_table(excel):
    def fill(book):
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.merge_range("A1:D1", "PHỤ LỤC", bold)
        sheet.write("A2", "(Kèm theo Kế hoạch năm 2026)")
        sheet.write_row("A3", HEAD, bold)
        sheet.merge_range("A4:D4", "I. Cải cách thể chế")
        sheet.write_row("A5", [1, "Rà soát văn bản", "Phòng A", "Quý I"])
        sheet.write("A6", "Ghi chú: theo quy định")

    found = excel(fill)
    title, under, table, note = found.blocks
    assert (title.text, title.bold, title.place.cell) == ("PHỤ LỤC", True, "A1")
    assert isinstance(under, Paragraph)
    assert rows(table) == [
        HEAD, ["I. Cải cách thể chế", None, None, None], ["1", "Rà soát văn bản", "Phòng A", "Quý I"],
    ]  # fmt: skip
    assert table.rows[1][0].col_span == 4
    assert table.rows[0][0].bold
    assert table.rows[2][1].place.cell == "B5"
    assert note.text == "Ghi chú: theo quy định"
    start, end = table.rows[2][1].place.span
    assert found.text[start:end] == "Rà soát văn bản"
    assert (found.kind, found.blocks[0].place.file) == ("xlsx", 1)


def test_tall_and_wide_merged_heads_become_spans(excel):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A2", "TT")
        sheet.merge_range("B1:C1", "Phân công")
        sheet.write_row("B2", ["Chủ trì", "Phối hợp"])
        sheet.write_row("A3", ["1", "Phòng A", "Phòng B"])

    (first,) = [block for block in excel(fill).blocks if isinstance(block, Table)]
    assert rows(first)[-2:] == [[None, "Chủ trì", "Phối hợp"], ["1", "Phòng A", "Phòng B"]]
    assert (first.rows[0][0].row_span, first.rows[0][1].col_span) == (2, 2)


def test_values_are_as_excel_shows_them(excel):
    def fill(book):
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        month = book.add_format({"num_format": "mmm-yy"})
        percent = book.add_format({"num_format": "0%"})
        money = book.add_format({"num_format": '#,##0 "đồng"'})
        sheet.write_row("A1", HEAD)
        sheet.write_datetime("A2", dt.date(2026, 3, 31), day)
        sheet.write_datetime("B2", dt.date(2026, 6, 1), month)
        sheet.write_number("C2", 0.9, percent)
        sheet.write_number("D2", 1500000, money)
        sheet.write_row("A3", [1, 2.5, True, "a\n b"])

    (table,) = excel(fill).blocks
    assert rows(table)[1:] == [
        ["31/03/2026", "06/2026", "90%", "1.500.000 đồng"], ["1", "2,5", "TRUE", "a\nb"],
    ]  # fmt: skip


def test_hidden_sheets_are_left_out_with_a_warning(excel):
    def fill(book):
        book.add_worksheet("Kế hoạch").write_row("A1", HEAD)
        hidden = book.add_worksheet("Nháp")
        hidden.write_row("A1", ["bí mật"] * 4)
        hidden.hide()

    found = excel(fill)
    assert "bí mật" not in found.text
    assert found.warnings == ("Trang tính ẩn “Nháp” không được đọc.",)


def test_addresses_name_the_sheet_when_there_are_several(excel):
    def fill(book):
        for name in ["PL1", "PL2", "Trống"]:
            sheet = book.add_worksheet(name)
            if name != "Trống":
                sheet.write_row("A1", HEAD)

    addresses = [block.rows[0][3].place.cell for block in excel(fill).blocks]
    assert addresses == ["PL1!D1", "PL2!D1"]


def test_an_empty_row_inside_a_table_does_not_cut_it_but_a_new_bold_head_does(excel):
    def fill(book):
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_row("A1", HEAD, bold)
        sheet.write_row("A2", ["1", "a", "b", "c"])
        sheet.write_row("A4", ["2", "a", "b", "c"])
        sheet.write_row("A6", HEAD, bold)

    assert [len(block.rows) for block in excel(fill).blocks] == [3, 1]


def test_columns_and_rows_far_away_cost_nothing(excel):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row("A1", HEAD)
        sheet.write("XFD1", "xa")
        sheet.write_row("A1048576", HEAD)

    found = excel(fill)
    assert [len(block.rows[0]) for block in found.blocks] == [5]
    assert len(found.text) < 200


def test_formulas_without_a_value_and_errors_are_told(excel):
    def fill(book):
        sheet = book.add_worksheet("S")
        sheet.write_row("A1", HEAD)
        sheet.write_formula("A2", "=1/0", value="#DIV/0!")
        sheet.write_formula("B2", "=1+1", value=2)

    found = excel(fill)
    assert "2" in found.text
    assert len(found.warnings) == 1


def test_a_workbook_without_content_says_so(excel):
    with pytest.raises(UnreadableFile) as refused:
        excel(lambda book: book.add_worksheet())
    assert refused.value.code == "no-text"


def test_too_many_cells_are_refused(excel, monkeypatch):
    monkeypatch.setattr("cchc.reading.inputs.limits.MAX_CELLS", 10)

    def fill(book):
        sheet = book.add_worksheet()
        for row in range(5):
            sheet.write_row(row, 0, HEAD)

    with pytest.raises(UnreadableFile) as refused:
        excel(fill)
    assert refused.value.code == "too-many-cells"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.995, "0.0%", "99,5%"), (5, "00", "05"), (1234.5, "#,##0.00", "1.234,50"),
        (1234.5, "#,##0.##", "1.234,5"), (46112, "d/m/yy", "31/03/2026"), (-3, "0", "-3"),
        (0.5, "h:mm", "12:00"), (46112.5, "dd/mm/yyyy hh:mm", "31/03/2026 12:00"), (7, "@", "7"),
        (90, '0"%"', "90%"), (1, "[Red]0;-0", "1"), (1e300, "0", "1e+300"), (9e9, "dd/mm/yyyy", "9000000000"),
    ],
)  # fmt: skip
def test_number_formats_show_as_in_a_vietnamese_excel(value, code, text):
    assert shown(value, code) == text
