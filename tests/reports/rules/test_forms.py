"""The shipped forms are whole: every heading of the field, every area, every indicator exactly once, all marked mẫu."""

import tomllib
from pathlib import Path

import pytest

import cchc.plans
import cchc.reports
from cchc.indicators.shipped import library
from cchc.reports.rules.outline import gathers, parse

FOLDER = Path(cchc.reports.__file__).parent / "data" / "forms"
AREAS_FILE = Path(cchc.plans.__file__).parent / "data" / "areas.toml"
AREAS = [row["code"] for row in tomllib.loads(AREAS_FILE.read_text("utf-8"))["area"]]
BLOCKS = [code for code, _ in library().blocks]
INDICATORS = {row["code"]: row["block"] for row in library().indicators}
FORMS = [parse(tomllib.loads(file.read_text("utf-8"))) for file in sorted(FOLDER.glob("*.toml"))]
PERIODIC = [form for form in FORMS if form.report == "periodic"]
LEVELS = ("department", "office", "sub_department", "centre", "commune", "province")
PERIODS = ("q1", "half_year", "q3", "nine_months", "year")


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda file: file.stem)
def test_a_form_names_only_what_exists(file):
    outline = parse(
        tomllib.loads(file.read_text("utf-8")), areas=AREAS, blocks=BLOCKS, indicators=INDICATORS
    )
    assert outline.code == file.stem


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("report", ["periodic", "communication"])
def test_every_level_and_period_has_exactly_one_form(report, level, period):
    fitting = [form for form in FORMS if form.fits(report=report, level=level, period=period)]
    assert len(fitting) == 1


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_one_section_gathers_proposals_and_none_of_what_citizens_ask(form):
    found = [section.title for section in form.sections if gathers(section) == "proposals"]
    assert found == ["Kiến nghị, đề xuất"]


def test_what_has_no_form_says_so():
    assert not any(
        form.fits(report="periodic", level="department", period="leap") for form in FORMS
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_a_form_is_marked_as_sample_with_its_basis_and_guides_every_part(form):
    assert form.standing == "sample"
    assert "chưa đối chiếu" in form.basis
    for section in form.sections:
        if section.kind == "heading":
            assert not section.guidance
        else:
            assert section.guidance.endswith(".")
            assert section.max_words


@pytest.mark.parametrize("form", PERIODIC, ids=lambda form: form.code)
def test_a_periodic_form_has_every_heading_of_the_field(form):
    first = [section.title for section in form.sections if section.level == 1]
    assert [title.split(",")[0] for title in first] == [
        "Công tác chỉ đạo",
        "Kết quả thực hiện các nội dung cải cách hành chính",
        "Đánh giá chung",
        "Phương hướng",
        "Kiến nghị",
    ]
    second = [section.number for section in form.sections if section.code.startswith("II.")]
    assert [number for number in second if number[0].isdigit()] == [f"{n}." for n in range(1, 8)]
    assert [annex.kind for annex in form.annexes] == ["statistics", "tasks", "documents"]


@pytest.mark.parametrize("form", PERIODIC, ids=lambda form: form.code)
def test_a_periodic_form_speaks_of_every_area_and_of_every_indicator_once(form):
    told = [code for section in form.sections for code in section.indicators]
    told += [
        code
        for section in form.sections
        for code, block in INDICATORS.items()
        if block in section.blocks
    ]
    assert sorted(told) == sorted(INDICATORS)
    named = {area for section in form.sections for area in section.areas}
    assert named == {"all", *AREAS}
    assert list(form.annexes[0].blocks) == BLOCKS
