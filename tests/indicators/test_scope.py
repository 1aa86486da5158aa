"""Own work and work for the whole province: every figure says its scope, and the two are never one number."""

import io

import openpyxl
import pytest
from django.urls import reverse

from cchc.indicators.models import Indicator, Observation
from cchc.indicators.services import assign_duties

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(cast, period, articles, at):
    """The office says 12 of its own work and 40 of the whole province."""
    area = Indicator.objects.get(code="CDDH.12")
    asked = {articles.pk: cast.office, area.pk: cast.office}
    assign_duties(agency=cast.agency, asked=asked, by=cast.coordinator, at=at)
    for indicator, number in ((articles, 12), (area, 40)):
        Observation.objects.create(
            agency=cast.agency, indicator=indicator, unit=cast.office, period=period,
            stage="official", numerator=number, entered_by=cast.lan, entered_at=at,
        )  # fmt: skip
    return {articles: "Của cơ quan", area: "Toàn tỉnh"}


def test_each_page_of_a_figure_says_whose_work_it_is(both, client, cast, period):
    client.force_login(cast.leader)
    sums = client.get(reverse("figures_sums", args=[period.uid])).content.decode()
    for indicator, scope in both.items():
        line = sums.partition(f">{indicator.code}<")[2].partition("</tr>")[0]
        assert scope in line
        for name in ("figures_behind", "figures_indicator"):
            parts = [period.uid, indicator.uid] if name == "figures_behind" else [indicator.uid]
            page = client.get(reverse(name, args=parts)).content.decode()
            head = page.partition("<h1")[2].partition("<table")[0]
            assert scope.lower() in head.lower(), (indicator.code, name)
    client.force_login(cast.lan)
    form = client.get(reverse("figures_entry", args=[period.uid, cast.office.uid])).content.decode()
    for indicator, scope in both.items():
        line = form.partition(f"<p>{indicator.code} ·")[2].partition("</p>")[0]
        assert f"phạm vi: {scope.lower()}" in line


def test_the_workbook_of_sums_says_the_scope_of_each_line_and_adds_none_to_another(
    both, client, cast, period
):
    client.force_login(cast.leader)
    body = client.get(reverse("figures_export", args=[period.uid])).content
    rows = openpyxl.load_workbook(io.BytesIO(body))["Tổng hợp"].iter_rows(values_only=True)
    found = {row[0]: (row[3], row[-1]) for row in rows if row[0] in {each.code for each in both}}
    assert found == {
        each.code: (12 if scope == "Của cơ quan" else 40, scope) for each, scope in both.items()
    }
