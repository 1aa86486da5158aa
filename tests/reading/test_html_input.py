"""Web pages: order, lists, merged cells; scripts are never text."""

from pathlib import Path

import pytest

from cchc.reading import UnreadableFile, read_file
from cchc.reading.blocks import Paragraph, ReadFile, Table
from cchc.reading.inputs import load


def page(tmp_path: Path, body: str) -> ReadFile:
    path = tmp_path / "a.html"
    path.write_text(f"<!doctype html><html><body>{body}</body></html>", "utf-8")
    return load(path)


def test_headings_paragraphs_and_lists_come_in_reading_order(tmp_path: Path) -> None:
    blocks = page(
        tmp_path,
        "<h2>I. NỘI DUNG</h2>Mở đầu<p>Một <b>hai</b></p><ol type=a><li>Ba</li><li>Bốn</li></ol><ul><li>Năm</li></ul>",
    ).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "I. NỘI DUNG", "Mở đầu", "Một hai", "a) Ba", "b) Bốn", "- Năm",
    ]  # fmt: skip
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].level == 2


def test_scripts_styles_and_comments_are_no_text(tmp_path: Path) -> None:
    file = page(tmp_path, "<script>x</script><style>y</style><!-- z --><p>Một</p>")
    assert file.text == "Một"


def test_a_line_break_ends_a_paragraph(tmp_path: Path) -> None:
    assert page(tmp_path, "<p>Một<br>hai</p>").text == "Một\nhai"


def test_merged_cells_leave_their_slots_empty(tmp_path: Path) -> None:
    [table] = page(
        tmp_path,
        "<table><tr><td rowspan=2>A</td><td colspan=2>B</td></tr><tr><td>C</td><td>D</td></tr></table>",
    ).blocks
    assert isinstance(table, Table)
    assert [[cell.text if cell else None for cell in row] for row in table.rows] == [
        ["A", "B", None], [None, "C", "D"],
    ]  # fmt: skip


def test_one_work_cell_over_two_rows_is_one_task_with_both_products(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<!doctype html><p>KẾ HOẠCH</p><p>Công tác năm 2026</p><p>I. NHIỆM VỤ</p>"
        "<table><tr><th>TT<th>Nhiệm vụ<th>Chủ trì<th>Sản phẩm<th>Thời gian</tr>"
        "<tr><td rowspan=2>1<td rowspan=2>Rà soát<td rowspan=2>Văn phòng Sở<td>Kế hoạch<td>Quý I</tr>"
        "<tr><td>Báo cáo<td>Quý IV</tr></table>",
        "utf-8",
    )
    [task] = read_file(path).tasks
    assert task.products == ["Kế hoạch", "Báo cáo"]
    assert [str(entry.due) for entry in task.schedule] == ["2026-03-31", "2026-12-31"]
    assert [entry.product for entry in task.schedule] == [0, 1]


def test_deep_nesting_and_wild_spans_are_bounded(tmp_path: Path) -> None:
    deep = "<div>" * 200 + "Một" + "</div>" * 200
    assert page(tmp_path, deep).text == "Một"
    with pytest.raises(UnreadableFile):
        page(tmp_path, "<table>" + "<tr><td colspan=1000>x</td></tr>" * 300 + "</table>")


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        page(tmp_path, "<script>x</script>")
    assert refusal.value.code == "empty"
