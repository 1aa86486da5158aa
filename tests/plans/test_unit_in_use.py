"""A unit that a draft names is not closed behind its back."""

from cchc.orgs.guards import reasons_against_closing
from cchc.plans.models import Draft
from cchc.plans.states import DraftState


def test_a_unit_named_by_a_draft_under_review_stays(draft, cast):
    reasons = reasons_against_closing(cast.office)

    assert any("bản nháp “Cải cách hành chính năm 2026" in reason for reason in reasons)


def test_a_discarded_draft_holds_no_unit(draft, cast):
    Draft.objects.update(state=DraftState.DISCARDED)

    assert reasons_against_closing(cast.office) == []
