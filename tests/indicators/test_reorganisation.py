"""A unit that ends is asked no more: its successor is, while earlier periods keep whom they asked (case 21)."""

from datetime import date, datetime

from cchc.core import clock
from cchc.indicators.selectors import questions_of
from cchc.indicators.services import assign_duties
from tests.factories.reorganising import do, ends, prepare

JULY = date(2026, 7, 1)


def named_unit(period, indicator):
    return next(each.unit_id for each in questions_of(period) if each.indicator == indicator)


def test_the_successor_is_asked_and_earlier_periods_keep_the_old_unit(
    cast, make_period, on_time, at, settings
):
    assign_duties(agency=cast.agency, asked={on_time.pk: cast.centre}, by=cast.coordinator, at=at)
    second = make_period("Quý II", date(2026, 3, 15), date(2026, 6, 14))
    third = make_period("Quý III", date(2026, 6, 15), date(2026, 9, 14))
    assert named_unit(second, on_time) == cast.centre.pk
    settings.CCHC_TODAY = date(2026, 7, 2)
    july = datetime(2026, 7, 2, 9, tzinfo=clock.VIETNAM)
    do(prepare(cast, july, ends(cast.centre, cast.sub_department)), july, cast.administrator)
    assert named_unit(second, on_time) == cast.centre.pk
    assert named_unit(third, on_time) == cast.sub_department.pk
