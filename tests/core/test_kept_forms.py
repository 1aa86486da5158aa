"""A text that was typed survives the end of a session, for its writer alone."""

import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client

from cchc.core import clock, kept
from cchc.core.models import KeptForm
from cchc.core.tokens import new_token, owner_of
from tests.factories.programme import due, make_plan, write_one

SAID = "Đã rà soát 05 thủ tục, còn vướng ở khâu lấy ý kiến"


@pytest.fixture
def address(cast):
    task = write_one(make_plan(cast), [cast.division], times=[due(date(2026, 3, 31))])
    return f"/tasks/{task.uid}/obstacle/"


@pytest.fixture
def form(client, cast, address):
    """The obstacle form as Minh's browser holds it."""
    client.force_login(cast.minh)
    page = client.get(address)
    assert page.status_code == 200
    token = re.search(r'name="submit_token" value="([^"]+)"', page.content.decode()).group(1)
    return {"submit_token": token, "text": SAID}


def kept_by(user, address):
    client = Client()
    client.force_login(user)
    return client.get("/kept/", {"action": address}).json()["forms"]


def test_a_form_sent_after_the_session_ended_is_kept_for_its_writer_who_is_led_back(
    client, cast, address, form
):
    client.session.flush()
    answer = client.post(address, form, HTTP_REFERER=f"http://testserver{address}?from=list")
    assert answer["Location"].startswith("/account/login/?next=")
    assert "obstacle/%3Ffrom%3Dlist" in answer["Location"]
    assert "được giữ lại" in client.get(answer["Location"]).content.decode()
    [mine] = kept_by(cast.minh, address)
    assert ["text", SAID] in mine["fields"]
    assert mine["had_files"] is False


def test_the_next_person_at_a_shared_machine_sees_nothing_of_it(client, cast, address, form):
    client.session.flush()
    client.post(address, form)
    assert kept_by(cast.lan, address) == []
    assert Client().get("/kept/", {"action": address}).json() == {"forms": []}


def test_the_next_person_can_neither_save_nor_drop_texts_through_the_page_left_open(
    client, cast, address, form
):
    client.force_login(cast.lan)
    told = {"submit_token": form["submit_token"], "action": address}
    saved = client.post("/kept/", {**told, "fields": json.dumps([["text", "của người khác"]])})
    dropped = client.post("/kept/", {**told, "discard": "1"})
    assert (saved.status_code, dropped.status_code) == (403, 403)
    assert not KeptForm.objects.exists()


def test_a_form_whose_page_is_older_than_the_sign_in_is_kept_too(cast, address, form):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.minh)
    answer = strict.post(
        address, form, HTTP_ORIGIN="http://testserver", HTTP_REFERER=f"http://testserver{address}"
    )
    assert answer["Location"] == address
    assert ["text", SAID] in kept_by(cast.minh, address)[0]["fields"]


def test_another_site_can_plant_nothing(cast, address, form):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.minh)
    answer = strict.post(address, form, HTTP_ORIGIN="http://la.example")
    assert answer.status_code == 403
    assert not KeptForm.objects.exists()


def test_a_token_that_we_did_not_sign_keeps_nothing(client, address, cast):
    forged = f"{new_token()}:{cast.minh.pk}:1abcde:khong-phai-chu-ky"
    assert owner_of(forged) is None
    client.post(address, {"submit_token": forged, "text": SAID})
    assert not KeptForm.objects.exists()


def test_what_was_sent_is_no_longer_kept(client, cast, address, form):
    told = {"submit_token": form["submit_token"], "action": address}
    answer = client.post("/kept/", {**told, "fields": json.dumps([["text", SAID]])})
    assert answer.status_code == 204
    assert client.post(address, form).status_code == 302
    assert not KeptForm.objects.exists()


def test_a_refused_form_stays_kept(client, cast, address, form):
    told = {"submit_token": form["submit_token"], "action": address}
    client.post("/kept/", {**told, "fields": json.dumps([["text", SAID]])})
    assert client.post(address, {**form, "text": ""}).status_code == 422
    assert KeptForm.objects.count() == 1


@pytest.mark.parametrize("fields", ["", "khong", '{"a": 1}', '[["a"]]', '[["a", 1]]'])
def test_what_is_no_list_of_texts_is_refused(client, address, form, fields):
    told = {"submit_token": form["submit_token"], "action": address, "fields": fields}
    assert client.post("/kept/", told).status_code == 422


def test_passwords_and_what_is_endless_are_never_kept(cast):
    at = clock.now()
    fields = [["password1", "bi mat"], ["text", "a"], ["csrfmiddlewaretoken", "x"]]
    kept.keep(owner=cast.minh.pk, action="/a/", fields=fields, had_files=True, at=at)
    assert KeptForm.objects.get().fields == [["text", "a"]]
    long = [["text", "a" * (kept.LONGEST + 1)]]
    assert not kept.keep(owner=cast.minh.pk, action="/b/", fields=long, had_files=False, at=at)


def test_what_nobody_came_back_for_is_dropped_after_two_weeks(cast):
    at = clock.now()
    for days in (kept.KEPT_DAYS - 1, kept.KEPT_DAYS + 1):
        kept.keep(
            owner=cast.minh.pk, action=f"/{days}/", fields=[["a", "b"]], had_files=False,
            at=at - timedelta(days=days),
        )  # fmt: skip
    assert kept.forget_old(at=at) == 1
    assert KeptForm.objects.get().action == f"/{kept.KEPT_DAYS - 1}/"


def test_a_fragment_asked_for_after_the_end_leads_back_to_its_page(client, cast):
    answer = client.get(
        "/tasks/", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/tasks/?q=a"
    )
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/account/login/?next=%2Ftasks%2F%3Fq%3Da"


def test_nobody_is_led_to_another_site(client, cast):
    answer = client.post("/account/lock/", HTTP_REFERER="http://la.example/x/")
    assert answer["Location"] == "/account/login/?next=/account/lock/"


def test_a_page_left_open_locks_and_leads_back(client, cast):
    client.force_login(cast.lan)
    answer = client.post("/account/lock/", HTTP_REFERER="http://testserver/tasks/?q=a")
    assert answer["Location"] == "/account/login/?next=%2Ftasks%2F%3Fq%3Da"
    assert client.get("/account/").status_code == 302
    assert "đã khóa" in client.get(answer["Location"]).content.decode()


def test_being_present_renews_the_session_at_most_once_a_minute(client, cast, settings):
    client.force_login(cast.lan)
    client.post("/account/present/")
    first = client.session["seen_at"]
    client.post("/account/present/")
    assert client.session["seen_at"] == first
    session = client.session
    session["seen_at"] = first - 61
    session.save()
    client.post("/account/present/")
    assert client.session["seen_at"] >= first
