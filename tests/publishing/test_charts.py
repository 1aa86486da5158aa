"""Charts: lawful SVG without style or script, words beside colour, the same drawing for the same values."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.publishing.charts import TASK_PARTS, Bar, Stack, bars, stacks
from cchc.publishing.word_pictures import png_of
from tests.factories.patience import PATIENT
from tests.publishing.reports import BARS, STACKS

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return [node.text for node in ET.fromstring(svg).iter(f"{SVG}text")]


def lengths(svg, fill):
    return [
        float(node.get("width"))
        for node in ET.fromstring(svg).iter(f"{SVG}rect")
        if node.get("fill") == fill
    ]


@pytest.mark.parametrize("svg", [BARS, STACKS], ids=["bars", "stacks"])
def test_a_chart_passes_a_strict_content_policy(svg):
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    for node in root.iter():
        assert node.tag.removeprefix(SVG) not in {"script", "style", "foreignObject", "image"}
        assert not any(name == "style" or name.startswith("on") for name in node.attrib)


def test_each_bar_has_its_figure_and_word_and_what_has_no_figure_has_no_bar():
    told = " | ".join(texts(BARS))
    for words in ("96,33% - Chưa đạt", "Chỉ tiêu 100%", "82% (ước) - Đạt", "Không phát sinh"):
        assert words in told
    assert "Thư xin lỗi <gửi>" in told
    assert len(lengths(BARS, "#b3261e") + lengths(BARS, "#2f7d4f")) == 2


def test_bars_are_as_long_as_their_values():
    svg = bars("A", [Bar("một", 50, "50"), Bar("hai", 100, "100"), Bar("ba", 900, "900")], most=100)
    half, whole, beyond = lengths(svg, "#3b6ea5")
    assert whole == pytest.approx(2 * half, abs=0.2)
    assert beyond == whole


def test_a_chart_says_in_words_what_it_shows():
    described = ET.fromstring(BARS).find(f"{SVG}desc").text
    assert "Hồ sơ đúng hạn: 96,33%, chỉ tiêu 100%, chưa đạt" in described
    described = ET.fromstring(STACKS).find(f"{SVG}desc").text
    assert "Cải cách thể chế: hoàn thành đúng hạn 2, hoàn thành quá hạn 1" in described


def test_parts_differ_by_more_than_colour_and_an_empty_row_says_so():
    assert len({part.hatch for part in TASK_PARTS}) == len(TASK_PARTS)
    assert "Không có" in texts(STACKS)
    assert {part.name for part in TASK_PARTS} <= set(texts(STACKS))


def test_two_charts_on_a_page_share_no_id():
    other = stacks("Khác", [Stack("A", (1, 1, 1, 1))])
    ids = [
        {node.get("id") for node in ET.fromstring(svg).iter() if node.get("id")}
        for svg in (STACKS, other)
    ]
    assert ids[0].isdisjoint(ids[1])


def test_no_rows_is_an_empty_drawing():
    assert texts(bars("Trống", [])) == []


@PATIENT
@given(
    st.lists(
        st.builds(
            Bar,
            label=st.text("aă <&>\"' Nghị", max_size=120),
            value=st.none() | st.floats(0, 1e9),
            shown=st.text("0123,%", max_size=12),
            target=st.none() | st.floats(0, 1e9),
        ),
        max_size=6,
    )
)
def test_any_rows_give_lawful_svg_within_its_width(rows):
    root = ET.fromstring(bars("Biểu", rows))
    for node in root.iter(f"{SVG}rect"):
        assert float(node.get("x")) + float(node.get("width")) <= 640


def test_a_drawing_becomes_the_same_png_each_time():
    assert png_of(BARS).startswith(b"\x89PNG")
    assert png_of(BARS) == png_of.__wrapped__(BARS)
