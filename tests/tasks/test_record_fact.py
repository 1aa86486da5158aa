"""Recording that something was submitted or delivered, and taking it back."""

from datetime import date, datetime, timedelta

import pytest

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core.clock import VIETNAM
from cchc.core.errors import Stale
from cchc.orgs.guards import reasons_against_closing
from cchc.tasks.services import refusals
from cchc.tasks.services.recording import Result, record_event, record_fact, undo_fact
from tests.factories import programme as p

DUE = date(2026, 3, 31)


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


@pytest.fixture
def task(cast, plan):
    return p.write_one(plan, [cast.office], coordinating=[cast.division], times=[p.due(DUE)])


@pytest.fixture
def record(at):
    def act(occurrence, by, *, delivered=None, submitted=None, number="", at=at, seen=None):
        return record_fact(
            occurrence=occurrence,
            result=Result(submitted, delivered, number),
            by=by,
            at=at,
            seen=seen or occurrence.version,
        )

    return act


def events(action):
    return list(AuditEvent.objects.filter(action=action).order_by("seq"))


def test_the_lead_unit_records_a_delivery_and_the_task_is_done(cast, task, record, at):
    row = record(task.occurrences.get(), cast.lan, delivered=date(2026, 3, 9), number=" 12/KH ")

    task.refresh_from_db()
    assert (row.delivered_on, row.document_number, row.on_behalf) == (
        date(2026, 3, 9),
        "12/KH",
        False,
    )
    assert (task.open_count, task.done_count, task.products_done) == (0, 1, 1)
    assert task.changed_at == at
    assert sentence(events("task.recorded")[0]).startswith(
        "ghi nhận hoàn thành ngày 09/03/2026, văn bản số 12/KH"
    )


def test_the_coordinator_records_for_a_unit_and_it_is_marked(cast, plan, record):
    task = p.write_one(plan, [cast.centre], times=[p.due(DUE)])
    row = record(task.occurrences.get(), cast.coordinator, delivered=date(2026, 3, 9))
    assert row.on_behalf is True
    assert "(nhập thay)" in sentence(events("task.recorded")[0])


def test_a_coordinating_unit_may_record_too(cast, task, record):
    assert record(task.occurrences.get(), cast.minh, delivered=date(2026, 3, 9)).on_behalf is False


@pytest.mark.parametrize("who", ["stranger", "outsider", "leader", "clerk", "hoa", "administrator"])
def test_nobody_else_records_and_nothing_is_left(cast, task, record, who):
    with pytest.raises(refusals.NotYourUnit):
        record(task.occurrences.get(), getattr(cast, who), delivered=date(2026, 3, 9))
    task.refresh_from_db()
    assert task.done_count == 0
    assert not events("task.recorded")


def test_one_lead_cannot_record_the_share_of_another(cast, plan, record):
    task = p.write_one(plan, [cast.office, cast.division], times=[p.due(DUE)])
    share = task.occurrences.get(unit=cast.division)
    with pytest.raises(refusals.NotYourUnit):
        record(share, cast.lan, delivered=date(2026, 3, 9))


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        ({}, refusals.NothingRecorded),
        ({"delivered": date(2026, 3, 11)}, refusals.InTheFuture),
        ({"delivered": date(2025, 12, 31)}, refusals.BeforeThePlan),
        (
            {"submitted": date(2026, 3, 5), "delivered": date(2026, 3, 4)},
            refusals.DeliveredBeforeSubmitted,
        ),
    ],
)
def test_impossible_days_are_refused(cast, task, record, days, refusal):
    with pytest.raises(refusal):
        record(task.occurrences.get(), cast.lan, **days)
    assert not events("task.recorded")


def test_today_ends_at_midnight_in_vietnam(cast, task, record):
    evening = datetime(2026, 3, 10, 23, 59, tzinfo=VIETNAM)
    with pytest.raises(refusals.InTheFuture):
        record(task.occurrences.get(), cast.lan, delivered=date(2026, 3, 11), at=evening)
    record(task.occurrences.get(), cast.lan, delivered=date(2026, 3, 10), at=evening)


def test_a_discontinued_task_takes_no_more_results(cast, task, record):
    task.discontinued_on = date(2026, 3, 1)
    task.save()
    with pytest.raises(refusals.NoLongerCarriedOut):
        record(task.occurrences.get(), cast.lan, delivered=date(2026, 3, 9))


def test_the_second_of_two_people_is_told_and_loses_nothing(cast, task, record):
    row = task.occurrences.get()
    record(row, cast.lan, delivered=date(2026, 3, 9))
    with pytest.raises(Stale):
        record(row, cast.minh, delivered=date(2026, 3, 8), seen=1)
    row.refresh_from_db()
    assert row.delivered_on == date(2026, 3, 9)


def test_its_unit_undoes_for_a_day_and_the_coordinator_later(cast, task, record, at):
    row = record(task.occurrences.get(), cast.lan, delivered=at.date())
    late = at + timedelta(hours=24, seconds=1)
    with pytest.raises(refusals.UndoOver, match="09:00 11/03/2026"):
        undo_fact(occurrence=row, by=cast.lan, at=late, seen=row.version)
    row.refresh_from_db()
    assert row.delivered_on == at.date()
    row = undo_fact(occurrence=row, by=cast.coordinator, at=late, seen=row.version)
    assert row.delivered_on is None


def test_the_last_moment_of_undoing_counts(cast, task, record, at):
    row = record(task.occurrences.get(), cast.lan, delivered=at.date())
    last = at + timedelta(hours=24)
    assert undo_fact(occurrence=row, by=cast.lan, at=last, seen=row.version).delivered_on is None


def test_undoing_gives_back_what_stood_before_step_by_step(cast, task, record, at):
    row = task.occurrences.get()
    row = record(row, cast.lan, submitted=date(2026, 3, 5))
    row = record(row, cast.minh, submitted=date(2026, 3, 5), delivered=date(2026, 3, 9))
    row = undo_fact(occurrence=row, by=cast.lan, at=at, seen=row.version)
    assert (row.submitted_on, row.delivered_on, row.recorded_by) == (
        date(2026, 3, 5),
        None,
        cast.lan,
    )
    row = undo_fact(occurrence=row, by=cast.lan, at=at, seen=row.version)
    assert (row.submitted_on, row.recorded_by, row.recorded_at) == (None, None, None)
    with pytest.raises(refusals.NothingToUndo):
        undo_fact(occurrence=row, by=cast.lan, at=at, seen=row.version)
    task.refresh_from_db()
    assert (task.open_count, task.submitted_count, task.next_due_on) == (1, 0, DUE)
    assert len(events("task.undone")) == 2


def test_an_event_opens_an_occurrence_for_each_lead(cast, plan, at, record):
    task = p.write_one(
        plan,
        [cast.office, cast.centre],
        products=["Quyết định (nếu có)"],
        times=[p.every("on_event")],
    )
    rows = record_event(task=task, on=date(2026, 3, 2), due_on=date(2026, 3, 5), by=cast.lan, at=at)
    assert {row.unit_id for row in rows} == {cast.office.pk, cast.centre.pk}
    task.refresh_from_db()
    assert (task.open_count, task.next_due_on) == (2, date(2026, 3, 5))
    again = record_event(task=task, on=date(2026, 3, 2), due_on=None, by=cast.lan, at=at)
    assert {row.period for row in again} == {"2026-03-02#2"}


def test_an_event_is_refused_where_it_makes_no_sense(cast, task, plan, at):
    with pytest.raises(refusals.NotEventDriven):
        record_event(task=task, on=date(2026, 3, 2), due_on=None, by=cast.lan, at=at)
    waiting = p.write_one(plan, [cast.office], times=[p.every("on_event")])
    with pytest.raises(refusals.DueBeforeEvent):
        record_event(task=waiting, on=date(2026, 3, 2), due_on=date(2026, 3, 1), by=cast.lan, at=at)
    with pytest.raises(refusals.NotYourUnit):
        record_event(task=waiting, on=date(2026, 3, 2), due_on=None, by=cast.minh, at=at)


def test_a_unit_with_open_work_cannot_be_closed(cast, task):
    assert "1 mốc nhiệm vụ" in reasons_against_closing(cast.office)[0]
    assert "tham gia 1 nhiệm vụ" in reasons_against_closing(cast.division)[0]
    assert not reasons_against_closing(cast.centre)
