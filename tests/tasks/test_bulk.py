"""One act on the tasks that are ticked: the same services, one answer each."""

from datetime import date, datetime, timedelta

import pytest

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core.clock import VIETNAM
from cchc.messages.models import Notice
from cchc.tasks.models import Occurrence, Watch
from cchc.tasks.services import refusals
from cchc.tasks.services.confirming import undo_confirmation
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

DUE = date(2026, 3, 31)
DONE = date(2026, 3, 9)
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def tasks(cast):
    plan = p.make_plan(cast)
    return p.write(
        plan,
        p.issued([cast.division], times=[p.due(DUE)], text="Việc một"),
        p.issued([cast.division], times=[p.due(DUE)], text="Việc hai"),
        p.issued([cast.centre], times=[p.due(DUE)], text="Việc ba"),
    )


@pytest.fixture
def act(client):
    def post(user, act, tasks, seen_at=NOW, **more):
        client.force_login(user)
        data = {"act": act, "task": [str(t.uid) for t in tasks], "seen_at": seen_at.isoformat()}
        return client.post("/tasks/bulk/?q=viec", data | more, follow=True)

    return post


def answers(page):
    return [(answer.task.text, answer.is_done) for answer in page.context["answers"]]


def hand_in(task, by, at=NOW):
    row = task.occurrences.get()
    return record_fact(
        occurrence=row, result=Result(delivered_on=DONE), by=by, at=at, seen=row.version
    )


def test_many_results_are_confirmed_and_each_refusal_is_told(cast, tasks, act):
    hand_in(tasks[0], cast.minh)
    hand_in(tasks[1], cast.coordinator)
    page = act(cast.coordinator, "confirm", tasks)
    assert answers(page) == [("Việc một", True), ("Việc hai", False), ("Việc ba", False)]
    text = page.content.decode()
    assert "người khác phải xác nhận" in text
    assert "Không có kết quả nào chờ xác nhận" in text
    assert Occurrence.objects.filter(confirmed_by=cast.coordinator).count() == 1
    assert AuditEvent.objects.filter(action="task.confirmed").count() == 1


def fields(page, act="unconfirm"):
    undo = page.context["undo"]
    assert undo.act == act
    return {"done_at": undo.done_at, "task": undo.uids}


def test_a_bulk_confirmation_is_taken_back_from_its_page_which_says_until_when(cast, tasks, act):
    for task in tasks[:2]:
        hand_in(task, cast.minh)
    page = act(cast.coordinator, "confirm", tasks)
    assert "Hoàn tác được đến" in page.content.decode()
    assert fields(page)["task"] == [str(task.uid) for task in tasks[:2]]

    page = act(cast.coordinator, "unconfirm", [], **fields(page))
    assert answers(page) == [("Việc một", True), ("Việc hai", True)]
    assert page.context["undo"] is None
    row = tasks[0].occurrences.get()
    assert (row.confirmed_at, row.confirmed_by, row.delivered_on) == (None, None, DONE)
    tasks[0].refresh_from_db()
    assert tasks[0].unconfirmed_count == 1
    said = sentence(AuditEvent.objects.filter(action="task.confirmation_undone").first())
    assert said.startswith("hoàn tác xác nhận")


def test_only_that_bulk_of_ones_own_is_taken_back_and_for_a_day_only(cast, tasks, act):
    hand_in(tasks[0], cast.minh)
    done = fields(act(cast.coordinator, "confirm", tasks[:1]))
    other = done | {"done_at": "2026-03-01T00:00:00+00:00"}
    assert answers(act(cast.coordinator, "unconfirm", [], **other)) == [("Việc một", False)]
    assert answers(act(cast.leader, "unconfirm", [], **done)) == [("Việc một", False)]
    assert answers(act(cast.coordinator, "unconfirm", tasks[:1])) == [("Việc một", False)]

    row = tasks[0].occurrences.get()
    assert row.confirmed_at is not None
    with pytest.raises(refusals.ConfirmedByAnother):
        undo_confirmation(occurrence=row, by=cast.leader, at=row.confirmed_at)
    with pytest.raises(refusals.UndoOver):
        undo_confirmation(
            occurrence=row,
            by=cast.coordinator,
            at=row.confirmed_at + timedelta(hours=24, seconds=1),
        )
    row.refresh_from_db()
    assert row.confirmed_by == cast.coordinator


def test_watching_many_is_taken_back_for_those_that_were_not_watched_before(cast, tasks, act):
    act(cast.lan, "watch", tasks[:1])
    page = act(cast.lan, "watch", tasks)
    act(cast.lan, "unwatch", [], **fields(page, "unwatch"))
    assert [watch.task for watch in Watch.objects.all()] == [tasks[0]]


def test_a_result_recorded_after_the_list_was_shown_is_not_confirmed_unseen(cast, tasks, act):
    hand_in(tasks[0], cast.minh)
    page = act(cast.coordinator, "confirm", tasks[:1], datetime(2026, 3, 10, 8, 0, tzinfo=VIETNAM))
    assert answers(page) == [("Việc một", False)]
    assert "sau khi bạn mở danh sách" in page.content.decode()


def test_whoever_may_not_confirm_or_remind_is_refused_row_by_row(cast, tasks, act):
    hand_in(tasks[0], cast.minh)
    assert answers(act(cast.lan, "confirm", tasks[:1])) == [("Việc một", False)]
    assert answers(act(cast.lan, "remind", tasks[:1])) == [("Việc một", False)]
    assert not Notice.objects.exists()


def test_the_people_of_the_unit_are_reminded_once_a_day(cast, tasks, act):
    page = act(cast.coordinator, "remind", tasks)
    assert answers(page) == [("Việc một", True), ("Việc hai", True), ("Việc ba", False)]
    assert {n.user for n in Notice.objects.all()} == {cast.minh, cast.head}
    assert answers(act(cast.coordinator, "remind", tasks[:1])) == [("Việc một", False)]
    assert Notice.objects.count() == 4
    assert AuditEvent.objects.filter(action="task.reminded").count() == 2


def test_tasks_are_watched_and_let_go(cast, tasks, act):
    assert answers(act(cast.lan, "watch", tasks)) == [(t.text, True) for t in tasks]
    assert Watch.objects.filter(user=cast.lan).count() == 3
    act(cast.lan, "unwatch", tasks[:2])
    assert Watch.objects.get().task == tasks[2]


def test_tasks_out_of_reach_are_not_acted_on(cast, tasks, act):
    page = act(cast.stranger, "watch", tasks)
    assert page.redirect_chain
    assert not Watch.objects.exists()


def test_the_same_form_sent_twice_acts_once_and_leads_back_to_the_list(cast, tasks, act):
    token = "0f1c5f4e-52c7-4d1e-9b1c-1d0a1a2b3c4d"
    assert answers(act(cast.coordinator, "remind", tasks[:1], submit_token=token))
    again = act(cast.coordinator, "remind", tasks[:1], submit_token=token)
    assert again.redirect_chain == [("/tasks/?q=viec", 302)]


def test_nothing_ticked_is_said(cast, tasks, act):
    assert "Hãy chọn ít nhất một nhiệm vụ" in act(cast.lan, "watch", []).content.decode()
