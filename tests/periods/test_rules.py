"""Working days and deadlines, on days that an official can check by hand."""

from datetime import date, timedelta

import pytest

from cchc.periods import rules
from cchc.periods.rules import HolidayRule
from cchc.periods.selectors import exceptions_between
from cchc.periods.shipped import shipped_days

SHIPPED = {row.day: row.is_working for row in shipped_days()}


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 3, 10), True),
        (date(2026, 3, 14), False),  # Saturday
        (date(2026, 1, 2), False),  # swapped off
        (date(2026, 1, 10), True),  # the Saturday worked for it
        (date(2026, 2, 17), False),  # Tết
        (date(2025, 9, 2), False),
        (date(2030, 1, 2), True),  # beyond the shipped years the week alone decides
    ],
)
def test_a_day_is_worked_by_the_week_unless_the_calendar_says_otherwise(day, is_worked):
    assert rules.is_working_day(day, SHIPPED) is is_worked


def test_before_the_third_of_september_2025_the_last_working_day_is_friday_29_august():
    last = rules.last_allowed_day(date(2025, 9, 3), before=True)
    assert last == date(2025, 9, 2)
    assert rules.last_working_day_on_or_before(last, SHIPPED) == date(2025, 8, 29)
    sent = date(2025, 9, 3)
    assert (sent - last).days == 1


def test_no_later_than_a_day_includes_the_day():
    assert rules.last_allowed_day(date(2025, 9, 3), before=False) == date(2025, 9, 3)


def test_a_swapped_day_moves_the_working_days_around_it():
    assert rules.last_working_day_on_or_before(date(2026, 1, 2), SHIPPED) == date(2025, 12, 31)
    assert rules.first_working_day_on_or_after(date(2026, 1, 2), SHIPPED) == date(2026, 1, 5)
    assert rules.last_working_day_on_or_before(date(2026, 1, 11), SHIPPED) == date(2026, 1, 10)


def test_a_working_day_is_its_own_nearest():
    day = date(2026, 3, 10)
    assert rules.last_working_day_on_or_before(day, SHIPPED) == day
    assert rules.first_working_day_on_or_after(day, SHIPPED) == day


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        (HolidayRule.KEEP, date(2026, 2, 18)),
        (HolidayRule.BEFORE, date(2026, 2, 13)),
        (HolidayRule.AFTER, date(2026, 2, 23)),
    ],
)
def test_a_deadline_inside_tet_follows_the_agencys_rule_and_names_it(rule, day):
    assert rules.day_to_act(date(2026, 2, 18), rule, SHIPPED) == day
    assert rule.label


def test_a_calendar_without_working_days_is_an_error_not_an_endless_search():
    start = date(2026, 1, 1)
    off = {start + timedelta(days=n): False for n in range(-70, 71)}
    with pytest.raises(ValueError, match="no working day"):
        rules.last_working_day_on_or_before(start, off)


def test_every_shipped_day_has_a_source_and_differs_from_the_week_or_is_a_named_holiday():
    for row in shipped_days():
        assert row.source
        assert row.standing in {"official", "unchecked", "expected"}
        assert not (row.is_working and row.day.weekday() < 5)


def test_years_without_a_notice_are_marked_as_expected():
    assert {row.standing for row in shipped_days() if row.day.year == 2027} == {"expected"}


def test_the_calendar_is_filled_when_the_database_is_made(db):
    assert exceptions_between(date(2026, 1, 1), date(2026, 1, 31)) == {
        date(2026, 1, 1): False,
        date(2026, 1, 2): False,
        date(2026, 1, 10): True,
    }


@pytest.mark.parametrize(
    ("code", "name"),
    [("2026-Q1", "Quý I"), ("2026-H1", "6 tháng"), ("2026-M03", "Tháng 3"), ("2026", "Cả năm 2026"),
     ("2026-Q9", "2026-Q9"), ("", "")],
)  # fmt: skip
def test_periods_of_a_code_are_called_by_its_name(code, name):
    assert rules.period_name(code) == name
