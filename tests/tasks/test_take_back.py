"""A slip is taken back by whoever made it, within the hours for it, as long as nobody built upon it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.documents.services.directions import Word
from cchc.orgs.models import Membership
from cchc.orgs.rules import Role
from cchc.tasks.models import Extension, Instruction, Obstacle
from cchc.tasks.rules.state import State, state_of
from cchc.tasks.selectors.board import board_of, last_said
from cchc.tasks.selectors.facts import stored_facts
from cchc.tasks.selectors.my_work import my_work
from cchc.tasks.services import refusals
from cchc.tasks.services.entrusting import entrust, undo_entrusting
from cchc.tasks.services.extending import (
    Decision,
    ask_extension,
    decide_extension,
    withdraw_extension,
)
from cchc.tasks.services.instructing import (
    Source,
    Work,
    assign_work,
    discontinue_work,
    undo_discontinuing,
)
from cchc.tasks.services.obstacles import answer_obstacle, raise_obstacle, withdraw_obstacle
from tests.factories import programme as p
from tests.factories.cast import person

DAY, DUE, LATER = date(2026, 3, 10), date(2026, 3, 31), date(2026, 4, 30)


@pytest.fixture
def task(cast):
    return p.write_one(
        p.make_plan(cast), [cast.division], coordinating=[cast.centre], times=[p.due(DUE)]
    )


@pytest.fixture
def soon(at):
    """An hour after: within the hours for taking back."""
    return at + timedelta(hours=1)


@pytest.fixture
def late(at, settings):
    """A moment after they ended."""
    return at + timedelta(hours=settings.UNDO_HOURS, seconds=1)


def said(action):
    return sentence(AuditEvent.objects.filter(action=action).latest("seq"))


class TestRequestForALaterDay:
    @pytest.fixture
    def asked(self, cast, task, at):
        return ask_extension(
            occurrence=task.occurrences.get(), to_due=LATER, reason="Chờ số", by=cast.minh, at=at
        )

    def test_whoever_asked_takes_it_back_and_nobody_has_to_decide(self, cast, task, asked, soon):
        withdraw_extension(extension=asked, by=cast.minh, at=soon)
        assert my_work(cast.leader, DAY, 7).to_decide == []
        assert board_of(cast.agency, DAY, 7).extensions == []
        assert last_said([task.pk]) == {}
        assert task.occurrences.get().due_on == DUE
        assert said("extension.withdrawn").startswith("rút đề nghị gia hạn từ 31/03/2026 đến")
        with pytest.raises(refusals.WithdrawnAlready):
            withdraw_extension(extension=asked, by=cast.minh, at=soon)

    def test_another_one_may_follow(self, cast, asked, soon):
        withdraw_extension(extension=asked, by=cast.minh, at=soon)
        again = ask_extension(
            occurrence=asked.occurrence, to_due=LATER, reason="Đủ lý do", by=cast.minh, at=soon
        )
        assert again.state == Extension.State.ASKED

    def test_a_leader_who_decides_on_an_old_page_is_told(self, cast, asked, soon):
        withdraw_extension(extension=asked, by=cast.minh, at=soon)
        with pytest.raises(refusals.WithdrawnAlready):
            decide_extension(
                extension=asked, decision=Decision(granted=True), by=cast.leader, at=soon
            )

    def test_decided_it_stands_whoever_is_faster(self, cast, task, asked, soon):
        decide_extension(extension=asked, decision=Decision(granted=True), by=cast.leader, at=soon)
        with pytest.raises(refusals.DecidedAlready):
            withdraw_extension(extension=asked, by=cast.minh, at=soon)
        assert task.occurrences.get().due_on == LATER

    def test_neither_a_colleague_nor_whoever_comes_late(self, cast, asked, soon, late):
        with pytest.raises(refusals.NotYourAct):
            withdraw_extension(extension=asked, by=cast.head, at=soon)
        with pytest.raises(refusals.TooLateToUndo) as refused:
            withdraw_extension(extension=asked, by=cast.minh, at=late)
        assert refused.value.message.startswith("Chỉ hoàn tác được đến 09:00 11/03/2026.")
        asked.refresh_from_db()
        assert asked.state == Extension.State.ASKED


class TestDifficulty:
    @pytest.fixture
    def raised(self, cast, task, at):
        return raise_obstacle(task=task, text="Xã chưa gửi số liệu", by=cast.minh, at=at)

    def answer(self, raised, cast, at):
        return answer_obstacle(
            obstacle=raised, answer="Giao Văn phòng", word=Word(), by=cast.leader, at=at,
            seen=raised.version,
        )  # fmt: skip

    def test_whoever_raised_it_takes_it_back_and_it_waits_for_nobody(
        self, cast, task, raised, soon
    ):
        withdraw_obstacle(obstacle=raised, by=cast.minh, at=soon)
        assert my_work(cast.leader, DAY, 7).to_answer == []
        assert board_of(cast.agency, DAY, 7).obstacles == []
        assert last_said([task.pk]) == {}
        assert said("obstacle.withdrawn").startswith("rút lại khó khăn, vướng mắc “Xã chưa gửi")
        with pytest.raises(refusals.WithdrawnAlready):
            withdraw_obstacle(obstacle=raised, by=cast.minh, at=soon)

    def test_answered_it_stays_and_taken_back_it_is_not_answered(self, cast, raised, soon):
        other = raise_obstacle(task=raised.task, text="Thiếu máy", by=cast.minh, at=soon)
        self.answer(raised, cast, soon)
        with pytest.raises(refusals.AnsweredAlready):
            withdraw_obstacle(obstacle=raised, by=cast.minh, at=soon)
        withdraw_obstacle(obstacle=other, by=cast.minh, at=soon)
        with pytest.raises(refusals.WithdrawnAlready):
            self.answer(other, cast, soon)

    def test_neither_a_colleague_nor_whoever_comes_late(self, cast, raised, soon, late):
        with pytest.raises(refusals.NotYourAct):
            withdraw_obstacle(obstacle=raised, by=cast.head, at=soon)
        with pytest.raises(refusals.TooLateToUndo):
            withdraw_obstacle(obstacle=raised, by=cast.minh, at=late)
        raised.refresh_from_db()
        assert raised.withdrawn_at is None

    def test_the_database_refuses_an_answer_to_what_was_taken_back(self, cast, raised, at):
        self.answer(raised, cast, at)
        with pytest.raises(IntegrityError), transaction.atomic():
            Obstacle.objects.filter(pk=raised.pk).update(withdrawn_at=at)


class TestWhoDoesIt:
    @pytest.fixture
    def thao(self, cast):
        return person("thao", "Lê Thị Thảo", cast.division, Role.SPECIALIST)

    @pytest.fixture
    def name(self, cast, task, at):
        def act(who, by=None, at=at):
            task.refresh_from_db()
            return entrust(
                task=task, people={cast.division: who}, seen=task.version,
                by=by or cast.head, at=at,
            )  # fmt: skip

        return act

    def whose(self, cast, task):
        return task.assignments.get(unit=cast.division).person

    def test_the_part_names_again_whom_it_named_before(self, cast, task, thao, name, at, soon):
        name(cast.minh)
        name(thao, at=at + timedelta(minutes=1))
        undo_entrusting(task=task, by=cast.head, at=soon)
        assert self.whose(cast, task) == cast.minh
        assert said("task.entrusting_undone").startswith(
            f"hoàn tác phân công của Phòng Nghiệp vụ, trở lại {cast.minh.full_name} thực hiện"
        )
        with pytest.raises(refusals.UndoneAlready):
            undo_entrusting(task=task, by=cast.head, at=soon)

    def test_the_first_naming_taken_back_leaves_nobody(self, cast, task, thao, name, soon):
        name(thao)
        undo_entrusting(task=task, by=cast.head, at=soon)
        assert self.whose(cast, task) is None
        assert said("task.entrusting_undone").endswith(f"trở lại chưa phân công ai: {task}")

    def test_what_another_named_since_is_not_undone(self, cast, task, thao, name, at, soon):
        name(thao)
        name(cast.minh, by=cast.coordinator, at=at + timedelta(minutes=1))
        with pytest.raises(refusals.NotYourAct):
            undo_entrusting(task=task, by=cast.head, at=soon)
        assert self.whose(cast, task) == cast.minh

    def test_a_part_that_changed_otherwise_since_is_left_alone(self, cast, task, thao, name, soon):
        name(thao)
        task.assignments.filter(unit=cast.division).update(person=cast.minh)
        with pytest.raises(refusals.ChangedSince):
            undo_entrusting(task=task, by=cast.head, at=soon)

    def test_nobody_is_named_again_who_has_left(self, cast, task, thao, name, at, soon):
        name(thao)
        name(cast.minh, at=at + timedelta(minutes=1))
        Membership.objects.filter(user=thao).update(valid_to=date(2026, 3, 9))
        with pytest.raises(refusals.ChangedSince):
            undo_entrusting(task=task, by=cast.head, at=soon)
        assert self.whose(cast, task) == cast.minh

    def test_not_after_the_hours(self, cast, task, thao, name, late):
        name(thao)
        with pytest.raises(refusals.TooLateToUndo):
            undo_entrusting(task=task, by=cast.head, at=late)


class TestGivenUp:
    @pytest.fixture
    def work(self, cast, at):
        source = Source(
            kind=Instruction.Kind.WORD, subject="Rà soát", assigned_on=DAY, said_by="Giám đốc"
        )
        asked = Work(text="Rà soát thủ tục", leads=[cast.division], area=p.area(), due_on=DUE)
        found = assign_work(
            agency=cast.agency, source=source, works=[asked], by=cast.coordinator, at=at
        )
        return found.tasks.get()

    @pytest.fixture
    def ended(self, cast, work, at):
        return discontinue_work(
            task=work, on=DAY, reason="Nhầm dòng", seen=work.version, by=cast.coordinator, at=at
        )

    def test_it_is_carried_out_again_as_before(self, cast, ended, soon):
        assert state_of(stored_facts(ended), DAY, 7) is State.DISCONTINUED
        undo_discontinuing(task=ended, by=cast.coordinator, at=soon)
        ended.refresh_from_db()
        assert state_of(stored_facts(ended), DAY, 7) is not State.DISCONTINUED
        assert said("task.discontinuing_undone").startswith("hoàn tác thôi thực hiện từ 10/03/2026")
        with pytest.raises(refusals.UndoneAlready):
            undo_discontinuing(task=ended, by=cast.coordinator, at=soon)

    def test_neither_by_another_nor_after_the_hours(self, cast, ended, soon, late):
        with pytest.raises(refusals.NotYourAct):
            undo_discontinuing(task=ended, by=cast.leader, at=soon)
        with pytest.raises(refusals.NotTheRegister):
            undo_discontinuing(task=ended, by=cast.head, at=soon)
        with pytest.raises(refusals.TooLateToUndo):
            undo_discontinuing(task=ended, by=cast.coordinator, at=late)
        ended.refresh_from_db()
        assert ended.discontinued_on == DAY

    def test_it_is_done_on_the_task_and_a_second_click_is_told(self, client, cast, work):
        client.force_login(cast.coordinator)
        form = {"on": DAY.isoformat(), "reason": "Nhầm dòng", "version": work.version}
        client.post(f"/tasks/{work.uid}/discontinue/", form)
        address = f"/tasks/{work.uid}/discontinue/undo/"
        assert address in client.get(f"/tasks/{work.uid}/").content.decode()
        client.force_login(cast.leader)
        assert address not in client.get(f"/tasks/{work.uid}/").content.decode()
        client.force_login(cast.coordinator)
        done = client.post(address, follow=True).content.decode()
        assert "nhiệm vụ tiếp tục thực hiện" in done
        assert address not in done
        assert "đã được hoàn tác" in client.post(address, follow=True).content.decode()


def test_the_buttons_stand_with_what_one_did_and_with_nobody_else(client, cast, task):
    row = task.occurrences.get()
    client.force_login(cast.minh)
    client.post(
        f"/tasks/occurrences/{row.uid}/extension/",
        {"to_due": LATER.isoformat(), "reason": "Chờ số liệu"},
    )
    client.post(f"/tasks/{task.uid}/obstacle/", {"text": "Thiếu kinh phí"})
    addresses = [
        f"/tasks/extensions/{row.extensions.get().uid}/withdraw/",
        f"/tasks/obstacles/{task.obstacles.get().uid}/withdraw/",
    ]
    page = client.get(f"/tasks/{task.uid}/").content.decode()
    assert all(address in page for address in addresses)
    client.force_login(cast.head)
    others = client.get(f"/tasks/{task.uid}/").content.decode()
    for address in addresses:
        assert address not in others
        assert client.post(address).status_code == 404
    client.force_login(cast.minh)
    for address in addresses:
        assert client.post(address, follow=True).status_code == 200
    after = client.get(f"/tasks/{task.uid}/").content.decode()
    assert "đã rút đề nghị gia hạn đến 30/04/2026" in after
    assert "Chưa có khó khăn, vướng mắc nào được nêu." in after


def test_a_head_takes_his_naming_back_on_the_task(client, cast, task):
    client.force_login(cast.head)
    client.post(
        f"/tasks/{task.uid}/entrust/",
        {str(cast.division.uid): str(cast.minh.uid), "version": task.version},
    )
    address = f"/tasks/{task.uid}/entrust/undo/"
    assert address in client.get(f"/tasks/{task.uid}/").content.decode()
    client.post(address)
    assert task.assignments.get(unit=cast.division).person is None
    assert address not in client.get(f"/tasks/{task.uid}/").content.decode()
