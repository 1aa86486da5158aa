"""Checking a plan against the directory, the calendar and the list of cited documents; and the page that shows it."""

from copy import deepcopy
from datetime import date

import pytest
from django.urls import reverse

from cchc.documents.models import ReferenceText
from cchc.orgs.models import Unit
from cchc.orgs.services import close_unit, create_unit, rename_unit, succeed
from cchc.periods.models import CalendarDay
from cchc.plans.models import Draft
from cchc.plans.selectors.checking import body_changes, findings_now, plan_findings
from cchc.plans.services.edits import edit_draft
from cchc.plans.services.matching import propose_matches
from tests.factories.cast import START
from tests.factories.plans import READING, make_draft

TODAY = date(2026, 3, 10)
OLD = "Phòng Thanh tra"


@pytest.fixture
def made(cast, at):
    """A draft of the reading with one task changed, matched with the directory."""

    def make(**fields) -> Draft:
        value = deepcopy(READING)
        value["document"] |= {"number": "5/KH-SKHCN", "date": "2026-01-05"}
        value["tasks"][0] |= fields
        draft = make_draft(agency=cast.agency, by=cast.coordinator, at=at, value=value)
        propose_matches(draft=draft, on=TODAY)
        return draft

    return make


@pytest.fixture
def old_unit(cast):
    return create_unit(parent=cast.agency, kind=Unit.Kind.DIVISION, name=OLD, valid_from=START)


def codes(draft):
    return [(each["code"], each["path"]) for each in findings_now(draft, TODAY)]


def due(wording, day, *, before=False):
    entry = dict.fromkeys(("what", "product", "start", "recurrence", "on"))
    return {"time": wording, "schedule": [entry | {"due": day, "before": before}]}


def test_a_plan_in_order_gives_none(made):
    assert codes(made()) == []


@pytest.mark.parametrize(
    ("wording", "day", "before", "fires"),
    [
        ("Trước ngày 03/9/2026", "2026-09-03", True, True),
        ("Chậm nhất ngày 03/9/2026", "2026-09-03", False, False),
        ("Ngày 15 tháng 3 năm 2026", "2026-03-15", False, True),
        ("Quý II năm 2026", "2026-06-30", False, False),
        ("Tháng 5 năm 2026", "2026-05-31", False, False),
    ],
)
def test_only_days_that_were_written_are_looked_up_in_the_calendar(
    made, wording, day, before, fires
):
    found = codes(made(**due(wording, day, before=before)))
    assert (("deadline-day-off", "II.1.a") in found) is fires


def test_a_day_off_is_named_with_the_working_day_before(made):
    draft = made(**due("Trước ngày 03/9/2026", "2026-09-03", before=True))
    [finding] = findings_now(draft, TODAY)
    assert "Hạn 02/09/2026 (thứ Tư, Quốc khánh) là ngày nghỉ" in finding["message"]
    assert "thứ Sáu, 28/08/2026" in finding["message"]


def test_a_day_off_that_no_notice_confirmed_says_so(made):
    [finding] = findings_now(made(**due("Chậm nhất ngày 31/8/2026", "2026-08-31")), TODAY)
    assert "Nghỉ hoán đổi với ngày 22/08/2026, cần đối chiếu văn bản" in finding["message"]


def test_the_calendar_that_was_edited_counts_at_once(made):
    draft = made(**due("Chậm nhất ngày 15/6/2026", "2026-06-15"))
    assert codes(draft) == []
    CalendarDay.objects.create(day=date(2026, 6, 15), is_working=False, name="Nghỉ", source="TB 1")
    assert codes(draft) == [("deadline-day-off", "II.1.a")]


def test_a_unit_that_nobody_knows_is_grave_where_it_leads(made):
    assert codes(made(lead=["Tổ kiểm tra"])) == [("unit-not-in-directory", "II.1.a")]
    [finding] = findings_now(made(lead=["Tổ kiểm tra"]), TODAY)
    assert finding["severity"] == "error"
    [finding] = findings_now(made(coordinating=["Tổ kiểm tra", "các sở, ban, ngành"]), TODAY)
    assert finding["severity"] == "warning"


def test_a_unit_named_as_before_comes_with_its_name_of_the_plans_day(made, cast, old_unit, at):
    rename_unit(
        unit=old_unit, name="Phòng Pháp chế", short_name="", on=date(2025, 7, 1),
        decision="QĐ 9/QĐ-SKHCN", version=1, by=cast.coordinator, at=at,
    )  # fmt: skip
    [finding] = findings_now(made(lead=[OLD]), TODAY)
    assert finding["code"] == "body-renamed"
    assert finding["message"] == (
        "“Phòng Thanh tra” đã đổi tên thành “Phòng Pháp chế” từ 01/07/2025 (QĐ 9/QĐ-SKHCN)."
    )
    assert finding["fix"]["value"] == ["Phòng Pháp chế"]
    assert codes(made(lead=["Phòng Pháp chế"])) == []


def test_a_unit_that_was_gone_by_the_plans_day_names_who_carries_on(made, cast, old_unit, at):
    close_unit(
        unit=old_unit, on=date(2025, 6, 30), decision="QĐ 8", version=1, by=cast.coordinator, at=at
    )
    succeed(
        predecessor=old_unit, successors=[cast.office], on=date(2025, 7, 1), decision="QĐ 8",
        by=cast.coordinator, at=at,
    )  # fmt: skip
    [finding] = findings_now(made(lead=[OLD]), TODAY)
    assert (finding["code"], finding["severity"]) == ("body-dissolved", "warning")
    assert "thôi hoạt động từ 01/07/2025; nhiệm vụ chuyển cho Văn phòng Sở" in finding["message"]
    assert finding["fix"]["value"] == ["Văn phòng Sở"]


def test_a_unit_is_judged_on_the_day_and_by_the_name_that_lives(cast, old_unit, at):
    close_unit(
        unit=old_unit, on=date(2025, 6, 30), decision="QĐ 8", version=1, by=cast.coordinator, at=at
    )
    assert body_changes(cast.agency, [OLD], date(2025, 6, 30)) == {}
    assert set(body_changes(cast.agency, [OLD], date(2025, 7, 1))) == {"phong thanh tra"}
    create_unit(parent=cast.agency, kind=Unit.Kind.DIVISION, name=OLD, valid_from=date(2025, 9, 1))
    assert body_changes(cast.agency, [OLD], date(2025, 10, 1)) == {}


def test_the_offices_list_of_cited_documents_decides(made):
    draft = made(text="Triển khai Nghị định số 118/2025/NĐ-CP về cơ chế một cửa")
    assert codes(draft) == []
    ReferenceText.objects.filter(number="118/2025/NĐ-CP").update(in_force_to=date(2025, 12, 31))
    assert codes(draft) == [("basis-expired", "II.1.a")]


def test_what_stands_outside_the_tasks_is_checked_again_from_the_file(made):
    draft = made()
    ReferenceText.objects.filter(number="76/NQ-CP").update(in_force_to=date(2025, 12, 31))
    file = draft.files.get()
    file.text += "\nIV. KHÁC\nThực hiện Quyết định số 876/QĐ-BNV ngày 10/11/2022."
    file.save()
    told = [each["message"] for each in findings_now(draft, TODAY)]
    assert [message.split(" đã hết")[0] for message in told] == [
        "Nghị quyết 76/NQ-CP",
        "Quyết định 876/QĐ-BNV",
    ]


def test_findings_are_told_with_the_calendar_after_each_edit(made, cast, at):
    draft = made(**due("Chậm nhất ngày 15/3/2026", "2026-03-15"))
    change = {"issued_by": {"was": None, "value": "Giám đốc Sở"}}
    args = {"list": "tasks", "key": "II.1.a", "fields": change}
    edit_draft(draft=draft, name="set", args=args, by=cast.coordinator, at=at)
    told = [each["code"] for each in Draft.objects.get(pk=draft.pk).value["findings"]]
    assert told == ["deadline-day-off"]


def test_a_plan_in_force_is_checked_with_the_number_of_its_document(in_force):
    plan = in_force()
    assert [each["code"] for each in plan_findings(plan, TODAY)] == ["number-or-date-blank"]
    plan.document.number, plan.document.issued_on = "5/KH-SKHCN", date(2026, 1, 5)
    plan.document.save()
    assert plan_findings(plan, TODAY) == []


# -- the page ---------------------------------------------------------------------------------------------


def check(draft):
    return reverse("draft_check", args=[draft.uid])


def post_of(draft, code, act):
    found = next(each for each in findings_now(draft, TODAY) if each["code"] == code)
    return {"act": act, **{name: found[name] for name in ("code", "path", "message")}}


def test_the_page_shows_findings_by_severity_with_place_and_fix(client, cast, made):
    draft = made(lead=["Tổ kiểm tra"], coordinating=["Văn phòng Sở", "Tổ kiểm tra"], products=[])
    client.force_login(cast.coordinator)
    page = client.get(check(draft)).content.decode()
    assert page.index("chưa có trong danh mục đơn vị") < page.index("vừa chủ trì vừa phối hợp")
    assert page.index("vừa chủ trì vừa phối hợp") < page.index("Nhiệm vụ không nêu sản phẩm")
    assert "Sửa theo đề nghị" in page
    assert "Ban hành Kế hoạch kiểm tra cải cách hành chính" in page


def test_a_finding_of_the_whole_document_has_a_place_and_no_form(client, cast, made):
    draft = made()
    draft.value["report_deadlines"][0] |= {"due": "2026-03-15", "before": False}
    draft.save()
    client.force_login(cast.coordinator)
    page = client.get(check(draft)).content.decode()
    assert "Báo cáo quý I: hạn 15/03/2026 (Chủ nhật) là ngày nghỉ" in page
    assert "Bỏ qua" in page


def test_a_fix_is_taken_on_the_page_and_can_be_undone(client, cast, made):
    draft = made(coordinating=["Văn phòng Sở", "Phòng Nghiệp vụ"])
    client.force_login(cast.coordinator)
    answer = client.post(check(draft), post_of(draft, "lead-also-coordinating", "fix"))
    assert answer["Location"] == check(draft)
    draft.refresh_from_db()
    assert draft.value["tasks"][0]["coordinating"] == ["Phòng Nghiệp vụ"]
    assert draft.edits.get().name == "set"
    assert "Không có điểm nào cần xem lại" in client.get(check(draft)).content.decode()


def test_a_finding_that_the_calendar_just_made_can_be_set_aside(client, cast, made):
    draft = made(**due("Chậm nhất ngày 15/6/2026", "2026-06-15"))
    CalendarDay.objects.create(day=date(2026, 6, 15), is_working=False, name="Nghỉ", source="TB 1")
    client.force_login(cast.coordinator)
    client.post(check(draft), post_of(draft, "deadline-day-off", "settle"))
    draft.refresh_from_db()
    assert codes(draft) == []


def test_a_finding_that_is_gone_is_told_and_nothing_is_written(client, cast, made):
    draft = made()
    client.force_login(cast.coordinator)
    sent = {"act": "fix", "code": "no-lead", "path": "II.1.a", "message": "?"}
    page = client.post(check(draft), sent, follow=True).content.decode()
    assert "Lưu ý này đã được xử lý." in page
    assert not draft.edits.exists()


@pytest.mark.parametrize(
    ("who", "sees"), [("leader", True), ("clerk", True), ("lan", False), ("outsider", False)]
)
def test_the_page_of_a_draft_is_for_who_reads_drafts_and_changes_nothing_for_others(
    client, cast, made, who, sees
):
    draft = made(coordinating=["Văn phòng Sở"])
    client.force_login(getattr(cast, who))
    answer = client.get(check(draft))
    assert answer.status_code == (200 if sees else 404)
    assert "Sửa theo đề nghị" not in answer.content.decode()
    sent = post_of(draft, "lead-also-coordinating", "fix")
    assert client.post(check(draft), sent).status_code == 404


def test_a_plan_in_force_offers_correction_where_a_person_may(client, cast, in_force):
    value = deepcopy(READING)
    value["tasks"][0]["products"] = ["Các văn bản triển khai"]
    plan = in_force(value)
    address = reverse("plan_check", args=[plan.uid])
    client.force_login(cast.coordinator)
    page = client.get(f"{address}?again").content.decode()
    assert "chung chung" in page
    assert "vừa kiểm tra lại" in page
    assert "Sửa theo đề nghị" not in page
    assert "Kiểm tra kế hoạch" in client.get(plan.get_absolute_url()).content.decode()
    client.force_login(cast.lan)
    assert client.get(address).status_code == 404
    assert "Kiểm tra kế hoạch" not in client.get(plan.get_absolute_url()).content.decode()


def test_checking_asks_the_same_however_long_the_plan_is(
    made, django_assert_num_queries, django_assert_max_num_queries
):
    small, large = made(), made()
    for number in range(40):
        task = deepcopy(READING["tasks"][number % 4])
        task["key"] = task["path"] = f"II.3.{number}"
        task["text"] = f"{task['text']} đợt {number}"
        large.value["tasks"].append(task)
    with django_assert_max_num_queries(12) as few:
        findings_now(small, TODAY)
    with django_assert_num_queries(len(few)):
        findings_now(large, TODAY)
