"""Đưa vào theo dõi: every row of the plan in one transaction, or none."""

from copy import deepcopy
from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.core.errors import DomainError, Stale
from cchc.core.tokens import new_token
from cchc.documents.models import Document, DocumentFile
from cchc.documents.services import NumberTaken
from cchc.periods.models import ReportingPeriod
from cchc.plans import issuing
from cchc.plans.models import Draft, DraftUnit, Plan, PlanSection, Target
from cchc.plans.services.issue import AlreadyInForce, Signing, put_in_force
from cchc.plans.services.matching import propose_matches
from cchc.plans.services.moves import NotPossibleNow
from cchc.plans.services.resolution import UnitsUnresolved
from cchc.plans.states import DraftState, PlanState
from cchc.tasks.models import Task
from tests.factories.plans import READING, make_draft
from tests.plans.conftest import upload

PDF = b"%PDF-1.7\n%signed copy\n"
DAY = date(2026, 1, 1)


@pytest.fixture
def issue(cast, at):
    def act(draft, **given):
        arguments = {
            "seen_revision": draft.revision,
            "signing": Signing("19/KH-SKHCN", date(2026, 1, 14), "Trịnh Hoài An"),
            "in_force_on": DAY,
            "signed_file": None,
            "by": cast.coordinator,
            "at": at,
        } | given
        return put_in_force(draft=draft, **arguments)

    return act


@pytest.fixture
def press(client, cast):
    """Press the button as the coordinator."""

    def post(draft, **fields):
        client.force_login(fields.pop("by", cast.coordinator))
        data = {
            "submit_token": new_token(),
            "seen": draft.revision,
            "number": "",
            "in_force_on": "2026-01-01",
        } | fields
        return client.post(f"/plans/drafts/{draft.uid}/issue/", data)

    return post


def nothing_was_written() -> bool:
    tables = (Plan, Document, Task, PlanSection, Target, ReportingPeriod)
    return not any(table.objects.exists() for table in tables)


def test_a_reviewed_draft_becomes_a_plan_with_all_its_rows(draft, issue, cast):
    plan = issue(draft)

    assert (plan.state, plan.year, plan.task_count) == (PlanState.IN_FORCE, 2026, 4)
    assert (plan.starts_on, plan.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert plan.document.number == "19/KH-SKHCN"
    assert plan.document.files.get().role == DocumentFile.Role.SOURCE
    assert [section.heading for section in plan.sections.all()] == [
        "Công tác chỉ đạo, điều hành",
        "Cải cách thủ tục hành chính",
    ]
    assert plan.targets.get().value == 95
    assert plan.legal_bases.get().number == "76/NQ-CP"  # without what an item cites
    assert ReportingPeriod.objects.get().due_on == date(2026, 3, 17)
    assert plan.tasks.count() == 4
    draft.refresh_from_db()
    assert draft.state == DraftState.ISSUED
    assert AuditEvent.objects.filter(action="plan.issued").count() == 1


def test_tasks_carry_label_section_area_quote_and_units(draft, issue, cast, monkeypatch):
    written = []
    monkeypatch.setattr(issuing, "_writers", [lambda plan, tasks, by, at: written.extend(tasks)])

    issue(draft)

    first, second = written[:2]
    assert (first.label, first.position) == ("1.a", 1)
    assert first.section is not None
    assert first.section.path == "II.1"
    assert first.area.code == "steering"
    assert first.quote.startswith("Ban hành Kế hoạch kiểm tra")
    assert [link.unit for link in first.leads] == [cast.office]
    assert {link.unit for link in second.leads} == {
        cast.office,
        cast.division,
        cast.sub_department,
        cast.centre,
    }
    assert {link.group for link in second.leads} == {cast.all_units}


def test_a_collective_coordinator_leaves_out_the_unit_that_leads(draft, issue, cast, monkeypatch):
    written = []
    monkeypatch.setattr(issuing, "_writers", [lambda plan, tasks, by, at: written.extend(tasks)])

    issue(draft)

    assert {link.unit for link in written[0].coordinating} == {
        cast.division,
        cast.sub_department,
        cast.centre,
    }


def test_number_and_date_may_come_later(draft, issue):
    plan = issue(draft, signing=Signing())

    assert (plan.document.number, plan.document.issued_on) == ("", None)


def test_the_signed_copy_is_kept_beside_the_source(draft, press):
    press(draft, signed_file=upload("ban-ky.pdf", PDF))

    roles = set(DocumentFile.objects.values_list("role", flat=True))
    assert roles == {DocumentFile.Role.SOURCE, DocumentFile.Role.SIGNED}


def test_a_signed_copy_that_is_no_pdf_is_refused_in_words(draft, press):
    answer = press(draft, signed_file=upload("ban-ky.pdf", b"PK not a pdf"))

    assert answer.status_code == 422
    assert "Tệp không phải PDF" in answer.content.decode()
    assert nothing_was_written()


def test_a_double_click_gives_one_plan(draft, press):
    token = new_token()

    first = press(draft, submit_token=token)
    second = press(draft, submit_token=token)

    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == Plan.objects.get().get_absolute_url()


def test_the_second_of_two_people_is_told_who_was_first(draft, press, cast):
    press(draft)

    answer = press(draft)

    assert answer.status_code == 422
    assert "Nguyễn Tiến Dũng đưa vào theo dõi" in answer.content.decode()
    assert Plan.objects.count() == 1


def test_the_service_refuses_a_second_issue(draft, issue):
    issue(draft)

    with pytest.raises(AlreadyInForce):
        issue(draft)


def test_a_leading_unit_that_nobody_knows_stops_the_issue_by_name(cast, at, issue):
    value = deepcopy(READING)
    value["tasks"][0]["lead"] = ["Tổ kiểm tra liên ngành"]
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    propose_matches(draft=draft, on=DAY)

    with pytest.raises(UnitsUnresolved, match="Tổ kiểm tra liên ngành"):
        issue(draft)

    draft.refresh_from_db()
    assert draft.state == DraftState.REVIEW
    assert nothing_was_written()


def test_a_suggestion_that_nobody_confirmed_does_not_count(draft, issue, cast):
    DraftUnit.objects.filter(draft=draft, unit=cast.office).update(confidence=80)

    with pytest.raises(UnitsUnresolved, match="Văn phòng Sở"):
        issue(draft)


def test_a_group_without_units_on_that_day_stops_the_issue(draft, issue):
    with pytest.raises(UnitsUnresolved, match="Các phòng, đơn vị thuộc Sở"):
        issue(draft, in_force_on=date(2019, 1, 1))


def test_an_unknown_coordinating_unit_stays_in_the_quote(cast, at, issue):
    value = deepcopy(READING)
    value["tasks"][0]["coordinating"] = ["Ban điều phối liên tỉnh"]
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    propose_matches(draft=draft, on=DAY)

    plan = issue(draft)

    assert "Ban điều phối liên tỉnh" in plan.tasks.get(path="II.1.a").quote


def test_an_edit_since_the_page_was_opened_is_stale(draft, issue):
    Draft.objects.filter(pk=draft.pk).update(revision=3)

    with pytest.raises(Stale):
        issue(draft, seen_revision=2)

    assert nothing_was_written()


def test_a_number_that_another_document_bears_is_refused(draft, issue, cast, at):
    issue(draft)
    other = make_draft(agency=cast.agency, by=cast.coordinator, at=at)
    propose_matches(draft=other, on=DAY)

    with pytest.raises(NumberTaken):
        issue(other)

    assert Plan.objects.count() == 1
    other.refresh_from_db()
    assert other.state == DraftState.REVIEW


def test_a_failure_while_tasks_are_written_leaves_nothing(draft, issue, monkeypatch):
    def broken(plan, tasks, by, at):
        raise DomainError("hỏng")

    monkeypatch.setattr(issuing, "_writers", [broken])

    with pytest.raises(DomainError):
        issue(draft)

    draft.refresh_from_db()
    assert draft.state == DraftState.REVIEW
    assert nothing_was_written()
    assert not AuditEvent.objects.exists()


def test_a_draft_that_is_still_being_read_cannot_be_issued(draft, issue):
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.READING)

    with pytest.raises(NotPossibleNow):
        issue(draft)


@pytest.mark.parametrize("who", ["lan", "leader", "clerk", "administrator", "outsider", "hoa"])
def test_only_the_coordinator_of_the_agency_may_issue(draft, press, cast, who):
    assert press(draft, by=getattr(cast, who)).status_code == 404
    assert nothing_was_written()


def test_the_page_says_what_will_be_made_and_names_what_is_missing(cast, at, client):
    value = deepcopy(READING)
    value["tasks"][0]["lead"] = ["Tổ kiểm tra liên ngành"]
    value["tasks"][1]["coordinating"] = ["Ban điều phối liên tỉnh"]
    draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
    client.force_login(cast.coordinator)

    page = client.get(f"/plans/drafts/{draft.uid}/issue/").content.decode()

    assert "<strong>4</strong> nhiệm vụ" in page
    assert "Tổ kiểm tra liên ngành" in page
    assert "Ban điều phối liên tỉnh" in page
    assert "Xác định đơn vị trong phần rà soát" in page


def test_the_date_of_the_document_is_offered_as_officials_write_it(client, cast, draft):
    draft.value["document"]["date"] = "2025-12-26"
    draft.save()
    client.force_login(cast.coordinator)

    page = client.get(f"/plans/drafts/{draft.uid}/issue/").content.decode()

    assert 'name="issued_on" value="26/12/2025"' in page
