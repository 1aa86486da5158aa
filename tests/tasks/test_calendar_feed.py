"""The personal calendar: a secret address that its owner makes and ends, and that shows due days alone."""

from datetime import date

import pytest
from icalendar import Calendar

from cchc.orgs.models import Membership
from cchc.tasks.models import CalendarFeed
from cchc.tasks.services.recording import Result, record_fact
from tests.factories.programme import due, make_plan, write_one


@pytest.fixture
def work(cast):
    plan = make_plan(cast)
    write_one(plan, [cast.office], times=[due(date(2026, 6, 30))], label="1.b")
    return write_one(
        plan, [cast.division], times=[due(date(2026, 3, 31))], label="1.a", text="Ban hành quy chế"
    )


def made(client, user):
    client.force_login(user)
    answer = client.post("/tasks/feed/")
    address = answer.context["address"]
    client.logout()
    return address.removeprefix("http://testserver")


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_phone_fetches_the_due_days_of_ones_unit_without_signing_in(client, cast, work):
    answer = client.get(made(client, cast.minh))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = events(answer)
    assert event.decoded("dtstart") == date(2026, 3, 31)
    assert event["summary"] == "Hạn 1.a: Ban hành quy chế"


def test_what_is_done_leaves_the_calendar(client, cast, work, at):
    address = made(client, cast.minh)
    row = work.occurrences.get()
    record_fact(
        occurrence=row,
        result=Result(None, date(2026, 3, 9)),
        by=cast.minh,
        at=at,
        seen=row.version,
    )
    assert events(client.get(address)) == []


def test_a_new_address_ends_the_old_and_revoking_ends_both(client, cast, work):
    first = made(client, cast.minh)
    second = made(client, cast.minh)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client.force_login(cast.minh)
    client.post("/tasks/feed/end/")
    client.logout()
    assert client.get(second).status_code == 404


def test_the_secret_is_shown_once_and_not_kept(client, cast):
    address = made(client, cast.minh)
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    client.force_login(cast.minh)
    page = client.get("/tasks/feed/")
    assert secret not in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert secret not in str(CalendarFeed.objects.values().get())


def test_a_guess_a_closed_account_and_a_lost_role_show_nothing(client, cast, work):
    address = made(client, cast.minh)
    assert client.get("/tasks/feed/guess.ics").status_code == 404
    Membership.objects.filter(user=cast.minh).update(valid_to=date(2026, 3, 9))
    assert events(client.get(address)) == []
    cast.minh.is_active = False
    cast.minh.save(update_fields=["is_active"])
    assert client.get(address).status_code == 404


def test_the_owner_sees_when_it_was_last_fetched(client, cast, work):
    address = made(client, cast.minh)
    client.force_login(cast.minh)
    assert "Chưa có thiết bị nào" in client.get("/tasks/feed/").content.decode()
    client.get(address)
    assert "Lần cập nhật gần nhất" in client.get("/tasks/feed/").content.decode()
