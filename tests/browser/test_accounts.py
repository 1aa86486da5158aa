"""Accounts in the browser: people from a spreadsheet, and an account that nobody used."""

import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import expect

from cchc.core import clock
from cchc.orgs.models import User
from cchc.orgs.people_sheet import FROM, MAIL, NAME, POSITION, ROLE, UNIT
from cchc.orgs.services import idle
from tests.factories.cast import make_cast
from tests.factories.identity import Provider

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def posted(settings, live_server):
    settings.EMAIL_HOST = "smtp.lamson.example"
    settings.BASE_URL = live_server.url


def filled(path, *rows):
    """The empty workbook as it was downloaded, its first rows filled in."""
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    sheet = book["Người dùng"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for line, row in enumerate(rows, 2):
        for name, value in row.items():
            sheet.cell(line, columns[name]).value = value
    made = BytesIO()
    book.save(made)
    return {"name": "nhan-su.xlsx", "mimeType": XLSX, "buffer": made.getvalue()}


def test_the_administrator_takes_people_from_a_spreadsheet(cast, posted, page_for, axe, look):
    page = page_for(cast.administrator)
    page.goto("/people/")
    page.get_by_role("link", name="Từ Excel").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải mẫu trống").click()
    row = {
        NAME: "Ngô Thu Hà", MAIL: "ha.ngo@so.lamson.example", POSITION: "Chuyên viên", UNIT: "P.NV",
        ROLE: "Chuyên viên", FROM: "01/03/2026",
    }  # fmt: skip
    other = row | {NAME: "Đinh Công Sáng", MAIL: "sang@so.lamson.example", UNIT: "Phòng Không Có"}
    axe(page)
    look(page, "people-sheet")
    page.set_input_files("input[type=file]", filled(download.value.path(), row, other))
    page.get_by_role("button", name="Tải lên và xem trước").click()
    expect(page.get_by_text("Cơ quan không có đơn vị “Phòng Không Có”")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Xác nhận"))).to_have_count(0)
    axe(page)
    look(page, "people-preview-wrong")
    page.get_by_role("link", name="Tải tệp khác").click()
    mended = other | {UNIT: "Văn phòng Sở"}
    page.set_input_files("input[type=file]", filled(download.value.path(), row, mended))
    page.get_by_role("button", name="Tải lên và xem trước").click()
    look(page, "people-preview")
    page.get_by_role("button", name="Xác nhận, ghi 2 dòng").click()
    expect(page.get_by_text("Đã ghi: 2 dòng người mới")).to_be_visible()
    axe(page)
    assert sorted(each.to[0] for each in mail.outbox) == [row[MAIL], other[MAIL]][::1]
    page.goto("/people/")
    expect(page.get_by_role("link", name="Đinh Công Sáng")).to_be_visible()


def test_an_account_that_nobody_used_is_reopened_by_its_owner(
    cast, posted, page, page_for, axe, look
):
    long_ago = clock.now() - timedelta(days=60)
    User.objects.update(date_joined=clock.now(), last_login=clock.now())
    User.objects.filter(pk__in=[cast.lan.pk, cast.minh.pk]).update(
        date_joined=long_ago, last_login=long_ago, email="lan@so.lamson.example"
    )
    User.objects.filter(pk=cast.minh.pk).update(email="minh@so.lamson.example")
    User.objects.filter(pk=cast.lan.pk).update(idle_warned_at=clock.now() - timedelta(days=10))
    idle.look_after_idle(at=clock.now())
    office = page_for(cast.administrator)
    office.goto("/people/idle/")
    expect(office.get_by_role("heading", name="Đang bị khóa")).to_be_visible()
    axe(office)
    look(office, "people-idle")
    office.goto(f"/people/{cast.lan.uid}/")
    look(office, "person-idle")
    office.context.clear_cookies()

    page.goto("/account/login/")
    axe(page)
    look(page, "sign-in")
    page.get_by_label("Tên đăng nhập hoặc thư công vụ").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", name="Mở lại tài khoản bị khóa")).to_be_visible()
    axe(page)
    look(page, "reopen")
    [letter] = [each for each in mail.outbox if "Mở lại" in each.subject]
    page.goto(re.search(r"http\S+/account/reopen/\S+/", letter.body).group(0))
    look(page, "reopen-link")
    page.get_by_role("button", name="Mở lại tài khoản").click()
    page.get_by_label("Tên đăng nhập hoặc thư công vụ").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/")
    expect(page.get_by_role("link", name="Nhiệm vụ").first).to_be_visible()


def test_a_lost_second_factor_is_taken_away_by_two_people(cast, posted, page_for, axe, look):
    cast.head.email = "hung@so.lamson.example"
    cast.head.save()
    Authenticator.objects.create(user=cast.head, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    page = page_for(cast.administrator)
    page.goto(f"/people/{cast.head.uid}/")
    page.get_by_role("link", name="Đặt lại xác thực hai lớp").click()
    page.get_by_label("Lý do, đã xác minh thế nào").fill("Mất điện thoại, đã gặp trực tiếp.")
    axe(page)
    look(page, "factor-ask")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.get_by_text("Người yêu cầu không tự xác nhận")).to_be_visible()
    asked = page.url
    visitor = page_for(cast.leader)
    visitor.goto("/messages/")
    expect(
        visitor.get_by_text("Yêu cầu đặt lại xác thực hai lớp của Phạm Quốc Hùng")
    ).to_be_visible()
    look(visitor, "factor-notice")
    address = re.search(r"http\S+/account/second-factor/\S+/", mail.outbox[0].body).group(0)
    visitor.goto(address)
    expect(visitor.get_by_role("button", name="Không phải tôi yêu cầu: hủy")).to_be_visible()
    axe(visitor)
    look(visitor, "factor-link")
    visitor.goto(asked)
    axe(visitor)
    look(visitor, "factor-confirm")
    visitor.get_by_role("button", name="Xác nhận đặt lại").click()
    expect(visitor.get_by_text("Đã đặt lại", exact=True)).to_be_visible()
    assert not Authenticator.objects.filter(user=cast.head).exists()


def test_somebody_signs_in_and_out_by_the_provinces_provider(
    cast, settings, page, axe, look, complaints
):
    cast.lan.email = "lan@so.lamson.example"
    cast.lan.save()
    with Provider() as provider:
        page.context.route(re.compile(re.escape(provider.issuer)), lambda route: route.continue_())
        settings.OIDC = provider.settings()
        provider.claims = {"sub": "17", "email": "lan@so.lamson.example", "email_verified": True}
        page.goto("/account/login/?next=/tasks/")
        axe(page)
        look(page, "sso-sign-in")
        page.get_by_role("link", name="Đăng nhập bằng tài khoản tỉnh Lam Sơn").click()
        page.wait_for_url("**/tasks/")
        page.get_by_role("button", name="Đăng xuất").click()
        expect(page.get_by_role("heading", name="Đã đăng xuất")).to_be_visible()
        axe(page)
        look(page, "sso-signed-out")
        page.get_by_role("link", name="Đăng xuất tài khoản của tỉnh").click()
        page.wait_for_url("**/account/login/")
        assert len(provider.ended) == 1
        provider.claims["email"] = "khong-co@so.lamson.example"
        provider.claims["sub"] = "18"
        page.get_by_role("link", name="Đăng nhập bằng tài khoản tỉnh Lam Sơn").click()
        expect(page.get_by_role("heading", name="Chưa đăng nhập được")).to_be_visible()
        axe(page)
        look(page, "sso-refused")
        complaints.clear()  # refused on purpose
