"""A due day moves by a leader's decision or a letter's, and the original day is never lost."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core import clock
from cchc.documents.services.directions import WhoDecidedMissing, Word
from cchc.tasks.models import Extension
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.my_work import my_work
from cchc.tasks.selectors.plans import past_lines
from cchc.tasks.selectors.states import with_state
from cchc.tasks.services import refusals
from cchc.tasks.services.extending import (
    Decision,
    ask_extension,
    decide_extension,
    extend_by_document,
)
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

DUE, LATER, LATEST = date(2026, 3, 31), date(2026, 4, 30), date(2026, 6, 30)
SAID = Decision(
    granted=True,
    word=Word("Giám đốc Đỗ Thị Thanh", date(2026, 3, 9)),
    document_number="88/TB-SKHCN",
)


@pytest.fixture
def row(cast):
    return p.write_one(p.make_plan(cast), [cast.division], times=[p.due(DUE)]).occurrences.get()


@pytest.fixture
def asked(cast, row, at):
    def ask(to_due=LATER, by=None, at=at, reason="Chờ số liệu của các xã"):
        return ask_extension(
            occurrence=row, to_due=to_due, reason=reason, by=by or cast.minh, at=at
        )

    return ask


def state_on(row, day):
    return with_state(type(row.task).objects.filter(pk=row.task_id), day, 7).get().state


def test_asking_moves_nothing_until_somebody_decides(cast, row, asked):
    asked()
    row.refresh_from_db()
    assert row.due_on == DUE
    assert state_on(row, date(2026, 4, 1)) == State.OVERDUE


def test_the_leader_grants_and_the_day_moves_with_both_days_on_record(cast, row, asked, at):
    decide_extension(extension=asked(), decision=Decision(granted=True), by=cast.leader, at=at)

    row.refresh_from_db()
    extension = row.extensions.get()
    assert (row.due_on, extension.from_due, extension.to_due) == (LATER, DUE, LATER)
    assert extension.said_by == cast.leader.full_name
    assert state_on(row, date(2026, 4, 1)) != State.OVERDUE
    told = sentence(AuditEvent.objects.get(action="extension.granted"))
    assert told.startswith("ghi nhận đồng ý gia hạn từ 31/03/2026 đến 30/04/2026")


def test_the_coordinator_records_the_leaders_word_for_her(cast, row, asked, at):
    extension = asked()
    with pytest.raises(WhoDecidedMissing):
        decide_extension(
            extension=extension, decision=Decision(granted=True), by=cast.coordinator, at=at
        )
    extension = decide_extension(extension=extension, decision=SAID, by=cast.coordinator, at=at)
    assert (extension.said_by, extension.decided_by) == (SAID.word.said_by, cast.coordinator)


@pytest.mark.parametrize("who", ["minh", "head", "lan", "clerk", "outsider"])
def test_nobody_else_decides(cast, row, asked, at, who):
    extension = asked()
    with pytest.raises(refusals.NotYoursToDecide):
        decide_extension(extension=extension, decision=SAID, by=getattr(cast, who), at=at)
    row.refresh_from_db()
    assert row.due_on == DUE


def test_a_refusal_keeps_the_day_and_another_request_may_follow(cast, row, asked, at):
    decide_extension(
        extension=asked(),
        decision=Decision(granted=False, note="Đủ thời gian"),
        by=cast.leader,
        at=at,
    )
    row.refresh_from_db()
    assert row.due_on == DUE
    asked(to_due=LATEST)
    assert row.extensions.count() == 2


def test_every_extension_is_counted_and_the_first_tells_the_original_day(cast, row, asked, at):
    for day in (LATER, LATEST):
        decide_extension(
            extension=asked(day), decision=Decision(granted=True), by=cast.leader, at=at
        )
    first, second = row.extensions.all()
    assert (first.from_due, second.from_due, second.to_due) == (DUE, LATER, LATEST)


def test_it_is_asked_up_to_the_day_itself_and_not_after(asked):
    with pytest.raises(refusals.AskedTooLate):
        asked(at=datetime(2026, 4, 1, 0, 0, tzinfo=clock.VIETNAM))
    asked(at=datetime(2026, 3, 31, 23, 59, tzinfo=clock.VIETNAM))


def test_a_letter_from_above_moves_the_day_even_later(cast, row, at):
    """Case 10: the letter is cited in the history, and the plan as of before still says the old day."""
    letter = Decision(
        granted=True, word=Word("UBND tỉnh Lam Sơn", date(2026, 3, 9)),
        document_number="412/UBND-NC", document_on=date(2026, 3, 9),
    )  # fmt: skip
    extend_by_document(
        occurrence=row,
        to_due=LATER,
        reason="Theo công văn",
        decision=letter,
        by=cast.coordinator,
        at=at,
    )
    row.refresh_from_db()
    assert row.due_on == LATER
    assert "văn bản số 412/UBND-NC" in sentence(AuditEvent.objects.get(action="extension.granted"))


def test_a_day_set_above_moves_only_with_that_levels_document(cast, at):
    task = p.write_one(
        p.make_plan(cast), [cast.division], products=["Quyết định của Chủ tịch UBND tỉnh"],
        times=[p.due(DUE, product=0)],
    )  # fmt: skip
    row = task.occurrences.get()
    extension = ask_extension(occurrence=row, to_due=LATER, reason="Chờ họp", by=cast.minh, at=at)
    own = {"document_number": "12/SKHCN", "document_on": at.date()}
    for cited in ({}, own, own | {"document_issuer": "sở khoa học  và công nghệ"}):
        with pytest.raises(refusals.DayOfAbove):
            decide_extension(
                extension=extension, decision=Decision(granted=True, **cited), by=cast.leader, at=at
            )
    row.refresh_from_db()
    assert row.due_on == DUE

    letter = own | {"document_issuer": "UBND tỉnh Lam Sơn"}
    decide_extension(
        extension=extension, decision=Decision(granted=True, **letter), by=cast.leader, at=at
    )
    row.refresh_from_db()
    assert row.due_on == LATER
    assert row.extensions.get().document_issuer == "UBND tỉnh Lam Sơn"


def test_a_letter_does_not_move_a_day_to_one_that_had_passed_when_it_was_written(cast, at):
    row = p.write_one(
        p.make_plan(cast), [cast.division], times=[p.due(date(2026, 2, 10))]
    ).occurrences.get()
    letter = Decision(
        granted=True, word=Word("UBND tỉnh Lam Sơn", date(2026, 3, 9)),
        document_number="412/UBND-NC", document_on=date(2026, 3, 9),
    )  # fmt: skip
    with pytest.raises(refusals.DayPassed, match="27/02/2026 trước ngày văn bản"):
        extend_by_document(
            occurrence=row, to_due=date(2026, 2, 27), reason="Theo công văn", decision=letter,
            by=cast.coordinator, at=at,
        )  # fmt: skip
    row.refresh_from_db()
    assert row.due_on == date(2026, 2, 10)


def test_whoever_asks_and_decides_is_told_of_a_day_off_and_of_the_plans_end(cast, row, client):
    client.force_login(cast.minh)
    address = f"/tasks/occurrences/{row.uid}/extension/"
    page = client.post(address, {"to_due": "2027-01-03", "reason": "Chờ số liệu"}, follow=True)
    told = "Hạn mới 03/01/2027 là ngày nghỉ; ngày làm việc cuối cùng trước đó là"
    assert told in page.content.decode()

    client.force_login(cast.leader)
    page = client.get(f"/tasks/extensions/{Extension.objects.get().uid}/").content.decode()
    assert told in page
    assert "sau ngày kết thúc kế hoạch (31/12/2026)" in page


@pytest.mark.parametrize(
    ("to_due", "reason", "refusal"),
    [(DUE, "x", refusals.NotLater), (LATER, "  ", refusals.WhyMissing)],
)
def test_what_says_nothing_is_refused(asked, to_due, reason, refusal):
    with pytest.raises(refusal):
        asked(to_due, reason=reason)
    assert not Extension.objects.exists()


def test_two_requests_at_once_are_one(asked):
    asked()
    with pytest.raises(refusals.ExtensionAsked):
        asked(LATEST)


def test_a_decision_comes_once(cast, asked, at):
    extension = asked()
    decide_extension(extension=extension, decision=Decision(granted=True), by=cast.leader, at=at)
    with pytest.raises(refusals.DecidedAlready):
        decide_extension(
            extension=extension, decision=Decision(granted=False), by=cast.leader, at=at
        )


def test_what_is_done_or_undated_needs_no_extension(cast, row, asked, at):
    record_fact(
        occurrence=row, result=Result(delivered_on=at.date()), by=cast.minh, at=at, seen=row.version
    )
    with pytest.raises(refusals.NothingToExtend):
        asked()


def test_a_stranger_to_the_task_cannot_ask(cast, asked):
    with pytest.raises(refusals.NotYourUnit):
        asked(by=cast.lan)


def test_request_and_decision_go_through_their_pages(cast, row, client):
    client.force_login(cast.minh)
    assert "Đề nghị gia hạn" in client.get(f"/tasks/{row.task.uid}/").content.decode()
    address = f"/tasks/occurrences/{row.uid}/extension/"
    assert client.post(address, {"to_due": "2026-04-30", "reason": ""}).status_code == 422
    client.post(address, {"to_due": "2026-04-30", "reason": "Chờ số liệu"})
    extension = Extension.objects.get()

    client.force_login(cast.leader)
    page = client.get("/tasks/mine/").content.decode()
    assert "Đề nghị gia hạn chờ quyết định" in page
    client.post(f"/tasks/extensions/{extension.uid}/", {"act": "grant"})
    page = " ".join(client.get(f"/tasks/{row.task.uid}/").content.decode().split())
    assert "Gia hạn từ 31/03/2026 đến 30/04/2026" in page


def test_pages_of_decision_are_not_there_for_others(cast, row, asked, client):
    extension = asked()
    for name in ("minh", "lan", "outsider"):
        client.force_login(getattr(cast, name))
        assert client.get(f"/tasks/extensions/{extension.uid}/").status_code == 404
        assert client.get(f"/tasks/occurrences/{row.uid}/extend/").status_code == 404


def test_the_coordinator_finds_requests_on_her_own_page(cast, asked):
    asked()
    assert len(my_work(cast.coordinator, date(2026, 3, 10), 7).to_decide) == 1
    assert not my_work(cast.minh, date(2026, 3, 10), 7).to_decide


@pytest.mark.parametrize(
    "impossible",
    [
        {"to_due": DUE},
        {"state": "granted"},
        {"state": "asked", "decided_by": "leader", "decided_at": "at"},
        {
            "state": "granted", "is_set_above": True, "said_by": "x", "said_on": DUE,
            "decided_by": "leader", "decided_at": "at",
        },
    ],
)  # fmt: skip
def test_the_database_refuses_impossible_extensions(cast, asked, at, impossible):
    extension = asked()
    values = {
        name: at if value == "at" else getattr(cast, value) if name == "decided_by" else value
        for name, value in impossible.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.filter(pk=extension.pk).update(**values)


def test_the_database_refuses_a_second_open_request(cast, asked, at):
    first = asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(
            occurrence=first.occurrence,
            from_due=DUE,
            to_due=LATEST,
            reason="x",
            asked_by=cast.minh,
            asked_at=at,
        )


@pytest.mark.parametrize(
    ("letter_on", "entered_on", "due_then"),
    [
        (date(2026, 4, 1), date(2026, 4, 2), DUE),  # nobody knew of it on 31/3
        (date(2026, 3, 25), date(2026, 4, 2), LATER),  # it counts from its own day on
    ],
)
def test_the_plan_as_of_the_old_day_says_what_the_letter_had_said_by_then(
    cast, row, page, letter_on, entered_on, due_then
):
    """Case 10: due 30/4 from the letter's date, whenever somebody entered it; before it 31/3."""
    letter = Decision(
        granted=True, word=Word("UBND tỉnh Lam Sơn", entered_on), document_number="412/UBND-NC",
        document_on=letter_on, document_issuer="UBND tỉnh Lam Sơn",
    )  # fmt: skip
    extend_by_document(
        occurrence=row, to_due=LATER, reason="Theo công văn", decision=letter, by=cast.coordinator,
        at=datetime(2026, 4, 2, 9, 0, tzinfo=clock.VIETNAM),
    )  # fmt: skip
    today = date(2026, 4, 3)
    (line,) = past_lines(row.task.plan, DUE).values()
    assert line.due == due_then
    assert f"{due_then:%d/%m}" in page("/tasks/?as_of=31/03/2026", today).partition("<tbody")[2]
    now = page(f"/tasks/{row.task.uid}/", today)
    assert "Hạn T5, 30/04" in now
    assert "văn bản số 412/UBND-NC" in now.partition("Lịch sử")[2]


def test_the_page_counts_the_extensions_and_keeps_the_original_day(cast, row, asked, page, at):
    """Case 10: the original date, the new one, and how often it was extended; what was refused does not count."""
    decide_extension(extension=asked(), decision=Decision(False), by=cast.leader, at=at)
    assert "Đã gia hạn" not in page(f"/tasks/{row.task.uid}/", at.date())
    for times, day in ((1, LATER), (2, LATEST)):
        decide_extension(extension=asked(day), decision=Decision(True), by=cast.leader, at=at)
        shown = page(f"/tasks/{row.task.uid}/", at.date())
        assert f"Đã gia hạn {times} lần, hạn gốc 31/03/2026" in shown
    assert "Hạn T3, 30/06" in shown
