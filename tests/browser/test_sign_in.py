"""The way in."""

import re

from playwright.sync_api import expect


def test_a_person_signs_in_and_out(page, cast, axe):
    page.goto("/")
    expect(page).to_have_url(re.compile("/account/login/"))
    axe(page)

    page.locator("input[name=login]").fill("lan")
    page.locator("input[name=password]").fill("mat-khau-thu-nghiem")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_text("Trần Thị Lan").first).to_be_visible()
    axe(page)

    page.get_by_role("button", name="Đăng xuất").first.click()
    expect(page).to_have_url(re.compile("/account/"))


def test_a_wrong_password_says_so_in_vietnamese(page, cast):
    page.goto("/account/login/")
    page.locator("input[name=login]").fill("lan")
    page.locator("input[name=password]").fill("sai-mat-khau")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_text("không đúng").first).to_be_visible()
