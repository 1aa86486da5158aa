"""An indicator's page: figures over periods and by unit as drawings, with the same values in tables beside."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cchc.indicators.models import Observation
from cchc.indicators.services.targets import link_target
from cchc.plans.models import Target
from tests.factories import programme as p

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.CCHC_TODAY = date(2026, 7, 1)


@pytest.fixture
def periods(make_period):
    found = {}
    for code, start, end in (
        ("2025-Q1", date(2024, 12, 15), date(2025, 3, 14)),
        ("2026-Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14)),
    ):
        row = make_period({"Q1": "Quý I", "H1": "6 tháng"}[code[-2:]], start, end)
        row.code = code
        row.save()
        found[code] = row
    return found


@pytest.fixture
def say(cast, at, periods):
    def said(indicator, unit, code, numerator, denominator=None):
        Observation.objects.create(
            agency=cast.agency, indicator=indicator, unit=unit, period=periods[code],
            stage="official", numerator=numerator, denominator=denominator,
            entered_by=cast.lan, entered_at=at,
        )  # fmt: skip

    return said


@pytest.fixture
def course(client, cast):
    client.force_login(cast.leader)

    def get(indicator, **data):
        answer = client.get(reverse("figures_indicator", args=[indicator.uid]), data)
        assert answer.status_code == 200
        return answer

    return get


def words_of(svg):
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_the_latest_period_stands_by_unit_beside_the_one_before_and_a_year_ago(
    asked, say, course, cast, on_time
):
    say(on_time, cast.centre, "2025-Q1", 80, 100)
    say(on_time, cast.centre, "2026-Q1", 90, 100)
    found = course(on_time, period="").context["course"]
    [line] = found.units
    assert (line.name, line.now) == (cast.centre.name, "90,00%")
    assert (line.before, line.since_before) == ("80,00%", "tăng 10,00 điểm %")
    assert (line.year_before, line.since_year) == ("80,00%", "tăng 10,00 điểm %")
    assert found.year_before == "Quý I 2025"


def test_a_count_is_compared_with_a_window_as_long_or_with_none(
    asked, say, course, cast, articles, periods
):
    say(articles, cast.office, "2026-Q1", 12)
    say(articles, cast.office, "2026-H1", 30)
    found = course(articles).context["course"]
    line = next(each for each in found.units if each.name == cast.office.name)
    assert (line.now, line.before, line.since_before) == ("30", "12", "kỳ dài ngắn khác nhau")
    assert found.total.since_before == "kỳ dài ngắn khác nhau"
    say(articles, cast.office, "2025-Q1", 9)
    found = course(articles, period=str(periods["2026-Q1"].uid)).context["course"]
    assert (found.before, found.total.since_before) == ("Quý I 2025", "tăng 3")


def test_every_figure_of_a_drawing_stands_in_the_table_and_in_its_words(
    asked, say, course, cast, articles
):
    say(articles, cast.office, "2025-Q1", 3)
    say(articles, cast.office, "2026-Q1", 12)
    say(articles, cast.division, "2026-Q1", 1217)
    page = course(articles)
    found = page.context["course"]
    assert {"3", "1.229"} <= set(words_of(found.over_periods))
    assert {line.value for line in found.lines} == {"3", "1.229", ""}
    drawn = set(words_of(found.by_unit))
    assert {"12", "1.217", "Chưa có số liệu"} <= drawn
    assert {line.now for line in found.units} == {"12", "1.217", ""}
    text = page.content.decode()
    assert 'role="img"' in text
    assert "<desc>Qua các kỳ. Quý I 2025: 3; Quý I 2026: 1.229; " in text


def test_another_period_is_chosen_by_its_address(asked, say, course, cast, articles, periods):
    say(articles, cast.office, "2025-Q1", 3)
    say(articles, cast.office, "2026-Q1", 12)
    found = course(articles, period=str(periods["2025-Q1"].uid)).context["course"]
    assert found.chosen.period == periods["2025-Q1"]
    assert next(each for each in found.units if each.name == cast.office.name).now == "3"


def test_names_are_written_and_never_run(asked, say, course, cast, articles):
    cast.office.name = "<script>alert(1)</script>"
    cast.office.save()
    say(articles, cast.office, "2026-Q1", 12)
    assert "<script>alert" not in course(articles).content.decode()


def test_what_is_not_asked_says_so(course, cast, articles):
    page = course(articles)
    assert page.context["course"] is None
    assert "hỏi chỉ tiêu này" in page.content.decode()


def test_the_level_of_a_plan_is_drawn_across_the_periods(
    asked, say, course, client, cast, on_time, at
):
    plan = p.make_plan(cast)
    plan.target_count = 1
    plan.save(update_fields=["target_count"])
    target = Target.objects.create(
        plan=plan, position=1, path="II.1", text="Hồ sơ đúng hạn từ 95% trở lên", area=p.area(),
        comparator=">=", value=95, unit_of_measure="%",
    )  # fmt: skip
    link_target(target=target, indicator=on_time, by=cast.coordinator, at=at)
    say(on_time, cast.centre, "2026-Q1", 90, 100)
    assert "Chỉ tiêu ≥ 95,00%" in words_of(course(on_time).context["course"].over_periods)
    listed = client.get(reverse("figures_targets"))
    drawn = words_of(listed.context["chart"])
    assert drawn[1:] == ["90,00% - Khó đạt", "Chỉ tiêu ≥ 95,00%"]
    detail = client.get(reverse("figures_target", args=[target.uid]))
    assert {"90,00%", "Chỉ tiêu ≥ 95,00%"} <= set(words_of(detail.context["chart"]))
    assert detail.context["points"] == [("Quý I", "90,00%")]


def test_statements_do_not_grow_with_figures(
    asked, say, course, cast, articles, django_assert_max_num_queries
):
    say(articles, cast.office, "2026-Q1", 12)
    with django_assert_max_num_queries(60):
        course(articles)
    for unit in (cast.division, cast.centre, cast.sub_department):
        say(articles, unit, "2026-Q1", Decimal(5))
    with django_assert_max_num_queries(60):
        course(articles)
