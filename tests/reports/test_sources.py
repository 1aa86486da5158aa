"""Where a figure of a report comes from: every number leads to its source, and what is not in it is marked."""

from datetime import date

import pytest
from django.urls import reverse

from cchc.indicators.models import Indicator, IndicatorVersion
from cchc.indicators.services import assign_duties
from cchc.orgs.services import rename_unit
from cchc.reports.models import Report
from cchc.reports.rules.binding import as_text
from cchc.reports.rules.prose import from_json
from cchc.reports.services.deciding import Signed, issue_report
from cchc.reports.services.opening import open_report
from cchc.reports.services.writing import consolidate
from tests.factories import programme as p
from tests.reports.conftest import on

pytestmark = pytest.mark.django_db


def source(client, report, key):
    answer = client.get(reverse("report_fact", args=[report.uid, key]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def third(make_period, articles, say):
    """The quarter of the year before, whose figures the first quarter is held against."""
    period = make_period(
        "Quý III năm 2025", date(2025, 6, 15), date(2025, 9, 14), code="2025-Q3",
        due_on=date(2025, 9, 18),
    )  # fmt: skip
    say(articles, 20, period=period)
    return period


@pytest.fixture
def issued(third, opened, report_form, cast, at, submit):
    """Its report, issued."""
    report = open_report(
        period=third, form=report_form, parts_due_on=date(2025, 9, 17), by=cast.coordinator, at=at
    )
    report = submit(report, note="Chưa đủ")
    return issue_report(
        report=report, signed=Signed("9/BC", date(2026, 3, 16)), version=report.version,
        by=cast.clerk, at=at,
    )  # fmt: skip


@pytest.fixture
def consolidated(cast, at):
    """`consolidated(report)`: brought together, as it stands then."""

    def act(report):
        consolidate(report=report, by=cast.coordinator, at=at)
        return Report.objects.get(pk=report.pk)

    return act


def test_a_unit_that_has_not_given_its_part_is_marked_as_not_counted(
    client, cast, opened, part_of, give, say, articles
):
    say(articles, 12)
    say(articles, 7, unit=cast.division)
    give(part_of(cast.office))
    client.force_login(cast.coordinator)
    page = source(client, opened, "indicator.CDDH.10")
    rows = [row for row in page.split("<tr>") if "chưa tính vào số của báo cáo" in row]
    assert [cast.division.name in row for row in rows].count(True) == 1
    assert not any(cast.office.name in row for row in rows)


def test_a_unit_whose_renaming_is_recorded_later_stays_marked_as_not_counted(
    client, cast, opened, part_of, give, say, articles, submit, settings
):
    say(articles, 12)
    give(part_of(cast.office))
    submit(opened, note="Chưa đủ")
    settings.CCHC_TODAY = date(2026, 3, 20)
    rename_unit(
        unit=cast.division, name="Phòng Chuyển đổi số", short_name="P.CĐS",
        on=date(2026, 3, 10), decision="9/QĐ", version=cast.division.version,
        by=cast.administrator, at=on(date(2026, 3, 20)),
    )  # fmt: skip
    client.force_login(cast.coordinator)
    page = source(client, opened, "indicator.CDDH.10")
    rows = [row for row in page.split("<tr>") if "chưa tính vào số của báo cáo" in row]
    assert [row for row in rows if "Phòng Chuyển đổi số" in row]
    assert not [row for row in rows if cast.office.name in row]


def test_a_computed_figure_leads_to_the_tasks_it_counts(client, cast, opened, at):
    computed = Indicator.objects.filter(code__in=["CDDH.02", "CDDH.03"])
    assign_duties(
        agency=cast.agency, asked=dict.fromkeys([each.pk for each in computed]),
        by=cast.coordinator, at=at,
    )  # fmt: skip
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 1))])
    client.force_login(cast.coordinator)
    for key in ("indicator.CDDH.02", "indicator.CDDH.03"):
        assert str(task.uid) in source(client, opened, key)


def test_an_indicator_that_is_typed_at_the_cut_off_lists_no_tasks_of_its_computed_years(
    client, cast, opened, at, articles
):
    task = p.write_one(p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 1))])
    assert articles.versions.get().formula == ""
    earlier = IndicatorVersion.objects.get(indicator__code="CDDH.02")
    earlier.pk, earlier._state.adding = None, True
    earlier.indicator, earlier.agency, earlier.valid_from = articles, cast.agency, date(2023, 1, 1)
    earlier.valid_to = date(2024, 12, 31)
    earlier.save()
    client.force_login(cast.coordinator)
    assert str(task.uid) not in source(client, opened, "indicator.CDDH.10")


def test_an_earlier_figure_leads_to_the_report_that_gave_it(
    client, cast, opened, issued, give_all, say, articles
):
    say(articles, 12)
    give_all()
    client.force_login(cast.coordinator)
    page = source(client, opened, "before.indicator.CDDH.10")
    assert "Quý III năm 2025" in page
    assert reverse("report_fact", args=[issued.uid, "indicator.CDDH.10"]) in page


def freeze_otherwise(report, key, value):
    """The issued report as it would be had it said another number, or none."""
    facts = report.frozen["snapshot"]["facts"]
    (row,) = [each for each in facts if each["key"] == key]
    facts.remove(row)
    if value:
        facts.append(row | {"value": value, "numerator": value})
    Report.objects.filter(pk=report.pk).update(frozen=report.frozen)


def test_an_earlier_figure_says_where_the_issued_report_has_another_number(
    client, cast, opened, issued, give_all, say, articles, submit
):
    say(articles, 12)
    give_all()
    submit(opened, note="Chưa đủ")
    client.force_login(cast.coordinator)
    assert "báo cáo đó ghi" not in source(client, opened, "before.indicator.CDDH.10")
    freeze_otherwise(issued, "indicator.CDDH.10", "23")
    assert "báo cáo đó ghi 23" in source(client, opened, "before.indicator.CDDH.10")


def test_an_earlier_figure_that_the_issued_report_leaves_out_leads_to_its_period(
    client, cast, opened, issued, third, give_all, say, articles, submit
):
    say(articles, 12)
    give_all()
    submit(opened, note="Chưa đủ")
    freeze_otherwise(issued, "indicator.CDDH.10", None)
    client.force_login(cast.coordinator)
    page = source(client, opened, "before.indicator.CDDH.10")
    assert reverse("report_fact", args=[issued.uid, "indicator.CDDH.10"]) not in page
    assert reverse("figures_sums", args=[third.uid]) in page
    assert "chưa có báo cáo đã ban hành" not in page


def test_an_earlier_figure_without_a_report_leads_to_the_figures_of_its_period(
    client, cast, opened, third, give_all, say, articles
):
    say(articles, 12)
    give_all()
    client.force_login(cast.coordinator)
    page = source(client, opened, "before.indicator.CDDH.10")
    assert reverse("figures_sums", args=[third.uid]) in page


def test_the_preceding_period_is_called_by_its_name(
    client, cast, opened, third, give_all, say, articles, consolidated
):
    say(articles, 12)
    give_all()
    report = consolidated(opened)
    words = as_text(from_json(report.texts.get(code="I.1").paragraphs))
    assert "giảm so với quý III năm trước (20 tin, bài)" in words
    client.force_login(cast.coordinator)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Kỳ trước (quý III năm trước)" in page
    assert "Cùng kỳ năm trước</th>" not in page
    assert "Chưa so với cùng kỳ năm trước" in page


def test_without_any_earlier_period_there_is_no_column_of_one(client, cast, opened):
    client.force_login(cast.coordinator)
    page = client.get(opened.get_absolute_url()).content.decode()
    assert "Kỳ trước" not in page
    assert "Chưa có kỳ so sánh" in page


def test_the_numbers_of_the_leaders_page_lead_to_their_source(
    client, cast, opened, give_all, say, articles, consolidated
):
    say(articles, 12)
    give_all()
    consolidated(opened)
    client.force_login(cast.leader)
    page = client.get(reverse("report_paper", args=[opened.uid])).content.decode()
    address = reverse("report_fact", args=[opened.uid, "indicator.CDDH.10"])
    assert page.count(address) >= 2  # the number, and the sentence that tells it
    assert Report.objects.get().is_open


def test_words_that_several_units_share_stand_once(
    opened, part_of, give, cast, consolidated, say, articles
):
    same = {"I.1": "Đã phổ biến kế hoạch tới  mọi người."}
    give(part_of(cast.office), narrative=same)
    give(part_of(cast.division), narrative={"I.1": "Đã phổ biến kế hoạch tới mọi người."})
    give(part_of(cast.centre), narrative={"I.1": "Đã mở hai lớp."})
    words = as_text(from_json(consolidated(opened).texts.get(code="I.1").paragraphs))
    both = f"- {cast.office.name} và {cast.division.name}: Đã phổ biến kế hoạch tới mọi người."
    turned = f"- {cast.division.name} và {cast.office.name}: Đã phổ biến kế hoạch tới mọi người."
    assert both in words or turned in words
    assert words.count("Đã phổ biến") == 1
    assert f"- {cast.centre.name}: Đã mở hai lớp." in words
