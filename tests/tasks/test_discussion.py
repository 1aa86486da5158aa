"""People talk about a task, name each other, take words back; whoever watches hears of its events."""

from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.messages.models import Notice
from cchc.messages.services.telling import withdraw_settled
from cchc.orgs.models import Membership
from cchc.tasks.models import Remark
from cchc.tasks.rules.mentions import mentioned_names
from cchc.tasks.services import refusals
from cchc.tasks.services.discussion import say, unwatch, watch, withdraw
from cchc.tasks.services.progress import report_progress
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

DONE = date(2026, 3, 9)


@pytest.fixture
def task(cast):
    plan = p.make_plan(cast)
    return p.write_one(
        plan, [cast.division], coordinating=[cast.centre], times=[p.due(date(2026, 3, 31))]
    )


def told(kind):
    return {notice.user for notice in Notice.objects.filter(kind=kind).select_related("user")}


def test_whoever_is_named_behind_an_at_is_told_and_nobody_else(cast, task, at):
    say(task=task, text="@lê  văn minh xem giúp số liệu với", by=cast.coordinator, at=at)
    assert told("task.mentioned") == {cast.minh}
    notice = Notice.objects.get()
    assert notice.title.startswith("Nguyễn Tiến Dũng nhắc đến bạn")
    assert AuditEvent.objects.get(action="remark.said").data["mentioned"] == [str(cast.minh.uid)]


def test_who_may_not_see_the_discussion_cannot_be_drawn_into_it(cast, task, at):
    say(task=task, text="@Trần Thị Lan @Mai Hồng Sơn @Đỗ Thị Thanh", by=cast.minh, at=at)
    assert told("task.mentioned") == {cast.leader}


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("minh", True), ("head", True), ("coordinator", True), ("leader", True),
        ("lan", False), ("clerk", False), ("hoa", False), ("administrator", False), ("stranger", False),
    ],
)  # fmt: skip
def test_units_in_the_task_the_coordinator_and_leaders_talk_and_read(
    cast, task, client, at, who, may
):
    say(task=task, text="Số liệu quý I còn thiếu", by=cast.minh, at=at)
    user = getattr(cast, who)
    client.force_login(user)
    shown = client.get(f"/tasks/{task.uid}/discussion/")
    assert ("Số liệu quý I còn thiếu" in shown.content.decode()) is may
    answer = client.post(f"/tasks/{task.uid}/discussion/", {"text": "Đã rõ"})
    assert (answer.status_code == 302) is may
    assert Remark.objects.count() == (2 if may else 1)
    if not may:
        with pytest.raises(refusals.NotInDiscussion):
            say(task=task, text="Đã rõ", by=user, at=at)


def test_words_are_withdrawn_by_their_author_only_and_leave_a_mark(cast, task, client, at):
    remark = say(task=task, text="Gửi nhầm @Phạm Quốc Hùng", by=cast.minh, at=at)
    with pytest.raises(refusals.NotYourWords):
        withdraw(remark=remark, by=cast.coordinator, at=at)
    client.force_login(cast.minh)
    page = client.post(f"/tasks/remarks/{remark.uid}/withdraw/", follow=True)
    page = client.get(f"/tasks/{task.uid}/discussion/")
    text = page.content.decode()
    assert "Gửi nhầm" not in text
    assert "Đã thu hồi lúc" in text
    withdraw(remark=remark, by=cast.minh, at=at)
    assert AuditEvent.objects.filter(action="remark.withdrawn").count() == 1
    withdraw_settled(at=at)
    assert Notice.objects.get().withdrawn_at is not None


def test_a_remark_without_words_is_refused(cast, task, client):
    client.force_login(cast.minh)
    assert client.post(f"/tasks/{task.uid}/discussion/", {"text": "  "}).status_code == 422


def test_a_remark_sent_twice_is_said_once(cast, task, client):
    client.force_login(cast.minh)
    sent = {"text": "Đã rõ", "submit_token": "5a0b9c1e-3d0e-4c58-8a30-7b6f4a1f0c11"}
    client.post(f"/tasks/{task.uid}/discussion/", sent)
    client.post(f"/tasks/{task.uid}/discussion/", sent)
    assert Remark.objects.count() == 1


def test_whoever_watches_hears_of_events_but_not_of_his_own(cast, task, at):
    watch(task=task, by=cast.lan, at=at)
    watch(task=task, by=cast.minh, at=at)
    row = task.occurrences.get()
    record_fact(
        occurrence=row, result=Result(delivered_on=DONE), by=cast.minh, at=at, seen=row.version
    )
    notice = Notice.objects.get(kind="task.watched")
    assert notice.user == cast.lan
    assert notice.text.startswith("Lê Văn Minh ghi nhận hoàn thành ngày 09/03/2026")

    unwatch(task=task, by=cast.lan)
    report_progress(
        task=task, unit=cast.centre, percent_done=10, note="Bắt đầu", by=cast.coordinator, at=at
    )
    assert told("task.watched") == {cast.lan, cast.minh}
    assert Notice.objects.filter(user=cast.lan).count() == 1


def test_a_watcher_outside_the_discussion_does_not_hear_what_is_said(cast, task, at):
    watch(task=task, by=cast.lan, at=at)
    watch(task=task, by=cast.head, at=at)
    say(task=task, text="Việc nội bộ", by=cast.minh, at=at)
    assert told("task.watched") == {cast.head}


def test_who_may_no_longer_read_the_task_hears_no_more_of_it(cast, task, at):
    watch(task=task, by=cast.lan, at=at)
    Membership.objects.filter(user=cast.lan).update(valid_to=date(2026, 3, 1))
    report_progress(task=task, unit=cast.division, percent_done=10, note="Bắt đầu", by=cast.minh, at=at)  # fmt: skip
    assert not Notice.objects.exists()


def test_the_list_is_narrowed_to_what_one_watches(cast, task, client):
    p.write_one(task.plan, [cast.office], text="Việc khác", times=[p.due(date(2026, 3, 31))])
    client.force_login(cast.lan)
    client.post(f"/tasks/{task.uid}/watch/")
    shown = client.get("/tasks/?watched=1")
    assert [line.row.text for line in shown.context["lines"]] == [task.text]
    assert client.get("/tasks/").context["total"] == 2
    client.post(f"/tasks/{task.uid}/watch/", {"end": "1"})
    assert client.get("/tasks/?watched=1").context["total"] == 0


def test_the_longer_of_two_names_is_meant():
    names = ["Minh", "Minh Anh", "Lan"]
    assert mentioned_names("@Minh Anh ơi, @lan", names) == {"Minh Anh", "Lan"}
    assert mentioned_names("minh@lamson.vn", ["Lan"]) == set()
