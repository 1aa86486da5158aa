"""Pairings of our own plans agree with what a person paired, at least as well as the floors say."""

import json

import pytest

from tests.plans.comparing.agreement import PAIRS, Figures, cases, compared, figures_of, load

FLOORS = json.loads((PAIRS / "floors.json").read_text("utf-8"))


@pytest.mark.parametrize("part", ["tuned", "heldout"])
def test_no_figure_falls_below_its_floor(part):
    whole = Figures(part)
    for path in cases():
        if bool(load(path).get("heldout")) == (part == "heldout"):
            whole.add(figures_of(path))

    below = {name: share for name, share in whole.shares().items() if share < FLOORS[part][name]}
    assert not below, whole.differences
    assert whole.to_find > 10


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.parent.name)
def test_what_became_of_a_task_is_told_as_a_person_does(path):
    lines = {line.theirs.key: line for line in compared(path).lines if line.theirs}
    wanted = load(path).get("outcomes", {})

    assert {key: lines[key].outcome for key in wanted} == wanted
    assert set(lines) == set(load(path)["pairs"])
