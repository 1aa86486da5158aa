"""Work outside a plan: it runs at once, its document may come later, and it lives and counts as a plan's task does."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cchc.audit.models import AuditEvent
from cchc.core import clock
from cchc.core.errors import Stale
from cchc.messages.models import Notice
from cchc.tasks.models import Instruction, Occurrence, Task
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State, state_of
from cchc.tasks.selectors.facts import stored_facts
from cchc.tasks.selectors.lists import asked_tasks
from cchc.tasks.selectors.my_work import my_work
from cchc.tasks.selectors.reminders import owed_until
from cchc.tasks.services import refusals
from cchc.tasks.services.instructing import (
    Source,
    Work,
    add_work,
    assign_work,
    complete_document,
    discontinue_work,
)
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

TODAY = date(2026, 3, 10)


@pytest.fixture
def at():
    return datetime(2026, 3, 10, 9, 0, tzinfo=clock.VIETNAM)


@pytest.fixture
def assign(cast, at):
    def act(*works, by=None, **source):
        facts = {"kind": "word", "assigned_on": TODAY, "subject": "Rà soát hồ sơ quá hạn", **source}
        return assign_work(
            agency=cast.agency,
            source=Source(**facts),
            works=works or [work(cast)],
            by=by or cast.coordinator,
            at=at,
        )

    return act


def work(cast, text="Lập danh sách hồ sơ quá hạn", due=date(2026, 3, 20), **more):
    return Work(text=text, area=p.area(), leads=[cast.division], due_on=due, **more)


def test_a_word_of_the_leader_runs_at_once_and_gets_its_number_later(cast, assign, at):
    """Case 17: ordered by a note in the margin, the document a week later; the date of assignment is kept."""
    found = assign(
        kind="word",
        said_by="Giám đốc Sở",
        margin_note="VP chủ trì, xong trước 20/3",
        expects_document=True,
    )
    task = found.tasks.get()
    assert found.awaits_document
    assert state_of(stored_facts(task), TODAY, 7) is State.IN_PROGRESS
    complete_document(
        instruction=found, number="125/UBND-NC", on=date(2026, 3, 17), issuer="UBND tỉnh",
        seen=found.version, by=cast.coordinator, at=at + timedelta(days=7),
    )  # fmt: skip
    found.refresh_from_db()
    assert (found.document_number, found.awaits_document) == ("125/UBND-NC", False)
    assert found.assigned_on == TODAY
    assert Occurrence.objects.get(task=task).due_on == date(2026, 3, 20)


def test_it_lives_like_a_plan_task(cast, assign, at):
    """Case 17: recorded, reminded of, listed and found like any other."""
    task = assign(work(cast, products=["Danh sách", "Báo cáo"])).tasks.get()
    assert task.products_count == 2
    assert [item.row.task for item in my_work(cast.minh, date(2026, 3, 19), 7).soon] == [task, task]
    late = owed_until(cast.agency, date(2026, 3, 25), date(2026, 3, 25))
    assert {each.task for each in late} == {task}
    for row in task.occurrences.all():
        record_fact(
            occurrence=row, result=Result(delivered_on=TODAY), by=cast.minh, at=at, seen=row.version
        )
    task.refresh_from_db()
    assert state_of(stored_facts(task), TODAY, 7) is State.DONE_ON_TIME


def test_it_is_counted_apart(cast, assign):
    planned = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 20))])
    task = assign().tasks.get()

    def listed(**asked):
        return set(asked_tasks(Task.objects.all(), Asked(**asked), TODAY, 7))

    assert listed(origin="plan") == {planned}
    assert listed(origin="instruction") == {task}
    assert listed(year="2026") == {planned, task}


def test_the_register_numbers_by_year_and_agency(cast, assign):
    first, second = assign(), assign()
    last_year = assign(assigned_on=date(2025, 12, 30))
    assert [each.label for each in (first, second, last_year)] == [
        "GV.1/2026", "GV.2/2026", "GV.1/2025",
    ]  # fmt: skip
    assert second.tasks.get().label == "GV.2/2026.1"


def test_further_tasks_go_on_counting(cast, assign, at):
    found = assign()
    add_work(instruction=found, works=[work(cast, "Báo cáo kết quả")], by=cast.leader, at=at)
    assert [task.label for task in found.tasks.order_by("position")] == [
        "GV.1/2026.1", "GV.1/2026.2",
    ]  # fmt: skip


def test_work_without_a_day_runs_to_the_end_of_the_year(cast, assign):
    task = assign(work(cast, due=None)).tasks.get()
    assert (task.ends_on, task.next_due_on) == (date(2026, 12, 31), None)
    assert state_of(stored_facts(task), TODAY, 7) is State.UNSCHEDULED


@pytest.mark.parametrize(
    ("refusal", "change"),
    [
        (refusals.DueBeforeAssigned, {"works": [{"due": date(2026, 3, 1)}]}),
        (refusals.AssignedInTheFuture, {"assigned_on": date(2026, 3, 11)}),
        (refusals.NotTheRegister, {"by": "minh"}),
        (refusals.NotTheRegister, {"by": "outsider"}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast, assign, refusal, change):
    works = [work(cast, **each) for each in change.pop("works", [])]
    by = getattr(cast, change.pop("by", "coordinator"))
    with pytest.raises(refusal):
        assign(*works, by=by, **change)
    assert not Instruction.objects.exists()
    assert not Task.objects.exists()


def test_a_lead_of_another_agency_is_refused(cast, assign):
    stranger = Work(text="Việc", area=p.area(), leads=[cast.other_division])
    with pytest.raises(refusals.NotOurUnit):
        assign(stranger)
    assert not Instruction.objects.exists()


def test_nothing_is_recorded_before_the_day_of_assignment(cast, assign, at):
    row = assign().tasks.get().occurrences.get()
    with pytest.raises(refusals.BeforeThePlan):
        record_fact(
            occurrence=row, result=Result(delivered_on=TODAY - timedelta(days=1)), by=cast.minh,
            at=at, seen=row.version,
        )  # fmt: skip


def test_a_number_is_filled_in_once_and_not_over_somebody_elses(cast, assign, at):
    found = assign(expects_document=True)
    facts = {"number": "1/TB", "on": TODAY, "issuer": "", "by": cast.coordinator, "at": at}
    with pytest.raises(Stale):
        complete_document(instruction=found, seen=found.version + 1, **facts)
    complete_document(instruction=found, seen=found.version, **facts)
    with pytest.raises(refusals.DocumentKnown):
        complete_document(instruction=found, seen=found.version + 1, **facts)


def test_work_may_end_before_it_is_done_but_a_plans_only_by_amendment(cast, assign, at):
    task = assign().tasks.get()
    discontinue_work(
        task=task, on=TODAY, reason="Đã giao cơ quan khác", seen=task.version, by=cast.coordinator,
        at=at,
    )  # fmt: skip
    task.refresh_from_db()
    assert state_of(stored_facts(task), TODAY, 7) is State.DISCONTINUED
    assert (
        AuditEvent.objects.get(action="task.discontinued").data["reason"] == "Đã giao cơ quan khác"
    )
    planned = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 20))])
    with pytest.raises(refusals.PlanTaskEndsByAmendment):
        discontinue_work(
            task=planned, on=TODAY, reason="vì", seen=planned.version, by=cast.coordinator, at=at
        )


def test_the_database_refuses_a_task_of_nothing_or_of_both(cast, assign):
    found = assign()
    task = found.tasks.get()
    plan = p.make_plan(cast)
    for change in ({"instruction": None}, {"plan": plan}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(**change)


def test_the_database_refuses_a_document_without_its_day(assign):
    found = assign()
    with pytest.raises(IntegrityError), transaction.atomic():
        Instruction.objects.filter(pk=found.pk).update(
            document_number="1/TB", expects_document=True
        )


def form(client, address):
    page = client.get(address)
    assert page.status_code == 200
    return {
        "submit_token": page.context["new_token"](), "whole": "1", "tasks-TOTAL_FORMS": "1",
        "tasks-INITIAL_FORMS": "0", "tasks-MIN_NUM_FORMS": "1", "tasks-MAX_NUM_FORMS": "30",
    }  # fmt: skip


@pytest.fixture
def filled(cast):
    return {
        "kind": "letter", "assigned_on": "10/03/2026", "subject": "Về rà soát hồ sơ quá hạn",
        "received_number": "412", "received_on": "09/03/2026", "expects_document": "on",
        "tasks-0-text": "Lập danh sách hồ sơ quá hạn", "tasks-0-lead": str(cast.division.uid),
        "tasks-0-due_on": "20/3/2026", "tasks-0-products": "Danh sách\nBáo cáo",
        "tasks-0-area": "steering",
    }  # fmt: skip


def test_the_coordinator_enters_a_letter_in_the_browser(client, cast, filled):
    p.area()
    client.force_login(cast.coordinator)
    address = reverse("instruction_new")
    answer = client.post(address, form(client, address) | filled, follow=True)
    text = answer.content.decode()
    assert "Đã vào sổ và giao nhiệm vụ." in text
    assert "chờ văn bản" in text
    assert Task.objects.get().deliverables.count() == 2
    assert "GV.1/2026" in client.get(reverse("register") + "?q=ra+soat&waiting=1").content.decode()
    page = client.get(reverse("task", args=[Task.objects.get().uid])).content.decode()
    assert "Thời hạn được giao" in page


def test_one_line_more_writes_nothing_and_loses_nothing(client, cast, filled):
    p.area()
    client.force_login(cast.coordinator)
    address = reverse("instruction_new")
    page = client.post(address, form(client, address) | filled | {"more": "1"}).content.decode()
    assert "Nhiệm vụ 2" in page
    assert "Lập danh sách hồ sơ quá hạn" in page
    assert not Instruction.objects.exists()


def test_faults_stand_at_their_fields_and_nothing_is_written(client, cast, filled):
    p.area()
    client.force_login(cast.coordinator)
    address = reverse("instruction_new")
    wrong = filled | {"document_number": "12/UBND", "tasks-0-lead": "", "subject": ""}
    answer = client.post(address, form(client, address) | wrong)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Số, ký hiệu và ngày văn bản đi cùng nhau." in text
    assert "Hãy chọn đơn vị chủ trì." in text
    assert not Instruction.objects.exists()


def test_whoever_gives_the_work_may_name_who_does_it(client, cast, filled):
    p.area()
    client.force_login(cast.leader)
    address = reverse("instruction_new")
    answer = client.post(
        address,
        form(client, address) | filled | {"tasks-0-person": str(cast.minh.uid)},
        follow=True,
    )
    assert f"{cast.division.name} ({cast.minh.full_name})" in answer.content.decode()
    part = Task.objects.get().assignments.get(part="lead")
    assert part.person == cast.minh
    assert AuditEvent.objects.get(action="task.entrusted").data["person"] == cast.minh.full_name
    assert Notice.objects.get(user=cast.minh).kind == "task.entrusted"


def test_who_works_elsewhere_is_refused_beside_the_name(client, cast, assign, filled):
    p.area()
    client.force_login(cast.coordinator)
    address = reverse("instruction_new")
    answer = client.post(
        address, form(client, address) | filled | {"tasks-0-person": str(cast.lan.uid)}
    )
    assert answer.status_code == 422
    assert "Người được chọn không làm việc ở đơn vị chủ trì." in answer.content.decode()
    with pytest.raises(refusals.NotInTheUnit):
        assign(work(cast, person=cast.lan))
    assert not Instruction.objects.exists()


def test_a_day_before_the_work_was_given_is_refused_beside_it(client, cast, filled):
    p.area()
    client.force_login(cast.coordinator)
    address = reverse("instruction_new")
    answer = client.post(address, form(client, address) | filled | {"tasks-0-due_on": "09/03/2026"})
    assert answer.status_code == 422
    works = answer.context["works"]
    assert works[0].errors["due_on"] == ["Hạn hoàn thành không thể trước ngày giao (10/03/2026)."]
    assert not Instruction.objects.exists()


def test_a_form_sent_twice_is_entered_once(client, cast, filled):
    p.area()
    client.force_login(cast.coordinator)
    address = reverse("instruction_new")
    data = form(client, address) | filled
    for _ in range(2):
        assert client.post(address, data).status_code == 302
    assert Instruction.objects.count() == 1


def test_who_does_not_keep_the_register_reads_it_only(client, cast, assign):
    found = assign()
    client.force_login(cast.minh)
    assert client.get(reverse("instruction", args=[found.uid])).status_code == 200
    for name in ("instruction_more", "instruction_document"):
        assert client.get(reverse(name, args=[found.uid])).status_code == 404
    assert client.get(reverse("task_discontinue", args=[found.tasks.get().uid])).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(reverse("instruction", args=[found.uid])).status_code == 404


def test_statements_do_not_grow_with_the_register(
    client, cast, assign, django_assert_max_num_queries
):
    for _ in range(6):
        assign(work(cast), work(cast))
    client.force_login(cast.coordinator)
    client.get(reverse("register"))
    with django_assert_max_num_queries(8):
        client.get(reverse("register"))
