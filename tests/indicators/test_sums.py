"""Sums that are kept are always what a recount finds, at every level, whatever was entered in whatever order."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.indicators.models import FigureSum, Indicator
from cchc.indicators.rules import Stage
from cchc.indicators.selectors import last_seen
from cchc.indicators.services import Entry, assign_duties, record_figures
from cchc.indicators.services.sums import _share, count_anew, recount
from cchc.orgs.models import Unit
from cchc.orgs.services import create_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(cast, make_period, articles, on_time, at):
    """Two agencies of a province ask for the same two indicators in the same two periods."""
    periods = {}
    for agency in (cast.agency, cast.other_agency):
        assign_duties(
            agency=agency, asked={articles.pk: None, on_time.pk: None}, by=cast.coordinator, at=at
        )
        for code, to in (("2026-Q1", date(2026, 3, 14)), ("2026-H1", date(2026, 6, 14))):
            row = make_period(code, date(2025, 12, 15), to, agency)
            row.code = code
            row.save()
            periods[agency.pk, code] = row
    create_unit(
        parent=cast.other_agency, kind=Unit.Kind.DIVISION, name="Phòng Tổ chức",
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    return periods


def kept():
    return {
        (row.agency_id, row.level, row.code, row.indicator_id): (_share(row), row.agencies)
        for row in FigureSum.objects.all()
    }


entries = st.tuples(
    st.integers(0, 4),
    st.sampled_from(["2026-Q1", "2026-H1"]),
    st.booleans(),
    st.sampled_from(["official", "estimated", "not_arising"]),
    st.integers(0, 50),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(entries, min_size=1, max_size=8))
def test_kept_sums_equal_a_recount_after_any_entries(province, cast, articles, on_time, at, said):
    units = [cast.office, cast.division, cast.centre, cast.other_division, cast.sub_department]
    for step, (place, code, is_share, how, number) in enumerate(said):
        unit = units[place]
        period = province[unit.agency_id, code]
        indicator = on_time if is_share else articles
        record_figures(
            period=period, unit=unit, entries={indicator.pk: entry(how, number, is_share)},
            seen=last_seen(period, unit), by=cast.coordinator, at=at + timedelta(minutes=step),
            on_behalf=True,
        )  # fmt: skip
    counted = count_anew()
    for key, value in kept().items():
        assert value == counted.get(key, value), key
        assert key in counted or value[0].is_nothing
    assert counted.keys() <= kept().keys()
    assert recount() == 0


def entry(how, number, is_share):
    if how == "not_arising":
        return Entry(Stage.OFFICIAL, is_not_arising=True, note="vì")
    whole = Decimal(number + 10) if is_share else None
    return Entry(Stage(how), Decimal(number), whole, note="căn cứ")


def test_the_agency_above_adds_parts_and_counts_who_gave(province, cast, on_time, at):
    for unit, top, bottom in ((cast.office, 90, 100), (cast.other_division, 1, 10)):
        period = province[unit.agency_id, "2026-Q1"]
        record_figures(
            period=period, unit=unit,
            entries={on_time.pk: Entry(Stage.OFFICIAL, Decimal(top), Decimal(bottom))},
            seen=0, by=cast.coordinator, at=at, on_behalf=True,
        )  # fmt: skip
    above = FigureSum.objects.get(agency=cast.province, code="2026-Q1", indicator=on_time)
    assert (above.level, above.numerator, above.denominator) == ("below", 91, 110)
    assert (above.given, above.agencies) == (2, 2)


def test_a_recount_sets_right_what_somebody_broke(province, cast, articles, at):
    period = province[cast.agency.pk, "2026-Q1"]
    record_figures(
        period=period, unit=cast.office, entries={articles.pk: entry("official", 7, False)},
        seen=0, by=cast.lan, at=at, on_behalf=False,
    )  # fmt: skip
    FigureSum.objects.filter(agency=cast.agency).update(numerator=99)
    assert recount() == 1
    assert FigureSum.objects.get(agency=cast.agency).numerator == 7
    assert recount() == 0


def test_what_tells_of_the_whole_province_is_marked_so():
    assert Indicator.objects.filter(agency=None, versions__scope="area").count() == 2
