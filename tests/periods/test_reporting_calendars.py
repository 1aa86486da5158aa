"""Reporting calendars are data with a basis: shipped, adopted, edited, and made into a year's periods in one act."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cchc.audit.selectors import history_of
from cchc.core.errors import Stale
from cchc.periods import rules
from cchc.periods.models import ReportingCalendar, ReportingPeriod
from cchc.periods.rules import YearDays
from cchc.periods.selectors import exceptions_between
from cchc.periods.services import reporting as services
from cchc.periods.services.reporting import Basis, Facts, PeriodRow
from cchc.periods.shipped import shipped_days, shipped_reporting

CASES = tomllib.loads(Path(__file__).with_name("calendars.toml").read_text("utf-8"))["calendar"]
SHIPPED = {row.day: row.is_working for row in shipped_days()}
BASIS = Basis("decision", "12/QĐ-UBND", date(2026, 1, 5), "UBND tỉnh", "Chế độ báo cáo định kỳ")


@pytest.mark.parametrize(
    ("calendar", "period"),
    [(each, period) for each in CASES for period in each["periods"]],
    ids=lambda given: given.get("says") or given["code"],
)
def test_a_period_falls_on_the_days_counted_by_hand(calendar, period):
    facts = {name: value for name, value in period.items() if name != "is"}
    got = rules.dated(YearDays(**facts), calendar["year"], calendar["internal_days"], SHIPPED)
    code, data_from, data_to, due, internal, is_estimated = period["is"]
    assert got.code == code
    assert [str(got.data_from), str(got.data_to)] == [data_from, data_to]
    assert str(got.due_on or "") == due
    assert str(got.internal_due_on) == internal
    assert got.is_estimated_first is is_estimated


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        rules.dated(YearDays("Q1", "15/12", "14/03"), 2026, 2, SHIPPED)


@pytest.mark.parametrize(
    ("data_to", "internal", "day"),
    [
        (date(2025, 3, 14), date(2025, 3, 17), date(2025, 3, 17)),
        (date(2025, 3, 14), None, date(2025, 3, 17)),
        (date(2025, 3, 14), date(2025, 3, 2), date(2025, 2, 24)),
    ],
)
def test_units_are_asked_after_the_cut_off_or_in_time_for_their_estimate(data_to, internal, day):
    assert rules.opens_on(data_to, internal, SHIPPED) == day


def test_nothing_unproven_is_shipped_as_official_or_used_by_itself():
    for calendar in shipped_reporting():
        for period in calendar.periods:
            unproven = period.code in {"Q2", "9M", "H2"} or period.code.startswith("M")
            assert (period.standing == "sample") is unproven
            if calendar.code == "periodic":
                assert period.is_used is not unproven


@pytest.fixture
def own(cast, at):
    shipped = ReportingCalendar.objects.get(agency=None, code="periodic")
    return services.adopt_calendar(
        shipped=shipped, agency=cast.agency, basis=BASIS, by=cast.coordinator, at=at
    )


@pytest.fixture
def acting(cast, at):
    return {"by": cast.coordinator, "at": at}


def test_an_adopted_calendar_is_the_agencys_and_cites_its_document(own, cast):
    assert own.document.number == "12/QĐ-UBND"
    assert [row.code for row in own.periods.filter(is_used=True)] == ["Q1", "H1", "Q3", "Y"]
    assert ReportingCalendar.objects.filter(agency=None).count() == 2


def test_the_periods_of_a_year_are_made_once(own, acting):
    made = services.make_year(calendar=own, year=2027, **acting)
    assert [row.code for row in made] == ["2027-Q1", "2027-H1", "2027-Q3", "2027"]
    assert made[0].data_from == date(2026, 12, 15)
    assert made[0].internal_due_on == date(2027, 3, 16)
    with pytest.raises(services.NothingToMake):
        services.make_year(calendar=own, year=2027, **acting)
    assert "tạo các kỳ báo cáo năm 2027: Quý I năm 2027" in history_of(own.uid)[0].sentence


def test_a_period_that_a_plan_made_is_not_doubled(own, cast, acting):
    ReportingPeriod.objects.create(
        agency=cast.agency, document=own.document, name="Báo cáo quý I", code="2027-Q1",
        data_from=date(2026, 12, 15), data_to=date(2027, 3, 14),
    )  # fmt: skip
    made = services.make_year(calendar=own, year=2027, **acting)
    assert "2027-Q1" not in [row.code for row in made]


def row_of(code="Q1", **more):
    days = {"data_from": "15/12", "data_to": "14/03", "from_last_year": True} | more
    return PeriodRow("Quý I", YearDays(code, **days), is_used=True)


FACTS = Facts("Lịch của Sở", "12/QĐ-UBND", "Sở Nội vụ", 3)


def test_an_edited_calendar_changes_what_comes_and_not_what_was_made(own, acting):
    [first, *_] = services.make_year(calendar=own, year=2026, **acting)
    services.set_calendar(
        calendar=own, facts=FACTS, rows=[row_of(due="18/03")], version=own.version, **acting
    )
    first.refresh_from_db()
    assert first.due_on is None
    [made] = services.make_year(calendar=own, year=2027, **acting)
    assert (made.due_on, made.recipient) == (date(2027, 3, 18), "Sở Nội vụ")
    assert made.internal_due_on == date(2027, 3, 17)


def test_two_editors_two_codes_and_shipped_calendars_are_refused(own, acting):
    with pytest.raises(services.CodeTwice):
        services.set_calendar(
            calendar=own, facts=FACTS, rows=[row_of(), row_of()], version=1, **acting
        )
    services.set_calendar(calendar=own, facts=FACTS, rows=[row_of()], version=1, **acting)
    with pytest.raises(Stale):
        services.set_calendar(calendar=own, facts=FACTS, rows=[row_of()], version=1, **acting)
    with pytest.raises(services.ShippedStays):
        services.set_calendar(
            calendar=own.adopted_from, facts=FACTS, rows=[row_of()], version=1, **acting
        )


def test_an_own_calendar_without_a_document_is_impossible(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingCalendar.objects.create(agency=cast.agency, code="x", name="x", basis="x")


def test_a_deadline_moves_with_its_reason(own, acting):
    [row, *_] = services.make_year(calendar=own, year=2026, **acting)
    services.change_period(
        period=row, due_on=date(2026, 3, 20), internal_due_on=date(2026, 3, 18), recipient="",
        reason="Công văn số 120/SNV-CCHC", version=1, **acting,
    )  # fmt: skip
    row.refresh_from_db()
    assert row.due_on == date(2026, 3, 20)
    said = history_of(row.uid)[0].sentence
    assert "hạn gửi từ chưa ghi thành 20/03/2026" in said
    assert "120/SNV-CCHC" in said


def test_the_coordinator_adopts_previews_and_makes_a_year_by_clicks(client, cast):
    client.force_login(cast.coordinator)
    shipped = ReportingCalendar.objects.get(agency=None, code="periodic")
    page = client.get(reverse("reporting_calendars")).content.decode()
    assert "Lịch báo cáo định kỳ" in page
    data = {
        "kind": "decision", "number": "12/QĐ-UBND", "issued_on": "05/01/2026",
        "issuer": "UBND tỉnh", "subject": "Chế độ báo cáo",
    }  # fmt: skip
    answer = client.post(reverse("reporting_calendar", args=[shipped.uid]), data)
    own = ReportingCalendar.objects.get(agency=cast.agency)
    assert answer["Location"] == reverse("reporting_calendar", args=[own.uid])
    year = reverse("reporting_year", args=[own.uid, 2026])
    page = client.get(year).content.decode()
    assert "Tạo 4 kỳ" in page
    assert not ReportingPeriod.objects.exists()
    client.post(year, {})
    assert ReportingPeriod.objects.filter(agency=cast.agency).count() == 4
    assert "Các kỳ của năm đã có đủ" in client.get(year).content.decode()
    assert "Quý I năm 2026" in client.get(reverse("reporting_calendars")).content.decode()


def form_of(page):
    data = {}
    for row in page.context["rows"]:
        for bound in row:
            value = bound.value()
            if value not in (None, False, ""):
                data[bound.html_name] = "on" if value is True else value
    return data | {bound.html_name: bound.value() for bound in page.context["form"]}


def test_the_coordinator_edits_rows_and_is_told_what_is_wrong_where(client, cast, own):
    client.force_login(cast.coordinator)
    address = reverse("reporting_calendar", args=[own.uid])
    data = form_of(client.get(address)) | {"r0-internal": "03/03", "r0-internal_is_before": "on"}
    wrong = client.post(address, data | {"r0-data_to": "31/02"})
    assert wrong.status_code == 422
    assert "Hãy nhập ngày/tháng" in wrong.content.decode()
    assert client.post(address, data).status_code == 302
    assert own.periods.get(code="Q1").internal == "03/03"
    page = client.get(reverse("reporting_year", args=[own.uid, 2027])).content.decode()
    assert "số báo cáo lần đầu là số ước" in page


def test_others_read_the_calendar_and_cannot_change_it(client, cast, own):
    for user, status in ((cast.lan, 404), (cast.outsider, 404)):
        client.force_login(user)
        assert client.get(reverse("reporting_calendar", args=[own.uid])).status_code == status
    client.force_login(cast.lan)
    page = client.get(reverse("reporting_calendars")).content.decode()
    assert "Tạo các kỳ" not in page


def test_the_shipped_working_calendar_gives_the_same_days_in_the_database(own, acting):
    days = exceptions_between(date(2025, 1, 1), date(2027, 12, 31))
    assert days == {day: works for day, works in SHIPPED.items() if 2025 <= day.year <= 2027}
