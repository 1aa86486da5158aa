"""Edits of a draft in the database: saved at once, logged, undone, safe between two people."""

import pytest

from cchc.audit.models import AuditEvent
from cchc.core.errors import DomainError, Stale
from cchc.plans.models import Draft
from cchc.plans.rules.edits import Gone, Overtaken
from cchc.plans.services.edits import NothingToUndo, edit_draft, undo
from cchc.plans.services.moves import NotPossibleNow
from cchc.plans.states import DraftState
from tests.factories.plans import READING, make_draft


@pytest.fixture
def draft(cast, at) -> Draft:
    return make_draft(agency=cast.agency, by=cast.coordinator, at=at)


@pytest.fixture
def edit(draft, cast, at):
    def make(name="set", by=None, **args):
        return edit_draft(draft=draft, name=name, args=args, by=by or cast.coordinator, at=at)

    return make


def setting(key, field, was, value):
    return {"list": "tasks", "key": key, "fields": {field: {"was": was, "value": value}}}


def stored(draft):
    return Draft.objects.get(pk=draft.pk)


def told(draft):
    return [(finding["code"], finding["path"]) for finding in stored(draft).value["findings"]]


def test_an_edit_is_saved_with_who_when_and_the_next_revision(draft, edit, cast, at):
    edit(**setting("II.1.a", "lead", ["Văn phòng Sở"], ["Phòng Nghiệp vụ"]))
    row = stored(draft)
    assert row.value["tasks"][0]["lead"] == ["Phòng Nghiệp vụ"]
    assert row.reading == READING
    assert (row.revision, row.changed_at) == (1, at)
    kept = row.edits.get()
    assert (kept.name, kept.by, kept.revision, kept.undone_at) == ("set", cast.coordinator, 1, None)
    event = AuditEvent.objects.get(action="draft.edited")
    assert event.data == {"edit": "set", "revision": 1, "place": "II.1.a"}


def test_counts_and_title_follow_the_edits(draft, edit):
    edit("drop", list="tasks", key="II.1.a", was=READING["tasks"][0]["text"])
    title = READING["document"]["title"]
    edit(list="head", fields={"title": {"was": title, "value": "Kế hoạch mới"}})
    row = stored(draft)
    assert (row.task_count, row.title) == (3, "Kế hoạch mới")


def test_findings_are_told_anew_after_each_edit(draft, edit, cast, at):
    edit(**setting("II.1.a", "lead", ["Văn phòng Sở"], []))
    assert told(draft) == [("number-or-date-blank", ""), ("no-lead", "II.1.a")]
    assert stored(draft).finding_count == 2
    edit(**setting("II.1.a", "lead", [], ["Văn phòng Sở"]))
    assert told(draft) == [("number-or-date-blank", "")]


def test_a_settled_finding_stays_settled_until_that_is_undone(draft, edit, cast, at):
    edit(**setting("II.1.a", "products", ["Kế hoạch của Giám đốc Sở"], []))
    finding = next(f for f in stored(draft).value["findings"] if f["code"] == "no-product")
    edit("settle", **{name: finding[name] for name in ("code", "path", "message")})
    assert ("no-product", "II.1.a") not in told(draft)
    edit(**setting("II.1.b", "issued_by", None, "Giám đốc Sở"))
    assert ("no-product", "II.1.a") not in told(draft)
    undo(draft=draft, by=cast.coordinator, at=at)
    undo(draft=draft, by=cast.coordinator, at=at)
    assert ("no-product", "II.1.a") in told(draft)


def test_undo_gives_back_what_stood_before_each_edit_and_at_last_the_reading(draft, edit, cast, at):
    edit(**setting("II.1.a", "lead", ["Văn phòng Sở"], ["Phòng Nghiệp vụ"]))
    after_first = stored(draft).value
    edit("drop", list="tasks", key="II.1.b", was=READING["tasks"][1]["text"])
    undo(draft=draft, by=cast.coordinator, at=at)
    assert stored(draft).value == after_first
    undo(draft=draft, by=cast.coordinator, at=at)
    row = stored(draft)
    assert {**row.value, "findings": READING["findings"]} == READING
    assert row.revision == 4
    assert row.edits.filter(undone_at=at).count() == 2
    with pytest.raises(NothingToUndo):
        undo(draft=draft, by=cast.coordinator, at=at)


def test_undo_stops_when_somebody_else_edited_after_the_edit_that_is_meant(draft, edit, cast, at):
    edit(**setting("II.1.a", "lead", ["Văn phòng Sở"], ["Phòng Nghiệp vụ"]))
    edit(by=cast.lan, **setting("II.1.b", "issued_by", None, "Giám đốc Sở"))
    with pytest.raises(Stale, match="Trần Thị Lan vừa sửa"):
        undo(draft=draft, by=cast.coordinator, at=at, seen=1)
    undo(draft=draft, by=cast.coordinator, at=at, seen=2)
    assert stored(draft).value["tasks"][1]["issued_by"] is None


def test_two_people_edit_different_fields_and_both_stay(draft, edit, cast):
    edit(**setting("II.1.a", "lead", ["Văn phòng Sở"], ["Phòng Nghiệp vụ"]))
    edit(by=cast.lan, **setting("II.1.a", "issued_by", None, "Giám đốc Sở"))
    task = stored(draft).value["tasks"][0]
    assert (task["lead"], task["issued_by"]) == (["Phòng Nghiệp vụ"], "Giám đốc Sở")


def test_two_people_edit_one_field_and_the_second_is_refused_with_both_texts(draft, edit, cast):
    edit(**setting("II.1.a", "text", READING["tasks"][0]["text"], "Bản của Dũng"))
    with pytest.raises(Overtaken) as refusal:
        edit(by=cast.lan, **setting("II.1.a", "text", READING["tasks"][0]["text"], "Bản của Lan"))
    assert "Bản của Dũng" in refusal.value.message
    assert "Bản của Lan" in refusal.value.message
    assert stored(draft).revision == 1


def test_an_edit_of_a_task_that_somebody_dropped_is_refused(draft, edit, cast):
    edit("drop", list="tasks", key="II.1.a", was=READING["tasks"][0]["text"])
    with pytest.raises(Gone):
        edit(by=cast.lan, **setting("II.1.a", "issued_by", None, "Giám đốc Sở"))


def test_a_refused_edit_writes_nothing(draft, edit):
    with pytest.raises(DomainError):
        edit(**setting("II.1.a", "text", READING["tasks"][0]["text"], " "))
    row = stored(draft)
    assert (row.revision, row.edits.count(), row.value) == (0, 0, READING)


@pytest.mark.parametrize("state", [DraftState.SIGNING, DraftState.ISSUED, DraftState.DISCARDED])
def test_only_a_draft_under_review_is_edited(draft, edit, cast, at, state):
    Draft.objects.filter(pk=draft.pk).update(state=state)
    with pytest.raises(NotPossibleNow):
        edit(**setting("II.1.a", "issued_by", None, "Giám đốc Sở"))
    with pytest.raises(NotPossibleNow):
        undo(draft=draft, by=cast.coordinator, at=at)


def test_a_new_name_of_a_unit_is_looked_up_at_once(draft, edit, cast):
    edit(**setting("II.1.a", "lead", ["Văn phòng Sở"], ["Phòng nghiệp vụ", "Tổ kiểm tra"]))
    found = {row.wording: row.unit for row in draft.unit_matches.all()}
    assert found["Phòng nghiệp vụ"] == cast.division
    assert found["Tổ kiểm tra"] is None
