"""A snapshot keeps figures and what they rest on, whole; no data, 0 and không phát sinh stay three things."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.reports.rules.snapshot import (
    Fact,
    Scope,
    Snapshot,
    TaskCounts,
    from_json,
    shown,
    task_facts,
    to_json,
    together,
)
from tests.factories.patience import PATIENT

HANOI = timezone(timedelta(hours=7))
TAKEN = datetime(2026, 9, 15, 8, 30, tzinfo=HANOI)


def snapshot(*facts, **changed):
    given = {"window_from": date(2026, 6, 15), "window_to": date(2026, 9, 14)}
    return Snapshot(**given, as_of=date(2026, 9, 14), taken_at=TAKEN, facts=facts, **changed)


def count(value, **changed):
    number = None if value is None else Decimal(value)
    return Fact("indicator.A", "Văn bản", "văn bản", number, **changed)


def share(numerator, denominator, decimals=1):
    value = Decimal(100) * numerator / denominator if denominator else None
    return Fact(
        "indicator.R", "Tỷ lệ", "%", value, Decimal(numerator), Decimal(denominator), decimals=decimals
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (count("0"), "0"),
        (count("5"), "05"),
        (count("12"), "12"),
        (count("1234.50", decimals=1), "1.234,5"),
        (count("0.5", decimals=1), "0,5"),
        (count("1234567"), "1.234.567"),
        (count("-3"), "-3"),
        (share(12, 15), "80%"),
        (share(7, 15), "46,7%"),
        (share(1, 8, decimals=2), "12,5%"),
        (share(2, 3, decimals=0), "67%"),
        (share(1, 300, decimals=0), "0,3%"),
        (share(1, 200, decimals=0), "1%"),
        (share(1999, 2000, decimals=1), "99,95%"),
        (share(0, 5), "0%"),
        (share(5, 5), "100%"),
        (share(9, 5), "180%"),
        (share(0, 0), None),
        (count(None), None),
        (count(None, is_not_arising=True), None),
    ],
)
def test_a_figure_is_written_as_officials_write_it(fact, words):
    assert shown(fact) == words


def test_no_data_zero_and_not_arising_are_three_things():
    three = [count(None), count("0"), count(None, is_not_arising=True)]
    assert [(each.is_missing_data, each.is_not_arising, each.value) for each in three] == [
        (True, False, None),
        (False, False, Decimal(0)),
        (False, True, None),
    ]
    assert not share(0, 0).is_missing_data


@pytest.mark.parametrize(
    "impossible",
    [
        {"value": Decimal(1), "is_not_arising": True},
        {"value": Decimal(0), "numerator": Decimal(0), "denominator": Decimal(0)},
        {"value": Decimal("NaN")},
    ],
)
def test_what_cannot_be_is_refused(impossible):
    with pytest.raises(ValueError, match=r"indicator\.A"):
        Fact("indicator.A", "Văn bản", "văn bản", **impossible)


def test_a_key_stands_once():
    with pytest.raises(ValueError, match="twice"):
        snapshot(count("1"), count("2"))


def test_parts_of_a_share_can_be_shown_by_their_own_keys():
    taken = snapshot(share(4, 10))
    assert taken.shown("indicator.R") == "40%"
    assert taken.shown("indicator.R#numerator") == "04"
    assert taken.shown("indicator.R#denominator") == "10"
    assert taken.shown("indicator.X") is None


def test_what_is_frozen_holds_the_earlier_figures_too():
    whole = together(snapshot(count("5")), snapshot(count("4")), snapshot(count("3")))
    assert whole.shown("indicator.A") == "05"
    assert whole.shown("before.indicator.A") == "04"
    assert whole.shown("last_year.indicator.A") == "03"
    assert together(whole, None, None) == whole
    later = together(snapshot(count("7")), whole, None)
    assert [fact.key for fact in later.facts] == ["indicator.A", "before.indicator.A"]


def test_counts_of_tasks_become_facts_with_their_share():
    facts = {
        fact.key: fact for fact in task_facts(TaskCounts(15, 12), area="finance", area_name="TCC")
    }
    assert facts["task.finance.done_rate"].value == 80
    assert facts["task.finance.total"].group_name == "TCC"
    assert "task.finance.overdue" not in facts
    assert {fact.key: fact for fact in task_facts(TaskCounts(0, 0))}[
        "task.all.done_rate"
    ].value is None


numbers = st.decimals(allow_nan=False, allow_infinity=False)
words = st.text(max_size=8)


@st.composite
def facts(draw, key):
    not_arising = draw(st.booleans())
    number = st.none() if not_arising else st.none() | numbers
    denominator = draw(number)
    return Fact(
        key=key,
        label=draw(words),
        measure=draw(words),
        value=None if denominator is not None and denominator == 0 else draw(number),
        numerator=draw(number),
        denominator=denominator,
        is_estimated=draw(st.booleans()),
        is_not_arising=not_arising,
        missing=tuple(draw(st.lists(words, max_size=2))),
        scope=draw(st.sampled_from(Scope)),
        decimals=draw(st.integers(0, 4)),
        group=draw(words),
        group_name=draw(words),
    )


@PATIENT
@given(st.data(), st.lists(words, unique=True, max_size=4), st.datetimes())
def test_json_loses_nothing(data, keys, moment):
    taken = Snapshot(
        data.draw(st.dates()),
        data.draw(st.dates()),
        data.draw(st.dates()),
        moment.replace(tzinfo=HANOI),
        tuple(data.draw(facts(key)) for key in keys),
        reporter=data.draw(words),
        form=data.draw(words),
    )
    again = from_json(to_json(taken))
    assert again == taken
    assert [str(fact.value) for fact in again.facts] == [str(fact.value) for fact in taken.facts]


def test_another_shape_is_refused():
    with pytest.raises(ValueError, match="shape"):
        from_json({"shape": 99})
