"""The five real plans, which stay outside the repository: three by their hand-made readings, all by figures.

`pins.json` holds counts, paths, dates and hashes only: no text, no names. After a change that was checked by
eye, `python -m tests.reading.pins` writes it anew.
"""

import json
from pathlib import Path

import pytest

from cchc.reading import read_file
from tests.reading.agreement import compare
from tests.reading.cases import REAL, load_case, real_cases
from tests.reading.pins import PINS, figures

pytestmark = [
    pytest.mark.plans,
    pytest.mark.skipif(
        not REAL.is_dir(), reason="the five real plans (../shared/plans) are not here"
    ),
]
PINNED = json.loads(PINS.read_text("utf-8"))


@pytest.mark.parametrize("case", real_cases(), ids=lambda path: path.name.split(".")[0])
def test_a_real_plan_agrees_with_the_reading_made_by_hand(case: Path) -> None:
    files, expected = load_case(case)
    result = compare(case.name, read_file(*files), expected)
    assert result.differences == []
    assert set(result.figures().values()) == {1.0}


@pytest.mark.parametrize("name", sorted(PINNED))
def test_a_real_plan_is_read_as_it_was_when_checked_by_eye(name: str) -> None:
    assert figures(REAL / f"{name}.txt") == PINNED[name]


def test_purposes_and_duties_of_organisation_are_no_tasks() -> None:
    plan = read_file(REAL / "soc-trang-skhcn-2025.txt")
    assert {task.path.split(".")[0] for task in plan.tasks} == {"II"}
    assert len(plan.tasks) == 23


def test_the_row_whose_group_was_printed_on_the_next_page_is_flagged() -> None:
    plan = read_file(REAL / "soc-trang-vpubnd-2024.txt")
    assert [one.path for one in plan.findings if one.code == "group-after-page-break"] == [
        "PL/Cải cách TTHC/1"
    ]


def test_report_windows_are_read_with_the_day_that_holds_for_all() -> None:
    plan = read_file(REAL / "soc-trang-skhcn-2025.txt")
    first = plan.report_deadlines[0]
    assert (first.period, str(first.start), str(first.end), str(first.due), first.before) == (
        "2025-Q1", "2024-12-15", "2025-03-14", "2025-03-18", False,
    )  # fmt: skip
