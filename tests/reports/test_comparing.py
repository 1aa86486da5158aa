"""A report beside the period before and the same one last year; after a merger nothing is compared (case 22)."""

from datetime import date

import pytest
from django.urls import reverse

from cchc.indicators.models import FigureDuty, Observation
from cchc.indicators.rules import Stage
from cchc.indicators.services.targets import link_target
from cchc.orgs.models import Succession
from cchc.plans.models import Target
from cchc.reports.rules.binding import as_text
from cchc.reports.rules.prose import from_json
from cchc.reports.selectors.compare import compared_facts
from cchc.reports.selectors.content import content_of
from cchc.reports.selectors.facts import period_a_year_before, period_before
from cchc.reports.services import refusals
from cchc.reports.services.deciding import Signed, issue_report
from cchc.reports.services.opening import open_report
from cchc.reports.services.writing import add_bases
from tests.factories import programme as p

pytestmark = pytest.mark.django_db
LAST_YEAR = (date(2024, 12, 15), date(2025, 3, 14))


@pytest.fixture
def last_year(make_period, say, articles):
    period = make_period("Quý I năm 2025", *LAST_YEAR, code="2025-Q1", due_on=date(2025, 3, 18))
    say(articles, 10, period=period)
    return period


def row_of(report, at, key="indicator.CDDH.10"):
    return next(row for row in compared_facts(content_of(report, at)) if row.key == key)


def test_a_figure_stands_beside_last_years(opened, last_year, give_all, say, articles, at):
    say(articles, 12)
    give_all()
    row = row_of(opened, at)
    assert (row.now, row.last_year, row.change) == ("12", "10", "tăng 2")


def test_only_a_window_as_long_is_the_period_before(period, make_period):
    make_period("6 tháng 2025", date(2024, 12, 15), date(2025, 6, 14), code="2025-H1")
    third = make_period("Quý III", date(2025, 6, 15), date(2025, 9, 14), code="2025-Q3")
    assert period_before(period) == third
    assert period_a_year_before(period) is None


def test_after_a_merger_it_says_that_nothing_is_compared(
    opened, last_year, give_all, submit, say, articles, at, cast
):
    say(articles, 12)
    give_all()
    Succession.objects.create(
        predecessor=cast.other_agency, successor=cast.agency, on=date(2025, 7, 1),
        decision="12/NQ-HĐND",
    )  # fmt: skip
    report = submit(opened)
    row = row_of(report, at)
    assert (row.last_year, row.change) == ("không so sánh do thay đổi tổ chức", "")
    text = as_text(from_json(report.frozen["texts"]["I.1"]))
    assert "không so sánh do thay đổi tổ chức" in text


def test_both_bases_are_added_when_the_office_says_so(
    opened, last_year, give_all, submit, say, articles, at, cast, make_period
):
    say(articles, 12)
    give_all()
    Succession.objects.create(
        predecessor=cast.other_agency, successor=cast.agency, on=date(2025, 7, 1)
    )
    facts = {"report": opened, "is_added": True, "version": 1, "by": cast.coordinator, "at": at}
    with pytest.raises(refusals.BasesUnknown, match=cast.other_agency.name):
        add_bases(**facts)
    theirs = make_period("Quý I năm 2025", *LAST_YEAR, agency=cast.other_agency)
    FigureDuty.objects.create(agency=cast.other_agency, indicator=articles)
    Observation.objects.create(
        agency=cast.other_agency, indicator=articles, unit=cast.other_division, period=theirs,
        stage="official", numerator=30, entered_by=cast.outsider, entered_at=at,
    )  # fmt: skip
    add_bases(**facts)
    opened.refresh_from_db()
    row = row_of(opened, at)
    assert (row.last_year, row.change) == ("40", "giảm 28")
    report = submit(opened)
    assert report.frozen["added"] == [cast.other_agency.name]
    assert "giảm" in as_text(from_json(report.frozen["texts"]["I.1"]))


def test_the_office_adds_bases_on_the_reports_page(client, opened, last_year, cast, give_all):
    give_all()
    Succession.objects.create(
        predecessor=cast.other_agency, successor=cast.agency, on=date(2025, 7, 1)
    )
    client.force_login(cast.coordinator)
    page = client.get(reverse("report", args=[opened.uid]))
    assert "Cộng cơ sở" in page.content.decode()
    address = reverse("report_bases", args=[opened.uid])
    refused = client.post(address, {"is_added": "on", "version": "1"})
    assert refused.status_code == 422
    assert "Không có số liệu cùng kỳ năm trước của: Sở Nội vụ" in refused.content.decode()


def test_what_was_issued_last_year_is_what_is_compared_with(
    opened, last_year, give_all, submit, send_out, say, articles, at, cast, report_form
):
    """The issued report of the year before counts, not what was entered after it."""
    earlier = open_report(
        period=last_year, form=report_form, parts_due_on=date(2025, 3, 17), by=cast.coordinator,
        at=at,
    )  # fmt: skip
    frozen = submit(earlier, note="Số liệu năm trước")
    issue_report(
        report=frozen, signed=Signed("9/BC-SKHCN", date(2025, 3, 18)), version=frozen.version,
        by=cast.clerk, at=at,
    )  # fmt: skip
    say(articles, 99, period=last_year)
    say(articles, 12)
    give_all()
    assert row_of(opened, at).last_year == ""


def test_the_next_cumulative_figure_uses_the_official_one_while_the_report_keeps_its_estimate(
    opened, cast, client, say, articles, make_period, at, give_all, submit, send_out
):
    """40 (ước) is reported and signed, then 43: half a year and the year's total hold 43, the report keeps 40."""
    say(articles, 40, stage=Stage.ESTIMATED, note="Ước theo hai tháng đầu")
    give_all()
    report = send_out(submit(opened))
    say(articles, 43)

    half = make_period("6 tháng", last=date(2026, 6, 14), code="2026-H1", due_on=date(2026, 6, 18))
    say(articles, 41, period=half)
    client.force_login(cast.coordinator)
    page = client.get(reverse("figures_entry", args=[half.uid, cast.office.uid])).content.decode()
    assert "Nhỏ hơn số đã báo cáo của Quý I (43)" in page

    plan = p.make_plan(cast)
    plan.target_count = 1
    plan.save(update_fields=["target_count"])
    target = Target.objects.create(
        plan=plan, position=1, path="II.1", text="Tin, bài từ 60 trở lên", area=p.area(),
        comparator=">=", value=60, unit_of_measure="tin",
    )  # fmt: skip
    link_target(target=target, indicator=articles, by=cast.coordinator, at=at)
    half.closed_on = date(2026, 3, 16)
    half.save()
    second = make_period(
        "Quý II", first=date(2026, 3, 15), last=date(2026, 6, 14), code="2026-Q2",
        due_on=date(2026, 6, 18),
    )  # fmt: skip
    say(articles, 7, period=second)
    shown = client.get(reverse("figures_target", args=[target.uid]))
    assert shown.context["line"].now == "50"

    row = row_of(report, at)
    assert row.now == "40 (ước)"
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Số liệu đã thay đổi sau khi chốt" in page
    assert "40 (ước)" in page
