"""The draft as rows, and the fewest changes from one list to the next."""

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.plans.pages.review_rows import (
    Matches,
    SectionRow,
    due_text,
    origin_of,
    patches,
    rows_of,
)
from cchc.plans.pages.review_rows import Origin as Nowhere
from cchc.plans.services.matching import propose_matches
from tests.factories.plans import READING, make_draft

AREAS = {"steering": "Chỉ đạo, điều hành", "procedures": "TTHC"}


def rows(value, cast, at):
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    propose_matches(draft=draft, on=date(2026, 3, 10))
    return rows_of(draft.value, Matches(draft, date(2026, 3, 10)), AREAS)


def test_a_heading_stands_before_each_run_of_tasks_with_its_count_and_area(cast, at):
    shown = rows(deepcopy(READING), cast, at)
    headings = [(row.heading, row.count, row.area) for row in shown if row.is_section]
    assert headings == [
        ("Công tác chỉ đạo, điều hành", 2, "Chỉ đạo, điều hành"),
        ("Cải cách thủ tục hành chính", 2, "TTHC"),
    ]
    assert [row.is_section for row in shown] == [True, False, False, True, False, False]


def test_a_section_that_is_met_twice_has_two_headings_with_ids_of_their_own(cast, at):
    value = deepcopy(READING)
    value["tasks"][1], value["tasks"][2] = value["tasks"][2], value["tasks"][1]
    ids = [row.dom_id for row in rows(value, cast, at)]
    assert len(set(ids)) == len(ids) == 8


def test_a_product_shows_its_own_milestone_and_the_task_the_rest(cast, at):
    shown = rows(deepcopy(READING), cast, at)
    first, third = shown[1], shown[4]
    assert first.products[0].dues == ("31/03/2026",)
    assert first.dues == ()
    assert third.dues == ("trước 15/09/2026",)
    assert third.is_any


def test_a_collective_name_says_how_many_units_it_means_today(cast, at):
    group = rows(deepcopy(READING), cast, at)[1].coordinating[0]
    assert (group.is_group, len(group.members), group.state) == (True, 4, "found")
    assert "Phòng Nghiệp vụ" in group.hint


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ({"due": "2026-03-31"}, "31/03/2026"),
        ({"due": "2026-09-15", "before": True}, "trước 15/09/2026"),
        ({"recurrence": "quarterly"}, "hằng quý"),
        ({"recurrence": "monthly", "on": ["*-20"]}, "hằng tháng, ngày 20"),
        ({"recurrence": "semiannual", "on": ["05-31", "11-30"]}, "6 tháng một lần, 31/5, 30/11"),
        ({}, "chưa rõ hạn"),
    ],
)
def test_milestones_in_words(entry, text):
    assert due_text(entry) == text


def test_places_become_attributes():
    assert origin_of(None) == Nowhere()
    found = origin_of({"file": 1, "span": [1000, 2345], "line": 1200, "box": [3, 10.04, 2, 3, 4]})
    assert (found.file, found.start, found.end, found.line) == (1, "1000", "2345", "1200")
    assert (found.page, found.box) == ("3", "10.0,2,3,4")


def heading(name, count=1):
    return SectionRow(name, name, "", "", count, -1, Nowhere())


def patched(old, new):
    """What the browser makes of the old list with these patches."""
    shown = list(old)
    for patch in patches(old, new):
        ids = [row.dom_id for row in shown]
        if patch.act == "delete":
            del shown[ids.index(patch.row.dom_id)]
        elif patch.act == "replace":
            shown[ids.index(patch.row.dom_id)] = patch.row
        else:
            shown.insert(ids.index(patch.after) + 1 if patch.after else 0, patch.row)
    return shown


LISTS = st.lists(st.sampled_from("abcdefgh"), unique=True).flatmap(
    lambda names: st.tuples(*(st.builds(heading, st.just(n), st.integers(1, 2)) for n in names))
)


@given(LISTS, LISTS)
def test_patches_always_lead_to_the_new_list(old, new):
    assert patched(old, new) == list(new)


def test_one_changed_row_is_one_patch():
    old = [heading("a"), heading("b"), heading("c")]
    new = [heading("a"), heading("b", 2), heading("c")]
    assert [(patch.act, patch.row.dom_id) for patch in patches(old, new)] == [("replace", "b")]
    assert patches(old, old) == []
