"""The agency above sees sums over its agencies, who is missing, and the persons behind each figure."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc.indicators.models import Indicator
from cchc.indicators.rules import Stage
from cchc.indicators.services import Entry, assign_duties, record_figures
from cchc.orgs.rules import Role
from tests.factories.cast import person
from tests.indicators.test_sums import province  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture
def above(cast, settings):
    settings.CCHC_TODAY = date(2026, 3, 20)
    return person("tinh", "Đinh Văn Tỉnh", cast.province, Role.LEADER)


@pytest.fixture
def say(province, cast, at):  # noqa: F811
    def act(indicator, unit, top, bottom=None):
        whole = None if bottom is None else Decimal(bottom)
        record_figures(
            period=province[unit.agency_id, "2026-Q1"], unit=unit,
            entries={indicator.pk: Entry(Stage.OFFICIAL, Decimal(top), whole)},
            seen=0, by=cast.coordinator, at=at, on_behalf=True,
        )  # fmt: skip

    return act


def test_parts_are_added_and_percentages_are_not_averaged(say, client, cast, above, on_time):
    say(on_time, cast.office, 90, 100)
    say(on_time, cast.other_division, 1, 10)
    client.force_login(above)
    page = client.get(reverse("figures_tree")).content.decode()
    assert "82,73%" in page
    assert "2/2" in page


def test_who_said_nothing_is_named_and_persons_stand_behind_the_sum(
    say, client, cast, above, articles
):
    say(articles, cast.office, 12)
    client.force_login(above)
    page = client.get(reverse("figures_tree_behind", args=["2026-Q1", articles.uid]))
    assert page.context["missing"] == [cast.other_agency.name]
    assert cast.coordinator.full_name in page.content.decode()
    assert page.context["value"] == "12"


def test_what_tells_of_the_whole_province_is_never_added(say, client, cast, above, province, at):  # noqa: F811
    """Case 34: own work and work for the province are kept apart."""
    area = Indicator.objects.get(code="CDDH.12")
    for agency in (cast.agency, cast.other_agency):
        assign_duties(agency=agency, asked={area.pk: None}, by=cast.coordinator, at=at)
    say(area, cast.office, 40)
    say(area, cast.other_division, 3)
    client.force_login(above)
    page = re.sub(r"<[^>]*>", " ", client.get(reverse("figures_tree")).content.decode())
    assert "Toàn tỉnh" in page
    assert "43" not in page.split()
    behind = client.get(reverse("figures_tree_behind", args=["2026-Q1", area.uid]))
    assert behind.context["value"] == ""


def test_figures_are_not_seen_above_before_the_cut_off(
    say, client, cast, above, articles, settings
):
    settings.CCHC_TODAY = date(2026, 3, 10)
    say(articles, cast.office, 12)
    client.force_login(above)
    assert "Chưa có số liệu" in client.get(reverse("figures_tree")).content.decode()


def test_a_neighbour_sees_nothing(say, client, cast, articles, settings):
    settings.CCHC_TODAY = date(2026, 3, 20)
    say(articles, cast.office, 12)
    client.force_login(cast.outsider)
    assert "Chưa có số liệu" in client.get(reverse("figures_tree")).content.decode()
    page = client.get(reverse("figures_tree_behind", args=["2026-Q1", articles.uid]))
    assert page.context["lines"] == []


def test_statements_do_not_grow_with_agencies_and_figures(
    say, client, cast, above, articles, on_time
):
    say(articles, cast.office, 12)
    client.force_login(above)
    client.get(reverse("figures_tree"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("figures_tree"))
    say(articles, cast.other_division, 3)
    say(on_time, cast.centre, 3, 4)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("figures_tree"))
    assert len(many) == len(few)
