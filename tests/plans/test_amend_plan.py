"""Điều chỉnh kế hoạch: the plan changes only by a document, from its date on, and every earlier day reads as it was."""

from datetime import date, datetime

import pytest

from cchc.audit.models import AuditEvent
from cchc.core import clock
from cchc.core.errors import DomainError, Stale
from cchc.documents.models import Document
from cchc.messages.models import Notice
from cchc.orgs.models import Unit
from cchc.orgs.services import create_unit
from cchc.plans.models import Amendment, Plan
from cchc.plans.services import amendment_drafts as drafting
from cchc.plans.services.amending import (
    AmendedLater,
    BeforeThePlan,
    DocumentMissing,
    InTheFuture,
    IssuerMissing,
    NothingGathered,
    ReasonMissing,
    TaskMoved,
    put_amendment_in_force,
)
from cchc.plans.services.corrections import correct_reading
from cchc.plans.services.foreseeing import foresee
from cchc.tasks.models import Assignment, Occurrence, OccurrenceAmendment, Task
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.as_of import counts_on, figures_on, states_on
from cchc.tasks.services.refusals import BeyondThePlan, DayOfAbove, DayPassed, DoneAlready
from tests.factories.amending import OWN, deciding, gather, put_in_force

LETTER_DAY = date(2026, 3, 25)
ENTERED = datetime(2026, 4, 2, 9, 0, tzinfo=clock.VIETNAM)
SOON = 7


@pytest.fixture
def plan(in_force) -> Plan:
    return in_force()


@pytest.fixture
def amend(cast, plan):
    """Put an amendment in force at once: changes by key of the task, given as typed."""

    def act(changes=None, *, drops=None, adds=(), **given) -> Amendment:
        draft = gather(plan, cast.coordinator, ENTERED, changes or {}, drops or {}, adds)
        return put_in_force(draft, cast.coordinator, ENTERED, **given)

    return act


def task(plan, path="II.1.a") -> Task:
    return plan.tasks.get(draft_key=path)


def state_on(row: Task, day: date) -> State:
    return states_on(Task.objects.filter(pk=row.pk), day, SOON)[row.pk]


def test_a_letter_from_above_moves_the_day_from_its_date_on(plan, amend):
    """Case 10: 31/3 becomes 30/4; as of 31/3 entered later, the letter of 25/3 counts already."""
    amend({"II.1.a": {"time": "Trước ngày 01/5/2026"}}, level="above", issuer="UBND tỉnh Lam Sơn")

    row = task(plan)
    assert [one.due_on for one in row.occurrences.all()] == [date(2026, 4, 30)]
    assert row.next_due_on == date(2026, 4, 30)
    moved = OccurrenceAmendment.objects.get()
    assert (moved.from_due, moved.to_due, moved.on) == (
        date(2026, 3, 31),
        date(2026, 4, 30),
        LETTER_DAY,
    )
    assert state_on(row, date(2026, 3, 24)) is State.DUE_SOON
    assert state_on(row, date(2026, 3, 31)) is State.IN_PROGRESS


def test_before_the_letters_date_the_old_day_still_counts(plan, amend):
    amend(
        {"II.1.a": {"time": "Trước ngày 01/5/2026"}},
        level="above",
        issuer="UBND tỉnh Lam Sơn",
        issued_on=date(2026, 4, 2),
    )

    row = task(plan)
    assert row.next_due_on == date(2026, 4, 30)
    assert state_on(row, date(2026, 4, 1)) is State.OVERDUE
    assert state_on(row, date(2026, 4, 2)) is State.IN_PROGRESS


def test_a_day_set_by_a_higher_level_moves_by_that_levels_document_only(plan, amend):
    row = task(plan)
    row.deliverables.update(issuer="peoples_committee")

    with pytest.raises(DayOfAbove):
        amend({"II.1.a": {"time": "Trước ngày 01/5/2026"}})

    assert task(plan).next_due_on == date(2026, 3, 31)
    assert not OccurrenceAmendment.objects.exists()
    amend({"II.1.a": {"time": "Trước ngày 01/5/2026"}}, level="above", issuer="UBND tỉnh Lam Sơn")
    assert task(plan).next_due_on == date(2026, 4, 30)


def test_a_document_does_not_ask_for_a_day_that_had_passed_when_it_was_signed(plan, amend):
    with pytest.raises(DayPassed, match="28/02/2026 trước ngày văn bản"):
        amend({"II.1.a": {"time": "Trước ngày 01/3/2026"}})
    assert task(plan).next_due_on == date(2026, 3, 31)


def test_beyond_the_plans_year_a_day_moves_for_a_reason_of_its_own(plan, amend, cast, at):
    beyond = {"II.1.a": {"time": "Trước ngày 01/3/2027"}}
    with pytest.raises(BeyondThePlan):
        amend(beyond)
    draft = gather(plan, cast.coordinator, at, beyond)
    draft.changes.update(reason="Chuyển sang năm sau theo kết luận của UBND tỉnh")
    effect = foresee(draft, LETTER_DAY, at).effects["II.1.a"][0]
    assert effect.notes == (
        "Hạn mới 28/02/2027 là ngày nghỉ; ngày làm việc cuối cùng trước đó là 26/02/2027.",
        "Hạn mới 28/02/2027 sau ngày kết thúc kế hoạch (31/12/2026).",
    )
    put_in_force(draft, cast.coordinator, ENTERED)
    assert task(plan).next_due_on == date(2027, 2, 28)


def test_what_is_done_before_the_letter_stays_as_it_was(plan, amend, cast, at):
    Occurrence.objects.filter(task=task(plan)).update(
        delivered_on=date(2026, 3, 20), recorded_by=cast.lan, recorded_at=at
    )

    amend({"II.1.a": {"time": "Quý II năm 2026", "lead": "Phòng Nghiệp vụ"}})

    row = task(plan).occurrences.get()
    assert (row.due_on, row.unit, row.delivered_on) == (
        date(2026, 3, 31),
        cast.office,
        date(2026, 3, 20),
    )
    assert state_on(task(plan), date(2026, 4, 2)) is State.DONE_ON_TIME


def test_another_lead_takes_over_what_is_open_from_the_day_on(plan, amend, cast):
    amend({"II.1.a": {"lead": "Phòng Nghiệp vụ"}})

    row = task(plan)
    assert row.lead_unit == cast.division
    assert row.occurrences.get().unit == cast.division
    leads = row.assignments.filter(part=Assignment.Part.LEAD).order_by("from_on")
    assert [(one.unit, one.to_on) for one in leads] == [
        (cast.office, date(2026, 3, 24)),
        (cast.division, None),
    ]


def test_a_division_made_in_june_helps_only_once_a_document_says_so(plan, cast, settings):
    """A collective coordinator is who there was on the day of issue, whatever else of the task changes later."""
    before = _helping(task(plan))
    fresh = create_unit(
        parent=cast.agency, kind=Unit.Kind.DIVISION, name="Phòng Chuyển đổi số",
        valid_from=date(2026, 6, 1),
    )  # fmt: skip
    settings.CCHC_TODAY = date(2026, 7, 2)
    entered = datetime(2026, 7, 2, 9, 0, tzinfo=clock.VIETNAM)
    names = "\n".join(sorted(unit.name for unit in {*before, fresh}))
    for number, (field, new) in enumerate(
        {"text": "Ban hành Kế hoạch tự kiểm tra", "coordinating": names}.items(), start=20
    ):
        assert fresh not in _helping(task(plan))
        draft = gather(plan, cast.coordinator, entered, {"II.1.a": {field: new}})
        put_in_force(
            draft, cast.coordinator, entered, number=f"{number}/KH-SKHCN",
            issued_on=date(2026, 6, number),
        )  # fmt: skip
    assert _helping(task(plan)) == {*before, fresh}
    joined = task(plan).assignments.get(unit=fresh, part=Assignment.Part.COORDINATING)
    assert joined.from_on == date(2026, 6, 21)


def _helping(row: Task) -> set[Unit]:
    live = row.assignments.filter(part=Assignment.Part.COORDINATING, to_on__isnull=True)
    return {each.unit for each in live.select_related("unit")}


def test_whoever_was_named_keeps_the_part_when_the_helper_leads_from_now_on(plan, amend, cast):
    amend({"II.1.a": {"coordinating": "Phòng Nghiệp vụ"}})
    task(plan).assignments.filter(unit=cast.division).update(person=cast.minh)

    amend(
        {"II.1.a": {"lead": "Phòng Nghiệp vụ", "coordinating": "Văn phòng Sở"}},
        number="1600/UBND-NC",
        issued_on=date(2026, 4, 1),
    )

    part = task(plan).assignments.get(unit=cast.division, to_on=None)
    assert (part.part, part.person) == (Assignment.Part.LEAD, cast.minh)


def test_old_and_new_lead_are_told_but_not_who_did_it(plan, amend, cast):
    amend({"II.1.a": {"lead": "Phòng Nghiệp vụ"}})

    told = Notice.objects.filter(kind="task.amended")
    assert {one.user for one in told} >= {cast.lan, cast.minh, cast.head}
    assert cast.coordinator not in {one.user for one in told}
    assert "được điều chỉnh theo 1540/UBND-NC" in told.first().title


def test_a_monthly_rhythm_for_a_quarterly_one_keeps_what_was_owed_before(plan, amend):
    amend({"II.2.b": {"time": "Hằng tháng"}}, issued_on=date(2026, 4, 2))

    row = task(plan, "II.2.b")
    days = [one.due_on for one in row.occurrences.order_by("due_on")]
    assert days[:3] == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    assert len(days) == 10
    assert Occurrence.everything.filter(task=row, withdrawn_on=date(2026, 4, 2)).count() == 3
    assert state_on(row, date(2026, 4, 1)) is State.OVERDUE


def test_a_unit_that_joins_owes_its_own_though_another_has_delivered(plan, amend, cast, at):
    amend({"II.1.a": {"lead": "Văn phòng Sở\nPhòng Nghiệp vụ"}})

    assert {one.unit for one in task(plan).occurrences.all()} == {cast.office, cast.division}


def test_a_product_that_is_dropped_leaves_the_proof_with_the_other(plan, amend):
    amend({"II.1.a": {"products": "Kế hoạch của Giám đốc Sở\nBáo cáo kết quả"}})
    kept = task(plan).deliverables.get(text="Báo cáo kết quả")

    amend(
        {"II.1.a": {"products": "Báo cáo kết quả"}},
        number="1600/UBND-NC",
        issued_on=date(2026, 4, 1),
    )

    row = task(plan)
    assert [one.uid for one in row.deliverables.all()] == [kept.uid]
    assert [one.milestone.deliverable_id for one in row.occurrences.all()] == [kept.pk]
    assert Occurrence.everything.filter(task=row, withdrawn_on=date(2026, 4, 1)).count() == 1


def test_a_task_is_added_behind_the_last_with_what_it_owes(plan, amend, cast):
    given = {
        "text": "Tổ chức đối thoại với doanh nghiệp",
        "lead": "Phòng Nghiệp vụ",
        "products": "Thông báo kết luận",
        "time": "Quý II năm 2026",
    }
    amend(adds=[(1, given)])

    row = plan.tasks.get(text=given["text"])
    assert (row.section.path, row.area.code) == ("II.2", "procedures")
    assert row.next_due_on == date(2026, 6, 30)
    assert row.lead_unit == cast.division
    assert row.assignments.get().from_on == LETTER_DAY
    fresh = Plan.objects.get()
    assert fresh.task_count == 5
    assert fresh.value["tasks"][-1]["key"] == row.draft_key == "II.2.BS1"


def test_figures_of_earlier_days_do_not_change_with_an_amendment(plan, amend, cast):
    rows = Task.objects.filter(agency=cast.agency)
    days = (date(2026, 2, 28), date(2026, 3, 24))
    before = {day: (counts_on(rows, day, SOON), _figures(cast, day)) for day in days}

    amend(
        {"II.1.a": {"time": "Quý III năm 2026", "lead": "Phòng Nghiệp vụ"}, "II.2.b": {"time": "Hằng tháng"}},
        drops={"II.2.a": "Đã lồng ghép"},
        adds=[(0, {"text": "Tổ chức đối thoại", "lead": "Văn phòng Sở", "time": "Quý II năm 2026"})],
    )  # fmt: skip

    assert {day: (counts_on(rows, day, SOON), _figures(cast, day)) for day in days} == before


def _figures(cast, day):
    return figures_on(cast.agency, date(2026, 1, 1), day, SOON)


def test_a_dropped_task_is_thoi_thuc_hien_from_the_day_on(plan, amend):
    amend(drops={"II.2.a": "Đã lồng ghép vào Kế hoạch rà soát của UBND tỉnh"})

    row = task(plan, "II.2.a")
    assert row.discontinued_on == LETTER_DAY
    assert state_on(row, date(2026, 3, 24)) is State.IN_PROGRESS
    assert state_on(row, date(2026, 3, 26)) is State.DISCONTINUED
    assert Plan.objects.get().task_count == 3


def test_a_task_that_is_done_is_not_dropped(plan, amend, cast, at):
    Occurrence.objects.filter(task=task(plan)).update(
        delivered_on=date(2026, 3, 1), recorded_by=cast.lan, recorded_at=at
    )
    Task.objects.filter(pk=task(plan).pk).update(done_count=1, open_count=0)

    with pytest.raises(DoneAlready):
        amend(drops={"II.1.a": "Không còn phù hợp"})


def test_the_act_is_one_transaction_with_document_value_and_log(plan, amend, cast):
    amendment = amend({"II.1.a": {"text": "Ban hành Kế hoạch tự kiểm tra"}})

    document = Document.objects.get(number="1540/UBND-NC")
    assert (document.issued_on, document.issuer) == (LETTER_DAY, cast.agency.name)
    assert amendment.document == document
    assert Plan.objects.get().value["tasks"][0]["text"] == "Ban hành Kế hoạch tự kiểm tra"
    assert Plan.objects.get().draft.value["tasks"][0]["text"].startswith("Ban hành Kế hoạch kiểm")
    event = AuditEvent.objects.get(action="plan.amended")
    assert (event.data["number"], event.data["changed"]) == ("1540/UBND-NC", 1)
    assert AuditEvent.objects.get(action="task.amended").data["number"] == "1540/UBND-NC"


def test_words_alone_leave_days_and_units_alone(plan, amend, cast):
    before = list(Occurrence.objects.order_by("pk").values("pk", "due_on", "unit", "milestone"))

    amend({"II.1.a": {"text": "Ban hành Kế hoạch tự kiểm tra"}})

    after = list(Occurrence.objects.order_by("pk").values("pk", "due_on", "unit", "milestone"))
    assert after == before


def test_a_draft_that_was_changed_meanwhile_is_refused(plan, cast, at):
    draft = gather(plan, cast.coordinator, at, {"II.1.a": {"time": "Quý II năm 2026"}})
    seen = draft.version
    drafting.drop_task(
        amendment=draft, seen=seen, key="II.2.a", reason="Trùng", by=cast.coordinator, at=at
    )

    with pytest.raises(Stale):
        put_amendment_in_force(
            amendment=draft, seen=seen, deciding=OWN, signed_file=None, by=cast.coordinator, at=ENTERED
        )  # fmt: skip


def test_a_task_that_was_corrected_meanwhile_has_to_be_looked_at_again(plan, cast, at):
    draft = gather(plan, cast.coordinator, at, {"II.1.a": {"text": "Ban hành Kế hoạch"}})
    correct_reading(
        plan=plan, seen_version=plan.version, kind="task", uid=task(plan).uid, field="text",
        quote="Nguyên văn", new="Ban hành Kế hoạch kiểm tra nội bộ", by=cast.coordinator, at=at,
    )  # fmt: skip

    with pytest.raises(TaskMoved, match="đã thay đổi sau khi soạn"):
        put_in_force(draft, cast.coordinator, ENTERED)


def test_it_cannot_be_done_twice_nor_given_up_afterwards(plan, amend, cast, at):
    amendment = amend({"II.1.a": {"time": "Quý II năm 2026"}})

    with pytest.raises(drafting.NotADraft):
        put_in_force(amendment, cast.coordinator, ENTERED)
    with pytest.raises(drafting.NotADraft):
        drafting.discard_amendment(
            amendment=amendment, seen=amendment.version, by=cast.coordinator, at=at
        )


def test_a_draft_is_given_up_and_changes_nothing(plan, cast, at):
    draft = gather(plan, cast.coordinator, at, {"II.1.a": {"time": "Quý II năm 2026"}})

    drafting.discard_amendment(amendment=draft, seen=draft.version, by=cast.coordinator, at=at)

    assert Amendment.objects.get().state == "discarded"
    assert task(plan).next_due_on == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"number": " "}, DocumentMissing),
        ({"level": "above", "issuer": ""}, IssuerMissing),
        ({"issued_on": date(2026, 4, 3)}, InTheFuture),
        ({"issued_on": date(2025, 12, 31)}, BeforeThePlan),
    ],
)
def test_without_a_proper_document_nothing_changes(plan, amend, given, refusal):
    with pytest.raises(refusal):
        amend({"II.1.a": {"time": "Quý II năm 2026"}}, **given)

    assert task(plan).next_due_on == date(2026, 3, 31)
    assert Plan.objects.get().version == 1
    assert not Document.objects.filter(number="1540/UBND-NC").exists()


def test_an_amendment_needs_changes_and_a_reason(plan, cast, at):
    empty = gather(plan, cast.coordinator, at, {})
    with pytest.raises(NothingGathered):
        put_in_force(empty, cast.coordinator, ENTERED)

    draft = gather(plan, cast.coordinator, at, {"II.1.a": {"time": "Quý II năm 2026"}}, reason="")
    with pytest.raises(ReasonMissing):
        put_in_force(draft, cast.coordinator, ENTERED)


def test_documents_of_one_task_are_entered_in_their_order(plan, amend):
    amend({"II.1.a": {"time": "Quý II năm 2026"}})

    with pytest.raises(AmendedLater, match="1540/UBND-NC"):
        amend(
            {"II.1.a": {"time": "Quý III năm 2026"}}, number="1/SKHCN", issued_on=date(2026, 2, 1)
        )


def test_one_letter_may_amend_two_plans(plan, amend, cast, in_force):
    amend({"II.1.a": {"time": "Quý II năm 2026"}})
    other = in_force()
    draft = gather(other, cast.coordinator, ENTERED, {"II.1.a": {"time": "Quý II năm 2026"}})

    put_in_force(draft, cast.coordinator, ENTERED)

    assert Document.objects.filter(number="1540/UBND-NC").count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"lead": "Tổ chuyên trách không có"}, "Danh mục chưa có đơn vị"),
        ({"text": "  "}, "không được để trống"),
        ({"time": " Quý I  năm 2026 "}, "giống nội dung đang có"),
    ],
)
def test_what_cannot_be_is_refused_when_it_is_gathered(plan, cast, at, given, words):
    with pytest.raises(DomainError, match=words):
        gather(plan, cast.coordinator, at, {"II.1.a": given})


def test_a_correction_after_an_amendment_keeps_the_new_day(plan, amend, cast):
    amend({"II.1.a": {"time": "Quý II năm 2026", "lead": "Phòng Nghiệp vụ"}})
    fresh = Plan.objects.get()

    correct_reading(
        plan=fresh, seen_version=fresh.version, kind="task", uid=task(plan).uid, field="text",
        quote="Nguyên văn", new="Ban hành Kế hoạch kiểm tra nội bộ", by=cast.coordinator, at=ENTERED,
    )  # fmt: skip

    row = task(plan)
    assert (row.next_due_on, row.lead_unit) == (date(2026, 6, 30), cast.division)


def test_what_the_document_is_stands_in_the_deciding(plan):
    assert deciding().number == "1540/UBND-NC"
