"""Targets of a plan meet indicators: distance, trend, forecast, light; a level left open waits and says so."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cchc.audit.selectors import history_of
from cchc.indicators.models import Observation, TargetLink, TargetValue
from cchc.indicators.rules import Adds, rounded
from cchc.indicators.rules.targets import Aim, Light, Point, stands
from cchc.indicators.selectors.targets import aim_of, measured
from cchc.indicators.services.targets import link_target, set_level
from cchc.periods.services.reporting import Basis
from cchc.plans.models import Target
from cchc.plans.services.amending_items import change_item
from cchc.tasks.models import Task
from tests.factories import programme as p
from tests.factories.amending import gather, put_in_force
from tests.indicators.test_rules import CASES, unhurried

YEAR = {"year_from": date(2025, 12, 15), "year_to": date(2026, 12, 14)}


def points_of(rows):
    return [
        Point(date.fromisoformat(a), date.fromisoformat(b), Decimal(str(value)))
        for a, b, value in rows
    ]


@pytest.mark.parametrize("case", CASES["target"], ids=lambda case: case["says"])
def test_worked_targets_stand_as_counted_by_hand(case):
    aim = Aim(case["aim"][0], Decimal(case["aim"][1])) if "aim" in case else None
    got = stands(
        aim, points_of(case["points"]), adds=Adds(case["adds"]),
        is_share=case.get("share", False), today=date(2026, 10, 1), **YEAR,
    )  # fmt: skip
    wanted = case["is"]
    assert got.light.value == wanted["light"]
    assert got.trend == wanted["trend"]
    for name in ("now", "distance", "forecast"):
        number = getattr(got, name)
        shown = None if number is None else float(rounded(number, 2))
        assert shown == wanted.get(name), name


values = st.lists(st.integers(0, 200), min_size=1, max_size=4)


@unhurried
@given(values, st.sampled_from([">=", "<=", "=", ">", "<"]), st.integers(0, 200))
def test_distance_is_never_negative_and_nothing_exactly_when_met(numbers, comparator, level):
    aim = Aim(comparator, Decimal(level))
    points = [
        Point(date(2025, 12, 15), date(2026, 3 + 2 * place, 14), Decimal(number))
        for place, number in enumerate(numbers)
    ]
    got = stands(aim, points, adds=Adds.STATE, is_share=False, today=date(2026, 10, 1), **YEAR)
    assert got.distance >= 0
    if aim.is_met(got.now):
        assert got.distance == 0
    assert got.forecast >= 0
    assert got.light.label
    assert got.light.icon


def test_every_light_has_an_icon_and_a_word():
    assert len({(light.icon, light.label) for light in Light}) == len(Light)


@pytest.fixture
def plan(cast, db):
    return p.make_plan(cast)


@pytest.fixture
def target(plan):
    return Target.objects.create(
        plan=plan, position=1, path="II.1", text="Tin, bài tuyên truyền từ 60 trở lên",
        area=p.area(), comparator=">=", value=60, unit_of_measure="tin",
    )  # fmt: skip


@pytest.fixture
def open_target(plan):
    return Target.objects.create(
        plan=plan, position=2, path="II.2", text="Tỷ lệ hồ sơ đúng hạn theo chỉ tiêu UBND tỉnh giao",
        area=p.area(), reference="chỉ tiêu UBND tỉnh giao", unit_of_measure="%",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _counts(plan):
    plan.target_count = 2
    plan.save(update_fields=["target_count"])


@pytest.fixture
def told(asked, cast, period, articles, on_time, at):
    for indicator, unit, numbers in (
        (articles, cast.office, (12, None)),
        (on_time, cast.centre, (90, 100)),
    ):
        Observation.objects.create(
            agency=cast.agency, indicator=indicator, unit=unit, period=period, stage="official",
            numerator=numbers[0], denominator=numbers[1], entered_by=cast.lan, entered_at=at,
        )  # fmt: skip


def test_a_linked_target_shows_how_far_it_is(told, client, cast, target, articles):
    client.force_login(cast.coordinator)
    address = reverse("figures_target", args=[target.uid])
    client.post(address, {"act": "link", "indicator": str(articles.uid)})
    page = client.get(reverse("figures_targets"))
    [line] = [each for each in page.context["lines"] if each.measured.target == target]
    assert (line.aim, line.now, line.distance) == ("≥ 60", "12", "48")
    text = page.content.decode()
    assert line.light.label in text
    assert "dùng" not in line.trend
    detail = client.get(address).content.decode()
    assert "Quý I" in detail
    assert "bằng CDDH.10" in history_of(target.uid)[0].sentence


def test_a_level_left_to_the_province_waits_and_then_is_entered_with_its_document(
    told, client, cast, open_target, on_time, at
):
    link_target(target=open_target, indicator=on_time, by=cast.coordinator, at=at)
    client.force_login(cast.coordinator)
    page = client.get(reverse("figures_targets")).content.decode()
    assert "Chờ giao mức" in page
    assert "chỉ tiêu UBND tỉnh giao" in page
    data = {
        "act": "level", "comparator": ">=", "value": "95%", "kind": "decision",
        "number": "100/QĐ-UBND", "issued_on": "02/03/2026", "issuer": "UBND tỉnh",
        "subject": "Giao chỉ tiêu",
    }  # fmt: skip
    client.post(reverse("figures_target", args=[open_target.uid]), data)
    page = client.get(reverse("figures_targets")).content.decode()
    assert "theo 100/QĐ-UBND" in page
    assert "Chờ giao mức" not in page
    assert TargetValue.objects.get().document.number == "100/QĐ-UBND"


@pytest.mark.parametrize(
    ("since_on", "asked"), [(None, 95), (date(2026, 3, 1), 95), (date(2026, 3, 25), 98)]
)
def test_the_later_of_the_provinces_level_and_an_amendment_of_the_plan_counts(
    cast, open_target, at, since_on, asked
):
    basis = Basis("decision", "100/QĐ-UBND", date(2026, 3, 2), "UBND tỉnh", "Giao chỉ tiêu")
    level = set_level(
        target=open_target, comparator=">=", value=Decimal(95), basis=basis,
        by=cast.coordinator, at=at,
    )  # fmt: skip
    open_target.take({"comparator": ">=", "value": 98})
    open_target.since_on = since_on
    assert aim_of(open_target, level) == Aim(">=", Decimal(asked))


def test_figures_are_held_against_the_level_that_the_plan_asked_for_on_the_day(
    told, cast, plan, target, articles, at
):
    link_target(target=target, indicator=articles, by=cast.coordinator, at=at)
    plan.value = {"tasks": [], "targets": [
        {"path": "II.1", "text": target.text, "comparator": ">=", "value": 60, "unit": "tin"},
    ]}  # fmt: skip
    plan.save()
    draft = gather(plan, cast.coordinator, at, {})
    given = {"text": target.text, "comparator": ">=", "value": "12", "unit": "tin"}
    change_item(
        amendment=draft, seen=draft.version, key="target:1", given=given, by=cast.coordinator, at=at
    )
    draft.refresh_from_db()
    put_in_force(draft, cast.coordinator, at, issued_on=date(2026, 3, 9))

    def distance(day):
        return measured(plan, Task.objects.all(), 7, day)[0].standing.distance

    assert (distance(date(2026, 3, 8)), distance(date(2026, 3, 9))) == (48, 0)


def test_a_bad_level_is_refused_at_its_field(client, cast, open_target):
    client.force_login(cast.coordinator)
    answer = client.post(
        reverse("figures_target", args=[open_target.uid]), {"act": "level", "value": "nhiều"}
    )
    assert answer.status_code == 422
    assert "số không âm" in answer.content.decode()
    assert not TargetValue.objects.exists()


def test_leaders_read_and_only_the_coordinator_links(client, cast, target, articles):
    address = reverse("figures_target", args=[target.uid])
    client.force_login(cast.leader)
    assert client.get(address).status_code == 200
    assert client.post(address, {"indicator": str(articles.uid)}).status_code == 404
    for user in (cast.lan, cast.outsider):
        client.force_login(user)
        assert client.get(address).status_code == 404
    assert not TargetLink.objects.exists()


def test_a_link_is_replaced_and_taken_away_and_the_old_one_stays(
    cast, target, articles, on_time, at
):
    act = {"by": cast.coordinator, "at": at}
    link_target(target=target, indicator=articles, **act)
    link_target(target=target, indicator=articles, **act)
    link_target(target=target, indicator=on_time, **act)
    link_target(target=target, indicator=None, **act)
    assert TargetLink.objects.count() == 2
    assert not TargetLink.objects.filter(closed_at=None).exists()
