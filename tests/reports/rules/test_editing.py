"""Changing an outline: numbers follow, codes stay, parts move with all that belongs to them."""

import pytest

from cchc.reports.rules.editing import (
    NEW_ANNEX,
    NEW_SECTION,
    asked_outline,
    moved,
    put_annex,
    put_section,
    without,
)
from cchc.reports.rules.outline import OutlineRefused, parse
from cchc.reports.shipped import forms

OUTLINE = {
    "code": "thu", "name": "Thử",
    "section": [
        {"code": "A", "number": "I.", "title": "Một", "level": 1, "kind": "heading"},
        {"code": "A1", "number": "1.", "title": "Một một", "level": 2, "kind": "narrative"},
        {"code": "A2", "number": "2.", "title": "Một hai", "level": 2, "kind": "narrative"},
        {"code": "B", "number": "II.", "title": "Hai", "level": 1, "kind": "narrative"},
        {"code": "C", "number": "III.", "title": "Ba", "level": 1, "kind": "narrative"},
    ],
    "annex": [{"code": "P", "number": "I", "title": "Biểu", "kind": "tasks"}],
}  # fmt: skip


def shape(outline):
    return [(row["code"], row["number"]) for row in outline["section"]]


def test_a_section_moves_with_all_that_belongs_to_it():
    assert shape(moved(OUTLINE, "B", -1)) == [
        ("B", "I."), ("A", "II."), ("A1", "1."), ("A2", "2."), ("C", "III.")
    ]  # fmt: skip
    assert shape(moved(OUTLINE, "A", 1)) == shape(moved(OUTLINE, "B", -1))
    assert shape(moved(OUTLINE, "A2", -1))[1:3] == [("A2", "1."), ("A1", "2.")]


@pytest.mark.parametrize(("code", "step"), [("A", -1), ("C", 1), ("A1", -1), ("A2", 1), ("P", 1)])
def test_what_stands_first_or_last_stays(code, step):
    assert shape(moved(OUTLINE, code, step)) == shape(OUTLINE)


def test_a_new_section_stands_behind_another_and_below_it_when_it_is_deeper():
    row = {"title": "Mới", "kind": "narrative"}
    behind = put_section(OUTLINE, NEW_SECTION, row | {"level": 1}, "A")
    assert shape(behind)[3] == ("m1", "II.")
    below = put_section(OUTLINE, NEW_SECTION, row | {"level": 2}, "A")
    assert shape(below)[1] == ("m1", "1.")
    assert shape(put_section(OUTLINE, NEW_SECTION, row | {"level": 1}))[-1] == ("m1", "IV.")


def test_a_section_is_changed_in_place_and_keeps_its_code():
    changed = put_section(OUTLINE, "B", {"title": "Khác", "level": 1, "kind": "tasks"})
    assert changed["section"][3]["title"] == "Khác"
    assert shape(changed) == shape(OUTLINE)
    assert OUTLINE["section"][3]["title"] == "Hai"


def test_a_section_goes_once_nothing_belongs_to_it():
    with pytest.raises(OutlineRefused, match="mục con"):
        without(OUTLINE, "A")
    assert ("C", "II.") in shape(without(OUTLINE, "B"))
    assert without(OUTLINE, "P")["annex"] == []


def test_tables_are_added_and_changed():
    added = put_annex(OUTLINE, NEW_ANNEX, {"title": "Số", "kind": "statistics", "blocks": ["tthc"]})
    assert [(row["code"], row["number"]) for row in added["annex"]] == [("P", "I"), ("b1", "II")]
    changed = put_annex(added, "b1", {"title": "Số", "kind": "statistics", "blocks": ["cddh"]})
    assert changed["annex"][1]["blocks"] == ["cddh"]


@pytest.mark.parametrize("value", [value for value, _ in forms()], ids=lambda value: value["code"])
def test_shipped_forms_are_numbered_as_they_would_be(value):
    code = value["section"][0]["code"]
    assert shape(moved(value, code, -1)) == shape(value)


def test_a_form_of_questions_is_a_form():
    made = asked_outline(code="asked-1", name="Rà soát", basis="", indicators=["DX.01"])
    assert parse(made, indicators={"DX.01"}).sections[0].indicators == ("DX.01",)
