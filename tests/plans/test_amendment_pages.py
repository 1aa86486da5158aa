"""Điều chỉnh kế hoạch in the browser: from the plan's button to the document that puts it in force."""

import io
from datetime import date

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cchc.core.tokens import new_token
from cchc.documents.services.directions import Word
from cchc.plans.models import Amendment, Plan
from cchc.plans.services.corrections import correct_reading
from cchc.tasks.services.obstacles import answer_obstacle, raise_obstacle
from tests.factories.amending import gather, put_in_force

TOKEN = "submit_token"


@pytest.fixture
def plan(in_force) -> Plan:
    return in_force()


@pytest.fixture
def draft(plan, cast, at) -> Amendment:
    return gather(plan, cast.coordinator, at, {"II.1.a": {"time": "Quý II năm 2026"}})


@pytest.fixture
def page(client, cast):
    def get(address, who="coordinator"):
        client.force_login(getattr(cast, who))
        return client.get(address, follow=True)

    return get


@pytest.fixture
def send(client, cast):
    def post(address, who="coordinator", **fields):
        client.force_login(getattr(cast, who))
        return client.post(address, {TOKEN: new_token()} | fields, follow=True)

    return post


def body(response) -> str:
    return response.content.decode()


def words_of(response) -> str:
    """Everything that a Word file says, tables included."""
    opened = docx.Document(io.BytesIO(response.content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_the_whole_way_from_the_plan_to_the_new_due_date(plan, page, send, cast):
    assert f"/plans/{plan.uid}/amend/" in body(page(plan.get_absolute_url()))
    send(f"/plans/{plan.uid}/amend/", subject="Điều chỉnh thời gian", reason="Chờ hướng dẫn")
    made = Amendment.objects.get()
    address = made.get_absolute_url()

    form = page(f"{address}change/?key=II.1.a").context["form"]
    answer = send(f"{address}change/?key=II.1.a", **form.initial | {"time": "Trước ngày 01/5/2026"})
    assert "Quý I năm 2026" in body(answer)
    assert "Hạn 31/03/2026 → <b>30/04/2026</b>" in body(answer)
    seen = page(f"{address}enter/").context["form"].initial["seen"]
    answer = send(
        f"{address}enter/", level="own", issuer="", kind="decision", number="45/QĐ-SKHCN",
        issued_on="09/03/2026", seen=seen,
        signed_file=SimpleUploadedFile("45.pdf", b"%PDF-1.7 x", "application/pdf"),
    )  # fmt: skip

    assert "45/QĐ-SKHCN" in body(answer)
    row = plan.tasks.get(draft_key="II.1.a")
    assert row.next_due_on == date(2026, 4, 30)
    shown = body(page(f"/tasks/{row.uid}/", "lan"))
    assert "Hạn 31/03/2026 điều chỉnh thành 30/04/2026" in shown
    assert "45/QĐ-SKHCN" in shown
    assert "45/QĐ-SKHCN" in body(page(plan.get_absolute_url(), "lan"))
    assert Amendment.objects.get().document.files.get().name == "45.pdf"


def test_a_form_sent_twice_opens_one_draft(plan, client, cast):
    client.force_login(cast.coordinator)
    given = {TOKEN: new_token(), "subject": "Điều chỉnh", "reason": ""}

    client.post(f"/plans/{plan.uid}/amend/", given)
    client.post(f"/plans/{plan.uid}/amend/", given)

    assert Amendment.objects.count() == 1


def test_from_a_task_the_draft_goes_on_with_that_task(plan, page, send):
    task = plan.tasks.get(draft_key="II.2.a")
    assert f"/plans/{plan.uid}/amend/?key=II.2.a" in body(page(f"/tasks/{task.uid}/"))

    answer = send(f"/plans/{plan.uid}/amend/", subject="Điều chỉnh", key="II.2.a")

    assert answer.request["PATH_INFO"].endswith("/change/")
    assert "Rà soát, đơn giản hóa" in body(answer)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(draft, send):
    address = draft.get_absolute_url()
    given = {"text": "Ban hành Kế hoạch", "version": draft.version}
    send(f"{address}change/?key=II.1.a", **given)

    answer = send(f"{address}change/?key=II.1.a", **given | {"text": "Khác"})

    assert answer.status_code == 422
    assert "đã được người khác thay đổi" in body(answer)


def test_a_change_is_taken_out_and_the_draft_given_up(draft, send):
    address = draft.get_absolute_url()
    uid = draft.changes.get().uid

    assert "Chưa có thay đổi nào" in body(
        send(f"{address}changes/{uid}/remove/", version=draft.version)
    )
    seen = Amendment.objects.get().version
    assert "Kế hoạch không thay đổi" in body(send(f"{address}discard/", version=seen))
    assert Amendment.objects.get().state == "discarded"


def test_a_task_is_dropped_and_one_added_in_the_draft(draft, page, send):
    address = draft.get_absolute_url()
    send(f"{address}drop/?key=II.2.a", reason="Đã lồng ghép", version=draft.version)
    seen = Amendment.objects.get().version
    answer = send(
        f"{address}add/", section=1, text="Tổ chức đối thoại", lead="Phòng Nghiệp vụ",
        time="Quý II năm 2026", version=seen,
    )  # fmt: skip

    shown = body(answer)
    assert "Đã lồng ghép" in shown
    assert "Thêm mốc hạn 30/06/2026" in shown
    assert "Không còn mốc hạn 14/09/2026" in shown


def test_only_a_task_that_stands_is_shown_as_it_stands(draft, page):
    address = draft.get_absolute_url()
    assert "Nội dung đang có hiệu lực" in body(page(f"{address}change/?key=II.2.a"))
    assert "Nội dung đang có hiệu lực" not in body(page(f"{address}add/"))


def test_without_a_reason_the_last_step_says_so(plan, cast, at, send):
    draft = gather(plan, cast.coordinator, at, {"II.1.a": {"time": "Quý II năm 2026"}}, reason="")

    answer = send(
        f"{draft.get_absolute_url()}enter/", level="own", kind="decision", number="45/QĐ",
        issued_on="09/03/2026", seen=draft.version,
    )  # fmt: skip

    assert answer.status_code == 422
    assert "Hãy ghi lý do điều chỉnh" in body(answer)


@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("lan", 404), ("outsider", 404)])
def test_a_draft_is_seen_by_who_reads_drafts(draft, page, who, status):
    assert page(draft.get_absolute_url(), who).status_code == status


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("hoa", 200), ("outsider", 404)])
def test_in_force_it_is_read_by_who_reads_the_plan(draft, cast, at, page, who, status):
    put_in_force(draft, cast.coordinator, at, issued_on=date(2026, 3, 9))

    assert page(draft.get_absolute_url(), who).status_code == status


def test_in_force_it_is_changed_no_more(draft, cast, at, page, send):
    put_in_force(draft, cast.coordinator, at, issued_on=date(2026, 3, 9))
    address = draft.get_absolute_url()

    assert page(f"{address}change/?key=II.1.a").status_code == 404
    assert "không còn ở trạng thái đang soạn" in body(send(f"{address}discard/", version=9))


def test_the_plan_of_an_earlier_day_says_what_it_said_then(draft, cast, at, page, plan):
    """Case 10: before the letter's date the plan still says Quý I, and the letter is listed as not yet applied."""
    put_in_force(draft, cast.coordinator, at, issued_on=date(2026, 3, 9))

    before = body(page(f"{plan.get_absolute_url()}?as_of=08/03/2026", "lan"))
    after = body(page(f"{plan.get_absolute_url()}?as_of=10/03/2026", "lan"))

    assert "Quý I năm 2026" in before.split("Các lần điều chỉnh")[0]
    assert "Hạn T3, 31/03" in before
    assert "Sau ngày này, chưa áp dụng" in before
    assert "Quý I năm 2026" not in after.split("Các lần điều chỉnh")[0]
    assert "Hạn T3, 30/06" in after
    assert "Đã áp dụng" in after


def test_tasks_added_and_dropped_later_stand_where_they_stood(plan, cast, at, page):
    draft = gather(
        plan, cast.coordinator, at, {}, {"II.2.a": "Đã lồng ghép"},
        [(1, {"text": "Tổ chức đối thoại", "lead": "Phòng Nghiệp vụ", "time": "Quý II năm 2026"})],
    )  # fmt: skip
    put_in_force(draft, cast.coordinator, at, issued_on=date(2026, 3, 9))
    address = plan.get_absolute_url()

    before = page(f"{address}?as_of=08/03/2026").context["found"]
    after = page(f"{address}?as_of=09/03/2026").context["found"]

    texts = {
        found.day: {task.text for section in found.sections for task in section.tasks}
        for found in (before, after)
    }
    assert "Rà soát, đơn giản hóa thủ tục hành chính thuộc phạm vi quản lý" in texts[before.day]
    assert "Tổ chức đối thoại" not in texts[before.day]
    assert texts[after.day] - texts[before.day] == {"Tổ chức đối thoại"}
    assert (before.task_count, after.task_count) == (4, 4)


def test_what_was_misread_is_right_on_every_day(draft, cast, at, page, plan):
    put_in_force(draft, cast.coordinator, at, issued_on=date(2026, 3, 9))
    fresh = Plan.objects.get()
    correct_reading(
        plan=fresh, seen_version=fresh.version, kind="task", field="text", quote="Nguyên văn",
        uid=plan.tasks.get(draft_key="II.1.a").uid, new="Ban hành Kế hoạch tự kiểm tra",
        by=cast.coordinator, at=at,
    )  # fmt: skip

    assert "Ban hành Kế hoạch tự kiểm tra" in body(
        page(f"{plan.get_absolute_url()}?as_of=08/03/2026")
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("11/03/2026", "Ngày xem chưa tới"),
        ("31/12/2025", "chưa được đưa vào theo dõi"),
        ("hôm qua", "Hãy nhập ngày"),
    ],
)
def test_a_day_that_cannot_be_looked_at_is_refused_in_words(plan, page, day, words):
    answer = page(f"{plan.get_absolute_url()}?as_of={day}")

    assert answer.status_code == 422
    assert words in body(answer)


@pytest.mark.parametrize("what", ["decision", "letter"])
def test_the_paper_says_before_and_after(draft, page, what):
    answer = page(f"{draft.get_absolute_url()}export/{what}.docx")

    text = words_of(answer)
    assert "Nội dung cũ" in text
    assert "Nội dung điều chỉnh" in text
    assert "Thời gian thực hiện: Quý I năm 2026" in text
    assert "Thời gian thực hiện: Quý II năm 2026" in text
    assert "Lý do điều chỉnh: theo chỉ đạo của UBND tỉnh." in text
    assert ("QUYẾT ĐỊNH:" in text) is (what == "decision")


def test_a_letter_cites_the_higher_levels_document(draft, cast, at, page):
    put_in_force(
        draft, cast.coordinator, at, issued_on=date(2026, 3, 9), level="above", issuer="UBND tỉnh"
    )

    text = words_of(page(f"{draft.get_absolute_url()}export/letter.docx", "lan"))

    assert "Thực hiện Công văn số 1540/UBND-NC ngày 09/3/2026 của UBND tỉnh" in text


def test_an_amendment_as_pdf(draft, page):
    answer = page(f"{draft.get_absolute_url()}export/decision.pdf")

    assert answer.content.startswith(b"%PDF-")


def test_an_answered_obstacle_leads_to_an_amendment_and_back(plan, cast, at, page, send):
    task = plan.tasks.get(draft_key="II.1.a")
    raised = raise_obstacle(task=task, text="Chờ hướng dẫn của Bộ", by=cast.lan, at=at)
    answer_obstacle(
        obstacle=raised, answer="Cho lùi sang quý II", by=cast.leader,
        word=Word(document_number="12/TB-SKHCN"), at=at, seen=1,
    )  # fmt: skip
    shown = page(f"/tasks/{task.uid}/")
    assert "Điều chỉnh kế hoạch theo ý kiến này" in body(shown)
    assert "Điều chỉnh kế hoạch theo ý kiến này" not in body(page(f"/tasks/{task.uid}/", "lan"))
    reason = shown.context["detail"].obstacles[0].reason
    assert "Cho lùi sang quý II" in reason
    send(
        f"/plans/{plan.uid}/amend/", subject="Điều chỉnh", reason=reason, key="II.1.a",
        about=str(raised.uid),
    )  # fmt: skip
    made = Amendment.objects.get()
    address = made.get_absolute_url()
    send(
        f"{address}change/?key=II.1.a", text=task.text, lead="Văn phòng Sở", version=made.version,
        coordinating="Các phòng, đơn vị thuộc Sở", products="Kế hoạch của Giám đốc Sở",
        time="Quý II năm 2026",
    )  # fmt: skip
    made.refresh_from_db()

    put_in_force(made, cast.coordinator, at, issued_on=date(2026, 3, 9))

    assert "Kế hoạch đã điều chỉnh theo 1540/UBND-NC" in body(page(f"/tasks/{task.uid}/", "lan"))


def test_what_was_dropped_is_left_out_of_the_printed_plan(plan, cast, at, page):
    draft = gather(plan, cast.coordinator, at, {}, {"II.2.a": "Đã lồng ghép"})
    put_in_force(draft, cast.coordinator, at, issued_on=date(2026, 3, 9))

    text = words_of(page(f"/plans/{plan.uid}/export/annex.docx"))

    assert "Số hóa hồ sơ" in text
    assert "Rà soát, đơn giản hóa" not in text


def test_a_done_task_to_be_dropped_is_named_before_anything_is_entered(plan, cast, at, page):
    plan.tasks.filter(draft_key="II.1.a").update(done_count=1, open_count=0)
    draft = gather(plan, cast.coordinator, at, {}, {"II.1.a": "Không còn phù hợp"})

    assert "đã hoàn thành nên không thể ghi thôi thực hiện" in body(page(draft.get_absolute_url()))


def test_dates_that_stay_are_counted_not_listed(plan, cast, at, page, settings):
    settings.CCHC_TODAY = date(2026, 7, 15)
    draft = gather(plan, cast.coordinator, at, {"II.2.b": {"time": "Hằng tháng"}})

    assert "Giữ nguyên 2 mốc" in body(page(draft.get_absolute_url()))


def test_words_typed_meanwhile_stay_on_the_page_when_somebody_was_faster(draft, send, cast):
    address = f"{draft.get_absolute_url()}words/"
    seen = draft.version
    send(address, subject="Điều chỉnh quý I", reason="Theo công văn", version=seen)
    typed = {"subject": "Điều chỉnh quý II", "reason": "Lý do đã gõ rất lâu", "version": seen}
    answer = send(address, **typed)
    assert answer.status_code == 422
    assert "đã được người khác thay đổi" in body(answer)
    assert "Lý do đã gõ rất lâu" in body(answer)
    without = send(address, **typed | {"subject": ""})
    assert "Lý do đã gõ rất lâu" in body(without)
    assert "Hãy ghi trích yếu" in body(without)
    assert Amendment.objects.get().subject == "Điều chỉnh quý I"
