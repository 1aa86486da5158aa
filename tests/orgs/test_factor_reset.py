"""A lost second factor goes only by two people, or by official mail after a day; whom it concerns is told."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import IntegrityError, transaction

from cchc.audit.models import AuditEvent
from cchc.core import clock
from cchc.messages.models import Notice
from cchc.orgs.models import AccountLink, FactorReset, Membership
from cchc.orgs.rules import Role
from cchc.orgs.services import change_person, factor_reset
from cchc.orgs.services.accounts import address_is_fresh
from tests.factories.cast import START, person

PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def posted(settings):
    settings.EMAIL_HOST = "smtp.lamson.example"
    settings.BASE_URL = "https://cchc.lamson.example"


@pytest.fixture
def second(cast):
    """Another administrator of the agency."""
    return person("binh", "Trịnh Công Bình", cast.agency, Role.ADMINISTRATOR)


@pytest.fixture
def head(cast, posted):
    """The head of a division, with a factor and recovery codes on a telephone that is lost."""
    cast.head.email = "hung@so.lamson.example"
    cast.head.save()
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=cast.head, type=kind, data={"secret": "JBSWY3DPEHPK3PXP"})
    return cast.head


@pytest.fixture
def ask(client, cast, head, django_capture_on_commit_callbacks):
    def press():
        client.force_login(cast.administrator)
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(
                f"/people/{head.uid}/second-factor/",
                {"reason": "Mất điện thoại, đã gặp trực tiếp."},
            )
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]

    return press


def confirm(client, user, address):
    client.force_login(user)
    return client.post(f"{address}confirm/", follow=True)


def link():
    return re.search(r"https://cchc\.lamson\.example(\S+)", mail.outbox[0].body).group(1)


def factors(user):
    return Authenticator.objects.filter(user=user).count()


def test_asking_takes_nothing_and_tells_the_owner_the_leader_and_the_other_administrator(
    client, cast, ask, head, second
):
    address = ask()
    assert factors(head) == 2
    [letter] = mail.outbox
    assert letter.to == [head.email]
    assert "KHÔNG PHẢI BẠN YÊU CẦU" in letter.body
    told = set(
        Notice.objects.filter(title__contains="Yêu cầu đặt lại").values_list("user", flat=True)
    )
    assert told == {cast.leader.pk, second.pk, head.pk}
    page = client.get(address).content.decode()
    assert "Người yêu cầu không tự xác nhận" in page
    assert "Xác nhận đặt lại" not in page
    assert "Xem yêu cầu" in client.get(f"/people/{head.uid}/").content.decode()


@pytest.mark.parametrize("who", ["leader", "second"])
def test_a_second_person_lets_it_happen_and_every_session_ends(
    client, cast, ask, head, second, who, django_capture_on_commit_callbacks
):
    address = ask()
    Authenticator.objects.filter(user=head).exclude(type="totp").delete()
    Authenticator.objects.filter(user=head).update(type="recovery_codes")
    client.logout()
    client.post("/account/login/", {"login": "hung", "password": PASSWORD})
    assert UserSession.objects.filter(user=head).count() == 1
    by = second if who == "second" else cast.leader
    with django_capture_on_commit_callbacks(execute=True):
        page = confirm(client, by, address).content.decode()
    assert "Đã đặt lại" in page
    assert factors(head) == 0
    assert not UserSession.objects.filter(user=head).exists()
    event = AuditEvent.objects.get(action="user.factor_reset")
    assert (event.actor_name, event.data["asked_by"]) == (
        by.full_name,
        cast.administrator.full_name,
    )
    assert "Đã đặt lại" in mail.outbox[-1].subject
    assert Notice.objects.filter(title__contains="Đã đặt lại", user=cast.administrator).exists()
    assert client.get(link()).status_code == 410


def test_who_asked_does_not_confirm(client, cast, ask, head):
    page = confirm(client, cast.administrator, ask()).content.decode()
    assert "không tự xác nhận" in page
    assert factors(head) == 2


def test_the_database_refuses_one_person_alone(cast, ask, head):
    ask()
    now = clock.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.update(done_by=cast.administrator, done_at=now, way="second")


@pytest.mark.parametrize("who", ["lan", "coordinator", "head", "outsider", "stranger"])
def test_nobody_else_sees_or_confirms_it(client, cast, ask, head, who):
    address = ask()
    client.force_login(getattr(cast, who))
    assert client.get(address).status_code == 404
    assert client.post(f"{address}confirm/").status_code == 404
    assert client.post(f"{address}cancel/").status_code == 404


def test_the_link_works_only_after_a_day(client, ask, head, django_capture_on_commit_callbacks):
    ask()
    client.logout()
    assert "Bạn tự đặt lại được từ" in client.get(link()).content.decode()
    assert client.post(link()).status_code == 422
    assert factors(head) == 2
    FactorReset.objects.update(opens_at=clock.now() - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(link())["Location"] == "/account/login/"
    assert factors(head) == 0
    assert AuditEvent.objects.get(action="user.factor_reset").data["way"] == "mail"
    assert (
        client.post("/account/login/", {"login": "hung", "password": PASSWORD})["Location"] == "/"
    )


def test_the_owner_who_did_not_ask_calls_it_off_at_once(client, cast, ask, head):
    address = ask()
    client.logout()
    assert "Đã hủy yêu cầu" in client.post(link(), {"cancel": "1"}).content.decode()
    assert client.get(link()).status_code == 410
    assert "hủy, đã hết hạn" not in confirm(client, cast.leader, address).content.decode()
    assert factors(head) == 2
    assert AuditEvent.objects.get(action="user.factor_reset_cancelled").actor_name == head.full_name
    assert Notice.objects.filter(title__contains="Đã hủy", user=cast.leader).exists()


def test_a_request_is_called_off_by_the_leader_and_lapses_after_a_week(client, cast, ask, head):
    address = ask()
    client.force_login(cast.leader)
    assert "Đã hủy" in client.post(f"{address}cancel/", follow=True).content.decode()
    again = ask()
    FactorReset.objects.filter(cancelled_at=None).update(
        expires_at=clock.now() - timedelta(minutes=1)
    )
    assert "đã hết hạn" in confirm(client, cast.leader, again).content.decode()
    assert factors(head) == 2
    ask()


def test_one_request_at_a_time(client, cast, ask, head):
    ask()
    answer = client.post(f"/people/{head.uid}/second-factor/", {"reason": "Lại."})
    assert "đang chờ xác nhận" in answer.content.decode()


def test_without_a_factor_there_is_nothing_to_take(client, cast):
    client.force_login(cast.administrator)
    answer = client.post(f"/people/{cast.minh.uid}/second-factor/", {"reason": "Mất."})
    assert "chưa bật" in answer.content.decode()


def test_nobody_asks_for_himself(cast, head):
    with pytest.raises(factor_reset.OwnFactor):
        factor_reset.ask_reset(
            user=cast.administrator,
            agency=cast.agency,
            reason="x",
            by=cast.administrator,
            at=clock.now(),
        )


def test_power_in_another_agency_is_not_taken_from_here(client, cast, head):
    Membership.objects.create(
        user=head, unit=cast.province, role=Role.ADMINISTRATOR, valid_from=START
    )
    client.force_login(cast.administrator)
    answer = client.post(f"/people/{head.uid}/second-factor/", {"reason": "Mất."})
    assert "UBND tỉnh Lam Sơn" in answer.content.decode()
    assert not FactorReset.objects.exists()


def test_without_mail_a_second_person_is_the_only_way(client, cast, ask, head, settings):
    settings.EMAIL_HOST = ""
    address = ask()
    assert not AccountLink.objects.exists()
    assert "không gửi" in client.get(address).content.decode()
    confirm(client, cast.leader, address)
    assert factors(head) == 0


def test_no_link_goes_to_an_address_that_was_just_changed(client, cast, ask, head):
    """Else an administrator could have the link sent to himself."""
    change_person(
        user=head, full_name=head.full_name, position="", email="cua-quan@so.lamson.example",
        agency=cast.agency, by=cast.administrator, at=clock.now() - timedelta(days=6),
    )  # fmt: skip
    address = ask()
    assert not AccountLink.objects.exists()
    assert mail.outbox == []
    assert "vừa được đổi" in client.get(address).content.decode()
    assert not address_is_fresh(head, clock.now() + timedelta(days=2))
