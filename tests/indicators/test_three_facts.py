"""Left empty, zero, and không phát sinh are three facts: on every page, in every sum and in what leaves as a file."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from cchc.indicators.rules import Stage
from cchc.indicators.selectors import last_seen
from cchc.indicators.services import Entry, record_figures
from cchc.orgs.rules import Role
from tests.factories.cast import person
from tests.indicators.test_sums import province  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db
NONE = Entry(Stage.OFFICIAL, is_not_arising=True, note="Không được giao đăng tin")
ZERO = Entry(Stage.OFFICIAL, Decimal(0))


@pytest.fixture
def say(cast, at):
    def act(period, indicator, unit, entry):
        record_figures(
            period=period, unit=unit, entries={indicator.pk: entry},
            seen=last_seen(period, unit), by=cast.coordinator, at=at, on_behalf=True,
        )  # fmt: skip

    return act


@pytest.fixture
def page(client, settings):
    settings.CCHC_TODAY = date(2026, 3, 20)

    def look(user, name, *parts, **query):
        client.force_login(user)
        return client.get(reverse(name, args=parts), query)

    return look


@pytest.fixture
def said(asked, say, period, cast, articles):
    """The office says zero, the division không phát sinh, the others nothing."""
    say(period, articles, cast.office, ZERO)
    say(period, articles, cast.division, NONE)


def test_an_indicators_page_tells_them_apart_in_its_table_and_its_drawing(
    said, say, page, period, cast, articles
):
    say(period, articles, cast.centre, Entry(Stage.OFFICIAL, Decimal(5)))
    course = page(cast.leader, "figures_indicator", articles.uid).context["course"]
    found = {line.name: line.now for line in course.units}
    assert found == {
        cast.office.name: "0", cast.division.name: "không phát sinh", cast.centre.name: "5",
        cast.sub_department.name: "",
    }  # fmt: skip
    drawn = str(course.by_unit)
    assert f"{cast.division.name}: không phát sinh" in drawn
    assert f"{cast.sub_department.name}: Chưa có số liệu" in drawn


def test_where_everybody_says_that_nothing_arose_the_sum_says_so_and_is_no_gap(
    asked, say, page, period, cast, articles
):
    for unit in (cast.office, cast.division, cast.centre, cast.sub_department):
        say(period, articles, unit, NONE)
    course = page(cast.leader, "figures_indicator", articles.uid).context["course"]
    assert [line.value for line in course.lines] == ["không phát sinh"]
    sums = page(cast.leader, "figures_sums", period.uid)
    (line,) = [
        row
        for block in sums.context["blocks"]
        for row in block.lines
        if row.line.question.indicator == articles
    ]
    assert line.value == "không phát sinh"
    behind = page(cast.leader, "figures_behind", period.uid, articles.uid)
    assert behind.context["value"] == "không phát sinh"


def test_where_some_say_so_and_others_nothing_the_sum_stays_open(
    asked, say, page, period, cast, articles
):
    say(period, articles, cast.office, NONE)
    course = page(cast.leader, "figures_indicator", articles.uid).context["course"]
    assert [(line.value, line.missing) for line in course.lines] == [("", 3)]


def test_the_next_periods_form_shows_that_nothing_arose_before(
    said, page, period, cast, articles, make_period
):
    later = make_period("Quý II", date(2026, 3, 15), date(2026, 6, 14))
    found = {}
    for unit in (cast.office, cast.division, cast.centre):
        entry = page(cast.coordinator, "figures_entry", later.uid, unit.uid)
        (line,) = [
            line
            for block in entry.context["blocks"]
            for line in block.lines
            if line.question.indicator == articles
        ]
        found[unit] = line.before
    assert found == {cast.office: "0", cast.division: "không phát sinh", cast.centre: ""}


def test_the_workbook_of_sums_tells_them_apart(said, page, period, cast, articles):
    answer = page(cast.leader, "figures_export", period.uid)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = [
        [cell.value for cell in row]
        for row in book["Theo đơn vị"].iter_rows()
        if row[0].value == articles.code
    ]
    assert {row[2]: (row[3], row[5]) for row in rows} == {
        cast.office.name: (0, "Chính thức"),
        cast.division.name: (None, "Không phát sinh"),
        cast.centre.name: (None, "chưa có số"),
        cast.sub_department.name: (None, "chưa có số"),
    }
    (total,) = [
        [cell.value for cell in row]
        for row in book["Tổng hợp"].iter_rows()
        if row[0].value == articles.code
    ]
    assert total[3] == 0
    assert set(total[7].split("; ")) == {cast.centre.name, cast.sub_department.name}
    assert total[8] == cast.division.name


@pytest.mark.parametrize(
    ("entry", "value", "says"), [(ZERO, "0", ""), (NONE, "", "1 đơn vị không phát sinh")]
)
def test_the_province_tells_an_agency_of_which_nothing_arose_from_a_silent_one(
    province,  # noqa: F811
    say,
    page,
    cast,
    articles,
    entry,
    value,
    says,
):
    above = person("tinh", "Đinh Văn Tỉnh", cast.province, Role.LEADER)
    say(province[cast.agency.pk, "2026-Q1"], articles, cast.office, entry)
    tree = page(above, "figures_tree")
    (cell,) = [
        cell
        for _name, rows in tree.context["blocks"]
        for row in rows
        if row.version.indicator == articles
        for cell in row.cells[:1]
    ]
    assert cell.value == value
    text = tree.content.decode()
    assert ("đơn vị không phát sinh" in text) is bool(says)
    assert says in text
    assert cell.address in text
    behind = page(above, "figures_tree_behind", "2026-Q1", articles.uid)
    assert behind.context["missing"] == [cast.other_agency.name]
    (line,) = behind.context["lines"]
    assert line.value == (value or "không phát sinh")
