"""Figures add by numerator and denominator; what was not said is named and never 0."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.indicators.rules import Adds, Figure, Part, add_up, doubts, exact, value_of, written

CASES = tomllib.loads(Path(__file__).with_name("worked.toml").read_text("utf-8"))


def figure(row):
    denominator = row.get("of")
    return Figure(
        Decimal(str(row["n"])),
        None if denominator is None else Decimal(str(denominator)),
        row.get("estimate", False),
    )


@pytest.mark.parametrize("case", CASES["sum"], ids=lambda case: case["says"])
def test_worked_sums_come_out_as_counted_by_hand(case):
    parts = [
        Part(row["unit"], figure(row) if "n" in row else None, row.get("not_arising", False))
        for row in case["parts"]
    ]
    total = add_up(parts)
    value = value_of(total.figure)
    shown = "" if value is None else written(value, case.get("decimals", 0))
    assert shown == case["value"]
    assert list(total.missing) == case.get("missing", [])
    assert list(total.not_arising) == case.get("not_arising", [])
    assert bool(total.figure and total.figure.is_estimate) == case.get("estimate", False)


def test_a_share_and_a_plain_number_do_not_add():
    with pytest.raises(ValueError, match="denominator"):
        add_up([Part("a", Figure(Decimal(1))), Part("b", Figure(Decimal(1), Decimal(2)))])


counts = st.integers(0, 10_000)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(st.lists(st.tuples(counts, counts), min_size=1), st.integers(0, 5))
def test_the_total_of_parts_is_the_total_of_their_totals(pairs, cut):
    parts = [Part(str(n), Figure(Decimal(a), Decimal(b))) for n, (a, b) in enumerate(pairs)]
    first, second = add_up(parts[:cut]).figure, add_up(parts[cut:]).figure
    halves = [Part("nửa", half) for half in (first, second) if half is not None]
    assert add_up(halves).figure == add_up(parts).figure


@unhurried
@given(st.lists(st.one_of(st.none(), counts)))
def test_a_silent_unit_changes_no_sum(numbers):
    parts = [Part(str(n), None if x is None else Figure(Decimal(x))) for n, x in enumerate(numbers)]
    told = [part for part in parts if not part.is_missing]
    assert add_up(parts).figure == add_up(told).figure
    assert len(add_up(parts).missing) == len(parts) - len(told)


@pytest.mark.parametrize("case", CASES["doubt"], ids=lambda case: case["says"])
def test_a_doubt_is_raised_where_one_would_ask_again(case):
    before = figure(case["before"]) if "before" in case else None
    inner = [(row["period"], figure(row)) for row in case.get("contained", [])]
    found = doubts(figure(case["given"]), before=before, contained=inner, adds=Adds(case["adds"]))
    assert len(found) == len(case["found"]), found
    for sentence, words in zip(found, case["found"], strict=True):
        assert words in sentence


def test_numbers_are_written_as_officials_write_them():
    assert written(Decimal("1254.5"), 2) == "1.254,50"
    assert written(Decimal("0.125"), 2) == "0,13"
    assert exact(Decimal("1254.5000")) == "1.254,5"
    assert exact(Decimal("1200.0000")) == "1.200"
