"""The administrator keeps people and units and has no right over content; giving himself one is seen by the leader."""

from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core import clock
from cchc.messages.models import Notice
from cchc.orgs.models import Membership
from cchc.orgs.rules import Permission, Role, carries_content, permissions_of
from cchc.orgs.services import change_memberships, move_person, set_up_team, stand_in
from cchc.orgs.services.people import Term
from cchc.orgs.services.teams import Team
from cchc.orgs.services.transfers import Transfer
from tests.factories.cast import START, person
from tests.factories.plans import make_draft
from tests.factories.programme import due, make_plan, write_one

KEEPS = {
    Permission.UNIT_MANAGE, Permission.USER_MANAGE, Permission.CALENDAR_MANAGE, Permission.AUDIT_READ
}  # fmt: skip
AT = clock.now


def terms(cast, *more):
    return [Term(cast.agency, Role.ADMINISTRATOR, START), *more]


def change(cast, *more, by=None, user=None):
    change_memberships(
        user=user or cast.administrator,
        terms=terms(cast, *more),
        agency=cast.agency,
        by=by or cast.administrator,
        at=AT(),
    )


def told():
    return set(Notice.objects.filter(kind="orgs.account").values_list("user__username", flat=True))


def test_the_role_carries_people_units_calendar_and_the_log():
    assert permissions_of(Role.ADMINISTRATOR) == KEEPS
    assert [role for role in Role if not carries_content(role)] == [Role.ADMINISTRATOR]


def test_plans_drafts_tasks_and_figures_are_not_there_for_him(client, cast):
    plan = make_plan(cast)
    task = write_one(plan, [cast.office], times=[due(date(2026, 3, 31))])
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=AT())
    client.force_login(cast.administrator)
    for address in (f"/plans/{plan.uid}/", f"/tasks/{task.uid}/", f"/plans/drafts/{draft.uid}/"):
        assert client.get(address).status_code == 404, address
    for address in ("/plans/", "/tasks/", "/figures/"):
        answer = client.get(address)
        assert answer.status_code in {200, 302, 404}
        assert task.text not in answer.content.decode()


def test_a_content_role_for_himself_is_recorded_and_the_leader_is_told(cast):
    change(cast, Term(cast.office, Role.COORDINATOR, date(2026, 3, 1)))
    event = AuditEvent.objects.get(action="user.granted_oneself")
    assert event.actor_name == "Hoàng Minh Quân"
    assert "Đầu mối CCHC (Văn phòng Sở)" in sentence(event)
    assert "Đỗ Thị Thanh" in sentence(event)
    assert told() == {"thanh"}


def test_the_page_does_the_same(client, cast):
    client.force_login(cast.administrator)
    form = {
        "roles-TOTAL_FORMS": "2", "roles-INITIAL_FORMS": "1",
        "roles-0-unit": cast.agency.pk, "roles-0-role": "administrator", "roles-0-valid_from": "01/01/2020",
        "roles-1-unit": cast.agency.pk, "roles-1-role": "leader", "roles-1-valid_from": "10/03/2026",
    }  # fmt: skip
    assert client.post(f"/people/{cast.administrator.uid}/roles/", form).status_code == 302
    assert told() == {"thanh"}
    client.force_login(cast.leader)
    page = client.get("/messages/").content.decode()
    assert "tự giao vai trò cho mình" in page


def test_two_grants_on_one_day_are_both_told(cast):
    change(cast, Term(cast.office, Role.CLERK, date(2026, 3, 1)))
    change(
        cast,
        Term(cast.office, Role.CLERK, date(2026, 3, 1)),
        Term(cast.division, Role.UNIT_HEAD, date(2026, 3, 1)),
    )
    assert Notice.objects.filter(kind="orgs.account", user=cast.leader).count() == 2


@pytest.mark.parametrize(
    ("end", "is_more"), [(date(2026, 4, 1), False), (date(2026, 12, 31), True), (None, True)]
)
def test_a_longer_term_is_a_grant_and_a_shorter_one_none(cast, end, is_more):
    Membership.objects.create(
        user=cast.administrator, unit=cast.office, role=Role.CLERK, valid_from=date(2026, 1, 1),
        valid_to=date(2026, 6, 1),
    )  # fmt: skip
    change(cast, Term(cast.office, Role.CLERK, date(2026, 1, 1), end))
    assert (told() == {"thanh"}) is is_more


def test_standing_in_for_somebody_is_a_grant_too(cast):
    stand_in(
        absent=cast.coordinator, role=cast.coordinator.memberships.get(), substitute=cast.administrator,
        first=date(2026, 3, 10), last=date(2026, 3, 20), reason="leave", by=cast.administrator, at=AT(),
    )  # fmt: skip
    assert told() == {"thanh"}


def test_a_team_of_his_own_and_a_move_are_grants_too(cast):
    team = Team(
        "Tổ kiểm tra", "QĐ 1", date(2026, 3, 1), date(2026, 6, 1), cast.administrator, [cast.lan]
    )
    set_up_team(agency=cast.agency, team=team, by=cast.administrator, at=AT())
    Membership.objects.create(
        user=cast.administrator, unit=cast.division, role=Role.SPECIALIST, valid_from=START
    )
    move_person(
        user=cast.administrator,
        transfer=Transfer(cast.division, cast.office, Role.UNIT_HEAD, date(2026, 3, 10)),
        handed=(), by=cast.administrator, at=AT(),
    )  # fmt: skip
    assert AuditEvent.objects.filter(action="user.granted_oneself").count() == 2


def test_roles_for_others_and_from_others_are_told_to_nobody(cast):
    second = person("binh", "Trịnh Công Bình", cast.agency, Role.ADMINISTRATOR)
    change(cast, Term(cast.office, Role.COORDINATOR, date(2026, 3, 1)), by=second)
    change_memberships(
        user=cast.lan, terms=[Term(cast.office, Role.COORDINATOR, date(2026, 3, 1))],
        agency=cast.agency, by=cast.administrator, at=AT(),
    )  # fmt: skip
    assert told() == set()


def test_who_leads_and_administers_is_not_told_of_himself_but_the_leader_above_is(cast):
    cast.leader.memberships.update(valid_to=date(2026, 1, 1))
    above = person("chu", "Hà Văn Chủ", cast.province, Role.LEADER)
    change(cast, Term(cast.office, Role.COORDINATOR, date(2026, 3, 1)))
    assert told() == {above.username}
