"""Accounts and roles: made, changed and stopped by the administrator of the agency, never silently."""

from datetime import date

import pytest
from django.test import Client

from cchc.audit.selectors import history_of
from cchc.core.clock import vietnam_date
from cchc.orgs import services
from cchc.orgs.models import Membership, User
from cchc.orgs.rules import Role
from cchc.orgs.services.people import OwnAccount, Term, UsernameTaken, WeakPassword, WrongTerm
from tests.factories.cast import person

NEW = {
    "full_name": "Ngô Thị Mai",
    "position": "Chuyên viên",
    "email": "mai@so.lamson.example",
    "username": "ngo.mai",
    "password": "kx7mq-p3wvt-b9hcd-r4fzn",
    "role": "specialist",
    "valid_from": "2026-03-01",
}


def roles_data(*rows):
    data = {"roles-TOTAL_FORMS": len(rows), "roles-INITIAL_FORMS": 0}
    for number, (unit, role, since, until) in enumerate(rows):
        data |= {
            f"roles-{number}-unit": unit.pk if unit else "",
            f"roles-{number}-role": role,
            f"roles-{number}-valid_from": since,
            f"roles-{number}-valid_to": until,
        }
    return data


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.administrator)
    return client


def test_an_administrator_makes_an_account_that_can_sign_in(admin, cast):
    answer = admin.post("/people/new/", NEW | {"unit": cast.office.pk})
    made = User.objects.get(username="ngo.mai")
    assert answer["Location"] == f"/people/{made.uid}/"
    assert made.password_is_temporary
    admin.post("/account/logout/")
    signed = admin.post("/account/login/", {"login": "ngo.mai", "password": NEW["password"]})
    assert signed["Location"] == "/account/password/"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"username": "LAN"}, "đã có người dùng"),
        ({"password": "ngan"}, "14 ký tự"),
        ({"full_name": " "}, "invalid-feedback"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_words(admin, cast, change, words):
    answer = admin.post("/people/new/", NEW | {"unit": cast.office.pk} | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not User.objects.filter(full_name="Ngô Thị Mai").exists()


def test_nobody_is_placed_in_another_agencys_unit(admin, cast, at):
    answer = admin.post("/people/new/", NEW | {"unit": cast.other_division.pk})
    assert answer.status_code == 422
    with pytest.raises(WrongTerm):
        services.change_memberships(
            user=cast.lan,
            terms=[Term(cast.other_division, Role.SPECIALIST, vietnam_date(at))],
            agency=cast.agency,
            by=cast.administrator,
            at=at,
        )


def test_roles_end_with_a_date_and_stay_in_the_past(admin, cast):
    moved = roles_data((cast.division, "unit_head", "2026-03-10", ""), (None, "", "", ""))
    assert admin.post(f"/people/{cast.lan.uid}/roles/", moved).status_code == 302
    assert [
        (row.unit, row.role, row.valid_to)
        for row in Membership.objects.filter(user=cast.lan).order_by("pk")
    ] == [
        (cast.office, "specialist", date(2026, 3, 9)),
        (cast.division, "unit_head", None),
    ]
    told = history_of(cast.lan.uid)[0].sentence
    assert "từ Chuyên viên (Văn phòng Sở) thành Trưởng phòng, đơn vị (Phòng Nghiệp vụ)" in told


def test_roles_in_another_agency_are_left_alone(cast, at):
    Membership.objects.create(
        user=cast.lan, unit=cast.other_division, role="inspector", valid_from=date(2025, 1, 1)
    )
    services.change_memberships(
        user=cast.lan, terms=[], agency=cast.agency, by=cast.administrator, at=at
    )
    live = Membership.objects.filter(user=cast.lan, valid_to=None)
    assert [row.unit for row in live] == [cast.other_division]


@pytest.mark.parametrize(
    "rows",
    [
        [("office", "specialist", "", "")],
        [("office", "", "2026-03-01", "")],
        [("office", "specialist", "2026-03-10", "2026-03-01")],
        [("office", "specialist", "2026-03-10", ""), ("office", "specialist", "2026-03-11", "")],
    ],
)
def test_roles_that_make_no_sense_are_refused_and_change_nothing(admin, cast, rows):
    data = roles_data(*((getattr(cast, unit), *rest) for unit, *rest in rows))
    assert admin.post(f"/people/{cast.minh.uid}/roles/", data).status_code == 422
    assert [row.unit for row in Membership.objects.filter(user=cast.minh)] == [cast.division]


def test_an_administrator_cannot_lock_himself_out(admin, cast, at):
    here = f"/people/{cast.administrator.uid}/"
    answer = admin.post(f"{here}roles/", roles_data((None, "", "", "")))
    assert "Không thể tự ngừng tài khoản" in answer.content.decode()
    admin.post(f"{here}switch/")
    cast.administrator.refresh_from_db()
    assert cast.administrator.is_active
    with pytest.raises(OwnAccount):
        services.deactivate_user(
            user=cast.administrator, agency=cast.agency, by=cast.administrator, at=at
        )


def test_an_administrator_who_gives_himself_a_content_role_is_in_the_log(cast, at):
    services.change_memberships(
        user=cast.administrator,
        terms=[
            Term(cast.agency, Role.ADMINISTRATOR, date(2020, 1, 1)),
            Term(cast.agency, Role.COORDINATOR, date(2026, 3, 10)),
        ],
        agency=cast.agency,
        by=cast.administrator,
        at=at,
    )
    line = history_of(cast.administrator.uid)[0]
    assert line.actor == "Hoàng Minh Quân"
    assert "Đầu mối CCHC (Sở Khoa học và Công nghệ)" in line.sentence


def test_a_stopped_account_is_out_at_once_and_can_come_back(admin, cast):
    lan = Client()
    lan.force_login(cast.lan)
    assert lan.get("/account/").status_code == 200
    admin.post(f"/people/{cast.lan.uid}/switch/")
    assert lan.get("/account/").status_code == 302
    assert "Trần Thị Lan" not in admin.get("/people/").content.decode()
    assert "Đã ngừng" in admin.get("/people/?stopped=1").content.decode()
    admin.post(f"/people/{cast.lan.uid}/switch/")
    cast.lan.refresh_from_db()
    assert cast.lan.is_active


def test_a_password_is_reset_and_never_written_to_the_log(admin, cast):
    secret = "kx7mq-p3wvt-b9hcd-r4fzn"
    admin.post(f"/people/{cast.lan.uid}/password/", {"password": secret})
    cast.lan.refresh_from_db()
    assert cast.lan.check_password(secret)
    assert cast.lan.password_is_temporary
    page = admin.get("/audit/").content.decode()
    assert "Đặt lại mật khẩu cho Trần Thị Lan" in page
    assert secret not in page
    weak = admin.post(f"/people/{cast.lan.uid}/password/", {"password": "12345678901234"})
    assert weak.status_code == 422


def test_people_are_listed_by_given_name_and_found_without_accents(admin, cast):
    page = admin.get("/people/").content.decode()
    order = [page.index(name) for name in ("Tiến Dũng", "Quốc Hùng", "Thị Lan", "Văn Minh")]
    assert order == sorted(order)
    found = admin.get("/people/", {"q": "tran lan"}).content.decode()
    assert "Trần Thị Lan" in found
    assert "Lê Văn Minh" not in found
    admin.post(
        f"/people/{cast.lan.uid}/", {"full_name": "Trần Thị Bích", "position": "", "email": ""}
    )
    assert "Trần Thị Bích" in admin.get("/people/?q=bich").content.decode()


def test_services_refuse_a_taken_name_and_a_weak_password(cast, at):
    facts = {
        "full_name": "Mai",
        "position": "",
        "email": "",
        "terms": [],
        "agency": cast.agency,
        "by": cast.administrator,
        "at": at,
    }
    with pytest.raises(UsernameTaken):
        services.create_user(username="Lan", password="kx7mq-p3wvt-b9hcd", **facts)
    with pytest.raises(WeakPassword):
        services.create_user(username="mai", password="ngan", **facts)


def test_statements_do_not_grow_with_the_people(admin, cast, django_assert_max_num_queries):
    admin.get("/people/")
    with django_assert_max_num_queries(15) as few:
        admin.get("/people/")
    for number in range(30):
        person(f"nguoi{number}", f"Người Số {number}", cast.office, Role.SPECIALIST)
    with django_assert_max_num_queries(len(few)):
        admin.get("/people/")
