"""A unit names who does its part: that person has it before her and is reminded, and the unit stays answerable."""

from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core.errors import Stale
from cchc.messages.models import Notice
from cchc.orgs.models import Membership
from cchc.orgs.rules import Role
from cchc.orgs.services.transfers import Transfer, move_person
from cchc.tasks.selectors.my_work import my_work
from cchc.tasks.services import refusals
from cchc.tasks.services.entrusting import entrust
from cchc.tasks.services.reminding import remind
from tests.factories import programme as p
from tests.factories.cast import START, person

TODAY, NEAR = date(2026, 3, 10), date(2026, 3, 17)


@pytest.fixture
def task(cast):
    return p.write_one(
        p.make_plan(cast), [cast.division], coordinating=[cast.centre], times=[p.due(NEAR)]
    )


@pytest.fixture
def thao(cast):
    return person("thao", "Lê Thị Thảo", cast.division, Role.SPECIALIST)


@pytest.fixture
def name(cast, task, at):
    def act(who, unit=None, by=None, seen=None):
        task.refresh_from_db()
        return entrust(
            task=task, people={unit or cast.division: who}, seen=seen or task.version,
            by=by or cast.head, at=at,
        )  # fmt: skip

    return act


def cards_of(user):
    return [item.row.task for item in my_work(user, TODAY, 7).soon]


def test_the_head_names_a_specialist_who_is_told_and_the_log_says_so(cast, task, thao, name):
    name(thao)
    assert task.assignments.get(unit=cast.division).person == thao
    told = Notice.objects.get(kind="task.entrusted")
    assert (told.user, told.title) == (
        thao,
        f"{cast.head.full_name} phân công bạn thực hiện nhiệm vụ {task.label}",
    )
    said = sentence(AuditEvent.objects.get(action="task.entrusted"))
    assert said.startswith("phân công Lê Thị Thảo (Phòng Nghiệp vụ) thực hiện")


def test_a_colleague_no_longer_has_it_among_her_own_but_the_head_does(cast, task, thao, name):
    assert cards_of(cast.minh) == cards_of(thao) == [task]
    name(thao)
    assert cards_of(thao) == cards_of(cast.head) == [task]
    assert cards_of(cast.minh) == []
    name(None)
    assert cards_of(cast.minh) == [task]


def test_who_stands_in_for_her_has_her_work(cast, task, thao, name):
    name(thao)
    Membership.objects.filter(user=cast.minh).update(acting_for=thao)
    fresh = type(cast.minh).objects.get(pk=cast.minh.pk)
    assert cards_of(fresh) == [task]


def test_only_who_was_named_is_reminded_until_he_leaves_the_unit(cast, task, thao, name, at):
    name(thao)
    remind(agency=cast.agency, at=at)
    due = Notice.objects.filter(kind="task.before")
    assert list(due.values_list("user", flat=True)) == [thao.pk]
    due.delete()
    Membership.objects.filter(user=thao).update(valid_to=date(2026, 3, 9))
    remind(agency=cast.agency, at=at)
    assert cast.minh.pk in due.values_list("user", flat=True)


def test_nobody_names_people_of_another_unit_or_people_who_do_not_work_there(cast, thao, name):
    with pytest.raises(refusals.NotYoursToEntrust):
        name(thao, by=cast.minh)
    with pytest.raises(refusals.NotYoursToEntrust):
        name(None, unit=cast.centre)
    with pytest.raises(refusals.NotAPart):
        name(cast.lan, unit=cast.office, by=cast.coordinator)
    with pytest.raises(refusals.NotInTheUnit):
        name(cast.lan)


def test_two_who_name_at_once_do_not_overwrite_each_other(cast, task, thao, name):
    seen = task.version
    name(thao, seen=seen)
    with pytest.raises(Stale):
        name(cast.minh, seen=seen)
    assert name(thao, seen=seen) == []


def test_who_leaves_hands_it_to_the_receiver(cast, task, thao, name, at):
    name(thao)
    leave = Transfer(
        from_unit=cast.division, to_unit=cast.office, role=Role.SPECIALIST, on=date(2026, 3, 16),
        receiver=cast.minh,
    )  # fmt: skip
    move_person(user=thao, transfer=leave, handed=[], by=cast.administrator, at=at)
    assert task.assignments.get(unit=cast.division).person == cast.minh
    said = AuditEvent.objects.filter(action="task.entrusted").latest("seq")
    assert (said.actor_uid, said.data["person"]) == (cast.administrator.uid, cast.minh.full_name)


def test_it_is_done_on_the_page_and_found_in_the_list(client, cast, task, thao):
    client.force_login(cast.head)
    page = client.get(f"/tasks/{task.uid}/")
    assert f"/tasks/{task.uid}/entrust/" in page.content.decode()
    form = client.get(f"/tasks/{task.uid}/entrust/")
    offered = form.content.decode()
    assert thao.full_name in offered
    assert cast.lan.full_name not in offered
    answer = client.post(
        f"/tasks/{task.uid}/entrust/",
        {
            str(cast.division.uid): str(thao.uid),
            "version": task.version,
            "submit_token": form.context["new_token"],
        },
    )
    assert answer.status_code == 302
    assert thao.full_name in client.get(f"/tasks/{task.uid}/").content.decode()
    client.force_login(thao)
    assert task.text in client.get("/tasks/?mine=1").content.decode()
    client.force_login(cast.minh)
    assert task.text not in client.get("/tasks/?mine=1").content.decode()
    assert client.get(f"/tasks/{task.uid}/entrust/").status_code == 404


def test_names_stay_offered_when_only_the_person_has_gone(client, cast, task, thao, name):
    name(thao)
    Membership.objects.filter(user=thao, valid_from=START).update(valid_to=date(2026, 3, 1))
    client.force_login(cast.head)
    assert thao.full_name in client.get(f"/tasks/{task.uid}/entrust/").content.decode()
