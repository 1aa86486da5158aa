"""Periods open and remind by themselves: who is told what on which day, once, and never on a day off."""

from datetime import date, datetime, timedelta

import pytest

from cchc.core import clock
from cchc.indicators.jobs import remind
from cchc.indicators.selectors.reminding import owing_of
from cchc.indicators.services import Entry, record_figures
from cchc.indicators.services.reminding import remind_of_figures
from cchc.messages.models import Notice
from cchc.messages.services.telling import withdraw_settled

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(cast, period, asked, settings):
    """The round of one morning; answers with what was told, as (kind, person)."""

    def act(day):
        settings.CCHC_TODAY = day
        at = datetime.combine(day, datetime.min.time(), tzinfo=clock.VIETNAM) + timedelta(hours=7)
        remind_of_figures(agency=cast.agency, at=at)
        rows = Notice.objects.filter(day=day).select_related("user")
        return {(row.kind, row.user.username) for row in rows}

    return act


# Quý I: figures to 14/3/2026 (Saturday), agency's deadline 18/3; units have until 17/3.


def test_units_are_told_on_the_first_working_day_after_the_cut_off(on, cast):
    told = on(date(2026, 3, 16))
    assert ("figures.open", "lan") in told
    assert ("figures.open", "minh") in told
    assert ("figures.open", "dung") in told  # serves the units that have no account


@pytest.mark.parametrize("day", [date(2026, 3, 13), date(2026, 3, 14), date(2026, 3, 15)])
def test_nobody_is_told_before_or_on_a_day_off(on, day):
    assert on(day) == set()


def test_the_last_day_and_every_working_day_after_it(on, cast):
    assert ("figures.due", "lan") in on(date(2026, 3, 17))
    late = on(date(2026, 3, 18))
    assert ("figures.late", "lan") in late
    assert ("figures.late", "dung") in late
    assert on(date(2026, 3, 21)) == set()


def test_who_has_sent_everything_is_told_nothing_and_older_notices_go(
    on, cast, period, articles, at
):
    on(date(2026, 3, 16))
    record_figures(
        period=period, unit=cast.office, entries={articles.pk: entry()}, seen=0, by=cast.lan,
        at=at, on_behalf=False,
    )  # fmt: skip
    assert ("figures.due", "lan") not in on(date(2026, 3, 17))
    assert cast.office not in [each.unit for each in owing_of(cast.agency, date(2026, 3, 17))]
    withdraw_settled(at=clock.now())
    assert Notice.objects.get(user=cast.lan, kind="figures.open").withdrawn_at is not None
    assert Notice.objects.get(user=cast.minh, kind="figures.open").withdrawn_at is None


def entry():
    from decimal import Decimal

    from cchc.indicators.rules import Stage

    return Entry(Stage.OFFICIAL, Decimal(3))


def test_a_second_round_on_a_day_tells_nobody_twice(on, settings):
    told = on(date(2026, 3, 16))
    assert on(date(2026, 3, 16)) == told
    count = Notice.objects.count()
    remind()
    assert Notice.objects.count() == count


def test_units_that_report_before_the_cut_off_are_asked_for_estimates(on, cast, period):
    period.internal_due_on = date(2026, 3, 2)
    period.save()
    told = on(date(2026, 2, 23))
    assert ("figures.open", "lan") in told
    assert "nhập số ước" in Notice.objects.filter(user=cast.lan).get().text


def test_months_ask_only_what_is_asked_every_month(asked, cast, make_period, articles, on_time):
    from cchc.indicators.selectors import progress_of, questions_of

    month = make_period("Tháng 3", date(2026, 2, 15), date(2026, 3, 14))
    month.code = "2026-M03"
    month.save()
    assert [each.indicator for each in questions_of(month)] == [on_time]
    assert progress_of([month])[0].asked == 1
