"""A difficulty goes up from a unit and comes back with an answer, the leader's own or recorded for him."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core.errors import Stale
from cchc.documents.services.directions import WhoDecidedMissing, Word
from cchc.tasks.models import Obstacle
from cchc.tasks.selectors.my_work import my_work
from cchc.tasks.services import refusals
from cchc.tasks.services.obstacles import answer_obstacle, raise_obstacle
from tests.factories import programme as p

DAY = date(2026, 3, 10)
FOR_THE_LEADER = Word("Giám đốc Đỗ Thị Thanh", date(2026, 3, 9), "88/TB-SKHCN")


@pytest.fixture
def task(cast):
    return p.write_one(
        p.make_plan(cast), [cast.division], coordinating=[cast.centre], times=[p.every("quarterly")]
    )


@pytest.fixture
def obstacle(cast, task, at):
    return raise_obstacle(task=task, text="Xã chưa gửi số liệu", by=cast.minh, at=at)


def answer(obstacle, by, at, word=FOR_THE_LEADER, text="Giao Văn phòng đôn đốc", seen=None):
    return answer_obstacle(
        obstacle=obstacle, answer=text, word=word, by=by, at=at, seen=seen or obstacle.version,
    )  # fmt: skip


def test_coordinator_and_leader_find_it_on_their_pages_until_it_is_answered(cast, obstacle, at):
    for person in (cast.coordinator, cast.leader):
        assert my_work(person, DAY, 7).to_answer == [obstacle]
    assert not my_work(cast.minh, DAY, 7).to_answer
    answer(obstacle, cast.leader, at, Word())
    assert not my_work(cast.coordinator, DAY, 7).to_answer


def test_the_leaders_answer_is_his_own_and_the_coordinators_is_recorded_for_him(cast, obstacle, at):
    first = answer(obstacle, cast.leader, at, Word())
    assert (first.said_by, first.said_on) == (cast.leader.full_name, DAY)
    second = answer(first, cast.coordinator, at)
    assert (second.said_by, second.answered_by) == (FOR_THE_LEADER.said_by, cast.coordinator)
    told = [sentence(each) for each in AuditEvent.objects.filter(action="obstacle.answered")]
    assert len(told) == 2
    assert told[1].startswith(
        "ghi nhận ý kiến chỉ đạo “Giao Văn phòng đôn đốc” (Giám đốc Đỗ Thị Thanh"
    )


def test_a_coordinator_must_say_whose_word_it_is(cast, obstacle, at):
    for word in (Word(), Word("Giám đốc"), Word("Giám đốc", date(2026, 3, 11))):
        with pytest.raises(WhoDecidedMissing):
            answer(obstacle, cast.coordinator, at, word)


@pytest.mark.parametrize("who", ["minh", "head", "clerk", "outsider", "administrator"])
def test_nobody_else_answers(cast, obstacle, at, who):
    with pytest.raises(refusals.NotYoursToDecide):
        answer(obstacle, getattr(cast, who), at)
    obstacle.refresh_from_db()
    assert obstacle.answer == ""


def test_only_units_in_the_task_raise_and_the_coordinator_for_them(cast, task, at):
    with pytest.raises(refusals.NotYourUnit):
        raise_obstacle(task=task, text="Vướng", by=cast.clerk, at=at)
    assert raise_obstacle(task=task, text="Vướng", by=cast.coordinator, at=at).on_behalf
    with pytest.raises(refusals.WordsMissing):
        raise_obstacle(task=task, text=" ", by=cast.minh, at=at)


def test_an_answer_on_an_old_page_is_refused(cast, obstacle, at):
    answer(obstacle, cast.leader, at, Word())
    with pytest.raises(Stale):
        answer(obstacle, cast.coordinator, at, seen=1)


def test_both_go_through_their_pages(cast, task, client):
    client.force_login(cast.minh)
    client.post(f"/tasks/{task.uid}/obstacle/", {"text": "Thiếu kinh phí"})
    obstacle = Obstacle.objects.get()
    assert "Chờ ý kiến" in client.get(f"/tasks/{task.uid}/").content.decode()
    assert client.get(f"/tasks/obstacles/{obstacle.uid}/").status_code == 404

    client.force_login(cast.coordinator)
    assert "Thiếu kinh phí" in client.get("/tasks/mine/").content.decode()
    address = f"/tasks/obstacles/{obstacle.uid}/"
    bare = client.post(address, {"answer": "Bố trí từ quý II", "version": 1})
    assert bare.status_code == 422
    client.post(
        address,
        {
            "answer": "Bố trí từ quý II",
            "said_by": "Giám đốc",
            "said_on": "2026-03-09",
            "document_number": "88/TB-SKHCN",
            "version": 1,
        },
    )
    page = client.get(f"/tasks/{task.uid}/").content.decode()
    assert "Bố trí từ quý II" in page
    assert "Giám đốc, 09/03/2026" in page


def test_the_database_refuses_an_answer_of_nobody(obstacle):
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.filter(pk=obstacle.pk).update(answer="Ừ")


def test_an_answer_that_grants_a_later_day_is_not_typed_again(client, cast, at):
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 31))])
    row = raise_obstacle(task=task, text="Xã chưa gửi số liệu", by=cast.minh, at=at)
    extend = f"/tasks/occurrences/{task.occurrences.get().uid}/extend/"
    client.force_login(cast.coordinator)
    address = f"{extend}?about={row.uid}"
    assert address not in client.get(f"/tasks/{task.uid}/").content.decode()
    answer(row, cast.coordinator, at, text="Cho lùi đến hết quý II")
    page = client.get(f"/tasks/{task.uid}/").content.decode()
    assert address in page
    assert "Gia hạn mốc 31/03/2026 theo ý kiến này" in page
    form = client.get(address)
    assert form.context["form"]["reason"].value() == "Xã chưa gửi số liệu\nCho lùi đến hết quý II"
    assert form.context["decision"]["said_by"].value() == "Giám đốc Đỗ Thị Thanh"
    other = p.write_one(
        p.make_plan(cast, year=2025), [cast.office], times=[p.due(date(2026, 3, 31))]
    )
    elsewhere = f"/tasks/occurrences/{other.occurrences.get().uid}/extend/?about={row.uid}"
    for wrong in (elsewhere, f"{extend}?about=x"):
        assert client.get(wrong).context["form"]["reason"].value() is None
    client.force_login(cast.minh)
    assert address not in client.get(f"/tasks/{task.uid}/").content.decode()
