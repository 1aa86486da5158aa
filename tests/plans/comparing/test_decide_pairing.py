"""What a person decides about a task of another plan is kept, told, and stands when all is compared again."""

import pytest
from django.db import IntegrityError, transaction

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core.errors import DomainError, Stale
from cchc.plans.models import Draft, PairingDecision
from cchc.plans.selectors.comparing import compare_sides
from cchc.plans.selectors.sides import Facing, Side
from cchc.plans.services.issue import Signing, put_in_force
from cchc.plans.services.matching import propose_matches
from cchc.plans.services.pairings import (
    AlreadyPaired,
    ReasonMissing,
    TaskNotChosen,
    decide_pairing,
)


@pytest.fixture
def decide(cast, at):
    def act(facing, task_key, choice, **given):
        arguments = {"seen_version": 0, "by": cast.coordinator, "at": at} | given
        return decide_pairing(facing=facing, task_key=task_key, choice=choice, **arguments)

    return act


def line(facing, key):
    return next(one for one in compare_sides(facing, asks_all=True).comparison.lines
                if one.theirs and one.theirs.key == key)  # fmt: skip


def again(facing):
    """The same two readings, read anew from the database."""
    fresh = [
        Side(Draft.objects.get(pk=side.draft.pk), None) for side in (facing.ours, facing.theirs)
    ]
    return Facing(*fresh, facing.question)


def test_a_confirmed_pairing_keeps_both_texts_who_and_when(decide, coverage, cast, at):
    row = decide(coverage, "1", "paired", ours_key="II.1.a")

    kept = PairingDecision.objects.get()
    assert kept == row
    assert (kept.agency, kept.by, kept.at) == (cast.agency, cast.coordinator, at)
    assert kept.task_text.startswith("Kiểm tra công tác")
    assert kept.ours_text.startswith("Ban hành Kế hoạch kiểm tra")
    assert line(again(coverage), "1").decided.ours_key == "II.1.a"


@pytest.mark.parametrize(
    ("choice", "given", "told"),
    [
        ("paired", {"ours_key": "II.2.b"}, "với “Số hóa hồ sơ"),
        ("absent", {}, "chưa có nhiệm vụ tương ứng."),
        (
            "out_of_scope",
            {"reason": "Sở không quản lý tài sản."},
            "phạm vi: Sở không quản lý tài sản.",
        ),
        ("open", {}, "bỏ quyết định về nhiệm vụ “Xử lý tài sản"),
    ],
)
def test_every_decision_is_told_in_the_log(decide, coverage, cast, choice, given, told):
    row = decide(coverage, "3", choice, **given)

    event = AuditEvent.objects.get(action="pairing.decided")
    assert (event.target_uid, event.actor_name) == (row.uid, cast.coordinator.full_name)
    assert told in sentence(event)


def test_taking_a_decision_back_leaves_the_row_and_the_words_alone_decide(decide, coverage):
    decide(coverage, "1", "absent")
    decide(coverage, "1", "open", seen_version=1)

    assert PairingDecision.objects.get().version == 2
    assert line(coverage, "1").decided is None
    assert line(coverage, "1").ours.key == "II.1.a"


def test_a_decision_on_a_draft_stands_when_the_draft_is_in_force(decide, coverage, cast, at):
    decide(coverage, "1", "paired", ours_key="II.2.b")
    draft = coverage.ours.draft
    propose_matches(draft=draft, on=at.date())
    plan = put_in_force(
        draft=draft, seen_revision=0, signing=Signing(), in_force_on=at.date(), signed_file=None,
        by=cast.coordinator, at=at,
    )  # fmt: skip

    in_force = Facing(Side(plan.draft, plan), coverage.theirs, "coverage")

    assert line(in_force, "1").ours.key == "II.2.b"


def test_a_changed_task_lapses_the_decision_and_is_decided_anew(decide, coverage):
    decide(coverage, "1", "absent")
    draft = coverage.theirs.draft
    draft.value["tasks"][0]["text"] = "Tổ chức đối thoại với doanh nghiệp"
    draft.save()

    changed = line(again(coverage), "1")
    assert (changed.decided, changed.lapsed.choice) == (None, "absent")
    decide(again(coverage), "1", "absent", seen_version=1)
    assert line(again(coverage), "1").decided


def test_a_decision_follows_its_task_to_another_key_and_stays_one_row(decide, years):
    decide(years, "II.1.a", "paired", ours_key="II.1.a")
    draft = years.theirs.draft
    draft.value["tasks"][0]["key"] = "II.9"
    draft.save()

    decide(again(years), "II.9", "paired", ours_key="II.1.a", seen_version=1)

    assert PairingDecision.objects.get().task_key == "II.9"


@pytest.mark.parametrize(
    ("refusal", "task_key", "choice", "given"),
    [
        (TaskNotChosen, "1", "paired", {}),
        (ReasonMissing, "1", "out_of_scope", {"reason": "  "}),
        (Stale, "99", "absent", {}),
        (Stale, "1", "paired", {"ours_key": "II.9"}),
        (Stale, "1", "absent", {"seen_version": 3}),
        (DomainError, "1", "perhaps", {}),
    ],
)
def test_what_cannot_be_decided_is_refused_and_writes_nothing(
    decide, coverage, refusal, task_key, choice, given
):
    with pytest.raises(refusal):
        decide(coverage, task_key, choice, **given)

    assert not PairingDecision.objects.exists()
    assert not AuditEvent.objects.filter(action="pairing.decided").exists()


def test_somebody_who_decided_meanwhile_is_not_overwritten(decide, coverage, cast):
    decide(coverage, "1", "absent", by=cast.leader)

    with pytest.raises(Stale):
        decide(coverage, "1", "paired", ours_key="II.1.a")

    assert PairingDecision.objects.get().by == cast.leader


def test_one_task_may_cover_two_but_carries_on_only_one(decide, coverage, years):
    decide(coverage, "1", "paired", ours_key="II.1.a")
    decide(coverage, "2", "paired", ours_key="II.1.a")
    decide(years, "II.1.a", "paired", ours_key="II.1.a")

    with pytest.raises(AlreadyPaired):
        decide(years, "II.1.b", "paired", ours_key="II.1.a")

    assert PairingDecision.objects.count() == 3


@pytest.mark.parametrize(
    ("constraint", "changed"),
    [
        ("plans_pairing_decided_once", {"question": "coverage"}),
        ("plans_year_pair_one_to_one", {"task_key": "z"}),
        ("plans_pairing_of_two_readings", {"task_key": "z", "same": True}),
        ("plans_pairing_names_its_task", {"task_key": "z", "ours_key": ""}),
        ("plans_pairing_names_its_task", {"task_key": "z", "choice": "absent"}),
        (
            "plans_out_of_scope_has_reason",
            {"task_key": "z", "choice": "out_of_scope", "ours_key": ""},
        ),
    ],
)
def test_the_database_refuses_what_cannot_be(years, coverage, cast, at, constraint, changed):
    values = {
        "agency": cast.agency, "question": "years", "theirs": years.theirs.draft,
        "ours": years.ours.draft, "task_key": "k", "task_text": "Báo cáo", "choice": "paired",
        "ours_key": "o", "ours_text": "Báo cáo", "by": cast.coordinator, "at": at,
    }  # fmt: skip
    if changed.get("question"):
        values |= changed
    PairingDecision.objects.create(**values)
    other = values | {name: value for name, value in changed.items() if name != "same"}
    if "same" in changed:
        other["theirs"] = other["ours"]

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        PairingDecision.objects.create(**other)

    words = str(refusal.value)
    assert constraint in words or "UNIQUE constraint failed: plans_pairingdecision" in words
