"""Before the day comes: what is missing, of whose work, and where it is mended."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cchc.core.clock import VIETNAM
from cchc.orgs.models import Membership
from cchc.tasks.rules.precheck import Checked, Missing, missing_of
from cchc.tasks.services.confirming import confirm_result
from cchc.tasks.services.progress import report_progress
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

TODAY = date(2026, 3, 10)
NEAR = TODAY + timedelta(days=10)


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


@pytest.fixture
def check(client):
    def found(user, query=""):
        client.force_login(user)
        page = client.get(f"/tasks/check/?{query}")
        return {
            (group.missing, line.finding.task.text, line.address)
            for group in page.context["groups"]
            for line in group.lines
        }

    return found


def kinds(found):
    return {missing for missing, _text, _address in found}


@pytest.mark.parametrize(
    ("reported_on", "expected"),
    [
        (None, [Missing.PROGRESS]),
        (TODAY - timedelta(days=31), [Missing.PROGRESS]),
        (TODAY - timedelta(days=30), []),
    ],
)
def test_progress_is_stale_after_thirty_days(reported_on, expected):
    seen = Checked(due_on=NEAR, is_recorded=False, reported_on=reported_on)
    assert missing_of(seen, TODAY, 30) == expected


def test_stale_progress_leads_to_its_form_and_goes_when_somebody_reports(cast, plan, check, at):
    task = p.write_one(plan, [cast.division], times=[p.due(NEAR)])
    assert check(cast.minh) == {
        (Missing.PROGRESS, task.text, f"/tasks/{task.uid}/progress/"),
    }
    report_progress(
        task=task, unit=cast.division, percent_done=10, note="Bắt đầu", by=cast.minh, at=at
    )
    assert check(cast.minh) == set()


def test_only_the_window_is_looked_at(cast, plan, check):
    p.write_one(plan, [cast.division], times=[p.due(NEAR)], text="Gần")
    p.write_one(plan, [cast.division], times=[p.due(TODAY + timedelta(days=25))], text="Xa")
    p.write_one(plan, [cast.division], times=[p.due(date(2026, 3, 2))], text="Đã quá hạn")
    assert {text for _m, text, _a in check(cast.minh, "days=7")} == set()
    assert {text for _m, text, _a in check(cast.minh)} == {"Gần"}
    assert {text for _m, text, _a in check(cast.minh, "days=30")} == {"Gần", "Xa"}


def test_a_unit_sees_its_own_and_the_coordinator_and_leader_the_agency(cast, plan, check):
    p.write_one(plan, [cast.division], times=[p.due(NEAR)], text="Việc của phòng")
    p.write_one(plan, [cast.office], times=[p.due(NEAR)], text="Việc của văn phòng")
    assert {text for _m, text, _a in check(cast.minh)} == {"Việc của phòng"}
    for who in (cast.coordinator, cast.leader):
        texts = {text for _m, text, _a in check(who)}
        assert texts == {"Việc của phòng", "Việc của văn phòng"}
    assert check(cast.hoa) == set()
    assert check(cast.outsider) == set()


def test_a_task_without_a_lead_and_a_lead_without_a_person_are_found(cast, plan, check):
    p.write_one(plan, [], times=[p.due(NEAR)], text="Không ai chủ trì")
    p.write_one(plan, [cast.centre], times=[p.due(NEAR)], text="Trung tâm không có tài khoản")
    found = {(missing, text) for missing, text, _address in check(cast.coordinator)}
    assert (Missing.LEAD, "Không ai chủ trì") in found
    assert (Missing.PERSON, "Trung tâm không có tài khoản") in found
    Membership.objects.filter(user=cast.minh).update(unit=cast.centre)
    assert Missing.PERSON not in kinds(check(cast.coordinator))


@pytest.mark.parametrize(
    ("number", "product", "expected"),
    [
        ("", "Kế hoạch", {Missing.EVIDENCE}),
        ("12/KH", "Kế hoạch", set()),
    ],
)
def test_a_result_without_proof_or_number_is_found_until_it_is_confirmed(
    cast, plan, check, at, number, product, expected
):
    task = p.write_one(plan, [cast.division], times=[p.due(NEAR, product=0)], products=[product])
    row = task.occurrences.get()
    row = record_fact(
        occurrence=row, result=Result(delivered_on=TODAY, document_number=number),
        by=cast.minh, at=at, seen=row.version,
    )  # fmt: skip
    assert kinds(check(cast.minh)) == expected
    confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)
    assert check(cast.minh) == set()


def test_proof_without_the_number_of_the_document_is_found(cast):
    seen = Checked(
        due_on=NEAR, is_recorded=True, has_evidence=True, is_document=True, is_delivered=True
    )
    assert missing_of(seen, TODAY, 30) == [Missing.NUMBER]


def test_my_work_counts_what_the_check_finds(cast, plan, client, check):
    p.write_one(plan, [cast.division], times=[p.due(NEAR)])
    client.force_login(cast.minh)
    assert (
        "1 điều còn thiếu"
        in client.get("/tasks/check/", headers={"HX-Request": "true"}).content.decode()
    )


def test_each_link_of_the_check_opens(cast, plan, client, check, at):
    p.write_one(plan, [], times=[p.due(NEAR)])
    p.write_one(plan, [cast.centre], times=[p.due(NEAR)])
    row = p.write_one(plan, [cast.division], times=[p.due(NEAR)]).occurrences.get()
    record_fact(
        occurrence=row, result=Result(delivered_on=TODAY), by=cast.minh, at=at, seen=row.version
    )
    found = check(cast.coordinator)
    assert len(kinds(found)) == 4
    for _missing, _text, address in found:
        assert client.get(address).status_code == 200


def test_the_check_asks_as_often_for_many_tasks_as_for_one(cast, plan, client):
    client.force_login(cast.coordinator)
    client.get("/tasks/check/")  # the first page of a session writes down when it was last used

    def statements():
        with CaptureQueriesContext(connection) as asked:
            client.get("/tasks/check/")
        return len(asked)

    def add(n):
        for text in range(n):
            task = p.write_one(plan, [cast.division], times=[p.due(NEAR)], text=f"Việc {text}")
        row = task.occurrences.get()
        moment = datetime(2026, 3, 10, 9, tzinfo=VIETNAM)
        record_fact(
            occurrence=row, result=Result(delivered_on=TODAY), by=cast.minh, at=moment, seen=row.version
        )  # fmt: skip

    add(2)
    first = statements()
    add(12)
    assert statements() == first
