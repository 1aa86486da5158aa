"""A result is confirmed by somebody else than its author, or given back with words."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core import clock
from cchc.core.errors import Stale
from cchc.orgs.models import Membership
from cchc.orgs.rules import Role
from cchc.tasks.models import Occurrence
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.states import with_state
from cchc.tasks.services import refusals
from cchc.tasks.services.confirming import ask_for_evidence, confirm_result, return_result
from cchc.tasks.services.recording import Result, record_fact, undo_fact
from tests.factories import programme as p
from tests.factories.cast import person

DUE = date(2026, 3, 31)
DONE = date(2026, 3, 25)


@pytest.fixture
def at():
    return datetime(2026, 4, 2, 9, 0, tzinfo=clock.VIETNAM)


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


@pytest.fixture
def handed_in(plan, at):
    """An occurrence of a unit with a result recorded by somebody."""

    def make(unit, by, result=None):
        task = p.write_one(plan, [unit], times=[p.due(DUE)])
        row = task.occurrences.get()
        return record_fact(
            occurrence=row,
            result=result or Result(delivered_on=DONE),
            by=by,
            at=at,
            seen=row.version,
        )

    return make


def state_of(row, day):
    return with_state(type(row.task).objects.filter(pk=row.task_id), day, 7).get().state


def last(action):
    return AuditEvent.objects.filter(action=action).latest("seq")


def test_the_coordinator_confirms_what_another_unit_handed_in(cast, handed_in, at):
    row = handed_in(cast.division, cast.minh)
    row.task.refresh_from_db()
    assert row.task.unconfirmed_count == 1

    row = confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)

    row.task.refresh_from_db()
    assert (row.confirmed_by, row.confirmed_at, row.delivered_on) == (cast.coordinator, at, DONE)
    assert row.task.unconfirmed_count == 0
    assert sentence(last("task.confirmed")).startswith("xác nhận hoàn thành ngày 25/03/2026")


def test_confirming_changes_neither_state_nor_lateness(cast, handed_in, at):
    row = handed_in(cast.division, cast.minh)
    before = state_of(row, DUE)
    row = confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)
    assert state_of(row, DUE) == before == State.DONE_ON_TIME


def test_nobody_confirms_what_he_recorded_himself(cast, handed_in, at):
    row = handed_in(cast.division, cast.coordinator)  # on behalf of the division
    with pytest.raises(refusals.OwnResult):
        confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)
    confirm_result(occurrence=row, by=cast.leader, at=at, seen=row.version)


def test_the_offices_own_result_is_confirmed_by_the_leader_or_its_head_never_by_the_coordinator(
    cast, handed_in, at
):
    row = handed_in(cast.office, cast.lan)
    with pytest.raises(refusals.NotYoursToConfirm):
        confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)
    head_of_office = person("chanhvp", "Ngô Thị Bích", cast.office, Role.UNIT_HEAD)
    row = confirm_result(occurrence=row, by=head_of_office, at=at, seen=row.version)
    assert row.confirmed_by == head_of_office


@pytest.mark.parametrize(
    "who", ["head", "minh", "lan", "clerk", "administrator", "outsider", "hoa"]
)
def test_nobody_else_confirms(cast, handed_in, at, who):
    row = handed_in(cast.sub_department, cast.coordinator)
    with pytest.raises(refusals.NotYoursToConfirm):
        confirm_result(occurrence=row, by=getattr(cast, who), at=at, seen=row.version)
    assert not AuditEvent.objects.filter(action="task.confirmed").exists()


def test_a_head_does_not_confirm_his_own_division(cast, handed_in, at):
    row = handed_in(cast.division, cast.minh)
    with pytest.raises(refusals.NotYoursToConfirm):
        confirm_result(occurrence=row, by=cast.head, at=at, seen=row.version)


def test_nothing_recorded_is_nothing_to_confirm(cast, plan, at):
    row = p.write_one(plan, [cast.division], times=[p.due(DUE)]).occurrences.get()
    with pytest.raises(refusals.NothingToConfirm):
        confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)


def test_asking_for_evidence_keeps_the_delivered_day(cast, handed_in, at):
    row = handed_in(cast.division, cast.minh)
    row = ask_for_evidence(
        occurrence=row, note="Gửi bản đã ký", by=cast.coordinator, at=at, seen=row.version
    )
    row.task.refresh_from_db()
    assert (row.delivered_on, row.asked_back) == (DONE, "evidence")
    assert (row.task.open_count, row.task.asked_back_count, row.task.unconfirmed_count) == (0, 1, 0)
    assert "“Gửi bản đã ký”" in sentence(last("task.asked_back"))


def test_giving_back_takes_the_day_away_and_the_work_is_open_again(cast, handed_in, at):
    row = handed_in(cast.division, cast.minh)
    row = return_result(
        occurrence=row, note="Chưa đúng mẫu", by=cast.coordinator, at=at, seen=row.version
    )
    assert (row.delivered_on, row.submitted_on, row.asked_back) == (None, None, "returned")
    assert state_of(row, date(2026, 4, 1)) == State.OVERDUE
    assert last("task.asked_back").data["before"]["delivered_on"] == "2026-03-25"


@pytest.mark.parametrize("act", [ask_for_evidence, return_result])
def test_giving_back_without_words_is_refused(cast, handed_in, at, act):
    row = handed_in(cast.division, cast.minh)
    with pytest.raises(refusals.NoteMissing):
        act(occurrence=row, note="  ", by=cast.coordinator, at=at, seen=row.version)
    row.refresh_from_db()
    assert (row.asked_back, row.delivered_on) == ("", DONE)


def test_recording_again_answers_what_was_asked_and_waits_for_confirmation(cast, handed_in, at):
    row = handed_in(cast.division, cast.minh)
    row = return_result(
        occurrence=row, note="Làm lại", by=cast.coordinator, at=at, seen=row.version
    )
    row = record_fact(
        occurrence=row, result=Result(delivered_on=DUE), by=cast.minh, at=at, seen=row.version
    )
    row.task.refresh_from_db()
    assert (row.asked_back, row.asked_back_note) == ("", "")
    assert (row.task.unconfirmed_count, row.task.asked_back_count) == (1, 0)


def test_a_confirmed_result_is_changed_only_after_it_was_given_back(cast, handed_in, at):
    row = handed_in(cast.division, cast.minh)
    row = confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)
    with pytest.raises(refusals.AlreadyConfirmed):
        record_fact(
            occurrence=row, result=Result(delivered_on=DUE), by=cast.minh, at=at, seen=row.version
        )
    with pytest.raises(refusals.AlreadyConfirmed):
        undo_fact(occurrence=row, by=cast.minh, at=at, seen=row.version)
    row = return_result(occurrence=row, note="Sai số", by=cast.leader, at=at, seen=row.version)
    assert row.confirmed_at is None
    record_fact(
        occurrence=row, result=Result(delivered_on=DUE), by=cast.minh, at=at, seen=row.version
    )


def test_a_second_click_confirms_once(cast, handed_in, at):
    row = handed_in(cast.division, cast.minh)
    confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)
    confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)
    assert AuditEvent.objects.filter(action="task.confirmed").count() == 1


def test_a_judgement_on_an_old_page_is_refused_and_writes_nothing(cast, handed_in, at):
    row = handed_in(cast.division, cast.minh)
    with pytest.raises(Stale):
        return_result(occurrence=row, note="Sai", by=cast.coordinator, at=at, seen=row.version - 1)
    assert not AuditEvent.objects.filter(action="task.asked_back").exists()


def test_not_arising_needs_a_reason_and_somebody_elses_word(cast, handed_in, plan, at):
    with pytest.raises(refusals.ReasonMissing):
        handed_in(cast.division, cast.minh, Result(not_arising_on=DONE))
    said = Result(not_arising_on=DONE, outcome="Không có phản ánh, kiến nghị nào")
    row = handed_in(cast.division, cast.minh, said)
    assert state_of(row, date(2026, 4, 1)) == State.OVERDUE  # said, not yet confirmed

    row = confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)
    row.task.refresh_from_db()
    assert state_of(row, date(2026, 4, 1)) == State.NOT_ARISING
    assert (row.task.open_count, row.task.done_count, row.task.not_arising_count) == (0, 0, 1)


def test_not_arising_and_delivered_cannot_both_be_true(cast, handed_in):
    with pytest.raises(refusals.EitherOr):
        handed_in(
            cast.division, cast.minh, Result(delivered_on=DONE, not_arising_on=DONE, outcome="x")
        )


def test_undoing_a_record_brings_back_that_nothing_arises(cast, handed_in, at):
    row = handed_in(cast.division, cast.minh, Result(not_arising_on=DONE, outcome="Không có"))
    row = record_fact(
        occurrence=row, result=Result(delivered_on=DUE), by=cast.minh, at=at, seen=row.version
    )
    row = undo_fact(occurrence=row, by=cast.minh, at=at, seen=row.version)
    assert (row.not_arising_on, row.outcome, row.delivered_on) == (DONE, "Không có", None)


def test_a_coordinator_who_moved_away_from_the_office_leaves_it_without_an_own_office(
    cast, handed_in, at
):
    Membership.objects.filter(user=cast.coordinator).update(unit=cast.agency)
    row = handed_in(cast.office, cast.lan)
    by = type(cast.coordinator).objects.get(pk=cast.coordinator.pk)
    assert confirm_result(occurrence=row, by=by, at=at, seen=row.version).confirmed_by == by


@pytest.mark.parametrize(
    "impossible",
    [
        {"confirmed_by": "minh"},
        {"confirmed_by": "minh", "confirmed_at": "at"},  # his own record
        {"confirmed_by": "leader", "confirmed_at": "at", "delivered_on": None},
        {"confirmed_by": "leader", "confirmed_at": "at", "asked_back": "evidence"},
        {"not_arising_on": DONE, "outcome": "Không có"},  # and delivered
        {"not_arising_on": DONE, "delivered_on": None, "outcome": ""},
    ],
)
def test_the_database_refuses_impossible_judgements(cast, handed_in, at, impossible):
    row = handed_in(cast.division, cast.minh)
    values = {
        name: at if value == "at" else getattr(cast, value) if name == "confirmed_by" else value
        for name, value in impossible.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.objects.filter(pk=row.pk).update(**values)


def test_the_list_finds_what_waits_and_what_was_given_back(cast, handed_in, at, client):
    waiting = handed_in(cast.division, cast.minh)
    returned = handed_in(cast.centre, cast.coordinator)
    return_result(occurrence=returned, note="Làm lại", by=cast.leader, at=at, seen=returned.version)
    client.force_login(cast.coordinator)
    for review, row in (("waiting", waiting), ("asked_back", returned)):
        page = client.get(f"/tasks/?review={review}").content.decode()
        assert str(row.task.uid) in page
        assert page.count("/tasks/" + str(row.task.uid)[:4]) == 1
        assert "<b>1</b> nhiệm vụ" in page
