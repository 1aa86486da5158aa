"""The overview: every number opens a list of exactly that length; it costs the same however many tasks."""

import re
from datetime import date
from html import unescape

import pytest

from cchc.core import clock
from cchc.orgs.models import User
from cchc.orgs.rules import Role
from cchc.periods.models import ReportingPeriod
from cchc.reports.selectors.opening import forms_for
from cchc.reports.services.opening import open_report
from cchc.tasks.models import Task
from tests.factories.cast import person

FIGURE = re.compile(r'<a [^>]*href="(/tasks/\?[^"]+)"[^>]*>(.*?)</a>', re.S)
BAR = re.compile(r'<a href="(/tasks/\?[^"]+)" aria-label="T\d+: (\d+) ')
TOTAL = re.compile(r"<b>([\d.]+)</b> nhiệm vụ")


@pytest.fixture
def office(loaded, db, client):
    """The demo office as of the tests' day, seen by its coordinator."""
    client.force_login(User.objects.get(username="daumoi"))
    return client


def shown(text: str) -> int | None:
    """The last figure of "done/all", else the first number of a link's text."""
    plain = re.sub(r"<[^>]+>", " ", text)
    pair = re.search(r"(\d+)\s*/\s*(\d+)", plain)
    found = re.search(r"\d+", plain)
    return int(pair[2]) if pair else int(found[0]) if found else None


def listed(client, address: str) -> int:
    page = client.get(unescape(address)).content.decode()
    return int(TOTAL.search(page)[1].replace(".", "")) if "task-summary" in page else 0


def test_every_number_is_the_length_of_the_list_it_opens(office):
    page = office.get("/").content.decode()

    figures = [(address, shown(text)) for address, text in FIGURE.findall(page)]
    figures += [(address, int(count)) for address, count in BAR.findall(page)]
    counted = [(address, count) for address, count in figures if count is not None]

    assert len(counted) > 40
    for address, count in counted:
        assert listed(office, address) == count, address


def test_the_parts_of_the_first_line_add_up_to_all_tasks_of_the_agency_and_year(office):
    totals = office.get("/").context["figures"].totals

    parts = (
        totals.done,
        totals.in_time,
        totals.overdue,
        totals.standing,
        totals.waiting,
        totals.ended,
    )
    assert sum(part.count for part in parts) == totals.all.count
    assert (
        totals.all.count
        == Task.objects.filter(agency__name="Sở Khoa học và Công nghệ", plan__year=2026).count()
    )


def test_the_number_of_statements_does_not_grow_with_tasks(office, django_assert_max_num_queries):
    """But for one more where a task has several leads."""
    small = Task.objects.filter(agency__name="UBND xã Đồng Phú").first()
    reader = person("doc", "Người Đọc", small.agency, Role.LEADER)
    office.force_login(reader)
    with django_assert_max_num_queries(20) as few:
        office.get("/")

    office.force_login(User.objects.get(username="giamdoc"))
    with django_assert_max_num_queries(len(few) + 1):
        office.get("/")


def test_the_message_to_paste_names_late_tasks_and_their_units_without_links(office):
    page = office.get("/").context

    message = page["message"]
    assert "quá hạn, tính đến ngày 10/03/2026" in message
    assert "http" not in message
    assert all(row.label in message for row in page["urgent"] if row.is_overdue)


def test_another_agency_and_year_can_be_chosen_only_among_those_one_reads(office):
    own = office.get("/?agency=00000000-0000-0000-0000-000000000000&year=1999").context

    assert own["agency"].name == "Sở Khoa học và Công nghệ"
    assert own["year"] == 2026


def test_work_from_outside_plans_is_counted_apart(office):
    """Case 17: counted apart, yet listed with all the rest."""
    figures = office.get("/").context["figures"]
    assert figures.assigned.all.count == 4
    assert figures.assigned.overdue.count == 1
    assert not Task.objects.filter(instruction__isnull=False, plan__isnull=False).exists()
    assert "nhiệm vụ phát sinh ngoài kế hoạch" in office.get("/").content.decode()


def test_the_next_reports_come_from_the_reporting_calendar_and_leave_when_they_are_sent(office):
    """A period made from the calendar stands there with its day; a late one stays until its report is sent."""

    def notes() -> dict[str, int]:
        return {
            each.period.name: each.days_over for each in office.get("/").context["figures"].reports
        }

    page = office.get("/").content.decode()
    assert notes()["Quý I năm 2026"] == 0
    assert "Quý III năm 2026" not in notes()
    assert "hạn gửi 18/03/2026" in page

    period = ReportingPeriod.objects.get(
        agency__name="Sở Khoa học và Công nghệ", name="Quý I năm 2026"
    )
    report = open_report(
        period=period,
        form=forms_for(period.agency, period.data_to)[0],
        parts_due_on=date(2026, 3, 16),
        by=User.objects.get(username="daumoi"),
        at=clock.now(),
    )
    ReportingPeriod.objects.filter(pk=period.pk).update(due_on=date(2026, 3, 5))
    assert notes()["Quý I năm 2026"] == 5
    assert report.get_absolute_url() in office.get("/").content.decode()

    ReportingPeriod.objects.filter(pk=period.pk).update(closed_on=date(2026, 3, 6))
    assert "Quý I năm 2026" not in notes()
