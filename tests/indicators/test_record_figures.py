"""A unit says its figures once; later ones stand beside the earlier, and nobody overwrites a colleague unseen."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cchc.audit.models import AuditEvent
from cchc.indicators.models import Observation
from cchc.indicators.rules import Stage
from cchc.indicators.selectors import answers_of, consolidated, last_seen
from cchc.indicators.services import Entry, FiguresMoved, NotAsked, record_figures
from cchc.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(period, cast, at):
    def act(indicator, number=None, of=None, *, unit=None, seen=None, by=None, later=0, **more):
        unit = unit or cast.office
        entry = Entry(
            more.pop("stage", Stage.OFFICIAL),
            None if number is None else Decimal(number),
            None if of is None else Decimal(of),
            **more,
        )
        return record_figures(
            period=period, unit=unit, entries={indicator.pk: entry},
            seen=last_seen(period, unit) if seen is None else seen,
            by=by or cast.lan, at=at + timedelta(minutes=later), on_behalf=by is not None,
        )  # fmt: skip

    return act


def line_of(period, indicator):
    lines = consolidated(period, Task.objects.none(), 7)
    return next(line for line in lines if line.question.indicator == indicator)


def test_what_units_say_adds_up_and_the_silent_are_named(asked, say, period, cast, articles):
    say(articles, 12)
    say(articles, 30, unit=cast.centre, by=cast.coordinator)
    total = line_of(period, articles).total
    assert total.figure.numerator == 42
    assert set(total.missing) == {cast.division.name, cast.sub_department.name}


def test_a_unit_is_not_missing_where_it_was_not_asked(asked, say, period, cast, on_time):
    say(on_time, 1231, 1234, unit=cast.centre, by=cast.coordinator)
    assert line_of(period, on_time).total.missing == ()


def test_empty_zero_and_not_arising_are_three_facts(asked, say, period, cast, articles):
    """Case 27."""
    say(articles, 0)
    say(articles, unit=cast.division, is_not_arising=True, note="Không được giao đăng tin")
    total = line_of(period, articles).total
    assert (total.figure.numerator, total.given) == (0, 1)
    assert total.not_arising == (cast.division.name,)
    assert cast.centre.name in total.missing


def test_an_estimate_stays_beside_the_official_figure(asked, say, period, cast, articles):
    """Case 26: 40 (ước) on 3/3 with its basis, 43 official after; sums use the official one."""
    say(articles, 40, stage=Stage.ESTIMATED, note="Ước theo kế hoạch đăng bài tháng 3")
    assert line_of(period, articles).total.figure.is_estimate
    say(articles, 43, later=1)
    answer = answers_of(period)[articles.pk, cast.office.pk]
    assert (answer.estimated.numerator, answer.official.numerator) == (40, 43)
    total = line_of(period, articles).total
    assert (total.figure.numerator, total.figure.is_estimate) == (43, False)


def test_a_corrected_figure_keeps_the_old_one(asked, say, period, cast, articles):
    say(articles, 12)
    say(articles, 14, later=1)
    old, new = Observation.objects.filter(indicator=articles).order_by("pk")
    assert old.replaced_at is not None
    assert (old.numerator, new.numerator, new.replaced_at) == (12, 14, None)


def test_the_same_figure_again_writes_nothing(asked, say, articles):
    assert say(articles, 12) == 1
    assert say(articles, 12, later=1) == 0
    assert Observation.objects.count() == 1


def test_whoever_was_slower_is_told_and_overwrites_nothing(asked, say, period, cast, articles):
    seen = last_seen(period, cast.office)
    say(articles, 12)
    with pytest.raises(FiguresMoved, match="Tin, bài"):
        say(articles, 15, seen=seen, later=1)
    assert answers_of(period)[articles.pk, cast.office.pk].official.numerator == 12


def test_what_was_not_asked_is_refused_and_nothing_is_written(asked, say, cast, on_time):
    with pytest.raises(NotAsked):
        say(on_time, 5, 10)
    assert not Observation.objects.exists()


def test_the_log_tells_figures_and_that_they_were_entered_for_the_unit(asked, say, cast, articles):
    say(articles, 12, by=cast.coordinator)
    event = AuditEvent.objects.get(action="figures.recorded")
    assert event.data["on_behalf"] is True
    assert event.data["figures"][0]["numerator"] == "12"


@pytest.mark.parametrize(
    "wrong",
    [
        {"numerator": None},
        {"numerator": -1},
        {"numerator": 1, "denominator": -1},
        {"numerator": None, "is_not_arising": True, "note": ""},
        {"numerator": 1, "stage": "estimated", "note": ""},
    ],
)
def test_the_database_refuses_impossible_figures(period, cast, articles, at, wrong):
    facts = {"stage": "official", "note": "vì", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(
            agency=cast.agency, indicator=articles, unit=cast.office, period=period,
            entered_by=cast.lan, entered_at=at, **facts,
        )  # fmt: skip


def test_the_database_keeps_one_live_figure(asked, say, period, cast, articles, at):
    say(articles, 12)
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(
            agency=cast.agency, indicator=articles, unit=cast.office, period=period,
            stage="official", numerator=1, entered_by=cast.lan, entered_at=at,
        )  # fmt: skip
