"""What is said of a period over time, worked by hand: estimates, late corrections, units that merge in the window."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.indicators.models import FigureDuty, FigureSum, Observation
from cchc.indicators.pages import shown
from cchc.indicators.rules import Part, Stage, add_up, is_alike
from cchc.indicators.selectors import (
    answers_of,
    figures_of,
    last_seen,
    parts_of,
    questions_of,
    reporting_units,
)
from cchc.indicators.selectors.province import figure_of
from cchc.indicators.services import Entry, assign_duties, record_figures
from cchc.orgs.models import Unit
from cchc.orgs.services import create_unit
from tests.indicators.test_rules import CASES, figure

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("case", CASES["alike"], ids=lambda case: case["says"])
def test_windows_are_compared_when_they_are_about_as_long(case):
    assert is_alike(*case["days"]) is case["is"]
    assert is_alike(*reversed(case["days"])) is case["is"]


@pytest.fixture
def office_of_two(cast):
    """Only the office and the division report."""
    Unit.objects.filter(pk__in=[cast.centre.pk, cast.sub_department.pk]).update(
        valid_to=date(2021, 1, 1)
    )
    return cast


@pytest.mark.parametrize("case", CASES["story"], ids=lambda case: case["says"])
def test_worked_stories_come_out_as_counted_by_hand(
    office_of_two, make_period, articles, on_time, at, case
):
    cast = office_of_two
    indicator = on_time if case.get("share") else articles
    assign_duties(agency=cast.agency, asked={indicator.pk: None}, by=cast.coordinator, at=at)
    before = make_period("Năm 2025", date(2024, 12, 15), date(2025, 12, 14))
    now = make_period("Quý I", date(2025, 12, 15), date(2026, 3, 14))

    def tell(period, rows):
        for row in rows:
            unit = getattr(cast, row["at"])
            record_figures(
                period=period, unit=unit, entries={indicator.pk: entry_of(row)},
                seen=last_seen(period, unit), by=cast.coordinator,
                at=at + timedelta(days=row["day"]), on_behalf=True,
            )  # fmt: skip

    tell(before, case.get("before", []))
    if "merged" in case:
        ended = date.fromisoformat(case["merged"])
        Unit.objects.filter(pk=cast.division.pk).update(valid_to=ended)
    tell(now, case["told"])
    assert told_of(now, indicator)[0] == case["sum"]
    answers = {key: answer.figure for key, answer in answers_of(now).items()}
    assert figures_of(now) == {key: each for key, each in answers.items() if each is not None}
    if "missing" in case:
        assert list(told_of(now, indicator)[1]) == case["missing"]
    if "sum_before" in case:
        assert told_of(before, indicator)[0] == case["sum_before"]
    assert Observation.objects.filter(period=now).count() == case["rows"]


def entry_of(row):
    if row.get("not_arising"):
        return Entry(Stage.OFFICIAL, is_not_arising=True, note="rà soát lại không có")
    found = figure(row)
    return Entry(Stage(row["stage"]), found.numerator, found.denominator, note="căn cứ")


def told_of(period, indicator):
    [question] = [each for each in questions_of(period) if each.indicator == indicator]
    units = reporting_units(period.agency, period.data_to)
    total = add_up(parts_of(question, units, answers_of(period)))
    return shown(total.figure, question.version), total.missing


numbers = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 300)), min_size=5, max_size=5)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(numbers)
def test_the_total_of_parts_is_the_whole_at_every_level(cast, make_period, on_time, at, said):
    """Units into agencies, agencies into the province, the province into the whole: by sums kept and by adding up."""
    FigureDuty.objects.all().delete()
    units = [cast.office, cast.division, cast.centre, cast.sub_department, cast.other_division]
    periods = {}
    for agency in (cast.agency, cast.other_agency):
        assign_duties(agency=agency, asked={on_time.pk: None}, by=cast.coordinator, at=at)
        row = make_period("Quý I", agency=agency)
        row.code = f"2026-Q1{Observation.objects.count()}"[:12]
        row.save()
        periods[agency.pk] = row
    code = {row.code for row in periods.values()}.pop()
    for unit, (part, rest) in zip(units, said, strict=True):
        period = periods[unit.agency_id]
        record_figures(
            period=period, unit=unit, seen=0, by=cast.coordinator, at=at, on_behalf=True,
            entries={on_time.pk: entry_of({"stage": "official", "n": part, "of": part + rest})},
        )  # fmt: skip
    whole = (sum(part for part, _rest in said), sum(part + rest for part, rest in said))
    agencies = []
    for agency in (cast.agency, cast.other_agency):
        own = figure_of(FigureSum.objects.get(agency=agency, code=code, level="own"))
        period = periods[agency.pk]
        [question] = questions_of(period)
        direct = reporting_units(agency, period.data_to)
        assert add_up(parts_of(question, direct, answers_of(period))).figure == own
        agencies.append(Part(agency.name, own))
    above = figure_of(FigureSum.objects.get(agency=cast.province, code=code, level="below"))
    assert add_up(agencies).figure == above
    assert (above.numerator, above.denominator) == whole


def test_an_agency_added_below_adds_to_those_above_it_only(cast, make_period, articles, at):
    commune = create_unit(
        parent=cast.province, kind=Unit.Kind.COMMUNE, name="UBND xã Đồng Phú", is_agency=True,
        has_seal=True, valid_from=date(2020, 1, 1),
    )  # fmt: skip
    assign_duties(agency=commune, asked={articles.pk: None}, by=cast.coordinator, at=at)
    period = make_period("Quý I", agency=commune)
    period.code = "2026-Q1"
    period.save()
    record_figures(
        period=period, unit=commune, entries={articles.pk: Entry(Stage.OFFICIAL, figure({"n": 4}).numerator)},
        seen=0, by=cast.coordinator, at=at, on_behalf=True,
    )  # fmt: skip
    assert {(row.agency, row.level) for row in FigureSum.objects.all()} == {
        (commune, "own"),
        (cast.province, "below"),
    }
