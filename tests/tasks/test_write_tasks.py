"""Putting a plan in force writes its tasks, their shares and the days on which something is due."""

from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.periods.models import ReportingCalendar
from cchc.periods.services.reporting import Basis, adopt_calendar, make_year
from cchc.tasks.models import Assignment, Occurrence, Task
from cchc.tasks.services.writing import place_reports, write_tasks
from tests.factories import programme as p


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


def test_one_date_gives_exactly_one_occurrence_for_the_lead(cast, plan):
    task = p.write_one(plan, [cast.office], times=[p.due(date(2026, 3, 31))])

    row = task.occurrences.get()
    assert (row.unit, row.due_on, row.period) == (cast.office, date(2026, 3, 31), "")
    assert task.nature == Task.Nature.DATED
    assert (task.next_due_on, task.open_count, task.lead_unit) == (row.due_on, 1, cast.office)


def test_before_a_day_is_stored_as_the_day_before_it(cast, plan):
    task = p.write_one(plan, [cast.office], times=[p.due(date(2026, 9, 3), before=True)])

    assert task.occurrences.get().due_on == date(2026, 9, 2)
    assert task.milestones.get().written_due == date(2026, 9, 3)


def test_a_collective_lead_gives_one_share_per_unit(cast, plan):
    units = [cast.office, cast.division, cast.sub_department, cast.centre]
    leads = [p.link(unit, cast.all_units) for unit in units]
    task = p.write_one(plan, leads, times=[p.due(date(2026, 3, 31))])

    assert {row.unit for row in task.occurrences.all()} == set(units)
    assert task.open_count == 4
    assert task.lead_unit is None
    assert {a.group for a in task.assignments.all()} == {cast.all_units}


def test_two_leads_each_owe_the_product_that_names_them(cast, plan):
    task = p.write_one(
        plan,
        [cast.office, cast.centre],
        products=["Kế hoạch của Giám đốc Sở", "Kế hoạch của Giám đốc Trung tâm", "Báo cáo kết quả"],
        times=[p.due(date(2026, 3, 31), product=0), p.due(date(2026, 11, 30), product=2)],
    )

    owed = {(o.milestone.deliverable.text, o.unit, o.due_on) for o in task.occurrences.all()}
    assert owed == {
        ("Kế hoạch của Giám đốc Sở", cast.office, date(2026, 3, 31)),
        ("Kế hoạch của Giám đốc Trung tâm", cast.centre, date(2026, 3, 31)),
        ("Báo cáo kết quả", cast.office, date(2026, 11, 30)),
        ("Báo cáo kết quả", cast.centre, date(2026, 11, 30)),
    }


def test_one_date_for_several_products_gives_each_its_own_occurrence(cast, plan):
    task = p.write_one(
        plan, [cast.office], products=["Kế hoạch", "Báo cáo"], times=[p.due(date(2026, 6, 30))]
    )
    assert [o.milestone.deliverable.text for o in task.occurrences.order_by("pk")] == [
        "Kế hoạch",
        "Báo cáo",
    ]


def test_alternatives_owe_one_occurrence_for_the_task(cast, plan):
    task = p.write_one(
        plan,
        [cast.office],
        products=["Quyết định", "Báo cáo"],
        products_rule="any",
        times=[p.due(date(2026, 6, 30))],
    )
    assert task.occurrences.get().milestone.deliverable is None
    assert task.open_count == 1


def test_work_that_follows_reports_waits_for_the_calendar_and_is_placed_once(cast, plan, at):
    task = p.write_one(plan, [cast.office], times=[p.every("with_reports")])
    assert not task.occurrences.exists()
    assert task.unplaced_count == 1

    p.report_deadline(plan, "2026-Q1", date(2026, 3, 14), date(2026, 3, 18))
    p.report_deadline(plan, "2026-H1", date(2026, 6, 14), date(2026, 6, 18))
    assert place_reports(plan, cast.coordinator, at) == 2
    assert place_reports(plan, cast.coordinator, at) == 0

    task.refresh_from_db()
    assert [o.due_on for o in task.occurrences.all()] == [date(2026, 3, 18), date(2026, 6, 18)]
    assert (task.unplaced_count, task.open_count) == (0, 2)


def test_a_year_made_from_the_reporting_calendar_gives_waiting_work_its_days(cast, plan, at):
    task = p.write_one(plan, [cast.office], times=[p.every("with_reports")])
    own = adopt_calendar(
        shipped=ReportingCalendar.objects.get(agency=None, code="periodic"),
        agency=cast.agency,
        basis=Basis("decision", "06/QĐ-UBND", date(2026, 1, 5), "UBND tỉnh", "Chế độ báo cáo"),
        by=cast.coordinator,
        at=at,
    )
    for code, day in {"Q1": "18/03", "H1": "18/06", "Q3": "18/09", "Y": "18/12"}.items():
        own.periods.filter(code=code).update(due=day)
    make_year(calendar=own, year=2026, by=cast.coordinator, at=at)

    task.refresh_from_db()
    assert [o.due_on.month for o in task.occurrences.order_by("due_on")] == [3, 6, 9, 12]
    assert (task.unplaced_count, task.open_count) == (0, 4)


def test_an_event_driven_task_has_no_occurrence_until_the_event(cast, plan):
    task = p.write_one(plan, [cast.office], times=[p.every("on_event")])
    assert not task.occurrences.exists()
    assert task.nature == Task.Nature.ON_EVENT


def test_a_task_without_a_time_can_still_be_done(cast, plan):
    task = p.write_one(plan, [cast.office], times=[])
    assert task.occurrences.get().due_on is None
    assert task.nature == Task.Nature.UNSCHEDULED


def test_a_task_without_a_lead_keeps_its_occurrence(cast, plan):
    task = p.write_one(plan, [], times=[p.due(date(2026, 6, 30))])
    assert task.occurrences.get().unit is None
    assert task.lead_count == 0


def test_a_unit_that_leads_is_not_also_coordinating(cast, plan):
    task = p.write_one(plan, [cast.office], coordinating=[cast.office, cast.division])
    parts = {(a.unit, a.part) for a in task.assignments.all()}
    assert parts == {
        (cast.office, Assignment.Part.LEAD),
        (cast.division, Assignment.Part.COORDINATING),
    }


def test_writing_again_adds_only_what_is_new(cast, plan, at):
    first = p.issued([cast.office], key="II.1.a", times=[p.due(date(2026, 3, 31))])
    second = p.issued([cast.office], key="II.1.b", times=[p.due(date(2026, 6, 30))])
    write_tasks(plan, [first], cast.coordinator, at)
    write_tasks(plan, [first, second], cast.coordinator, at)

    assert list(plan.tasks.order_by("draft_key").values_list("draft_key", flat=True)) == [
        "II.1.a",
        "II.1.b",
    ]
    assert Occurrence.objects.count() == 2
    assert [event.data["tasks"] for event in AuditEvent.objects.order_by("seq")] == [1, 1]


def test_statements_do_not_grow_with_the_number_of_tasks(
    cast, plan, at, django_assert_max_num_queries
):
    tasks = [
        p.issued([cast.office, cast.division], key=f"k{n}", times=[p.every("quarterly")])
        for n in range(140)
    ]
    with django_assert_max_num_queries(60):  # rows are inserted by the batch
        write_tasks(plan, tasks, cast.coordinator, at)
    assert Occurrence.objects.count() == 140 * 2 * 4


def test_a_product_of_a_higher_level_is_known_by_its_wording(cast, plan):
    task = p.write_one(plan, [cast.office], products=["Quyết định của Chủ tịch UBND tỉnh (nếu có)"])
    product = task.deliverables.get()
    assert (product.issuer, product.kind, product.is_conditional) == (
        "peoples_committee",
        "decision",
        True,
    )


def test_who_issues_one_of_several_products_is_not_taken_for_the_others(cast):
    task = p.write_one(
        p.make_plan(cast),
        [cast.office],
        products=["Kế hoạch rà soát của Sở", "Quyết định của Chủ tịch UBND tỉnh (nếu có)"],
        issued_by="Chủ tịch UBND tỉnh",
    )
    single = p.write_one(
        p.make_plan(cast), [cast.office], products=["Phương án"], issued_by="Chủ tịch UBND tỉnh"
    )

    assert list(task.deliverables.values_list("issuer", flat=True)) == ["own", "peoples_committee"]
    assert single.deliverables.get().issuer == "peoples_committee"
