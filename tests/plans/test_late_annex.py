"""The annex arrives after the body: its rows meet the tasks that are there, nothing is doubled."""

from copy import deepcopy

import pytest

from cchc.audit.models import AuditEvent
from cchc.core.errors import DomainError, Stale
from cchc.core.tokens import new_token
from cchc.documents.models import DocumentFile
from cchc.plans.models import Draft, Plan
from cchc.plans.rules.pairing import Row, pair_rows
from cchc.plans.selectors.annex import annex_rows
from cchc.plans.selectors.checking import plan_findings
from cchc.plans.services.annex import LEAVE_OUT, NEW, NotAnswered, apply_annex
from cchc.plans.services.matching import propose_matches
from cchc.plans.states import DraftState
from cchc.tasks.models import Task
from tests.factories.plans import READING, make_draft
from tests.plans.conftest import upload

BODY = deepcopy(READING)
for bare in BODY["tasks"]:
    bare |= {"lead": [], "coordinating": [], "products": [], "time": None, "schedule": []}
NEW_TEXT = "Tổ chức đối thoại với doanh nghiệp về thủ tục hành chính"


def annex_value():
    """The annex gives units, products and times for three of the tasks, and one that the body lacks."""
    value = deepcopy(READING)
    tasks = [deepcopy(READING["tasks"][index]) for index in (2, 0, 3)]
    tasks[1]["text"] = (
        "Xây dựng, ban hành kế hoạch kiểm tra cải cách hành chính tại đơn vị thuộc Sở"
    )
    tasks.append(deepcopy(READING["tasks"][0]) | {"text": NEW_TEXT})
    for place, task in enumerate(tasks, start=1):
        task["path"] = task["key"] = f"PL.{place}"
    value["tasks"], value["targets"] = tasks, []
    return value


@pytest.fixture
def plan(in_force) -> Plan:
    return in_force(BODY)


@pytest.fixture
def annex(cast, at, plan) -> Draft:
    made = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=annex_value())
    Draft.objects.filter(pk=made.pk).update(annex_of=plan)
    made.refresh_from_db()
    propose_matches(draft=made, on=at.date())
    return made


@pytest.fixture
def apply(cast, at, annex):
    def act(choices, **given):
        arguments = {"seen_revision": 0, "by": cast.coordinator, "at": at} | given
        return apply_annex(draft=annex, choices=choices, **arguments)

    return act


PAIRS = {"PL.1": "II.2.a", "PL.2": "II.1.a", "PL.3": "II.2.b", "PL.4": NEW}


def test_rows_are_proposed_to_the_tasks_they_are_like(plan, annex):
    rows = annex_rows(annex, plan)

    assert [row.met for row in rows] == ["II.2.a", "II.1.a", "II.2.b", ""]
    assert [row.is_sure for row in rows] == [True, True, True, False]


def test_tasks_take_what_they_lack_and_new_ones_are_added(plan, apply, cast):
    result = apply(PAIRS)

    assert (result.filled, result.added, result.left_out) == (3, 1, 0)
    assert Task.objects.filter(plan=plan).count() == 5
    filled = plan.tasks.get(draft_key="II.1.a")
    assert filled.text == BODY["tasks"][0]["text"]
    assert [one.unit for one in filled.assignments.filter(part="lead")] == [cast.office]
    assert [one.text for one in filled.deliverables.all()] == ["Kế hoạch của Giám đốc Sở"]
    assert filled.next_due_on is not None
    new = plan.tasks.get(text=NEW_TEXT)
    assert new.position == 5
    untouched = plan.tasks.get(draft_key="II.1.b")
    assert not untouched.assignments.exists()


def test_the_plan_counts_carries_and_links_what_came(plan, apply, annex):
    apply(PAIRS)

    plan.refresh_from_db()
    assert plan.task_count == 5
    assert plan.value["tasks"][0]["lead"] == ["Văn phòng Sở"]
    assert plan.document.files.filter(role=DocumentFile.Role.ANNEX).count() == 1
    annex.refresh_from_db()
    assert annex.state == DraftState.ISSUED
    assert AuditEvent.objects.get(action="plan.annexed").data == {
        "filled": 3,
        "added": 1,
        "left_out": 0,
    }


def test_the_checks_miss_the_annex_until_it_arrives_and_then_what_it_left_open(plan, apply, at):
    missing = {"code": "annex-cited-but-missing", "severity": "warning", "path": "III"}
    missing |= {"message": "Thiếu phụ lục.", "source": None, "fix": None}
    Draft.objects.filter(pk=plan.draft_id).update(reading={**BODY, "findings": [missing]})

    def told():
        found = plan_findings(Plan.objects.get(pk=plan.pk), at.date())
        return {each["code"] for each in found} - {"number-or-date-blank"}

    assert told() == {"annex-cited-but-missing"}
    apply(PAIRS)
    assert told() == {"no-lead", "no-product", "no-deadline"}


def test_what_the_body_says_itself_stays(in_force, cast, at, apply):
    plan = Plan.objects.get()
    value = plan.value
    value["tasks"][0]["lead"] = ["Phòng Nghiệp vụ"]
    Plan.objects.update(value=value)

    apply({"PL.1": LEAVE_OUT, "PL.2": "II.1.a", "PL.3": LEAVE_OUT, "PL.4": LEAVE_OUT})

    filled = plan.tasks.get(draft_key="II.1.a")
    assert [one.unit for one in filled.assignments.filter(part="lead")] == [cast.division]


def test_rows_left_out_leave_no_trace(plan, apply):
    result = apply(dict.fromkeys(PAIRS, LEAVE_OUT))

    assert (result.filled, result.added, result.left_out) == (0, 0, 4)
    assert Task.objects.filter(plan=plan).count() == 4


def test_a_row_without_an_answer_stops_everything(plan, apply, annex):
    with pytest.raises(NotAnswered):
        apply(PAIRS | {"PL.4": ""})

    assert Task.objects.filter(plan=plan).count() == 4
    annex.refresh_from_db()
    assert annex.state == DraftState.REVIEW


def test_two_rows_cannot_be_one_task(apply):
    with pytest.raises(DomainError, match="Hai dòng phụ lục"):
        apply(PAIRS | {"PL.3": "II.2.a"})


def test_an_annex_edited_meanwhile_is_stale(apply):
    with pytest.raises(Stale):
        apply(PAIRS, seen_revision=4)


def test_an_annex_is_applied_once(apply):
    apply(PAIRS)

    with pytest.raises(DomainError):
        apply(PAIRS)

    assert Task.objects.count() == 5


def test_an_annex_is_not_put_in_force_as_a_plan_of_its_own(client, cast, annex):
    client.force_login(cast.coordinator)

    answer = client.post(
        f"/plans/drafts/{annex.uid}/issue/",
        {"submit_token": new_token(), "seen": 0, "in_force_on": "2026-01-01"},
    )

    assert answer.status_code == 422
    assert "Hãy ghép vào kế hoạch đó" in answer.content.decode()
    assert Plan.objects.count() == 1


def test_from_upload_to_pairs_in_the_browser(
    client, cast, plan, django_capture_on_commit_callbacks
):
    client.force_login(cast.coordinator)
    table = (
        "PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n"
        "TT\tNhiệm vụ\tSản phẩm\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian thực hiện\n"
        f"1\t{BODY['tasks'][2]['text']}\tBáo cáo\tPhòng Nghiệp vụ\tVăn phòng Sở\tQuý III năm 2026\n"
    )
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            f"/plans/{plan.uid}/annex/",
            {"submit_token": new_token(), "annexes": [upload("phu-luc.txt", table)], "whole": "1"},
        )
    annex = Draft.objects.get(annex_of=plan)

    page = client.get(f"/plans/drafts/{annex.uid}/pairs/").content.decode()
    key = annex.value["tasks"][0]["key"]
    answer = client.post(
        f"/plans/drafts/{annex.uid}/pairs/",
        {"submit_token": new_token(), "seen": annex.revision, f"row-{key}": "II.2.a"},
    )

    assert "Khớp 100%" in page
    assert answer["Location"] == plan.get_absolute_url()
    assert Task.objects.get(draft_key="II.2.a").deliverables.get().text == "Báo cáo"


def test_what_was_not_chosen_can_be_called_new_at_once_and_nothing_is_written_yet(
    client, cast, annex
):
    client.force_login(cast.coordinator)

    page = client.post(
        f"/plans/drafts/{annex.uid}/pairs/", {"mark_new": "1", "row-PL.1": "II.2.a"}
    ).content.decode()

    assert page.count('<option value="new" selected>') == 3
    assert page.count('<option value="II.2.a" selected>') == 1
    annex.refresh_from_db()
    assert annex.state == DraftState.REVIEW


@pytest.mark.parametrize("who", ["lan", "leader", "clerk", "outsider"])
def test_only_who_issues_plans_applies_an_annex(client, cast, plan, annex, who):
    client.force_login(getattr(cast, who))

    assert client.get(f"/plans/drafts/{annex.uid}/pairs/").status_code == 404
    assert client.post(f"/plans/drafts/{annex.uid}/pairs/").status_code == 404
    assert client.get(f"/plans/{plan.uid}/annex/").status_code == 404
    assert Task.objects.count() == 4


def test_pairing_meets_each_task_at_most_once():
    same = Row("Ban hành kế hoạch tuyên truyền cải cách hành chính", "")

    pairs = pair_rows([same, same], [same])

    assert [pair.place for pair in pairs] == [0, None]


def test_the_same_words_in_another_area_count_for_less():
    one = Row("Tổ chức tập huấn nghiệp vụ", "institutions")
    other = Row("Tổ chức tập huấn nghiệp vụ", "digital")

    assert pair_rows([one], [other])[0].confidence == 90
    assert pair_rows([Row(one.text, "other")], [other])[0].confidence == 100
    assert pair_rows([Row("", "")], [other])[0].place is None
