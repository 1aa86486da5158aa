"""Passkeys, with an authenticator that Chromium plays."""

import pytest
from playwright.sync_api import expect

from cchc.audit.models import AuditEvent
from tests.factories.cast import make_cast

PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def key(page):
    """A key with a fingerprint reader in the machine of `page`."""
    machine = page.context.new_cdp_session(page)
    machine.send("WebAuthn.enable")
    machine.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return machine


def sign_in(page):
    page.goto("/account/login/")
    page.locator("input[name=login]").fill("lan")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def add_key(page):
    sign_in(page)
    page.goto("/account/2fa/webauthn/add/")
    if page.locator("input[name=password]").count():
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Xác nhận").click()
    page.get_by_label("Tên để nhận ra khóa").fill("Máy ở cơ quan")


def test_a_passkey_is_added_and_signs_in_alone(page, cast, key, axe, look):
    add_key(page)
    axe(page)
    look(page, "passkey-new")
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_text("Máy ở cơ quan").first).to_be_visible()
    axe(page)
    look(page, "passkeys")
    page.goto("/account/2fa/")
    axe(page)
    look(page, "second-factor")
    assert AuditEvent.objects.filter(action="user.passkey_added").count() == 1

    page.get_by_role("button", name="Đăng xuất").first.click()
    page.goto("/account/login/?next=/tasks/")
    axe(page)
    look(page, "sign-in")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    expect(page.get_by_text("Trần Thị Lan").first).to_be_visible()


def test_a_passkey_is_the_second_step_after_a_password(page, cast, key, axe, look):
    add_key(page)
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    page.get_by_role("button", name="Đăng xuất").first.click()
    sign_in(page)
    expect(page.get_by_role("button", name="Dùng khóa truy cập")).to_be_visible()
    axe(page)
    look(page, "second-step")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_text("Trần Thị Lan").first).to_be_visible()


def test_without_a_key_the_page_says_what_else_to_do(page, cast, complaints):
    page.goto("/account/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    expect(page.get_by_text("Hãy thử lại hoặc chọn cách khác")).to_be_visible()
