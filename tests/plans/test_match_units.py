"""Names of units in a draft: proposed, confirmed, entered in the directory, remembered."""

from copy import deepcopy
from datetime import date

import pytest

from cchc.core.errors import DomainError
from cchc.orgs.models import Unit, UnitAlias
from cchc.orgs.services.units import create_unit
from cchc.plans.models import Draft
from cchc.plans.services.matching import (
    NotInDraft,
    add_unit_for,
    confirm_match,
    confirm_suggestions,
    propose_matches,
    wordings_of,
)
from tests.factories.plans import READING, make_draft

TODAY = date(2026, 3, 10)


@pytest.fixture
def draft(cast, at) -> Draft:
    value = deepcopy(READING)
    value["tasks"][1]["lead"] = ["Tổ kiểm tra cải cách hành chính", "văn phòng sở"]
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    propose_matches(draft=draft, on=TODAY)
    return draft


def row(draft, wording):
    return draft.unit_matches.get(wording=wording)


def test_spellings_that_fold_alike_are_asked_once(draft):
    assert wordings_of(draft.value).count("Văn phòng Sở") == 1
    assert "văn phòng sở" not in wordings_of(draft.value)


def test_units_and_collective_names_are_found(draft, cast):
    assert row(draft, "Văn phòng Sở").unit == cast.office
    assert row(draft, "Văn phòng Sở").confidence >= 95
    assert row(draft, "Các phòng, đơn vị thuộc Sở").group == cast.all_units


def test_an_unknown_name_stays_without_a_unit(draft):
    unknown = row(draft, "Tổ kiểm tra cải cách hành chính")
    assert (unknown.unit, unknown.group, unknown.confidence) == (None, None, 0)


def test_asking_twice_writes_nothing_new(draft):
    assert propose_matches(draft=draft, on=TODAY) == []


def test_a_confirmed_spelling_becomes_an_alias_and_is_known_to_the_next_draft(draft, cast, at):
    confirm_match(
        draft=draft,
        wording="Tổ kiểm tra cải cách hành chính",
        unit=cast.division,
        by=cast.coordinator,
        at=at,
    )
    confirmed = row(draft, "Tổ kiểm tra cải cách hành chính")
    assert (confirmed.unit, confirmed.confidence) == (cast.division, 100)
    assert confirmed.confirmed_by == cast.coordinator
    assert UnitAlias.objects.get(agency=cast.agency).unit == cast.division
    later = make_draft(
        agency=cast.agency, by=cast.coordinator, at=at, value=deepcopy(draft.reading)
    )
    propose_matches(draft=later, on=TODAY)
    assert row(later, "Tổ kiểm tra cải cách hành chính").unit == cast.division


def test_what_a_person_confirmed_is_not_asked_again(draft, cast, at):
    confirm_match(
        draft=draft, wording="Văn phòng Sở", unit=cast.division, by=cast.coordinator, at=at
    )
    propose_matches(draft=draft, on=TODAY, again=True)
    assert row(draft, "Văn phòng Sở").unit == cast.division


def test_asking_again_finds_a_unit_that_was_entered_meanwhile(draft, cast, at):
    unknown = row(draft, "Tổ kiểm tra cải cách hành chính")
    team = create_unit(
        parent=cast.agency, kind="team", name=unknown.wording, valid_from=date(2026, 1, 1)
    )
    propose_matches(draft=draft, on=TODAY, again=True)
    assert row(draft, unknown.wording).unit == team


def test_a_name_that_the_draft_does_not_hold_is_refused(draft, cast, at):
    with pytest.raises(NotInDraft):
        confirm_match(draft=draft, wording="Khác", unit=cast.office, by=cast.coordinator, at=at)


def test_neither_unit_nor_group_is_refused_and_nothing_is_written(draft, cast, at):
    with pytest.raises(DomainError):
        confirm_match(draft=draft, wording="Văn phòng Sở", by=cast.coordinator, at=at)
    assert row(draft, "Văn phòng Sở").unit == cast.office


def test_a_unit_is_entered_under_the_drafts_words_in_one_act(draft, cast, at):
    made = add_unit_for(
        draft=draft,
        wording="Tổ kiểm tra cải cách hành chính",
        kind=Unit.Kind.TEAM,
        is_outside=False,
        by=cast.coordinator,
        at=at,
    )
    assert made.unit.parent == cast.agency
    assert made.unit.valid_from == date(2026, 1, 1)
    assert made.confirmed_by == cast.coordinator


def test_an_outside_body_stands_in_no_agency(draft, cast, at):
    made = add_unit_for(
        draft=draft,
        wording="Tổ kiểm tra cải cách hành chính",
        kind=Unit.Kind.OTHER,
        is_outside=True,
        by=cast.coordinator,
        at=at,
    )
    assert made.unit.is_outside
    assert made.unit.parent is None


def test_an_unknown_kind_is_refused(draft, cast, at):
    with pytest.raises(DomainError, match="loại đơn vị"):
        add_unit_for(
            draft=draft,
            wording="Văn phòng Sở",
            kind="ministry of magic",
            is_outside=False,
            by=cast.coordinator,
            at=at,
        )


def test_all_suggestions_are_confirmed_in_one_act(draft, cast, at):
    draft.unit_matches.filter(wording="Phòng Nghiệp vụ").update(confidence=80)
    assert confirm_suggestions(draft=draft, by=cast.coordinator, at=at) == 1
    assert row(draft, "Phòng Nghiệp vụ").confirmed_by == cast.coordinator
    assert confirm_suggestions(draft=draft, by=cast.coordinator, at=at) == 0


def test_a_name_that_is_only_rather_alike_stays_without_a_unit_and_does_not_stop_confirming(
    draft, cast, at
):
    draft.value["tasks"][0]["lead"] = ["Phòng Nghiệp"]
    draft.save()

    propose_matches(draft=draft, on=TODAY)
    confirm_suggestions(draft=draft, by=cast.coordinator, at=at)

    found = row(draft, "Phòng Nghiệp")
    assert (found.unit, found.group, found.confidence) == (None, None, 0)


def test_a_unit_entered_from_a_plan_is_there_on_the_day_the_plan_is_dated(draft, cast, at):
    draft.value["document"]["date"] = "2025-12-26"
    draft.value["period"]["from"] = "2026-01-01"
    draft.save()

    entered = add_unit_for(
        draft=draft,
        wording="Tổ kiểm tra cải cách hành chính",
        kind="team",
        is_outside=False,
        by=cast.coordinator,
        at=at,
    )

    assert entered.unit.valid_from == date(2025, 12, 26)
