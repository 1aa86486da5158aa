"""The working calendar: read by everybody, kept by those who may, each change with its source."""

from datetime import date

import pytest

from cchc.core.errors import Stale
from cchc.periods import rules, services
from cchc.periods.models import AgencyCalendar, CalendarDay
from cchc.periods.selectors import exceptions_between, holiday_rule_of


@pytest.fixture
def facts(cast, at):
    return {"agency": cast.agency, "by": cast.coordinator, "at": at}


def send(client, who, path, **data):
    client.force_login(who)
    return client.post(path, data)


DAY_OFF = {"is_working": "no", "name": "Nghỉ hoán đổi", "source": "Thông báo số 99/TB-VPCP"}


def test_everybody_reads_the_year_and_only_keepers_may_change_it(client, cast):
    client.force_login(cast.lan)
    page = client.get("/calendar/").content.decode()
    assert "Lịch làm việc 2026" in page
    assert "Làm bù cho ngày 02/01/2026" in page
    assert "Lưu lựa chọn" not in page
    client.force_login(cast.coordinator)
    assert "Lưu lựa chọn" in client.get("/calendar/?year=2027").content.decode()


def test_a_keeper_adds_a_day_with_its_source(client, cast):
    answer = send(client, cast.coordinator, "/calendar/2026-06-15/", **DAY_OFF)
    assert answer["Location"] == "/calendar/?year=2026"
    row = CalendarDay.objects.get(day=date(2026, 6, 15))
    assert (row.is_working, row.source, row.standing) == (
        False,
        "Thông báo số 99/TB-VPCP",
        "official",
    )
    page = client.get("/calendar/2026-06-15/").content.decode()
    assert "ghi ngày nghỉ 15/06/2026 “Nghỉ hoán đổi” theo Thông báo số 99/TB-VPCP" in page


@pytest.mark.parametrize("who", ["lan", "leader", "clerk", "hoa"])
def test_who_does_not_keep_the_calendar_finds_no_such_page(client, cast, who):
    answer = send(client, getattr(cast, who), "/calendar/2026-06-15/", **DAY_OFF)
    assert answer.status_code == 404
    assert not CalendarDay.objects.filter(day=date(2026, 6, 15)).exists()


def test_a_day_without_a_source_is_refused_in_words(client, cast):
    answer = send(client, cast.coordinator, "/calendar/2026-06-15/", **(DAY_OFF | {"source": ""}))
    assert answer.status_code == 422
    assert not CalendarDay.objects.filter(day=date(2026, 6, 15)).exists()


def test_a_plain_working_day_needs_no_row(facts, db):
    with pytest.raises(services.FollowsTheWeek):
        services.add_day(day=date(2026, 6, 15), is_working=True, name="x", source="y", **facts)


def test_a_day_is_in_the_calendar_once(facts):
    with pytest.raises(services.DayTaken):
        services.add_day(day=date(2026, 1, 1), is_working=False, name="x", source="y", **facts)


def test_a_notice_makes_an_expected_day_official(facts):
    row = CalendarDay.objects.get(day=date(2027, 2, 10))
    assert row.standing == "expected"
    services.change_day(
        row=row, is_working=False, name=row.name, source="Thông báo số 1", version=1, **facts
    )
    row.refresh_from_db()
    assert (row.standing, row.version) == ("official", 2)


def test_two_keepers_do_not_overwrite_each_other(facts):
    row = CalendarDay.objects.get(day=date(2026, 1, 2))
    change = {"is_working": False, "name": "Nghỉ", "source": "TB 1", "version": 1, **facts}
    services.change_day(row=row, **change)
    with pytest.raises(Stale):
        services.change_day(row=row, **change)


def test_the_swap_of_january_2026_is_right_as_soon_as_the_calendar_is_edited(client, cast, facts):
    CalendarDay.objects.filter(day__in=[date(2026, 1, 2), date(2026, 1, 10)]).delete()
    span = (date(2026, 1, 1), date(2026, 1, 31))
    assert rules.is_working_day(date(2026, 1, 2), exceptions_between(*span))
    send(client, cast.coordinator, "/calendar/2026-01-02/", **DAY_OFF)
    worked = DAY_OFF | {"is_working": "yes", "name": "Làm bù"}
    send(client, cast.coordinator, "/calendar/2026-01-10/", **worked)
    now = exceptions_between(*span)
    assert not rules.is_working_day(date(2026, 1, 2), now)
    assert rules.is_working_day(date(2026, 1, 10), now)


def test_a_day_taken_out_follows_the_week_again_and_the_log_keeps_it(client, cast):
    path = "/calendar/2026-01-10/remove/"
    assert send(client, cast.coordinator, path, version="7").status_code == 409
    assert send(client, cast.coordinator, path, version="1").status_code == 302
    assert not CalendarDay.objects.filter(day=date(2026, 1, 10)).exists()
    log = client.get("/audit/").content.decode()
    assert "Bỏ ngày làm việc 10/01/2026" in log


def test_the_agencys_rule_for_days_off_is_chosen_and_named(client, cast):
    assert holiday_rule_of(cast.agency) == rules.HolidayRule.KEEP
    send(client, cast.coordinator, "/calendar/rule/", rule="before")
    assert holiday_rule_of(cast.agency) == rules.HolidayRule.BEFORE
    assert holiday_rule_of(cast.other_agency) == rules.HolidayRule.KEEP
    assert AgencyCalendar.objects.count() == 1
    client.force_login(cast.lan)
    assert "Hoàn thành vào ngày làm việc liền trước" in client.get("/calendar/").content.decode()


@pytest.mark.parametrize("path", ["/calendar/?year=abc", "/calendar/?year=1900", "/calendar/x/"])
def test_addresses_of_no_day_and_no_year_are_no_pages(client, cast, path):
    client.force_login(cast.coordinator)
    assert client.get(path).status_code == 404


def test_statements_do_not_grow_with_the_days(client, cast, django_assert_max_num_queries):
    client.force_login(cast.coordinator)
    client.get("/calendar/")
    with django_assert_max_num_queries(20) as few:
        client.get("/calendar/?year=2030")
    with django_assert_max_num_queries(len(few)):
        client.get("/calendar/?year=2026")


def test_loading_the_shipped_days_again_changes_nothing(facts):
    row = CalendarDay.objects.get(day=date(2026, 1, 1))
    services.change_day(row=row, is_working=False, name="Tên khác", source="TB", version=1, **facts)
    assert services.load_calendar() == 0
    row.refresh_from_db()
    assert row.name == "Tên khác"
    CalendarDay.objects.filter(day__year=2024).delete()
    assert services.load_calendar() > 0
