"""An outline is data; what is wrong in it is named in a Vietnamese sentence."""

import pytest

from cchc.reports.rules.outline import OutlineRefused, Section, parse

SECTION = {"code": "steering", "number": "I.", "title": "Chỉ đạo", "level": 1, "kind": "narrative"}
GOOD = {"code": "mau", "name": "Mẫu", "section": [SECTION]}


def form(**changed):
    return {**GOOD, "section": [{**SECTION, **changed}]}


def test_an_outline_holds_what_the_data_says():
    outline = parse(form(guidance="Nêu  văn bản\nđã ban hành.", max_words=300, areas=["steering"]))

    assert outline.section("steering") == Section(
        code="steering",
        number="I.",
        title="Chỉ đạo",
        level=1,
        kind="narrative",
        guidance="Nêu văn bản đã ban hành.",
        max_words=300,
        areas=("steering",),
    )
    assert outline.standing == "sample"
    assert outline.section("khac") is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({**GOOD, "section": []}, "chưa có mục nào"),
        ({**GOOD, "name": " "}, "thiếu “name”"),
        ({**GOOD, "colour": "đỏ"}, "không hiểu mục ghi “colour”"),
        ({**GOOD, "section": "I"}, "“section” phải là một danh sách"),
        ({**GOOD, "section": ["I"]}, "Mục thứ 1: phải là một bảng"),
        ({**GOOD, "standing": "chuẩn"}, "“standing” phải là một trong"),
        ({**GOOD, "section": [SECTION, SECTION]}, "Mã “steering” dùng cho hai mục"),
        (form(kind="chart"), "Mục “steering”: “kind” phải là một trong"),
        (form(level=0), "cấp đề mục phải là số từ 1 đến 4"),
        (form(level=True), "cấp đề mục phải là số từ 1 đến 4"),
        (form(level=2), "cấp 2 đứng ngay sau cấp 0"),
        (form(max_words=0), "số chữ tối đa"),
        (form(title=5), "“title” phải là chữ"),
        (form(areas=[1]), "“areas” phải là danh sách mã"),
        (form(areas=["sao-hoa"]), "không có lĩnh vực mang mã “sao-hoa”"),
        (form(blocks=["x"]), "không có nhóm chỉ tiêu mang mã “x”"),
        ({**GOOD, "annex": [{"code": "a", "title": "A", "kind": "map"}]}, "Phụ lục “a”: “kind”"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(value, words):
    with pytest.raises(OutlineRefused) as refused:
        parse(value, areas={"steering"}, blocks={"cddh"})
    assert words in refused.value.message
