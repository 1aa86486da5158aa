"""The list of plans and the page of one plan."""

from copy import deepcopy
from datetime import date

import pytest
from django.core.cache import cache

from cchc.orgs.models import Membership
from cchc.orgs.rules import Role
from cchc.plans.models import Draft, Plan
from cchc.plans.states import DraftState
from tests.factories.cast import START
from tests.factories.plans import READING, make_draft


@pytest.fixture
def page(client, cast):
    """Fetch a page as somebody, the coordinator unless said otherwise."""

    def get(address, who="coordinator"):
        client.force_login(getattr(cast, who))
        return client.get(address)

    return get


def test_an_empty_list_says_what_to_do_next(page):
    body = page("/plans/").content.decode()

    assert "Chưa có kế hoạch nào" in body
    assert 'href="/plans/new/"' in body


def test_an_empty_list_sends_nobody_to_a_page_that_is_closed_to_him(page):
    body = page("/plans/", "lan").content.decode()

    assert "Chưa có kế hoạch nào" in body
    assert "/plans/new/" not in body


def test_drafts_stand_before_the_plans_by_year(page, draft, in_force):
    in_force()

    body = page("/plans/").content.decode()

    assert body.index("Bản nháp") < body.index("Năm 2026")
    assert "4 nhiệm vụ · 1 chỉ tiêu" in body
    assert "Chưa có số" in body


@pytest.mark.parametrize(
    ("who", "sees_drafts"), [("leader", True), ("clerk", True), ("lan", False), ("hoa", False)]
)
def test_drafts_are_listed_for_who_may_read_them(page, draft, who, sees_drafts):
    assert (draft.title in page("/plans/", who).content.decode()) is sees_drafts


def test_a_plan_is_read_in_its_agency_and_above_but_not_beside(page, in_force):
    plan = in_force()

    for who in ("lan", "leader", "clerk", "hoa"):
        assert page(plan.get_absolute_url(), who).status_code == 200
    for who in ("stranger", "outsider", "administrator"):
        assert page(plan.get_absolute_url(), who).status_code == 404


def test_search_finds_without_accents_and_says_when_nothing_fits(page, in_force):
    in_force()

    assert "Năm 2026" in page("/plans/?q=cai cach hanh chinh").content.decode()
    assert "Không có kế hoạch phù hợp" in page("/plans/?q=thuy loi").content.decode()


def statements(client, django_assert_max_num_queries, address, most):
    with django_assert_max_num_queries(most) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_the_list_costs_the_same_however_long_it_is(
    client, cast, at, in_force, django_assert_max_num_queries
):
    in_force()
    make_draft(agency=cast.agency, by=cast.coordinator, at=at)
    client.force_login(cast.coordinator)
    client.get("/plans/")
    few = statements(client, django_assert_max_num_queries, "/plans/", 30)
    for _ in range(5):
        in_force()
        make_draft(agency=cast.agency, by=cast.coordinator, at=at)

    assert statements(client, django_assert_max_num_queries, "/plans/", 30) == few


def test_the_plan_page_costs_the_same_however_many_tasks_it_has(
    client, cast, in_force, django_assert_max_num_queries
):
    large = deepcopy(READING)
    for number in range(40):
        task = deepcopy(READING["tasks"][number % 4])
        task["key"] = task["path"] = f"II.3.{number}"
        large["tasks"].append(task)
    small_plan, large_plan = in_force(), in_force(large)
    client.force_login(cast.lan)
    client.get(small_plan.get_absolute_url())
    cache.clear()

    few = statements(client, django_assert_max_num_queries, small_plan.get_absolute_url(), 40)

    many = statements(client, django_assert_max_num_queries, large_plan.get_absolute_url(), 40)
    assert many == few


def test_the_plan_page_shows_everything_the_plan_holds(page, in_force):
    plan = in_force()

    body = page(plan.get_absolute_url()).content.decode()

    for words in (
        "Chưa có số",
        "Công tác chỉ đạo, điều hành",
        "Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 95% trở lên.",
        "Rà soát, đơn giản hóa thủ tục hành chính",
        "Báo cáo quý I",
        "76/NQ-CP",
        "Lưu: VT, VP",
        "ke-hoach.txt",
        "đưa kế hoạch vào theo dõi",
        "01/01/2026 – 31/12/2026",
    ):
        assert words in body


def test_what_a_person_may_not_do_is_not_offered(page, in_force):
    plan = in_force()

    body = page(plan.get_absolute_url(), "lan").content.decode()

    assert "Đính chính" not in body
    assert "Thêm phụ lục" not in body
    assert "Số, ngày, bản đã ký" not in body


def test_the_imported_file_leaves_by_the_one_door(page, in_force, client, cast):
    plan = in_force()
    source = plan.document.files.get()

    assert f"/files/document/{source.uid}/" in page(plan.get_absolute_url()).content.decode()


def test_who_imports_for_several_agencies_chooses_one(page, client, cast):
    Membership.objects.create(
        user=cast.coordinator, unit=cast.other_agency, role=Role.COORDINATOR, valid_from=START
    )

    body = page("/plans/new/").content.decode()

    assert "Cơ quan ban hành" in body
    assert "Sở Nội vụ" in body


def test_an_issued_draft_leads_to_its_plan(page, in_force):
    plan = in_force()

    answer = page(f"/plans/drafts/{plan.draft.uid}/issue/")

    assert answer["Location"] == plan.get_absolute_url()


def test_a_closed_draft_is_not_in_the_list(page, draft):
    Draft.objects.update(state=DraftState.DISCARDED)

    assert "Chưa có kế hoạch nào" in page("/plans/").content.decode()


def test_the_term_is_the_year_when_the_plan_names_none(in_force):
    value = deepcopy(READING)
    value["period"] = {"from": None, "to": None}

    plan = in_force(value)

    assert (plan.starts_on, plan.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert Plan.objects.count() == 1
