"""Case 20: the plan is replaced by another number; progress carries over task by task, nothing counts twice."""

from copy import deepcopy
from datetime import date, datetime

import pytest
from django.urls import reverse

from cchc.audit.models import AuditEvent
from cchc.core import clock
from cchc.core.errors import DomainError, Stale
from cchc.core.tokens import new_token
from cchc.documents.services.directions import Word
from cchc.periods.models import ReportingPeriod
from cchc.plans.models import Amendment, Draft, Plan
from cchc.plans.services.amending import InTheFuture, ReasonMissing
from cchc.plans.services.issue import Signing
from cchc.plans.services.matching import propose_matches
from cchc.plans.services.replacing import NEW, EndNotConfirmed, NotAnswered, Replacing, replace_plan
from cchc.tasks.models import Assignment, Occurrence, Remark, ResultEvidence, Task
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.as_of import counts_on, figures_on, states_on
from cchc.tasks.services.extending import Decision, extend_by_document
from cchc.tasks.services.facts import refresh_facts
from cchc.tasks.services.guidance import await_guidance
from tests.factories.plans import READING, entry, make_draft, task_value

DAY = date(2026, 4, 10)
ENTERED = datetime(2026, 4, 12, 9, 0, tzinfo=clock.VIETNAM)
BEFORE = (date(2026, 3, 15), date(2026, 3, 31), date(2026, 4, 9))
SOON = 7


@pytest.fixture
def old(in_force, cast, at) -> Plan:
    """The plan in force: one task delivered with proof and discussion, one quarter delivered."""
    plan = in_force()
    row = plan.tasks.get(draft_key="II.1.a").occurrences.get()
    _deliver(row, date(2026, 3, 20), cast, at)
    ResultEvidence.objects.create(
        occurrence=row, name="KH kiểm tra", document_number="12/KH-SKHCN",
        added_by=cast.lan, added_at=at,
    )  # fmt: skip
    Remark.objects.create(task=row.task, text="Đã trình ký", written_by=cast.lan, written_at=at)
    quarter = plan.tasks.get(draft_key="II.2.b").occurrences.get(period="2026-Q1")
    _deliver(quarter, date(2026, 3, 30), cast, at)
    return plan


@pytest.fixture
def draft(cast, at) -> Draft:
    """The new number: II.1.a as before, II.2.b led by the division, the review later, the daily work gone, one new."""
    value = deepcopy(READING)
    value["document"]["title"] = "Cải cách hành chính năm 2026 (điều chỉnh) của Sở"
    tasks = {task["key"]: task for task in value["tasks"]}
    tasks["II.2.a"] |= {
        "time": "Trước ngày 30/11/2026", "schedule": [entry(due="2026-11-30", before=True)],
    }  # fmt: skip
    tasks["II.2.b"] |= {"lead": ["Phòng Nghiệp vụ"], "coordinating": []}
    fresh = task_value("II.2.a", "x", "procedures", "Rà soát, đơn giản hóa") | {
        "key": "II.2.c", "path": "II.2.c", "section": "Cải cách thủ tục hành chính",
        "text": "Tổ chức đối thoại với doanh nghiệp", "lead": ["Văn phòng Sở"], "time": "Quý IV năm 2026",
        "schedule": [entry(due="2026-12-31", start="2026-10-01")], "source": None,
    }  # fmt: skip
    value["tasks"] = [tasks["II.1.a"], tasks["II.2.a"], tasks["II.2.b"], fresh]
    made = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    propose_matches(draft=made, on=DAY)
    return made


@pytest.fixture
def replace(cast, old, draft):
    def act(**given) -> Plan:
        said = {
            "choices": {"II.1.a": "II.1.a", "II.2.a": "II.2.a", "II.2.b": "II.2.b", "II.2.c": NEW},
            "ending": {"II.1.b"},
            "reason": "Sắp xếp lại nhiệm vụ theo chỉ đạo mới",
        } | {key: given.pop(key) for key in ("choices", "ending", "reason") if key in given}
        values = {
            "old": old,
            "seen_version": Plan.objects.get(pk=old.pk).version,
            "draft": draft,
            "seen_revision": draft.revision,
            "replacing": Replacing(**said),
            "signing": Signing(number="77/KH-SKHCN", issued_on=DAY),
            "in_force_on": DAY,
            "signed_file": None,
            "by": cast.coordinator,
            "at": ENTERED,
        }
        return replace_plan(**values | given)

    return act


def _deliver(row: Occurrence, day: date, cast, at) -> None:
    row.delivered_on, row.recorded_by, row.recorded_at = day, cast.lan, at
    row.save()
    refresh_facts([row.task], at)


def days_of(task: Task) -> list[date | None]:
    return [row.due_on for row in task.occurrences.order_by("due_on", "pk")]


def test_a_paired_task_is_the_same_row_with_everything_on_it(old, replace, cast):
    task = old.tasks.get(draft_key="II.1.a")

    new = replace()

    task.refresh_from_db()
    assert (task.plan, task.draft_key) == (new, "II.1.a")
    row = task.occurrences.get()
    assert (row.delivered_on, row.due_on) == (date(2026, 3, 20), date(2026, 3, 31))
    assert row.evidence.get().document_number == "12/KH-SKHCN"
    assert Remark.objects.get().task == task
    assert states_on(Task.objects.filter(pk=task.pk), DAY, SOON)[task.pk] is State.DONE_ON_TIME


def test_an_extension_and_a_wait_for_guidance_go_on_under_the_new_number(old, replace, cast, at):
    task = old.tasks.get(draft_key="II.2.b")
    quarter = task.occurrences.get(period="2026-Q2")
    said = Decision(
        granted=True,
        word=Word("Giám đốc Đỗ Thị Thanh", date(2026, 3, 9)),
        document_number="88/TB-SKHCN",
    )
    granted = extend_by_document(
        occurrence=quarter, to_due=date(2026, 7, 20), reason="Chờ số liệu", decision=said,
        by=cast.coordinator, at=at,
    )  # fmt: skip
    wait = await_guidance(
        task=task, asked_of="Sở Nội vụ", document="15/SKHCN-VP", since=date(2026, 3, 2), note="",
        by=cast.coordinator, at=at,
    )  # fmt: skip

    new = replace()

    task.refresh_from_db()
    quarter.refresh_from_db()
    assert (task.plan, task.awaiting_since) == (new, date(2026, 3, 2))
    assert task.guidance_waits.get(ended_at=None) == wait
    assert (quarter.due_on, quarter.extensions.get()) == (date(2026, 7, 20), granted)


def test_nothing_counts_twice(old, replace):
    before = Task.objects.count()

    new = replace()

    assert Task.objects.count() == before + 1
    assert new.tasks.count() == new.task_count == 4
    assert [task.draft_key for task in old.tasks.all()] == ["II.1.b"]


def test_a_task_takes_the_day_and_the_lead_of_the_new_plan(old, replace, cast):
    replace()

    review = Task.objects.get(draft_key="II.2.a")
    assert review.next_due_on == date(2026, 11, 29)
    quarters = Task.objects.get(draft_key="II.2.b")
    assert quarters.lead_unit == cast.division
    assert days_of(quarters) == [
        date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31),
    ]  # fmt: skip
    units = {row.period: row.unit for row in quarters.occurrences.select_related("unit")}
    assert units["2026-Q1"] == cast.centre
    assert units["2026-Q2"] == cast.division
    ended = quarters.assignments.get(unit=cast.centre, part=Assignment.Part.LEAD)
    assert ended.to_on == date(2026, 4, 9)


def test_what_nobody_took_up_ends_with_the_old_plan(old, replace):
    new = replace()

    ended = old.tasks.get()
    assert ended.discontinued_on == DAY
    old.refresh_from_db()
    assert (old.state, old.closed_on) == ("closed", DAY)
    amendment = Amendment.objects.get()
    assert (amendment.plan, amendment.replaced_by, amendment.document) == (old, new, new.document)
    assert AuditEvent.objects.get(action="plan.replaced").data["carried"] == 3


def test_figures_of_earlier_days_do_not_change(old, replace, cast):
    rows = Task.objects.filter(agency=cast.agency)
    counts = {day: counts_on(rows, day, SOON) for day in BEFORE}
    figures = {day: figures_on(cast.agency, date(2026, 1, 1), day, SOON) for day in BEFORE}

    replace()

    assert {day: counts_on(rows, day, SOON) for day in BEFORE} == counts
    assert sum(counts_on(rows, DAY, SOON).values()) == 5
    after = {day: figures_on(cast.agency, date(2026, 1, 1), day, SOON) for day in BEFORE}
    assert after == figures


def test_the_old_plan_of_an_earlier_day_shows_its_tasks(old, replace, client, cast, settings):
    new = replace()
    settings.CCHC_TODAY = date(2026, 4, 12)
    client.force_login(cast.lan)

    answer = client.get(f"{old.get_absolute_url()}?as_of=31/03/2026")

    found = answer.context["found"]
    assert found.task_count == 4
    lines = {task.line.label: task.line for section in found.sections for task in section.tasks}
    assert lines["1.a"].state_label == State.DONE_ON_TIME.label
    assert lines["2.b"].leads == cast.centre.name
    assert new.document.number in answer.content.decode()


def test_reporting_deadlines_go_on_once(old, replace):
    row = ReportingPeriod.objects.get()
    ReportingPeriod.objects.filter(pk=row.pk).update(due_on=date(2026, 4, 20))

    new = replace()

    assert [one.pk for one in ReportingPeriod.objects.filter(closed_on=None)] == [row.pk]
    assert ReportingPeriod.objects.get().document == new.document


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"choices": {"II.1.a": "II.1.a"}}, NotAnswered),
        ({"ending": set()}, EndNotConfirmed),
        ({"reason": " "}, ReasonMissing),
        ({"in_force_on": date(2026, 4, 13)}, InTheFuture),
        ({"seen_version": 99}, Stale),
    ],
)
def test_what_is_not_answered_is_asked_and_nothing_is_written(old, replace, given, refusal):
    with pytest.raises(refusal):
        replace(**given)

    old.refresh_from_db()
    assert old.state == "in_force"
    assert Plan.objects.count() == 1


def test_one_old_task_cannot_become_two(replace):
    choices = {"II.1.a": "II.1.a", "II.2.a": "II.1.a", "II.2.b": "II.2.b", "II.2.c": NEW}

    with pytest.raises(DomainError, match="ghép hai lần"):
        replace(choices=choices)


def test_in_the_browser_pairs_are_proposed_and_the_rest_is_asked_about(
    old, draft, client, cast, settings
):
    settings.CCHC_TODAY = date(2026, 4, 12)
    client.force_login(cast.coordinator)
    address = reverse("draft_replace", args=[draft.uid, old.uid])
    assert address in client.get(reverse("draft_issue", args=[draft.uid])).content.decode()

    page = client.get(address)
    assert page.context["chosen"]["II.2.b"] == "II.2.b"
    assert [task.key for task in page.context["left"]] == ["II.1.b"]
    chosen = {f"row-{key}": met or NEW for key, met in page.context["chosen"].items()}
    given = chosen | {
        "submit_token": new_token(), "seen": draft.revision, "seen_plan": old.version,
        "number": "77/KH-SKHCN", "issued_on": "10/04/2026", "in_force_on": "10/04/2026",
        "reason": "Theo chỉ đạo mới", "level": "own",
    }  # fmt: skip
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "chưa ghép với nhiệm vụ mới nào" in refused.content.decode()

    answer = client.post(address, given | {"ends": ["II.1.b"]}, follow=True)

    assert "đã chuyển tiếp" in answer.content.decode()
    assert "Thay thế bằng 77/KH-SKHCN" in client.get(old.get_absolute_url()).content.decode()
    listed = client.get("/tasks/").context
    assert listed is not None


def test_another_agencys_plan_is_not_there_to_replace(old, draft, client, cast):
    client.force_login(cast.outsider)

    assert client.get(reverse("draft_replace", args=[draft.uid, old.uid])).status_code == 404
