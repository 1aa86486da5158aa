"""A misreading put right, and an annex that fills a task in: nothing recorded is ever lost."""

from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.plans import issuing
from cchc.tasks.services.recording import Result, record_fact
from cchc.tasks.services.rewriting import ResultsInTheWay
from tests.factories import programme as p

TODAY = date(2026, 3, 10)


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


@pytest.fixture
def rewrite(plan, cast, at):
    def act(*args, **kwargs):
        issuing.rewrite_task(plan, p.issued(*args, key="II.1.a", **kwargs), cast.coordinator, at)
        return plan.tasks.get(draft_key="II.1.a")

    return act


def write(plan, *args, **kwargs):
    return p.write_one(plan, *args, key="II.1.a", **kwargs)


def record(row, by, at):
    return record_fact(
        occurrence=row, result=Result(None, date(2026, 3, 9)), by=by, at=at, seen=row.version
    )


def test_a_true_date_moves_the_occurrence_and_keeps_its_result(cast, plan, rewrite, at):
    task = write(plan, [cast.office], times=[p.due(date(2026, 3, 31))])
    row = record(task.occurrences.get(), cast.lan, at)
    task = rewrite([cast.office], times=[p.due(date(2026, 3, 5))])
    again = task.occurrences.get()
    assert (again.uid, again.due_on, again.delivered_on) == (
        row.uid,
        date(2026, 3, 5),
        date(2026, 3, 9),
    )
    assert task.late_count == 1
    assert AuditEvent.objects.filter(action="task.rewritten", target_uid=task.uid).count() == 1


def test_a_true_lead_takes_over_what_nobody_recorded(cast, plan, rewrite):
    write(plan, [cast.office], coordinating=[cast.centre], times=[p.due(date(2026, 3, 31))])
    task = rewrite([cast.division], times=[p.due(date(2026, 3, 31))])
    assert task.occurrences.get().unit == cast.division
    assert [part.unit for part in task.assignments.all()] == [cast.division]
    assert task.lead_unit == cast.division


def test_a_correction_that_would_lose_a_result_is_refused(cast, plan, rewrite, at):
    task = write(plan, [cast.office], times=[p.due(date(2026, 3, 31))])
    record(task.occurrences.get(), cast.lan, at)
    with pytest.raises(ResultsInTheWay):
        rewrite([cast.division], times=[p.due(date(2026, 3, 31))])
    assert task.occurrences.get().unit == cast.office
    assert [part.unit for part in task.assignments.all()] == [cast.office]


def test_an_annex_fills_in_who_what_and_when(cast, plan, rewrite):
    task = write(plan, [], products=[], times=[])
    assert task.nature == "unscheduled"
    task = rewrite(
        [cast.office, cast.centre],
        products=["Kế hoạch", "Báo cáo"],
        times=[p.due(date(2026, 6, 30))],
    )
    assert (task.nature, task.open_count, task.products_count) == ("dated", 4, 2)
    assert task.milestones.count() == 2


def test_a_true_wording_alone_changes_nothing_else(cast, plan, rewrite):
    task = write(plan, [cast.office], times=[p.every("monthly")])
    uids = set(task.occurrences.values_list("uid", flat=True))
    products = set(task.deliverables.values_list("uid", flat=True))
    task = rewrite([cast.office], times=[p.every("monthly")], text="Nội dung đọc lại cho đúng")
    assert task.text == "Nội dung đọc lại cho đúng"
    assert "noi dung doc lai" in task.search_key
    assert set(task.occurrences.values_list("uid", flat=True)) == uids
    assert set(task.deliverables.values_list("uid", flat=True)) == products


def test_the_plan_page_lists_its_tasks_with_their_state(cast, plan):
    task = write(plan, [cast.office], times=[p.due(date(2026, 2, 28))])
    line = issuing.task_lines(plan, TODAY)[0]
    assert (line.leads, line.due, line.state_label, line.state_tone) == (
        "Văn phòng Sở",
        date(2026, 2, 28),
        "Quá hạn",
        "late",
    )
    assert line.address == f"/tasks/{task.uid}/"
    assert issuing.existing_tasks(plan)[0].key == "II.1.a"
