"""Drafted sentences: worked by hand in sentences.toml, and what no sentence may ever hold."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.indicators.shipped import library
from cchc.reports.rules.outline import Section
from cchc.reports.rules.phrases import phrases
from cchc.reports.rules.prose import (
    REORGANISED,
    Chip,
    changed,
    chips,
    draft,
    from_json,
    refreshed,
    text,
    to_json,
)
from cchc.reports.rules.snapshot import (
    Fact,
    Scope,
    Snapshot,
    TaskCounts,
    obstacle_facts,
    task_facts,
    together,
)
from tests.factories.patience import PATIENT

CASES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))["case"]
LIBRARY = {row["code"]: row for row in library().indicators}
COUNTS = (
    "total",
    "done",
    "done_on_time",
    "done_late",
    "open",
    "overdue",
    "waiting",
    "not_arising",
    "ongoing",
)


def snapshot(facts):
    return Snapshot(
        window_from=date(2026, 6, 15),
        window_to=date(2026, 9, 14),
        as_of=date(2026, 9, 14),
        taken_at=datetime(2026, 9, 15, 1, tzinfo=UTC),
        facts=tuple(facts),
        reporter="Sở",
    )


def figure(row):
    known = LIBRARY.get(row["code"], {})
    number = Decimal(row["n"]) if "n" in row else None
    of = Decimal(row["of"]) if "of" in row else None
    value = number
    if number is not None and of is not None:
        value = Decimal(100) * number / of if of else None
    return Fact(
        key=f"indicator.{row['code']}",
        label=row.get("label") or known["name"],
        measure=row.get("measure") or known["unit"],
        value=value,
        numerator=number,
        denominator=of,
        is_estimated=row.get("estimate", False),
        is_not_arising=row.get("not_arising", False),
        missing=tuple(row.get("missing", ())),
        scope=Scope(row.get("scope", "own")),
        decimals=row.get("decimals", known.get("decimals", 0)),
        group=known.get("block", ""),
    )


def facts_of(case):
    for row in case.get("tasks", ()):
        yield from task_facts(
            TaskCounts(**{name: row.get(name) for name in COUNTS}),
            area=row["area"],
            area_name=row.get("name", ""),
            family=row.get("family", "task"),
            missing=tuple(row.get("missing", ())),
            is_estimated=row.get("estimate", False),
        )
    if "obstacles" in case:
        row = case["obstacles"]
        yield from obstacle_facts(
            row.get("total"), settled=row.get("settled"), left=row.get("open")
        )
    yield from map(figure, case.get("figures", ()))


def earlier(value):
    if value is None:
        return None
    return REORGANISED if value == "reorganised" else snapshot(facts_of(value))


def drafted(case):
    section = Section(
        code="part",
        number="1.",
        title=case.get("title", "Phần"),
        level=1,
        kind=case.get("kind", "tasks"),
        areas=tuple(case.get("areas", ())),
        indicators=tuple(row["code"] for row in case.get("figures", ())),
    )
    before, last_year = earlier(case.get("before")), earlier(case.get("last_year"))
    now = replace(snapshot(facts_of(case)), before_name=case.get("before_name", ""))
    return draft(section, now, before, last_year)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_sentences_come_out_as_written_by_hand(case):
    assert [text(sentence) for sentence in drafted(case)] == case["expected"]


def test_the_table_is_long_enough_to_be_trusted():
    assert len(CASES) >= 40
    assert len({case["says"] for case in CASES}) == len(CASES)


def test_every_shipped_indicator_has_words_of_its_own():
    assert set(phrases()) == set(LIBRARY)
    for code, phrase in phrases().items():
        is_share = LIBRARY[code]["unit"] == "%"
        assert bool(phrase.none) is not is_share, code


def test_a_heading_and_a_section_without_facts_say_nothing():
    empty = snapshot([])
    assert draft(Section("a", "I.", "A", 1, "heading"), empty) == ()
    assert draft(Section("a", "1.", "A", 1, "narrative", blocks=("cddh",)), empty) == ()


def test_a_section_speaks_of_its_blocks_only():
    facts = snapshot([figure({"code": "CDDH.01", "n": "5"}), figure({"code": "TTHC.05", "n": "7"})])
    section = Section("a", "1.", "A", 1, "indicators", blocks=("tthc",))
    assert [text(each) for each in draft(section, facts)] == ["Trong kỳ đã tiếp nhận mới 07 hồ sơ."]


def test_a_figure_asked_for_twice_is_told_once():
    facts = snapshot([figure({"code": "CDDH.01", "n": "5"})])
    section = Section("a", "1.", "A", 1, "indicators", blocks=("cddh",), indicators=("CDDH.01",))
    assert len(draft(section, facts)) == 1


def test_a_changed_figure_is_seen_and_can_be_refreshed_or_held():
    section = Section("a", "1.", "A", 1, "indicators", indicators=("CDDH.01",))
    old = draft(section, snapshot([figure({"code": "CDDH.01", "n": "40", "estimate": True})]))[0]
    now = snapshot([figure({"code": "CDDH.01", "n": "43"})])

    assert changed(old, now) == (Chip("indicator.CDDH.01", "43"),)
    assert "43 văn bản" in text(refreshed(old, now))
    assert changed(refreshed(old, now), now) == ()
    assert changed(old, snapshot([])) == (Chip("indicator.CDDH.01", ""),)
    assert refreshed(old, snapshot([])) == old


# --- what no sentence may hold, whatever the facts ---

numbers = st.integers(0, 3000) | st.sampled_from([0, 1, 9, 10, 1000])
names = st.sampled_from(["Văn phòng", "Phòng Tài chính", "Thanh tra, pháp chế"])


@st.composite
def figures(draw):
    rows = []
    for code in draw(st.lists(st.sampled_from(sorted(LIBRARY)), unique=True, max_size=5)):
        row = {"code": code}
        state = draw(st.sampled_from(["number", "silent", "not_arising"]))
        if state == "number":
            row["n"] = str(draw(numbers))
            row["estimate"] = draw(st.booleans())
            if LIBRARY[code]["unit"] == "%":
                row["of"] = str(draw(numbers))
        row["not_arising"] = state == "not_arising"
        row["missing"] = draw(st.lists(names, max_size=3, unique=True))
        row["scope"] = draw(st.sampled_from(["own", "province"]))
        rows.append(row)
    return rows


@st.composite
def counted(draw):
    rows = []
    for area in draw(st.lists(st.sampled_from(["all", "finance", "digital"]), unique=True)):
        row = {"area": area, "name": "Cải cách " + area, "estimate": draw(st.booleans())}
        for name in draw(st.lists(st.sampled_from(COUNTS), unique=True)):
            row[name] = draw(numbers)
        row["missing"] = draw(st.lists(names, max_size=2, unique=True))
        rows.append(row)
    return rows


@st.composite
def facts(draw):
    return {
        "tasks": draw(counted()),
        "figures": draw(figures()),
        "obstacles": draw(
            st.fixed_dictionaries({}, optional=dict.fromkeys(["total", "settled", "open"], numbers))
        ),
    }


EARLIER = st.none() | st.just("reorganised") | facts()
KINDS = st.sampled_from(["narrative", "tasks", "indicators", "obstacles"])
DATES = re.compile(r"\d\d/\d{1,2}/\d{4}")


@PATIENT
@given(facts(), EARLIER, EARLIER, KINDS)
def test_every_figure_is_a_chip_and_every_chip_a_fact(now, before, last_year, kind):
    case = {**now, "kind": kind, "before": before, "last_year": last_year}
    sentences = drafted(case)
    kept = [
        each if isinstance(each, Snapshot) else None for each in map(earlier, (before, last_year))
    ]
    frozen = together(snapshot(facts_of(now)), *kept)
    for sentence in sentences:
        words = "".join(part for part in sentence.parts if isinstance(part, str))
        assert not re.search(r"\d", DATES.sub("", words)), text(sentence)
    for chip in chips(sentences):
        assert frozen.shown(chip.key) == chip.shown
        assert re.search(r"\d", chip.shown)


@PATIENT
@given(facts(), EARLIER, EARLIER, KINDS)
def test_no_sentence_is_empty_broken_or_divides_by_nothing(now, before, last_year, kind):
    for sentence in drafted({**now, "kind": kind, "before": before, "last_year": last_year}):
        said = text(sentence)
        assert said[0].isupper() or said[0].isdigit()
        assert said.endswith(".")
        assert not any(broken in said for broken in ("..", "None", "{"))
        assert not re.search(r"\(\W*\)|  | [,.;)]|\( |,,|;;", said), said
        assert not re.search(r"(?<![\d.])0/0(?![\d.])", said), said


@PATIENT
@given(facts(), EARLIER, KINDS)
def test_the_same_facts_give_the_same_words_and_survive_json(now, before, kind):
    case = {**now, "kind": kind, "before": before}
    sentences = drafted(case)
    assert drafted(case) == sentences
    assert from_json(to_json(sentences)) == sentences
