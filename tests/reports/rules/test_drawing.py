"""Charts of a report: the same values as a table, what is not known said in words, nothing drawn of nothing."""

from dataclasses import replace
from decimal import Decimal

from cchc.indicators.rules.targets import Aim
from cchc.publishing.document import Picture, TableNode
from cchc.reports.rules.drawing import in_paper, shares_drawing, tasks_drawing
from cchc.reports.rules.snapshot import together
from tests.reports.rules.test_prose import facts_of, figure, snapshot

FINANCE = {
    "area": "finance", "name": "Tài chính", "total": 6, "done": 3, "done_on_time": 2, "done_late": 1, "open": 3,
    "overdue": 1,
}  # fmt: skip
SIGNED, SILENT = figure({"code": "CQS.01", "n": "3", "of": "4"}), figure({"code": "CQS.02"})


def test_tasks_stand_by_area_and_an_area_that_is_not_known_whole_stays_out():
    drawn = tasks_drawing(
        snapshot(facts_of({"tasks": [FINANCE, {"area": "digital", "name": "Số", "total": 2}]}))
    )
    assert drawn.picture.alt.endswith(
        "hoàn thành đúng hạn 2, hoàn thành quá hạn 1, đang thực hiện, trong hạn 2, quá hạn chưa hoàn thành 1."
    )
    assert drawn.rows == (("Tài chính", "6", "2", "1", "2", "1"),)
    assert drawn.note == (
        "Đơn vị tính: nhiệm vụ. Tính đến hết ngày 14/9/2026. Nguồn: danh sách nhiệm vụ của cơ quan."
    )


def test_several_areas_are_summed_in_the_table():
    whole = {**FINANCE, "area": "all", "total": 12, "done_on_time": 4, "done_late": 2, "open": 6}
    rows = [whole, FINANCE, {**FINANCE, "area": "digital", "name": "Số", "overdue": 0}]
    drawn = tasks_drawing(snapshot(facts_of({"tasks": rows})))
    assert [row[0] for row in drawn.rows] == ["Tài chính", "Số", "Tổng số"]
    assert drawn.rows[-1] == ("Tổng số", "12", "4", "2", "5", "1")


def test_nothing_known_is_not_drawn():
    assert tasks_drawing(snapshot([])) is None
    assert shares_drawing(snapshot([]), {}) is None
    assert shares_drawing(snapshot([SILENT]), {SILENT.key: Aim(">=", Decimal(90))}) is None
    assert shares_drawing(snapshot([SIGNED]), {}, is_aimed=True) is None
    assert in_paper(None) == ()


def test_percentages_stand_beside_what_the_plan_asks_for_in_words_too():
    late = replace(SIGNED, key="indicator.TTHC.07", label="Đúng hạn", is_estimated=True)
    earlier = snapshot([replace(SIGNED, value=Decimal(50), numerator=Decimal(2))])
    taken = together(snapshot([SIGNED, late, SILENT]), earlier, None)
    aims = {
        SIGNED.key: Aim(">=", Decimal("99.5")),
        late.key: Aim("<=", Decimal(80)),
        SILENT.key: Aim("=", Decimal(100)),
    }
    drawn = shares_drawing(taken, aims)
    assert drawn.heads == ("Tỷ lệ", "Kỳ này", "Chỉ tiêu năm", "Kỳ trước", "Ghi chú")
    assert [row[1:] for row in drawn.rows] == [
        ("75%", "≥ 99,5%", "50%", "Chưa đạt"),
        ("75% (ước)", "≤ 80%", "", "Đạt"),
        ("Chưa có số liệu", "100%", "", ""),
    ]
    assert "Đúng hạn: 75% (ước), chỉ tiêu ≤ 80%, đạt" in drawn.picture.alt
    assert all(row[1] in drawn.picture.alt for row in drawn.rows)


def test_without_a_level_asked_for_there_is_no_column_of_levels_and_whose_figure_it_is_is_said():
    whole = figure(
        {"code": "CQS.01", "n": "3", "of": "4", "scope": "province", "missing": ["Xã A"]}
    )
    drawn = shares_drawing(snapshot([whole]), {})
    assert drawn.title == "Các tỷ lệ trong kỳ"
    assert drawn.rows[0][1:] == ("75%", "Toàn tỉnh; chưa gồm 1 đơn vị")


def test_in_a_document_the_table_follows_its_chart_and_the_caption_says_unit_day_and_source():
    picture, table = in_paper(shares_drawing(snapshot([SIGNED]), {}))
    assert isinstance(picture, Picture)
    assert isinstance(table, TableNode)
    assert picture.caption == (
        "Các tỷ lệ trong kỳ. Đơn vị tính: %. Tính đến hết ngày 14/9/2026. "
        "Nguồn: số liệu của các cơ quan, đơn vị và danh sách nhiệm vụ."
    )
    assert table.rows[0][1].lines == ("75%",)
