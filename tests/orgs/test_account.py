"""Signing in and one's own account, in Vietnamese, with a second factor when it is on."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from cchc.audit.models import AuditEvent

PASSWORD = "mat-khau-thu-nghiem"
ENGLISH = re.compile(
    r"\b(password|sign in|sign out|authenticator|code|recovery|session|please|confirm|your)\b", re.I
)


def text_of(answer):
    """What a reader sees: words outside tags."""
    html = answer.content.decode()
    body = re.sub(
        r"<(script|style|svg|title).*?</\1>", " ", html[html.index("<body") :], flags=re.S
    )
    return re.sub(r"<[^>]*>", " ", body)


def no_english(answer):
    assert not ENGLISH.search(text_of(answer)), ENGLISH.search(text_of(answer))
    return answer


def sign_in(client, login="lan", password=PASSWORD, **more):
    return client.post("/account/login/", {"login": login, "password": password}, **more)


def totp(secret, shift=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + shift))


@pytest.fixture
def confirmed(client, cast):
    """Lan, who has just given her password."""
    sign_in(client)
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


@pytest.fixture
def second_factor(confirmed, django_capture_on_commit_callbacks):
    """Lan's second factor is on; its secret."""
    page = no_english(confirmed.get("/account/2fa/totp/activate/"))
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode()).group(1)
    with django_capture_on_commit_callbacks(execute=True):
        answer = confirmed.post("/account/2fa/totp/activate/", {"code": totp(secret)})
    assert answer.status_code == 302
    return secret


def test_the_sign_in_page_speaks_vietnamese(client, db):
    page = no_english(client.get("/account/login/")).content.decode()
    assert "Tên đăng nhập hoặc thư công vụ" in page
    assert page.count("<h1") == 1


def test_a_person_signs_in_by_name_or_address_and_lands_where_she_wanted(client, cast):
    cast.lan.email = "lan@so.lamson.example"
    cast.lan.save()
    assert sign_in(client).status_code == 302
    assert client.get("/account/").status_code == 200
    client.logout()
    answer = client.post(
        "/account/login/",
        {"login": "lan@so.lamson.example", "password": PASSWORD, "next": "/calendar/"},
    )
    assert answer["Location"] == "/calendar/"
    assert AuditEvent.objects.filter(action="user.signed_in").count() == 2


def test_a_wrong_password_is_refused_in_vietnamese(client, cast):
    answer = no_english(sign_in(client, password="sai"))
    assert "không đúng" in text_of(answer)


@pytest.mark.parametrize("login", ["lan", "lan@so.lamson.example"])
def test_the_fifth_wrong_password_locks_and_the_right_one_no_longer_helps(client, cast, login):
    cast.lan.email = "lan@so.lamson.example"
    cast.lan.save()
    for _attempt in range(5):
        answer = sign_in(client, login=login, password="sai")
    assert answer.status_code == 429
    assert "tạm khóa đăng nhập" in text_of(no_english(answer))
    assert sign_in(client, login=login).status_code == 429
    assert AuditEvent.objects.filter(action="user.locked_out").exists()


def test_somebody_elses_wrong_passwords_lock_nobody_else(client, cast):
    for _attempt in range(5):
        sign_in(client, login="minh", password="sai")
    assert sign_in(client).status_code == 302


def test_a_stopped_account_cannot_sign_in(client, cast):
    cast.lan.is_active = False
    cast.lan.save()
    sign_in(client)
    assert client.get("/account/").status_code == 302


def test_nobody_signs_up_alone(client, db):
    for path in ("/account/signup/", "/account/email/", "/account/password/reset/"):
        assert client.get(path).status_code == 404


def test_a_password_is_changed_by_its_owner(confirmed, cast):
    no_english(confirmed.get("/account/password/"))
    new = "mot mat khau moi rat dai"
    answer = confirmed.post(
        "/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer["Location"] == "/account/"
    no_english(confirmed.get("/account/"))
    cast.lan.refresh_from_db()
    assert cast.lan.check_password(new)
    assert AuditEvent.objects.filter(action="user.password_changed").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("sai", "mot mat khau moi rat dai", "mot mat khau moi rat dai", "mật khẩu hiện tại"),
        (PASSWORD, "ngan", "ngan", "14 ký tự"),
        (PASSWORD, "mot mat khau moi rat dai", "khac han", "mật khẩu"),
    ],
)
def test_a_bad_new_password_is_refused_in_vietnamese(confirmed, cast, old, new, again, words):
    answer = confirmed.post(
        "/account/password/", {"oldpassword": old, "password1": new, "password2": again}
    )
    assert words in text_of(no_english(answer)).lower()
    cast.lan.refresh_from_db()
    assert cast.lan.check_password(PASSWORD)


def test_a_password_set_by_another_must_be_changed_first(client, cast):
    cast.lan.password_is_temporary = True
    cast.lan.save()
    assert sign_in(client)["Location"] == "/account/password/"
    assert "do người khác đặt" in text_of(client.get("/account/"))
    new = "mot mat khau moi rat dai"
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert "do người khác đặt" not in text_of(client.get("/account/"))


def test_the_second_factor_is_turned_on_and_gives_recovery_codes(second_factor, confirmed, cast):
    page = no_english(confirmed.get("/account/2fa/recovery-codes/"))
    assert len(re.findall(r"<li>[0-9a-zA-Z]{6,}", page.content.decode())) == 10
    assert "Đang bật" in text_of(no_english(confirmed.get("/account/")))
    no_english(confirmed.get("/account/2fa/"))
    assert AuditEvent.objects.filter(action="user.mfa_on").count() == 1


def test_a_wrong_first_code_leaves_it_off(confirmed, cast):
    answer = confirmed.post("/account/2fa/totp/activate/", {"code": "000000"})
    assert "không đúng" in text_of(no_english(answer)).lower()
    assert not Authenticator.objects.exists()


def test_signing_in_asks_for_the_code(second_factor, client, cast):
    client.post("/account/logout/")
    answer = sign_in(client)
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert client.get("/account/").status_code == 302
    no_english(client.get("/account/2fa/authenticate/"))
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "không đúng" in text_of(no_english(wrong)).lower()
    right = client.post("/account/2fa/authenticate/", {"code": totp(second_factor, shift=0)})
    if right.status_code == 200:  # this half minute's code was used to turn it on
        right = client.post("/account/2fa/authenticate/", {"code": totp(second_factor, shift=1)})
    assert right.status_code == 302
    assert client.get("/account/").status_code == 200


def test_a_recovery_code_signs_in_once(second_factor, client, cast):
    codes = client.get("/account/2fa/recovery-codes/download/").content.decode().split()
    for status in (302, 200):
        client.post("/account/logout/")
        sign_in(client)
        answer = client.post("/account/2fa/authenticate/", {"code": codes[0]})
        assert answer.status_code == status


@pytest.fixture
def counted_anew():
    """Wrong codes are counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


def test_the_fifth_wrong_code_locks_and_the_right_one_no_longer_helps(
    second_factor, client, cast, counted_anew
):
    client.post("/account/logout/")
    sign_in(client)
    for _attempt in range(5):
        answer = client.post("/account/2fa/authenticate/", {"code": "000000"})
        assert "không đúng" in text_of(answer).lower()
    for shift in (0, 1):
        code = totp(second_factor, shift=shift)
        answer = client.post("/account/2fa/authenticate/", {"code": code})
        assert answer.status_code == 200
        assert "Hãy đợi 15 phút" in text_of(no_english(answer))
    assert client.get("/account/").status_code == 302
    assert AuditEvent.objects.filter(action="user.locked_out").count() == 1


def test_another_sign_in_does_not_give_five_more_codes(second_factor, client, cast, counted_anew):
    for attempt in range(6):
        client.post("/account/logout/")
        sign_in(client)
        answer = client.post("/account/2fa/authenticate/", {"code": "000000"})
        assert ("Hãy đợi 15 phút" in text_of(answer)) == (attempt == 5)


def test_wrong_codes_lock_nobody_else_and_no_password(second_factor, client, cast, counted_anew):
    client.post("/account/logout/")
    sign_in(client)
    for _attempt in range(5):
        client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert sign_in(Client(), login="minh").status_code == 302
    assert sign_in(Client())["Location"] == "/account/2fa/authenticate/"


def test_new_recovery_codes_replace_the_old(second_factor, confirmed):
    old = confirmed.get("/account/2fa/recovery-codes/download/").content
    no_english(confirmed.get("/account/2fa/recovery-codes/generate/"))
    confirmed.post("/account/2fa/recovery-codes/generate/")
    assert confirmed.get("/account/2fa/recovery-codes/download/").content != old


def test_the_second_factor_is_turned_off_again(second_factor, confirmed):
    no_english(confirmed.get("/account/2fa/totp/deactivate/"))
    confirmed.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp").exists()
    assert AuditEvent.objects.filter(action="user.mfa_off").count() == 1


def test_a_security_page_asks_again_who_it_is(client, cast):
    client.force_login(cast.lan)
    answer = client.get("/account/2fa/totp/activate/")
    assert answer["Location"].startswith("/account/confirm/")
    page = no_english(client.get(answer["Location"]))
    assert "Nhập lại mật khẩu" in text_of(page)
    assert "không đúng" in text_of(client.post(answer["Location"], {"password": "sai"})).lower()
    assert client.post(answer["Location"], {"password": PASSWORD}).status_code == 302


def test_other_sessions_are_ended_and_this_one_stays(client, cast):
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)
    page = no_english(client.get("/account/sessions/"))
    assert "Máy này" in text_of(page)
    client.post("/account/sessions/")
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_one_session_elsewhere_is_ended_and_the_others_stay(client, cast):
    elsewhere, third = Client(), Client()
    for each in (elsewhere, third, client):
        sign_in(each)
    addresses = re.findall(
        r'action="(/account/sessions/[0-9]+/end/)"',
        client.get("/account/sessions/").content.decode(),
    )
    assert len(addresses) == 2
    assert client.post(addresses[0]).status_code == 302
    ended = [each.get("/account/").status_code for each in (elsewhere, third)]
    assert sorted(ended) == [200, 302]
    assert client.get("/account/").status_code == 200
    assert AuditEvent.objects.filter(action="user.session_ended").count() == 1


def test_nobody_ends_somebody_elses_session(client, cast):
    sign_in(client)
    other = Client()
    sign_in(other, login="minh")
    [address] = [f"/account/sessions/{each.pk}/end/" for each in cast.minh.usersession_set.all()]
    assert client.post(address).status_code == 404
    assert other.get("/account/").status_code == 200


def test_signing_out_asks_first_when_it_is_only_a_link(confirmed):
    assert "Đăng xuất" in text_of(no_english(confirmed.get("/account/logout/")))
    confirmed.post("/account/logout/")
    assert confirmed.get("/account/").status_code == 302


def test_the_secret_is_not_in_the_page_after_it_is_on(second_factor, confirmed):
    page = confirmed.get("/account/2fa/").content
    assert second_factor.encode() not in page
