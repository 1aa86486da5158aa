"""The receiver's spreadsheet: rows found by their words, remembered, filled in, and refused once they have changed."""

import json
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import Font

from cchc.publishing.overwrite import CannotOverwrite, Place, overwrite
from cchc.publishing.report_files import report_json
from cchc.reading.errors import UnreadableFile
from cchc.reports.connectors.spreadsheet import (
    SURE,
    MappingOutdated,
    SheetMapping,
    blank_of,
    fill,
    left_empty,
    mapping_of,
    suggest,
)
from cchc.reports.rules.blank import Blank, BlankChange, Meaning, changes_between
from tests.publishing.reports import REPORT

NAMES = {
    "A.1": "Văn bản chỉ đạo, điều hành cải cách hành chính đã ban hành",
    "A.2": "Sáng kiến cải cách hành chính được công nhận",
    "A.3": "Cuộc kiểm tra cải cách hành chính đã thực hiện",
    "A.4": "Công chức, viên chức bị kỷ luật",
    "B.1": "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn",
}
ROWS = [
    "Số văn bản chỉ đạo điều hành cải cách hành chính đã ban hành",
    "Sáng kiến cải cách hành chính được công nhận",
    "Cuộc kiểm tra cải cách hành chính đã thực hiện",
    "Công chức, viên chức bị kỷ luật",
    "Tỷ lệ hồ sơ giải quyết đúng hạn và trước hạn",
    "Nội dung mà không ai báo cáo",
]
STATISTICS = report_json(REPORT)["statistics"]


def saved(tmp_path, rows=ROWS, name="bieu.xlsx"):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Biểu 1"
    page.append(["BIỂU TỔNG HỢP"])
    page.append(["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"])
    for place, words in enumerate(rows, start=1):
        page.append([place, words, "x", None])
    page["D3"].font = Font(bold=True)
    page["D10"] = "=SUM(D3:D8)"
    page.column_dimensions["B"].width = 61
    book.create_sheet("Ghi chú")["A1"] = "Không sửa trang này"
    path = tmp_path / name
    book.save(path)
    return path


@pytest.fixture
def template(tmp_path):
    return saved(tmp_path)


@pytest.fixture
def mapping(template):
    return mapping_by_suggestion(template)


def mapping_by_suggestion(path):
    blank = blank_of(path)
    lines = {key: code for key, (code, _score) in suggest(blank, NAMES).items()}
    columns = {page.name: page.columns[3].key for page in blank.pages}
    return mapping_of(blank, Meaning(columns, lines))


def opened(data):
    return openpyxl.load_workbook(BytesIO(data))


def test_rows_are_found_by_their_words_and_doubt_is_shown(template, mapping):
    found = suggest(blank_of(template), NAMES)

    assert [(each.code, each.value_cell) for each in mapping.targets] == [
        ("A.1", "D3"),
        ("A.2", "D4"),
        ("A.3", "D5"),
        ("A.4", "D6"),
        ("B.1", "D7"),
    ]
    scores = [score for _code, score in found.values()]
    assert min(scores) >= SURE
    assert scores[1] == 100
    assert scores[0] < 100


def test_a_blank_is_its_rows_below_the_headings_and_its_columns(template):
    (page,) = blank_of(template).pages
    assert (page.name, page.figures) == ("Biểu 1", "D")
    assert [each.heading for each in page.columns] == ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"]
    assert [(line.words, line.cell) for line in page.lines] == [
        (words, f"B{place}") for place, words in enumerate(ROWS, start=3)
    ]


def test_a_blank_is_kept_as_json(template):
    blank = blank_of(template)
    assert Blank.of(json.loads(json.dumps(blank.stored()))) == blank


def test_equal_rows_are_told_apart_and_keep_their_own_words(tmp_path):
    (page,) = blank_of(saved(tmp_path, ["Văn bản ban hành", "Văn bản ban hành"])).pages
    assert [line.key for line in page.lines] == ["Văn bản ban hành", "Văn bản ban hành (2)"]
    assert {line.words for line in page.lines} == {"Văn bản ban hành"}


def test_cells_without_a_figure_are_named(mapping):
    assert [each.words for each in left_empty(mapping, STATISTICS)] == [ROWS[2]]


def test_what_changed_in_the_blank_is_named(tmp_path, template):
    seen = blank_of(template)
    assert changes_between(seen, blank_of(template)) == []
    later = saved(tmp_path, [ROWS[0], "Một dòng mới thêm vào", *ROWS[1:-1]], name="moi.xlsx")
    found = changes_between(seen, blank_of(later))
    assert found == [
        BlankChange("line_new", "Một dòng mới thêm vào", new="B4"),
        *(
            BlankChange("line_moved", words, f"B{place}", f"B{place + 1}")
            for place, words in enumerate(ROWS[1:-1], start=4)
        ),
        BlankChange("line_gone", ROWS[-1], old="B8"),
    ]


def test_figures_come_into_their_cells_and_the_three_stay_apart(template, mapping):
    page = opened(fill(template, mapping, STATISTICS))["Biểu 1"]

    assert [page[f"D{line}"].value for line in range(3, 9)] == [
        12, 0, None, "Không phát sinh", 96.33, None,
    ]  # fmt: skip


def test_an_estimate_is_marked_where_the_receiver_wants_words(template, mapping):
    marked = SheetMapping(mapping.targets, estimates=True)
    assert opened(fill(template, marked, STATISTICS))["Biểu 1"]["D7"].value == "96,33 (ước)"


def test_everything_else_of_the_spreadsheet_stays(template, mapping):
    book = opened(fill(template, mapping, STATISTICS))
    page = book["Biểu 1"]
    assert page["D3"].font.bold
    assert page["D10"].value == "=SUM(D3:D8)"
    assert page.column_dimensions["B"].width == 61
    assert book["Ghi chú"]["A1"].value == "Không sửa trang này"
    assert book.calculation.fullCalcOnLoad


def test_next_periods_file_is_filled_by_the_same_mapping(tmp_path, mapping):
    later = saved(tmp_path, name="quy-4.xlsx")
    assert opened(fill(later, mapping, STATISTICS))["Biểu 1"]["D3"].value == 12


def test_a_row_that_moved_is_refused_by_name_and_nothing_is_written(tmp_path, mapping):
    moved = saved(tmp_path, [ROWS[1], ROWS[0], *ROWS[2:]], name="moi.xlsx")
    with pytest.raises(MappingOutdated) as refused:
        fill(moved, mapping, STATISTICS)
    assert "tại 2 ô" in refused.value.message
    assert "B3 (Số văn bản chỉ đạo" in refused.value.message


def test_what_is_no_spreadsheet_is_refused(tmp_path, mapping):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"khong phai bang tinh")
    with pytest.raises(UnreadableFile):
        blank_of(path)
    with pytest.raises(UnreadableFile):
        fill(path, mapping, STATISTICS)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("Biểu 9", "D3"), "không có trang tính “Biểu 9”"),
        (Place("Biểu 1", "3D"), "không phải địa chỉ ô"),
        (Place("Biểu 1", "D10"), "chứa công thức"),
    ],
)
def test_a_place_that_does_not_fit_is_refused(template, place, words):
    with pytest.raises(CannotOverwrite) as refused:
        overwrite(template.read_bytes(), {place: 1})
    assert words in refused.value.message


def test_bytes_that_are_no_workbook_are_refused():
    with pytest.raises(CannotOverwrite, match="không phải bảng tính"):
        overwrite(b"PK", {})


def test_new_rows_and_cells_come_in_order_and_words_never_become_formulas(template):
    values = {
        Place("Biểu 1", "F4"): Decimal("1234.5"),
        Place("Biểu 1", "AA40"): "=1+1",
        Place("Biểu 1", "C9"): "giữa",
        Place("Biểu 1", "B4"): "",
    }
    page = opened(overwrite(template.read_bytes(), values))["Biểu 1"]
    assert page["F4"].value == 1234.5
    assert page["AA40"].value == "=1+1"
    assert page["AA40"].data_type == "s" or page["AA40"].data_type == "inlineStr"
    assert page["C9"].value == "giữa"
    assert page["B4"].value is None
    assert page["D10"].value == "=SUM(D3:D8)"
