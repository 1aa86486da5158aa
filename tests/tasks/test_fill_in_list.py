"""The list of tasks goes out as a workbook, is filled in and comes back; every row is answered."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cchc.audit.models import AuditEvent
from cchc.tasks.jobs import apply_sheet
from cchc.tasks.models import Occurrence, ProgressReport, SheetLine, SheetUpload
from cchc.tasks.rules import sheet as cells
from cchc.tasks.services.confirming import confirm_result
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

DUE = date(2026, 3, 31)
DONE = date(2026, 3, 9)


@pytest.fixture
def plan(cast):
    return p.make_plan(cast)


@pytest.fixture
def tasks(cast, plan):
    return p.write(
        plan,
        p.issued([cast.division], times=[p.due(DUE)], text="Kiểm tra công tác cải cách hành chính"),
        p.issued([cast.centre], times=[p.due(DUE)], text="Khảo sát mức độ hài lòng"),
        p.issued([cast.division], times=[p.every("monthly")], text="Đăng tin, bài tuyên truyền"),
    )


class Filled:
    """A workbook as somebody fills it in with Excel."""

    def __init__(self, body):
        self.book = openpyxl.load_workbook(BytesIO(body))
        self.sheet = self.book.worksheets[0]
        self.headings = {cell.value: cell.column for cell in self.sheet[1]}

    def row(self, text, nth=0):
        column = self.headings["Nội dung nhiệm vụ"]
        found = [
            r for r in range(2, self.sheet.max_row + 1) if self.sheet.cell(r, column).value == text
        ]
        return found[nth]

    def fill(self, text, nth=0, **values):
        for name, value in values.items():
            heading = getattr(cells, name.upper())
            self.sheet.cell(self.row(text, nth), self.headings[heading]).value = value
        return self

    def value(self, text, heading, nth=0):
        return self.sheet.cell(self.row(text, nth), self.headings[heading]).value

    def is_locked(self, text, heading):
        return self.sheet.cell(self.row(text), self.headings[heading]).protection.locked

    def bytes(self):
        made = BytesIO()
        self.book.save(made)
        return made.getvalue()


@pytest.fixture
def excel(client):
    """What this person downloads from the list; `send` brings it back and leads to the preview."""

    class Excel:
        def get(self, user, query=""):
            client.force_login(user)
            return Filled(client.get(f"/tasks/sheet/file.xlsx?{query}").content)

        def send(self, user, body, **more):
            client.force_login(user)
            if isinstance(body, Filled):
                body = body.bytes()
            file = SimpleUploadedFile("cap-nhat.xlsx", body)
            return client.post("/tasks/sheet/", {"file": file, "whole": "1", **more}, follow=True)

        def apply(self, page, **more):
            upload = page.context["upload"]
            return client.post(f"/tasks/sheet/{upload.uid}/apply/", more, follow=True)

    return Excel()


def verdicts(page):
    return {(row.text, row.verdict) for row in page.context["rows"]}


def test_what_is_filled_in_is_shown_first_and_then_recorded_by_the_usual_service(
    cast, tasks, excel
):
    book = excel.get(cast.minh).fill(
        tasks[0].text, delivered=DONE, number="15/BC-NV", outcome="Đã kiểm tra 05 đơn vị"
    )
    page = excel.send(cast.minh, book)

    assert verdicts(page) == {(tasks[0].text, "waiting")}
    assert tasks[0].occurrences.get().delivered_on is None
    assert "Chưa có gì được ghi" in page.content.decode()

    page = excel.apply(page)
    row = tasks[0].occurrences.get()
    assert (row.delivered_on, row.document_number, row.outcome, row.on_behalf, row.recorded_by) == (
        DONE, "15/BC-NV", "Đã kiểm tra 05 đơn vị", False, cast.minh,
    )  # fmt: skip
    assert verdicts(page) == {(tasks[0].text, "applied")}
    assert AuditEvent.objects.filter(action="task.recorded", target_uid=row.uid).count() == 1
    assert AuditEvent.objects.get(action="sheet.applied").data["counts"]["applied"] == 1


def test_the_list_that_goes_out_is_the_one_that_is_filtered(cast, tasks, excel):
    book = excel.get(cast.minh, "q=khao+sat")
    column = book.headings["Nội dung nhiệm vụ"]
    texts = {book.sheet.cell(r, column).value for r in range(2, book.sheet.max_row + 1)}
    assert texts == {"Khảo sát mức độ hài lòng"}


def test_cells_that_are_not_ones_own_are_locked_and_say_why(cast, tasks, excel):
    book = excel.get(cast.minh)
    assert book.is_locked(tasks[1].text, cells.DELIVERED)
    assert book.value(tasks[1].text, "Ghi chú") == "Không phải việc của đơn vị bạn."
    assert not book.is_locked(tasks[0].text, cells.DELIVERED)
    assert book.is_locked(tasks[0].text, "Hạn")
    assert book.sheet.column_dimensions["A"].hidden
    assert book.sheet.protection.sheet


def test_half_of_a_division_never_signs_in_and_the_coordinator_fills_in_for_it(cast, tasks, excel):
    """Case 25: the coordinator enters for those who never sign in, by Excel too; marked "nhập thay"."""
    book = excel.get(cast.coordinator)
    book.fill(tasks[0].text, delivered=DONE).fill(tasks[1].text, percent=40, note="Đã gửi phiếu")
    page = excel.send(cast.coordinator, book)
    assert {row.message for row in page.context["rows"]} == {"nhập thay"}
    excel.apply(page)
    row = tasks[0].occurrences.get()
    assert (row.delivered_on, row.on_behalf, row.recorded_by) == (DONE, True, cast.coordinator)
    report = ProgressReport.objects.get(task=tasks[1])
    assert (report.percent_done, report.unit, report.on_behalf) == (40, cast.centre, True)


def test_a_row_that_somebody_else_changed_meanwhile_is_refused_with_what_stands_there(
    cast, tasks, excel, at
):
    """Two people at once: the file does not run over what the head recorded, and keeps what was typed."""
    book = excel.get(cast.minh).fill(tasks[0].text, delivered=DONE, number="15/BC")
    row = tasks[0].occurrences.get()
    record_fact(
        occurrence=row, result=Result(delivered_on=date(2026, 3, 6), document_number="14/BC"),
        by=cast.head, at=at, seen=row.version,
    )  # fmt: skip
    page = excel.send(cast.minh, book)

    (line,) = page.context["rows"]
    assert line.verdict == "refused"
    assert "Phạm Quốc Hùng đã sửa dòng này" in line.message
    assert "14/BC" in line.message
    row.refresh_from_db()
    assert row.document_number == "14/BC"
    assert SheetLine.objects.get().values[cells.NUMBER] == "15/BC"


def test_a_row_that_changes_between_looking_and_applying_is_refused_too(cast, tasks, excel, at):
    page = excel.send(cast.minh, excel.get(cast.minh).fill(tasks[0].text, delivered=DONE))
    row = tasks[0].occurrences.get()
    record_fact(
        occurrence=row, result=Result(submitted_on=date(2026, 3, 5)), by=cast.head, at=at, seen=row.version
    )  # fmt: skip
    page = excel.apply(page)
    assert verdicts(page) == {(tasks[0].text, "refused")}
    row.refresh_from_db()
    assert row.delivered_on is None


def test_the_form_is_told_when_the_file_was_faster(cast, tasks, excel, client):
    """Two people at once, the other way round: a form opened before the file was applied is overtaken."""
    row = tasks[0].occurrences.get()
    page = excel.send(cast.minh, excel.get(cast.minh).fill(tasks[0].text, delivered=DONE))
    excel.apply(page)
    client.force_login(cast.head)
    typed = {
        "delivered_on": "08/03/2026",
        "document_number": "9/BC",
        "version": row.version,
        "whole": "1",
    }
    response = client.post(f"/tasks/occurrences/{row.uid}/record/", typed)
    assert response.status_code == 409
    assert "9/BC" in response.content.decode()
    row.refresh_from_db()
    assert row.delivered_on == DONE


def test_a_confirmed_result_is_not_changed_and_the_row_says_so(cast, tasks, excel, at):
    row = tasks[0].occurrences.get()
    row = record_fact(
        occurrence=row, result=Result(delivered_on=DONE), by=cast.minh, at=at, seen=row.version
    )
    row = confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)
    book = excel.get(cast.minh)
    assert "Nguyễn Tiến Dũng xác nhận" in book.value(tasks[0].text, "Ghi chú")
    page = excel.send(cast.minh, book.fill(tasks[0].text, delivered=date(2026, 3, 3)))
    (line,) = page.context["rows"]
    assert (line.verdict, "đã được xác nhận" in line.message) == ("refused", True)


def test_the_form_of_a_confirmed_result_says_who_can_open_it(cast, tasks, client, at):
    row = tasks[0].occurrences.get()
    row = record_fact(
        occurrence=row, result=Result(delivered_on=DONE), by=cast.minh, at=at, seen=row.version
    )
    confirm_result(occurrence=row, by=cast.coordinator, at=at, seen=row.version)
    client.force_login(cast.minh)
    text = client.get(f"/tasks/occurrences/{row.uid}/record/").content.decode()
    assert "đã khóa: Nguyễn Tiến Dũng xác nhận" in text
    assert "Ngày ban hành" not in text


@pytest.mark.parametrize(
    ("values", "heading", "words"),
    [
        ({"delivered": "31/02/2026"}, cells.DELIVERED, "không phải ngày"),
        ({"percent": 120, "note": "Xong"}, cells.PERCENT, "từ 0 đến 100"),
        ({"percent": 50}, cells.NOTE, "tình hình"),
        ({"note": "Đang làm"}, cells.PERCENT, "phần trăm"),
        ({"not_arising": "không rõ"}, cells.NOT_ARISING, "Đánh dấu x"),
    ],
)
def test_a_wrong_cell_is_named_and_the_other_rows_go_on(
    cast, tasks, excel, client, values, heading, words
):
    book = excel.get(cast.minh).fill(tasks[0].text, **values)
    book.fill(tasks[2].text, delivered=DONE)
    page = excel.send(cast.minh, book)
    assert verdicts(page) == {(tasks[0].text, "refused"), (tasks[2].text, "waiting")}
    page = excel.apply(page)
    assert verdicts(page) == {(tasks[0].text, "refused"), (tasks[2].text, "applied")}

    upload = page.context["upload"]
    result = Filled(client.get(f"/tasks/sheet/{upload.uid}/result.xlsx").content)
    place = result.sheet.cell(result.row(tasks[0].text), result.headings[heading])
    assert words in place.comment.text
    assert "Không cập nhật" in result.value(tasks[0].text, "Kết quả cập nhật")
    assert result.value(tasks[2].text, "Kết quả cập nhật").startswith("Đã cập nhật")


def test_a_result_workbook_is_mended_and_sent_again(cast, tasks, excel, client):
    page = excel.send(cast.minh, excel.get(cast.minh).fill(tasks[0].text, delivered="31/02/2026"))
    upload = page.context["upload"]
    result = Filled(client.get(f"/tasks/sheet/{upload.uid}/result.xlsx").content)
    page = excel.apply(excel.send(cast.minh, result.fill(tasks[0].text, delivered=DONE)))
    assert tasks[0].occurrences.get().delivered_on == DONE


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"delivered": date(2026, 3, 11)}, "không được sau ngày hôm nay"),
        ({"submitted": DONE, "delivered": date(2026, 3, 2)}, "trước ngày trình"),
        ({"not_arising": "x"}, "lý do không phát sinh"),
    ],
)
def test_what_the_form_would_refuse_the_file_refuses_in_the_same_words(
    cast, tasks, excel, values, words
):
    page = excel.send(cast.minh, excel.get(cast.minh).fill(tasks[0].text, **values))
    (line,) = page.context["rows"]
    assert (line.verdict, words in line.message) == ("refused", True)


def test_nothing_arises_goes_by_the_file_too(cast, tasks, excel):
    book = excel.get(cast.minh).fill(
        tasks[0].text, not_arising="x", outcome="Không có đơn vị nào đăng ký"
    )
    excel.apply(excel.send(cast.minh, book))
    assert tasks[0].occurrences.get().not_arising_on == date(2026, 3, 10)


def test_a_task_of_another_agency_or_unit_is_not_reached_by_a_forged_row(cast, tasks, excel):
    book = excel.get(cast.minh).fill(tasks[1].text, delivered=DONE)
    page = excel.send(cast.minh, book)
    (line,) = page.context["rows"]
    assert (line.verdict, line.message.startswith("Chỉ đơn vị chủ trì")) == ("refused", True)
    page = excel.send(cast.stranger, book)
    (line,) = page.context["rows"]
    assert (line.verdict, line.text) == ("refused", "")
    excel.apply(page)
    assert tasks[1].occurrences.get().delivered_on is None


def test_the_same_upload_applies_once_however_often_it_is_sent(cast, tasks, excel, client):
    book = excel.get(cast.minh).fill(tasks[0].text, delivered=DONE, percent=100, note="Đã xong")
    body = book.bytes()
    token = "7c1f1e0e-8f0c-4b5e-9f39-6f0a5a4f4d11"
    first = excel.send(cast.minh, body, submit_token=token)
    again = excel.send(cast.minh, body, submit_token=token)
    assert first.context["upload"] == again.context["upload"]
    assert SheetUpload.objects.count() == 1
    excel.apply(first)
    excel.apply(first)
    page = excel.send(cast.minh, body)
    assert verdicts(page) == {(tasks[0].text, "unchanged")}
    excel.apply(page)
    assert AuditEvent.objects.filter(action="task.recorded").count() == 1
    assert ProgressReport.objects.count() == 1


def test_rows_that_nobody_touched_are_left_out_even_when_they_changed_meanwhile(
    cast, tasks, excel, at
):
    book = excel.get(cast.minh).fill(tasks[2].text, delivered=DONE)
    row = tasks[0].occurrences.get()
    record_fact(
        occurrence=row, result=Result(delivered_on=DONE), by=cast.head, at=at, seen=row.version
    )
    assert verdicts(excel.send(cast.minh, book)) == {(tasks[2].text, "waiting")}


def test_a_file_that_nobody_filled_in_or_that_is_not_ours_is_refused_in_words(cast, tasks, excel):
    page = excel.send(cast.minh, excel.get(cast.minh))
    assert "Không có dòng nào được sửa" in page.content.decode()
    other = openpyxl.Workbook()
    other.active["A1"] = "Việc"
    made = BytesIO()
    other.save(made)
    page = excel.send(cast.minh, made.getvalue())
    assert "không phải danh sách đã tải về" in page.content.decode()
    page = excel.send(cast.minh, b"khong phai excel")
    assert page.status_code == 422
    assert SheetUpload.objects.count() == 0


def test_columns_and_rows_may_come_back_in_another_order(cast, tasks, excel):
    book = excel.get(cast.minh).fill(tasks[0].text, delivered=DONE)
    rows = [[cell.value for cell in row] for row in book.sheet.iter_rows()]
    turned = openpyxl.Workbook()
    for row in [rows[0], *reversed(rows[1:])]:
        turned.active.append(list(reversed(row)))
    made = BytesIO()
    turned.save(made)
    excel.apply(excel.send(cast.minh, made.getvalue()))
    assert tasks[0].occurrences.get().delivered_on == DONE


@pytest.mark.django_db(transaction=True)
def test_many_rows_are_applied_by_a_job_that_a_second_run_goes_on_with(
    cast, plan, excel, monkeypatch
):
    monkeypatch.setattr("cchc.tasks.services.sheets.AT_ONCE", 2)
    written = p.write(
        plan, *(p.issued([cast.division], times=[p.due(DUE)], text=f"Việc {n}") for n in range(4))
    )
    book = excel.get(cast.minh)
    for task in written:
        book.fill(task.text, delivered=DONE)
    page = excel.apply(excel.send(cast.minh, book))
    apply_sheet(page.context["upload"].pk)
    apply_sheet(page.context["upload"].pk)
    assert Occurrence.objects.filter(delivered_on=DONE).count() == 4
    assert AuditEvent.objects.filter(action="task.recorded").count() == 4
    assert AuditEvent.objects.filter(action="sheet.applied").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_list_ends_in_the_agencys_log_though_its_sender_left_before_the_job_ran(
    cast, plan, excel, monkeypatch
):
    monkeypatch.setattr("cchc.tasks.services.sheets.AT_ONCE", 0)
    monkeypatch.setattr("cchc.tasks.services.sheets.now_or_queued", lambda *_args, **_more: None)
    p.write_one(plan, [cast.division], times=[p.due(DUE)], text="Việc")
    page = excel.apply(excel.send(cast.minh, excel.get(cast.minh).fill("Việc", delivered=DONE)))
    cast.minh.memberships.update(valid_to=date(2026, 3, 9))
    apply_sheet(page.context["upload"].pk)
    event = AuditEvent.objects.get(action="sheet.applied")
    assert (event.agency_id, event.data["counts"]["refused"]) == (cast.agency.pk, 1)
    assert SheetUpload.objects.get().ended_at is not None


def test_another_persons_upload_is_not_there(cast, tasks, excel, client):
    page = excel.send(cast.minh, excel.get(cast.minh).fill(tasks[0].text, delivered=DONE))
    client.force_login(cast.head)
    for part in ("", "result.xlsx"):
        assert client.get(f"/tasks/sheet/{page.context['upload'].uid}/{part}").status_code == 404


def test_the_preview_asks_as_often_for_many_rows_as_for_one(cast, plan, excel, client):
    def statements(count):
        written = p.write(
            plan, *(p.issued([cast.division], times=[p.due(DUE)], text=f"Việc {count} {n}") for n in range(count))
        )  # fmt: skip
        book = excel.get(cast.minh)
        for task in written:
            book.fill(task.text, delivered=DONE)
        upload = excel.send(cast.minh, book).context["upload"]
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/tasks/sheet/{upload.uid}/")
        return len(asked)

    assert statements(1) == statements(12)
