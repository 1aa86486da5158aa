"""Who issues, accepts, approves or administers works with a second factor where the installation asks for it."""

import pytest
from allauth.mfa.models import Authenticator

from cchc.orgs.rules import NEEDS_SECOND_FACTOR, ROLE_PERMISSIONS, Role


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.REQUIRE_MFA = True


def give_factor(user, kind=Authenticator.Type.TOTP):
    return Authenticator.objects.create(user=user, type=kind, data={"secret": "JBSWY3DPEHPK3PXP"})


@pytest.mark.parametrize("name", ["coordinator", "leader", "head", "administrator", "hoa"])
def test_a_deciding_role_is_led_to_turn_it_on(client, cast, name):
    client.force_login(getattr(cast, name))
    answer = client.get("/tasks/")
    assert answer["Location"] == "/account/2fa/"
    assert "cần xác thực hai lớp" in client.get("/account/").content.decode()


def test_a_form_that_it_sends_does_nothing(client, cast):
    client.force_login(cast.administrator)
    before = cast.lan.is_active
    answer = client.post(f"/people/{cast.lan.uid}/switch/")
    assert answer["Location"] == "/account/2fa/"
    cast.lan.refresh_from_db()
    assert cast.lan.is_active is before


def test_a_fragment_leads_there_too(client, cast):
    client.force_login(cast.coordinator)
    answer = client.get("/tasks/", HTTP_HX_REQUEST="true")
    assert answer["HX-Redirect"] == "/account/2fa/"


@pytest.mark.parametrize("name", ["lan", "clerk"])
def test_who_decides_nothing_works_without(client, cast, name):
    client.force_login(getattr(cast, name))
    assert client.get("/tasks/").status_code == 200


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_with_a_factor_everything_opens(client, cast, kind):
    give_factor(cast.coordinator, kind)
    client.force_login(cast.coordinator)
    assert client.get("/tasks/").status_code == 200


def test_recovery_codes_alone_are_no_factor(client, cast):
    give_factor(cast.coordinator, Authenticator.Type.RECOVERY_CODES)
    client.force_login(cast.coordinator)
    assert client.get("/tasks/").status_code == 302


def test_without_the_setting_it_is_only_offered(client, cast, settings):
    settings.REQUIRE_MFA = False
    client.force_login(cast.coordinator)
    assert client.get("/tasks/").status_code == 200
    assert "Vai trò của bạn cần có lớp thứ hai" in client.get("/account/").content.decode()


def test_the_roles_that_need_it_are_those_that_decide():
    needing = {role for role in Role if ROLE_PERMISSIONS[role] & NEEDS_SECOND_FACTOR}
    assert needing == {
        Role.UNIT_HEAD, Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.ADMINISTRATOR
    }  # fmt: skip
