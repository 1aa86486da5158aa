"""People move with dates and a record of what they hand over; who is away is stood in for; teams end by themselves."""

from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.orgs.handing import in_hand
from cchc.orgs.models import Handover, Membership, Unit, User
from cchc.orgs.rules import Role
from cchc.orgs.selectors import group_units
from cchc.orgs.services import move_person, set_up_team, stand_in
from cchc.orgs.services.people import OwnAccount
from cchc.orgs.services.teams import Team, WrongTeam
from cchc.orgs.services.transfers import (
    NotOneself,
    NotThere,
    OtherAgency,
    SamePlace,
    Transfer,
    WrongAbsence,
)
from cchc.tasks.selectors.people import Confirming, Standing, confirming_of, standing_of
from cchc.tasks.services.progress import report_progress
from cchc.tasks.services.recording import Result, record_fact
from tests.factories.programme import due, make_plan, write_one

TODAY = date(2026, 3, 10)


def move(cast, at, *, user=None, handed=(), by=None, **facts):
    transfer = Transfer(
        **(
            {
                "from_unit": cast.division,
                "to_unit": cast.office,
                "role": Role.SPECIALIST,
                "on": TODAY,
            }
            | facts
        )
    )
    return move_person(
        user=user or cast.minh, transfer=transfer, handed=handed, by=by or cast.administrator, at=at
    )


def again(user):
    """The person read anew, as the next request does."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def task(cast):
    return write_one(
        make_plan(cast), [cast.division], times=[due(date(2026, 9, 30))], text="Rà soát thủ tục"
    )


def test_somebody_moves_from_a_day_on_and_his_work_is_handed_over(cast, at, task):
    report_progress(
        task=task,
        unit=cast.division,
        percent_done=40,
        note="Đã rà soát 12 thủ tục",
        by=cast.minh,
        at=at,
    )
    [piece] = in_hand(cast.minh, cast.division, TODAY)
    assert (piece.is_own, piece.standing) == (True, "40%: Đã rà soát 12 thủ tục")
    handover = move(
        cast, at, handed=[piece.subject], decision="Quyết định số 3/QĐ-SKHCN", receiver=cast.head
    )
    line = handover.lines.get()
    assert (line.due_on, "Rà soát thủ tục" in line.text) == (date(2026, 9, 30), True)
    roles = cast.minh.memberships.order_by("pk").values_list("unit", "valid_from", "valid_to")
    assert list(roles) == [
        (cast.division.pk, date(2020, 1, 1), date(2026, 3, 9)),
        (cast.office.pk, TODAY, None),
    ]
    assert sentence(AuditEvent.objects.get(action="user.moved")) == (
        "chuyển Lê Văn Minh từ “Phòng Nghiệp vụ” sang “Văn phòng Sở” từ ngày 10/03/2026 theo Quyết định "
        "số 3/QĐ-SKHCN; bàn giao 1 việc cho Phạm Quốc Hùng."
    )
    assert standing_of(again(cast.minh), task) is Standing.NONE


def test_what_somebody_else_worked_on_is_offered_and_not_chosen(cast, at, task):
    [piece] = in_hand(cast.minh, cast.division, TODAY)
    assert piece.is_own is False


def test_who_leaves_the_agency_has_no_role_left(cast, at):
    handover = move(cast, at, to_unit=None)
    assert handover.to_unit is None
    assert again(cast.minh).live_memberships == []


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (lambda c: {"to_unit": c.division}, SamePlace),
        (lambda c: {"to_unit": c.other_division}, OtherAgency),
        (lambda c: {"from_unit": c.centre}, NotThere),
        (lambda c: {"receiver": c.minh}, NotOneself),
    ],
)
def test_a_move_that_cannot_be_is_refused(cast, at, facts, refusal):
    with pytest.raises(refusal):
        move(cast, at, **facts(cast))
    assert not Handover.objects.exists()
    assert cast.minh.memberships.get().valid_to is None


def test_an_administrator_does_not_move_himself_out_of_his_role(cast, at):
    with pytest.raises(OwnAccount):
        move(cast, at, user=cast.administrator, from_unit=cast.agency)


# Standing in


def absence(cast, at, **more):
    facts = {
        "absent": cast.head,
        "role": cast.head.memberships.get(),
        "substitute": cast.minh,
        "first": TODAY,
        "last": date(2026, 3, 12),
        "reason": "leave",
    }
    return stand_in(**(facts | more), by=cast.administrator, at=at)


def test_a_substitute_holds_the_role_for_the_time_and_no_longer(cast, at, settings):
    row = absence(cast, at)
    assert (row.acting_for, row.role, row.valid_to) == (cast.head, "unit_head", date(2026, 3, 12))
    assert {m.role for m in again(cast.minh).live_memberships} == {"specialist", "unit_head"}
    settings.CCHC_TODAY = date(2026, 3, 13)
    assert {m.role for m in again(cast.minh).live_memberships} == {"specialist"}
    told = sentence(AuditEvent.objects.get(action="user.stood_in_for"))
    assert "ghi Lê Văn Minh thay Phạm Quốc Hùng làm Trưởng phòng, đơn vị" in told
    assert "đến hết 12/03/2026 (nghỉ phép)" in told


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (lambda c: {"last": None}, WrongAbsence),
        (lambda c: {"last": date(2026, 3, 9)}, WrongAbsence),
        (lambda c: {"substitute": c.head}, NotOneself),
        (lambda c: {"role": c.minh.memberships.get()}, NotThere),
    ],
)
def test_an_absence_that_cannot_be_is_refused(cast, at, facts, refusal):
    with pytest.raises(refusal):
        absence(cast, at, **facts(cast))
    assert not Membership.objects.filter(acting_for__isnull=False).exists()


# Teams


@pytest.fixture
def team(cast, at):
    return set_up_team(
        agency=cast.agency,
        team=Team(
            name="Tổ công tác rà soát thủ tục hành chính",
            decision="Quyết định số 7/QĐ-SKHCN",
            valid_from=date(2026, 2, 1),
            valid_to=date(2026, 3, 31),
            head=cast.head,
            members=[cast.lan, cast.minh],
        ),
        by=cast.coordinator,
        at=at,
    )


def test_a_team_leads_a_task_with_members_of_several_units_until_its_end(cast, at, team, settings):
    """Case 6."""
    task = write_one(make_plan(cast), [team], times=[due(date(2026, 3, 25))])
    row = task.occurrences.get()
    assert standing_of(again(cast.lan), task, row) is Standing.OWN_UNIT
    done = record_fact(
        occurrence=row,
        result=Result(delivered_on=TODAY, outcome="Đã rà soát"),
        by=again(cast.lan),
        at=at,
        seen=row.version,
    )
    assert (done.on_behalf, done.unit) == (False, team)
    assert confirming_of(again(cast.coordinator), task, done) is Confirming.MAY
    settings.CCHC_TODAY = date(2026, 4, 1)
    assert standing_of(again(cast.lan), task, row) is Standing.NONE


def test_a_team_has_a_head_and_stands_in_no_collective_name(cast, team):
    """Case 6: it is neither a division nor a person."""
    roles = {m.user: m.role for m in team.memberships.all()}
    assert roles == {cast.head: "unit_head", cast.lan: "specialist", cast.minh: "specialist"}
    assert team not in group_units(cast.all_units, TODAY)
    assert (team.kind, team.valid_to) == (Unit.Kind.TEAM, date(2026, 3, 31))


def test_a_team_that_ends_before_it_begins_is_refused(cast, at):
    wrong = Team("Tổ", "QĐ", date(2026, 3, 1), date(2026, 2, 1), cast.head, ())
    with pytest.raises(WrongTeam):
        set_up_team(agency=cast.agency, team=wrong, by=cast.coordinator, at=at)


# Pages


def test_a_move_through_the_page_ends_in_a_record_to_print(client, cast, task):
    client.force_login(cast.administrator)
    page = client.get(f"/people/{cast.minh.uid}/move/")
    subject = str(page.context["pieces"][0].subject)
    assert page.context["chosen"] == set()
    data = {
        "from": str(cast.division.uid),
        "to_unit": cast.office.pk,
        "role": "specialist",
        "on": "10/03/2026",
        "receiver": cast.head.pk,
        "handed": [subject],
        "note": "Tủ hồ sơ số 3",
    }
    answer = client.post(f"/people/{cast.minh.uid}/move/", data)
    shown = client.get(answer["Location"]).content.decode()
    for said in ("Biên bản bàn giao công việc", "Rà soát thủ tục", "30/09/2026", "Tủ hồ sơ số 3"):
        assert said in shown
    assert "Rời Phòng Nghiệp vụ" in client.get(f"/people/{cast.minh.uid}/").content.decode()
    client.force_login(cast.head)
    assert client.get(answer["Location"]).status_code == 200
    client.force_login(cast.lan)
    assert client.get(answer["Location"]).status_code == 404


def test_a_refused_move_keeps_what_was_chosen(client, cast, task):
    client.force_login(cast.administrator)
    subject = str(in_hand(cast.minh, cast.division, TODAY)[0].subject)
    data = {
        "to_unit": cast.division.pk,
        "role": "specialist",
        "on": "10/03/2026",
        "handed": [subject],
    }
    answer = client.post(f"/people/{cast.minh.uid}/move/", data)
    assert answer.status_code == 422
    assert answer.context["chosen"] == {subject}
    assert "Đơn vị đến phải khác đơn vị đi" in answer.content.decode()


def test_a_substitute_and_a_team_are_entered_through_their_pages(client, cast):
    client.force_login(cast.administrator)
    role = cast.head.memberships.get()
    data = {
        "role": role.pk,
        "substitute": cast.minh.pk,
        "first": "10/03/2026",
        "last": "12/03/2026",
        "reason": "travel",
    }
    client.post(f"/people/{cast.head.uid}/stand-in/", data)
    assert Membership.objects.get(acting_for=cast.head).user == cast.minh
    client.post(
        "/units/teams/new/",
        {
            "name": "Đoàn kiểm tra",
            "decision": "Quyết định số 8/QĐ-SKHCN",
            "valid_from": "10/03/2026",
            "valid_to": "30/06/2026",
            "head": cast.head.pk,
            "members": [cast.lan.pk],
        },
    )
    assert Unit.objects.get(name="Đoàn kiểm tra").memberships.count() == 2


def test_who_holds_no_role_is_neither_moved_nor_stood_in_for_and_the_page_says_why(client, cast):
    Membership.objects.filter(user=cast.minh).update(valid_to=date(2026, 3, 9))
    client.force_login(cast.administrator)
    for act in ("move", "stand-in"):
        page = client.get(f"/people/{cast.minh.uid}/{act}/", follow=True).content.decode()
        assert "không còn vai trò nào tại cơ quan" in page, act


def test_nobody_stops_his_own_account_and_the_page_says_who_does(client, cast):
    client.force_login(cast.administrator)
    said = "Không tự ngừng tài khoản của mình được; quản trị khác làm việc này."
    assert said in client.get(f"/people/{cast.administrator.uid}/").content.decode()
    assert said not in client.get(f"/people/{cast.minh.uid}/").content.decode()
