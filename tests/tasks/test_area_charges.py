"""The deputy in charge of an area confirms what the coordinating office itself did in it; the head may always."""

from datetime import date, datetime

import pytest

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core import clock
from cchc.orgs.models import Membership, User
from cchc.orgs.rules import Role
from cchc.orgs.services import stand_in
from cchc.tasks.models import AreaCharge
from cchc.tasks.selectors.my_work import my_work
from cchc.tasks.selectors.people import Confirming, confirming_of
from cchc.tasks.services import charges, refusals
from cchc.tasks.services.confirming import confirm_result
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.factories.cast import person

TODAY = date(2026, 3, 10)


def again(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def deputies(cast):
    """Two deputies beside the director (the cast's leader)."""
    return [
        person("nam", "Vũ Hải Nam", cast.agency, Role.LEADER),
        person("yen", "Cao Thị Yến", cast.agency, Role.LEADER),
    ]


@pytest.fixture
def charge(cast, at):
    def make(user, area, valid_from=date(2026, 1, 1)):
        return charges.charge_area(
            agency=cast.agency,
            user=user,
            area=area,
            valid_from=valid_from,
            document_number="12/QĐ-SKHCN",
            by=cast.administrator,
            at=at,
        )

    return make


@pytest.fixture
def charged(deputies, charge):
    first, second = deputies
    return charge(first, p.area("steering")), charge(second, p.area("digital"))


@pytest.fixture
def done(cast, at):
    """Handed in by the coordinating office itself."""
    task = p.write_one(p.make_plan(cast), [cast.office], times=[p.due(date(2026, 3, 31))])
    row = task.occurrences.get()
    return record_fact(
        occurrence=row, result=Result(delivered_on=TODAY), by=cast.lan, at=at, seen=row.version
    )


def test_the_deputy_in_charge_and_the_head_confirm_and_another_deputy_does_not(
    cast, at, deputies, charged, done
):
    """Case 7."""
    in_charge, other = deputies
    task = done.task
    assert confirming_of(again(in_charge), task, done) is Confirming.MAY
    assert confirming_of(again(cast.leader), task, done) is Confirming.MAY
    assert confirming_of(again(other), task, done) is Confirming.NOT_YOURS
    with pytest.raises(refusals.NotYoursToConfirm, match="phụ trách lĩnh vực"):
        confirm_result(occurrence=done, by=again(other), at=at, seen=done.version)
    kept = confirm_result(occurrence=done, by=again(in_charge), at=at, seen=done.version)
    assert kept.confirmed_by == in_charge


def test_what_waits_is_shown_to_who_is_in_charge(cast, deputies, charged, done):
    in_charge, other = deputies
    waiting = [[i.row for i in my_work(again(u), TODAY, 7).to_confirm] for u in (in_charge, other)]
    assert waiting == [[done], []]


def test_before_anybody_is_in_charge_every_leader_confirms(deputies, done):
    assert {confirming_of(again(user), done.task, done) for user in deputies} == {Confirming.MAY}


def test_results_of_other_units_stay_every_leaders(cast, at, deputies, charged):
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 31))])
    row = task.occurrences.get()
    done = record_fact(
        occurrence=row, result=Result(delivered_on=TODAY), by=cast.minh, at=at, seen=row.version
    )
    assert confirming_of(again(deputies[1]), task, done) is Confirming.MAY


def test_who_stands_in_for_the_deputy_in_charge_confirms_for_that_time(
    cast, at, deputies, charged, done, settings
):
    in_charge, other = deputies
    stand_in(
        absent=in_charge,
        role=in_charge.memberships.get(),
        substitute=other,
        first=TODAY,
        last=date(2026, 3, 12),
        reason="leave",
        by=cast.administrator,
        at=at,
    )
    assert confirming_of(again(other), done.task, done) is Confirming.MAY
    settings.CCHC_TODAY = date(2026, 3, 13)
    assert confirming_of(again(other), done.task, done) is Confirming.NOT_YOURS


def test_a_charge_that_ended_holds_no_more(cast, at, deputies, charged, done, settings):
    charges.end_charge(charge=charged[0], on=date(2026, 3, 9), by=cast.administrator, at=at)
    assert confirming_of(again(deputies[1]), done.task, done) is Confirming.MAY
    told = sentence(AuditEvent.objects.get(action="area.charge_ended"))
    assert told.startswith("ghi Vũ Hải Nam thôi phụ trách lĩnh vực ")
    assert told.endswith("sau ngày 09/03/2026.")


def test_only_leaders_are_put_in_charge_and_once(cast, deputies, charge):
    with pytest.raises(charges.NotALeader):
        charge(cast.head, p.area("steering"))
    made = charge(deputies[0], p.area("steering"))
    with pytest.raises(charges.ChargedAlready):
        charge(deputies[0], p.area("steering"), date(2026, 2, 1))
    with pytest.raises(charges.WrongSpan):
        charges.end_charge(
            charge=made,
            on=date(2025, 12, 31),
            by=cast.administrator,
            at=datetime(2026, 3, 10, 9, tzinfo=clock.VIETNAM),
        )


def test_charges_are_kept_through_their_page(client, cast, deputies):
    client.force_login(cast.administrator)
    assert "Chưa phân công lĩnh vực" in client.get("/tasks/charges/").content.decode()
    data = {"user": deputies[0].pk, "area": p.area("steering").pk, "valid_from": "01/03/2026"}
    client.post("/tasks/charges/", data)
    row = AreaCharge.objects.get()
    assert "Vũ Hải Nam" in client.get("/tasks/charges/").content.decode()
    refused = client.post("/tasks/charges/", data)
    assert refused.status_code == 422
    assert "đang phụ trách lĩnh vực đó" in refused.content.decode()
    client.post(f"/tasks/charges/{row.uid}/end/", {"on": "09/03/2026"})
    assert client.get("/tasks/charges/").context["rows"] == []
    assert Membership.objects.filter(user=deputies[0]).count() == 1
