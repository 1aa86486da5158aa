"""An invitation by official mail: once, for a week, and the password is its owner's alone."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from cchc.audit.models import AuditEvent
from cchc.core import clock
from cchc.orgs.models import AccountLink
from cchc.orgs.services import invitations

PASSWORD = "mot mat khau moi rat dai"


@pytest.fixture
def posted(settings):
    settings.EMAIL_HOST = "smtp.lamson.example"
    settings.BASE_URL = "https://cchc.lamson.example"


@pytest.fixture
def invite(client, cast, posted, django_capture_on_commit_callbacks):
    """Press the button as the administrator; the address in the mail."""
    cast.lan.email = "lan@so.lamson.example"
    cast.lan.save()

    def press():
        client.force_login(cast.administrator)
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(f"/people/{cast.lan.uid}/invite/")
        assert answer.status_code == 302
        client.logout()
        body = mail.outbox[-1].body
        return re.search(r"https://cchc\.lamson\.example(\S+)", body).group(1)

    return press


def choose(client, address, password=PASSWORD, again=None):
    return client.post(address, {"password": password, "again": again or password})


def test_the_invited_person_sets_a_password_and_signs_in(client, cast, invite):
    address = invite()
    assert mail.outbox[-1].to == ["lan@so.lamson.example"]
    assert "Trần Thị Lan" in client.get(address).content.decode()
    assert choose(client, address)["Location"] == "/account/login/"
    signed = client.post("/account/login/", {"login": "lan", "password": PASSWORD})
    assert signed["Location"] == "/"
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {
        "user.invited", "user.password_changed"
    }  # fmt: skip


def test_a_link_works_once(client, cast, invite):
    address = invite()
    choose(client, address)
    assert client.get(address).status_code == 410
    assert choose(client, address, "mot mat khau khac rat dai").status_code == 410
    cast.lan.refresh_from_db()
    assert cast.lan.check_password(PASSWORD)


def test_a_new_invitation_replaces_the_earlier(client, invite):
    first, second = invite(), invite()
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_a_link_expires_after_a_week(client, cast, invite):
    address = invite()
    AccountLink.objects.update(
        made_at=clock.now() - timedelta(days=8), expires_at=clock.now() - timedelta(days=1)
    )
    assert client.get(address).status_code == 410


def test_a_stopped_account_is_not_opened_by_its_link(client, cast, invite):
    address = invite()
    cast.lan.is_active = False
    cast.lan.save()
    assert choose(client, address).status_code == 410


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [("ngan", None, "14 ký tự"), (PASSWORD, "khac han", "không giống nhau")],
)
def test_a_bad_password_is_refused_and_the_link_stays(client, invite, password, again, words):
    address = invite()
    answer = choose(client, address, password, again)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert client.get(address).status_code == 200


def test_a_made_up_address_opens_nothing(client, invite):
    invite()
    [link] = AccountLink.objects.all()
    assert client.get(f"/account/invitation/{link.uid}/").status_code == 410
    assert client.get(f"/account/invitation/{link.uid}:khong-phai-chu-ky/").status_code == 410


def test_without_a_mail_server_the_administrator_is_told_what_else_to_do(client, cast):
    client.force_login(cast.administrator)
    answer = client.post(f"/people/{cast.lan.uid}/invite/", follow=True)
    assert "trao trực tiếp" in answer.content.decode()
    assert not AccountLink.objects.exists()


def test_an_administrator_elsewhere_invites_nobody_here(client, cast, posted):
    client.force_login(cast.outsider)
    assert client.post(f"/people/{cast.lan.uid}/invite/").status_code == 404


def test_a_link_spent_before_the_mail_left_is_not_sent(cast, invite):
    invite()
    AccountLink.objects.update(used_at=clock.now())
    sent = len(mail.outbox)
    invitations.send_link(AccountLink.objects.get().pk)
    assert len(mail.outbox) == sent
