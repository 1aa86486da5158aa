"""An amendment changes targets and legal bases of a plan; every earlier day reads as it was."""

import io
from datetime import date, datetime
from decimal import Decimal

import docx
import pytest

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core import clock
from cchc.core.errors import DomainError, Stale
from cchc.core.tokens import new_token
from cchc.plans.models import Amendment, LegalBasis, Plan, Target
from cchc.plans.selectors.as_of import plan_on, targets_on
from cchc.plans.selectors.correctable import as_text
from cchc.plans.services import amending_items as items
from cchc.plans.services.amending import AmendedLater
from cchc.plans.services.amendment_drafts import NothingChanged
from cchc.plans.services.corrections import correct_reading
from cchc.plans.services.foreseeing import foresee
from tests.factories.amending import gather, put_in_force

LETTER_DAY = date(2026, 3, 25)
ENTERED = datetime(2026, 4, 2, 9, 0, tzinfo=clock.VIETNAM)
TEXT = "Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 95% trở lên."
RAISED = {
    "text": "Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98% trở lên.", "comparator": ">=",
    "value": "98,5", "unit": "%", "reference": "",
}  # fmt: skip
BASIS = {
    "type": "Quyết định", "number": "45/QĐ-UBND", "date": "20/3/2026", "issuer": "UBND tỉnh",
    "subject": "Về chỉ tiêu cải cách hành chính",
}  # fmt: skip


@pytest.fixture
def plan(in_force) -> Plan:
    return in_force()


@pytest.fixture
def take_up(plan, cast, at):
    """A draft with one change of a target or basis."""

    def act(verb, draft=None, **given) -> Amendment:
        draft = draft or gather(plan, cast.coordinator, at, {})
        verb(amendment=draft, seen=draft.version, by=cast.coordinator, at=at, **given)
        draft.refresh_from_db()
        return draft

    return act


def in_words(target: Target) -> tuple[str, str, Decimal | None]:
    return target.text, target.comparator, target.value


def test_a_target_asks_for_another_level_from_the_day_on_and_the_old_one_before(
    plan, take_up, cast
):
    draft = take_up(items.change_item, key="target:1", given=RAISED)
    put_in_force(draft, cast.coordinator, ENTERED)

    plan.refresh_from_db()
    target = plan.targets.get()
    assert in_words(target) == (RAISED["text"], ">=", Decimal("98.5"))
    assert target.since_on == LETTER_DAY
    assert plan.value["targets"][0]["value"] == 98.5
    assert in_words(targets_on(plan, date(2026, 3, 24))[0]) == (TEXT, ">=", Decimal(95))
    assert in_words(targets_on(plan, LETTER_DAY)[0]) == (RAISED["text"], ">=", Decimal("98.5"))
    assert [one.level for one in plan_on(plan, date(2026, 3, 24)).targets] == [">= 95 %"]
    assert [one.level for one in plan_on(plan, LETTER_DAY).targets] == [">= 98,5 %"]


def test_a_target_is_taken_out_for_a_reason_and_stands_on_earlier_days(plan, take_up, cast):
    with pytest.raises(DomainError, match="lý do"):
        take_up(items.drop_item, key="target:1", reason=" ")
    draft = take_up(items.drop_item, key="target:1", reason="Không còn giao")
    put_in_force(draft, cast.coordinator, ENTERED)

    plan.refresh_from_db()
    assert plan.target_count == 0
    assert not plan.targets.exists()
    assert not plan_on(plan, LETTER_DAY).targets
    assert [one.text for one in plan_on(plan, date(2026, 3, 24)).targets] == [TEXT]
    assert [one.text for one in targets_on(plan, date(2026, 3, 24))] == [TEXT]


def test_a_target_is_added_to_a_section_and_changed_again_by_the_next_document(
    plan, take_up, cast, at
):
    fresh = {"text": "100% hồ sơ được số hóa", "comparator": "=", "value": "100", "unit": "%"}
    draft = take_up(items.add_item, item="target", given=fresh, section=1)
    put_in_force(draft, cast.coordinator, ENTERED)

    plan.refresh_from_db()
    target = plan.targets.get(position=2)
    assert (target.area.code, target.path, target.added_on) == ("procedures", "II.2", LETTER_DAY)
    assert plan.target_count == 2
    assert [one.position for one in targets_on(plan, date(2026, 3, 24))] == [1]

    again = gather(plan, cast.coordinator, ENTERED, {})
    take_up(items.change_item, again, key="target:2", given=fresh | {"value": "90"})
    put_in_force(again, cast.coordinator, ENTERED, number="9/SKHCN", issued_on=date(2026, 4, 1))
    on_days = [date(2026, 3, 31), date(2026, 4, 1)]
    assert [targets_on(plan, day)[1].value for day in on_days] == [Decimal(100), Decimal(90)]


def test_legal_bases_are_changed_dropped_and_added(plan, take_up, cast):
    draft = take_up(items.drop_item, key="basis:1", reason="Hết hiệu lực")
    draft = take_up(items.add_item, draft, item="basis", given=BASIS)
    put_in_force(draft, cast.coordinator, ENTERED)

    plan.refresh_from_db()
    basis = plan.legal_bases.get()
    assert (basis.number, basis.issued_on, basis.added_on) == (
        "45/QĐ-UBND",
        date(2026, 3, 20),
        LETTER_DAY,
    )
    assert LegalBasis.everything.filter(plan=plan).count() == 2
    before, after = plan_on(plan, date(2026, 3, 24)).bases, plan_on(plan, LETTER_DAY).bases
    assert before == [
        "Nghị quyết 76/NQ-CP ngày 15/07/2021 Chương trình tổng thể cải cách hành chính"
    ]
    assert after == ["Quyết định 45/QĐ-UBND ngày 20/03/2026 Về chỉ tiêu cải cách hành chính"]


def test_what_a_change_of_targets_did_is_told_in_the_log_with_that_of_tasks(
    plan, cast, at, take_up
):
    draft = gather(plan, cast.coordinator, at, {"II.1.a": {"time": "Quý II năm 2026"}})
    take_up(items.change_item, draft, key="target:1", given=RAISED)
    put_in_force(draft, cast.coordinator, ENTERED)

    said = sentence(AuditEvent.objects.get(action="plan.amended"))
    assert "điều chỉnh 1 nhiệm vụ; Điều chỉnh Chỉ tiêu: Tỷ lệ hồ sơ" in said


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": " "}, "phải có nội dung"),
        ({"value": "nhiều"}, "phải là số"),
        ({"comparator": "~"}, "Phép so sánh"),
    ],
)
def test_a_level_that_cannot_be_is_refused_when_it_is_gathered(take_up, given, words):
    with pytest.raises(DomainError, match=words):
        take_up(items.change_item, key="target:1", given=RAISED | given)


def test_what_says_the_same_or_names_nothing_is_refused(take_up):
    same = {"text": TEXT, "comparator": ">=", "value": "95", "unit": "%", "reference": ""}
    with pytest.raises(NothingChanged):
        take_up(items.change_item, key="target:1", given=same)
    for key in ("target:2", "basis:9", "task:1", "target", ""):
        with pytest.raises(Stale):
            take_up(items.change_item, key=key, given=RAISED)


def test_a_target_corrected_meanwhile_has_to_be_looked_at_again(plan, take_up, cast, at):
    draft = take_up(items.change_item, key="target:1", given=RAISED)
    correct_reading(
        plan=plan, seen_version=plan.version, kind="target", uid=plan.targets.get().uid,
        field="value", quote="đạt từ 96%", new="96", by=cast.coordinator, at=at,
    )  # fmt: skip

    assert "đã thay đổi sau khi soạn" in foresee(draft, LETTER_DAY, at).refusal
    with pytest.raises(items.ItemMoved):
        put_in_force(draft, cast.coordinator, ENTERED)
    assert plan.targets.get().value == 96


def test_documents_of_one_target_are_entered_in_their_order(plan, take_up, cast):
    put_in_force(
        take_up(items.change_item, key="target:1", given=RAISED), cast.coordinator, ENTERED
    )
    plan.refresh_from_db()
    late = gather(plan, cast.coordinator, ENTERED, {})
    late = take_up(items.change_item, late, key="target:1", given=RAISED | {"value": "97"})
    with pytest.raises(AmendedLater):
        put_in_force(late, cast.coordinator, ENTERED, number="1/SKHCN", issued_on=date(2026, 2, 1))


def test_on_the_pages_and_in_word_old_and_new_stand_side_by_side(client, plan, cast, at):
    draft = gather(plan, cast.coordinator, at, {})
    address = draft.get_absolute_url()
    client.force_login(cast.coordinator)
    page = client.get(address).content.decode()
    assert "target:1" in page
    assert "basis:1" in page
    form = client.get(f"{address}items/change/?key=target:1").context["form"]
    assert form.initial["value"] == "95"
    answer = client.post(
        f"{address}items/change/?key=target:1",
        {"submit_token": new_token(), "version": draft.version} | RAISED, follow=True,
    )  # fmt: skip
    assert RAISED["text"] in answer.content.decode()
    assert TEXT in answer.content.decode()

    word = docx.Document(io.BytesIO(client.get(f"{address}export/decision.docx").content))
    cells = [cell.text for row in word.tables[-2].rows for cell in row.cells] + [
        cell.text for table in word.tables for row in table.rows for cell in row.cells
    ]
    assert "Nội dung cũ" in cells
    assert any("Giá trị: 95" in cell for cell in cells)
    assert any("Giá trị: 98,5" in cell for cell in cells)


def test_new_ones_and_ones_taken_out_go_through_their_pages(client, plan, cast, at):
    draft = gather(plan, cast.coordinator, at, {})
    address = draft.get_absolute_url()
    client.force_login(cast.coordinator)
    sent = {"submit_token": new_token(), "version": draft.version}
    client.post(f"{address}items/add/?item=basis", sent | BASIS)
    draft.refresh_from_db()
    sent = {"submit_token": new_token(), "version": draft.version, "reason": "Hết hiệu lực"}
    client.post(f"{address}items/drop/?key=basis:1", sent)
    kinds = list(draft.changes.values_list("item", "kind"))
    assert kinds == [("basis", "add"), ("basis", "drop")]
    assert client.get(f"{address}items/add/?item=nothing").status_code == 404
    assert client.get(f"{address}items/change/?key=target:9").status_code == 404


def test_a_large_level_reads_with_its_thousands_apart_and_every_digit():
    assert as_text(1234.5) == "1.234,5"
    assert as_text(1234567) == "1.234.567"
    assert as_text(95.0) == "95"
