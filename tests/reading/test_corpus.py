"""Our own plans, each in a layout of its own, are read as their writers meant them."""

from pathlib import Path

import pytest

from cchc.reading import as_json, from_json, read_file
from tests.reading.agreement import compare
from tests.reading.cases import load_case, own_cases


@pytest.mark.parametrize("case", own_cases(), ids=lambda path: path.parent.name)
def test_a_plan_of_ours_is_read_in_full_agreement(case: Path) -> None:
    files, expected = load_case(case)
    result = compare(case.parent.name, read_file(*files), expected)
    assert result.differences == []
    assert set(result.figures().values()) == {1.0}


@pytest.mark.parametrize("case", own_cases(), ids=lambda path: path.parent.name)
def test_a_reading_survives_the_way_through_json(case: Path) -> None:
    files, _ = load_case(case)
    plan = read_file(*files)
    assert from_json(as_json(plan)) == plan
