"""Sign-in by the province's identity provider, before a real one on the loopback interface."""

from urllib.parse import urlparse

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa

from cchc.audit.models import AuditEvent
from cchc.core import clock
from cchc.orgs.models import User
from cchc.orgs.services import change_person
from cchc.orgs.sso import read_claims, subject_key
from tests.factories.identity import Provider

SECRET = "JBSWY3DPEHPK3PXP"
LOGIN = "/account/sso/tinh/login/"


@pytest.fixture
def provider():
    with Provider() as started:
        yield started


@pytest.fixture
def lan(cast, provider, settings):
    settings.OIDC = provider.settings()
    cast.lan.email = "lan@so.lamson.example"
    cast.lan.save()
    provider.claims = {"sub": "can-bo-17", "email": "Lan@so.lamson.example", "email_verified": True}
    return cast.lan


def go(client, next_url=""):
    """Press the button, go to the provider as a browser does, and come back."""
    start = client.get(LOGIN + (f"?next={next_url}" if next_url else ""))
    assert start.status_code == 302, start.content.decode()
    there = requests.get(start["Location"], allow_redirects=False, timeout=5)
    back = urlparse(there.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def is_in(client):
    return client.get("/account/").status_code == 200


def test_the_button_stands_there_only_when_a_provider_is_set(client, cast, provider, settings):
    assert "tài khoản tỉnh Lam Sơn" not in client.get("/account/login/").content.decode()
    for address in (LOGIN, "/account/sso/tinh/callback/", "/account/sso/out/", "/account/sso/end/"):
        assert client.get(address).status_code == 404
    settings.OIDC = provider.settings()
    assert "tài khoản tỉnh Lam Sơn" in client.get("/account/login/?next=/tasks/").content.decode()
    assert client.get("/account/sso/khac/login/").status_code == 404


def test_somebody_of_ours_comes_in_by_a_verified_address(client, provider, lan):
    answer = go(client, "/tasks/")
    assert answer["Location"] == "/tasks/"
    assert is_in(client)
    [asked] = provider.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["response_type"] == "code"
    linked = SocialAccount.objects.get(user=lan)
    assert linked.uid == subject_key(provider.issuer, "can-bo-17")
    assert linked.extra_data == {}
    actions = AuditEvent.objects.values_list("action", flat=True)
    assert {"user.sso_linked", "user.signed_in"} <= set(actions)


def test_from_then_on_the_subject_counts_whatever_the_address(client, provider, lan):
    go(client)
    client.logout()
    provider.claims |= {"email": "ten-moi@so.lamson.example", "email_verified": False}
    go(client)
    assert is_in(client)
    assert SocialAccount.objects.count() == 1


def test_the_address_may_come_with_user_info_of_the_same_subject(client, provider, lan):
    provider.in_user_info = True
    go(client)
    assert is_in(client)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"email": "ai-do@so.lamson.example"}, "Không có tài khoản nào ở đây"),
        ({"email_verified": False}, "chưa được xác minh"),
        ({"email_verified": "true"}, "chưa được xác minh"),
        ({"email": ""}, "không cho biết thư công vụ"),
    ],
)
def test_nobody_else_comes_in_and_no_account_is_made(client, provider, lan, claims, words):
    provider.claims |= claims
    before = User.objects.count()
    answer = go(client)
    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert not is_in(client)
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_two_accounts_with_one_address_are_nobody(client, cast, provider, lan):
    User.objects.filter(pk=cast.minh.pk).update(email="lan@so.lamson.example")
    assert go(client).status_code == 403


def test_a_stopped_account_stays_out(client, provider, lan):
    go(client)
    client.logout()
    User.objects.filter(pk=lan.pk).update(is_active=False)
    assert "đã ngừng" in go(client).content.decode()
    assert not is_in(client)


def test_another_subject_with_the_same_address_is_refused_until_it_is_unlinked(
    client, cast, provider, lan
):
    go(client)
    client.logout()
    provider.claims |= {"sub": "nguoi-khac"}
    assert "đã gắn với một tài khoản khác" in go(client).content.decode()
    client.force_login(cast.administrator)
    assert "Gỡ tài khoản của tỉnh" in client.get(f"/people/{lan.uid}/").content.decode()
    client.post(f"/people/{lan.uid}/sso-unlink/")
    client.logout()
    go(client)
    assert is_in(client)
    assert AuditEvent.objects.filter(action="user.sso_unlinked").count() == 1


def spoil_signature(provider):
    provider.signed_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def spoil(**changes):
    return lambda provider: provider.changes.update(changes)


def spoil_user_info(provider):
    provider.in_user_info, provider.user_info_subject = True, "nguoi-khac"


@pytest.mark.parametrize(
    "break_it",
    [
        spoil_signature,
        spoil(aud="phan-mem-khac"),
        spoil(iss="http://127.0.0.1:9"),
        spoil(exp=1_000_000),
        spoil_user_info,
    ],
    ids=["signature", "audience", "issuer", "expired", "user info of another"],
)
def test_a_token_that_does_not_hold_is_refused(client, provider, lan, break_it):
    break_it(provider)
    answer = go(client)
    assert answer.status_code == 403
    assert "Chưa đăng nhập được bằng tài khoản của tỉnh" in answer.content.decode()
    assert not is_in(client)


def test_a_state_of_somebody_elses_browser_is_refused(client, provider, lan):
    start = client.get(LOGIN)
    there = requests.get(start["Location"], allow_redirects=False, timeout=5)
    back = urlparse(there.headers["Location"])
    client.cookies.clear()
    assert client.get(f"{back.path}?{back.query}").status_code == 403
    assert not is_in(client)


def test_an_answer_works_once(client, provider, lan):
    start = client.get(LOGIN)
    there = requests.get(start["Location"], allow_redirects=False, timeout=5)
    back = urlparse(there.headers["Location"])
    client.get(f"{back.path}?{back.query}")
    client.logout()
    assert client.get(f"{back.path}?{back.query}").status_code == 403


def test_cancelling_there_leads_back_with_words(client, provider, lan):
    provider.error = "access_denied"
    answer = go(client)
    assert answer.status_code == 403
    assert "Về trang đăng nhập" in answer.content.decode()


def test_a_provider_that_is_away_is_told(client, lan, settings):
    settings.OIDC = settings.OIDC | {"issuer": "http://127.0.0.1:9"}
    answer = client.get(LOGIN)
    assert answer.status_code == 503
    assert "Không liên hệ được" in answer.content.decode()


def test_nobody_links_an_identity_to_the_account_that_is_open(client, cast, provider, lan):
    client.force_login(cast.minh)
    client.get(f"{LOGIN}?process=connect")
    there = requests.get(
        client.get(f"{LOGIN}?process=connect")["Location"], allow_redirects=False, timeout=5
    )
    back = urlparse(there.headers["Location"])
    client.get(f"{back.path}?{back.query}")
    assert not SocialAccount.objects.filter(user=cast.minh).exists()


def test_the_own_second_factor_is_asked_for_unless_the_provider_asked_for_two(
    client, provider, lan, settings
):
    Authenticator.objects.create(user=lan, type="totp", data={"secret": SECRET})
    assert go(client)["Location"] == "/account/2fa/authenticate/"
    assert not is_in(client)
    code = hotp_value(SECRET, next(yield_hotp_counters_from_time()))
    client.post("/account/2fa/authenticate/", {"code": format_hotp_value(code)})
    assert is_in(client)
    assert client.post("/account/logout/")["Location"] == "/account/sso/out/"
    settings.OIDC = provider.settings(amr=("mfa", "otp"))
    provider.claims["amr"] = ["pwd", "otp"]
    go(client)
    assert is_in(client)


@pytest.mark.parametrize(("acr", "opens"), [("muc-2", True), ("muc-1", False), (None, False)])
def test_a_deciding_role_works_with_two_factors_of_the_provider(
    client, cast, provider, lan, settings, acr, opens
):
    settings.REQUIRE_MFA = True
    settings.OIDC = provider.settings(acr=("muc-2",))
    User.objects.filter(pk=cast.coordinator.pk).update(email="dung@so.lamson.example")
    provider.claims |= {"sub": "dung", "email": "dung@so.lamson.example", "acr": acr}
    go(client)
    assert provider.asked[-1]["acr_values"] == "muc-2"
    answer = client.get("/tasks/")
    assert (answer.status_code == 200) is opens


@pytest.mark.parametrize(
    ("data", "has"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": "mfa"}, True),
        ({"acr": "cao"}, True),
        ({"amr": ["pwd"]}, False),
        ({}, False),
    ],
)
def test_what_counts_as_two_factors_is_a_setting(data, has):
    assert read_claims(data, acr=("cao",), amr=("mfa",)).has_factor is has
    assert read_claims(data, acr=(), amr=()).has_factor is False


def test_an_account_that_nobody_used_is_reopened_by_this_sign_in(client, provider, lan):
    User.objects.filter(pk=lan.pk).update(idle_locked_at=clock.now())
    go(client)
    assert is_in(client)
    assert AuditEvent.objects.get(action="user.idle_reopened").data["way"] == "sso"


def test_a_temporary_password_is_no_errand_for_who_comes_this_way(client, provider, lan):
    User.objects.filter(pk=lan.pk).update(password_is_temporary=True)
    assert go(client)["Location"] == "/"


def test_signing_out_tells_of_the_session_there_and_leads_to_its_end(client, provider, lan):
    go(client)
    assert client.post("/account/logout/")["Location"] == "/account/sso/out/"
    assert not is_in(client)
    assert "Đăng xuất tài khoản của tỉnh" in client.get("/account/sso/out/").content.decode()
    end = client.get("/account/sso/end/")["Location"]
    there = requests.get(end, allow_redirects=False, timeout=5)
    assert there.headers["Location"] == "http://testserver/account/login/"
    assert provider.ended[0]["client_id"] == "cchc"


def test_who_came_by_password_signs_out_as_always(client, provider, lan):
    client.post("/account/login/", {"login": "lan", "password": "mat-khau-thu-nghiem"})
    assert client.post("/account/logout/")["Location"] == "/"


def test_an_address_that_was_just_changed_opens_nothing(client, cast, provider, lan):
    """Else an administrator could enter his own address and come in as somebody else."""
    change_person(
        user=lan, full_name=lan.full_name, position="", email="quan@so.lamson.example",
        agency=cast.agency, by=cast.administrator, at=clock.now(),
    )  # fmt: skip
    provider.claims |= {"sub": "quan", "email": "quan@so.lamson.example"}
    assert "vừa được đổi" in go(client).content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
