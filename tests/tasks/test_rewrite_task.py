"""A misreading put right, and an annex that fills a task in: nothing recorded is ever lost."""

from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.documents.services.directions import Word
from cchc.plans import issuing
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.as_of import states_on
from cchc.tasks.services.entrusting import entrust
from cchc.tasks.services.extending import Decision, ask_extension, extend_by_document
from cchc.tasks.services.recording import Result, record_fact
from cchc.tasks.services.rewriting import ExtensionsInTheWay, ResultsInTheWay
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


DUE, LATER = date(2026, 3, 31), date(2026, 4, 30)


@pytest.fixture
def extended(cast, plan, at):
    """A task due on 31/3 to which the leader gave until 30/4."""
    task = write(plan, [cast.office], coordinating=[cast.centre], times=[p.due(DUE)])
    said = Decision(
        granted=True,
        word=Word("Giám đốc Đỗ Thị Thanh", date(2026, 3, 9)),
        document_number="88/TB-SKHCN",
    )
    return extend_by_document(
        occurrence=task.occurrences.get(), to_due=LATER, reason="Chờ số liệu", decision=said,
        by=cast.coordinator, at=at,
    )  # fmt: skip


def days_of(extension):
    extension.refresh_from_db()
    return extension.from_due, extension.to_due, extension.state


def test_other_words_leave_an_extension_as_it_was_granted(cast, rewrite, extended):
    task = rewrite([cast.office], times=[p.due(DUE)], text="Nội dung đọc lại cho đúng")
    assert (task.occurrences.get().due_on, task.next_due_on) == (LATER, LATER)
    assert days_of(extended) == (DUE, LATER, "granted")


def test_a_true_day_before_the_extended_one_is_the_day_the_extension_moved(cast, rewrite, extended):
    true_day = date(2026, 2, 28)
    task = rewrite([cast.office], times=[p.due(true_day)])
    assert task.occurrences.get().due_on == LATER
    assert days_of(extended) == (true_day, LATER, "granted")
    rows = type(task).objects.filter(pk=task.pk)
    assert states_on(rows, date(2026, 3, 8), 7)[task.pk] is State.OVERDUE
    said = AuditEvent.objects.get(action="task.rewritten").data["extensions"]
    assert said == [
        {"from_due": [DUE.isoformat(), true_day.isoformat()], "to_due": LATER.isoformat()}
    ]


def test_a_true_day_after_the_extended_one_makes_the_extension_moot(cast, rewrite, extended):
    true_day = date(2026, 6, 30)
    task = rewrite([cast.office], times=[p.due(true_day)])
    assert task.occurrences.get().due_on == true_day
    assert days_of(extended) == (DUE, LATER, "moot")
    rows = type(task).objects.filter(pk=task.pk)
    assert states_on(rows, date(2026, 3, 8), 7)[task.pk] is State.IN_PROGRESS


def test_a_second_extension_stays_with_the_first(cast, rewrite, extended, at):
    latest = date(2026, 5, 29)
    said = Decision(
        granted=True,
        word=Word("Giám đốc Đỗ Thị Thanh", date(2026, 3, 10)),
        document_number="88/TB-SKHCN",
    )
    second = extend_by_document(
        occurrence=extended.occurrence, to_due=latest, reason="Chờ họp", decision=said,
        by=cast.coordinator, at=at,
    )  # fmt: skip
    task = rewrite([cast.office], times=[p.due(date(2026, 4, 10))])
    assert task.occurrences.get().due_on == latest
    assert days_of(extended) == (date(2026, 4, 10), LATER, "granted")
    assert days_of(second) == (LATER, latest, "granted")


def test_a_request_that_waits_asks_for_more_than_the_true_day(cast, plan, rewrite, at):
    row = write(plan, [cast.office], times=[p.due(DUE)]).occurrences.get()
    asked = ask_extension(occurrence=row, to_due=LATER, reason="Chờ họp", by=cast.lan, at=at)
    rewrite([cast.office], times=[p.due(date(2026, 4, 10))])
    assert days_of(asked) == (date(2026, 4, 10), LATER, "asked")
    rewrite([cast.office], times=[p.due(date(2026, 5, 29))])
    assert days_of(asked) == (date(2026, 4, 10), LATER, "moot")


def test_an_extension_goes_with_the_work_to_the_unit_that_truly_leads(cast, rewrite, extended):
    task = rewrite([cast.division], times=[p.due(DUE)])
    row = task.occurrences.get()
    assert (row.unit, row.due_on, row.extensions.get()) == (cast.division, LATER, extended)


def test_a_correction_that_would_lose_an_extension_is_refused(cast, rewrite, extended):
    with pytest.raises(ExtensionsInTheWay):
        rewrite([cast.office], times=[p.every("monthly")])
    assert days_of(extended) == (DUE, LATER, "granted")


def test_whoever_was_named_for_a_part_keeps_it_when_the_unit_truly_leads(cast, plan, rewrite, at):
    task = write(plan, [cast.office], coordinating=[cast.division], times=[p.due(DUE)])
    entrust(task=task, people={cast.division: cast.minh}, seen=task.version, by=cast.head, at=at)
    task = rewrite([cast.division], coordinating=[cast.office], times=[p.due(DUE)])
    part = task.assignments.get(unit=cast.division)
    assert (part.part, part.person) == ("lead", cast.minh)
