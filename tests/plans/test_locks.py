"""A draft, a plan and an amendment that cannot be edited say why, and who can."""

from datetime import date

import pytest

from cchc.plans.models import Draft
from cchc.plans.states import DraftState, PlanState
from tests.factories.amending import gather, put_in_force


@pytest.fixture
def plan(in_force):
    return in_force()


@pytest.fixture
def page(client, cast):
    def get(address, who):
        client.force_login(getattr(cast, who))
        return " ".join(client.get(address).content.decode().split())

    return get


def test_a_plan_in_force_says_how_it_changes_and_who_changes_it(cast, plan, page):
    locked = "Nội dung kế hoạch đã khóa từ khi đưa vào theo dõi."
    mine = page(plan.get_absolute_url(), "coordinator")
    assert locked in mine
    assert "Bạn đính chính được chỗ đọc sai" in mine
    others = page(plan.get_absolute_url(), "lan")
    assert locked in others
    assert f"Đầu mối CCHC của {cast.agency.name} đính chính chỗ đọc sai" in others


def test_a_plan_that_ended_points_to_the_one_that_took_its_place(plan, page):
    plan.state, plan.closed_on = PlanState.CLOSED, date(2026, 3, 1)
    plan.save()
    text = page(plan.get_absolute_url(), "coordinator")
    assert "Kế hoạch đã kết thúc từ 01/03/2026" in text
    assert "kế hoạch thay thế" in text


@pytest.mark.parametrize(
    ("state", "who", "why", "opener"),
    [
        (DraftState.SIGNING, "coordinator", "đang trình ký nên đã khóa", "trả lại để sửa"),
        (DraftState.REVIEW, "leader", "không sửa được bản nháp này", "Đầu mối CCHC của"),
        (DraftState.ISSUED, "coordinator", "bản rà soát đã khóa", "đính chính chỗ đọc sai"),
    ],
)
def test_a_draft_says_why_it_is_closed_and_who_opens_it(plan, page, state, who, why, opener):
    Draft.objects.filter(pk=plan.draft_id).update(state=state)
    text = page(f"/plans/drafts/{plan.draft.uid}/", who)
    assert why in text
    assert opener in text


def test_a_draft_that_one_may_edit_is_not_locked(plan, page):
    Draft.objects.filter(pk=plan.draft_id).update(state=DraftState.REVIEW)
    assert "#icon-lock" not in page(f"/plans/drafts/{plan.draft.uid}/", "coordinator")


def test_an_amendment_in_force_changes_by_another_one_only(plan, page, cast, at):
    draft = gather(plan, cast.coordinator, at, {"II.1.a": {"text": "Ban hành Kế hoạch"}})
    assert "không sửa được bản soạn này" in page(draft.get_absolute_url(), "leader")
    put_in_force(draft, cast.coordinator, at, issued_on=date(2026, 3, 9))
    text = page(draft.get_absolute_url(), "coordinator")
    assert "Điều chỉnh đã có hiệu lực nên không sửa, không hoàn tác được." in text
    assert "soạn một điều chỉnh khác" in text
