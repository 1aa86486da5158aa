"""The same plan reads the same, however an office lays it out."""

import pytest

from cchc.reading import read_file
from tests.corpus.layouts import LAYOUTS, expected, plan
from tests.reading.agreement import compare

FIELDS = ("lead", "coordinating", "products", "due", "recurrence")


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_of_a_plan_gives_its_tasks_with_all_their_fields(layout, seed, tmp_path):
    rows = plan(seed)
    read = read_file(LAYOUTS[layout](rows, tmp_path))
    result = compare(layout, read, expected(rows))
    wrong = [each for each in result.differences if not each.endswith(": path")]
    assert (result.f1, [result.share(name) for name in FIELDS]) == (1.0, [1.0] * 5), wrong
