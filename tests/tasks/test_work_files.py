"""Files of work: opened, filled, closed; their list of papers; and how long what is in them must be kept."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from docx import Document as WordFile
from openpyxl import load_workbook

from cchc.audit.models import AuditEvent
from cchc.core.errors import Stale
from cchc.documents import services as documents
from cchc.evidence.selectors import past_keeping
from cchc.evidence.services import examining, open_stored
from cchc.tasks.models import FiledTask, ResultEvidence, WorkFile
from cchc.tasks.rules.keeping import kept_until
from cchc.tasks.selectors.work_files import papers_of
from cchc.tasks.services import refusals
from cchc.tasks.services.filing import FileFacts, change_work_file, file_task, open_work_file
from cchc.tasks.services.proving import NewEvidence, add_evidence, remove_evidence
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p
from tests.factories import signed
from tests.queries import assert_constant_queries

FACTS = FileFacts("01.CCHC", "Cải cách hành chính năm 2026", 5)


@pytest.fixture
def task(cast):
    return p.write_one(
        p.make_plan(cast),
        [cast.division],
        times=[p.every("annual", product=0)],
        products=["Quyết định"],
    )


@pytest.fixture
def folder(cast, at):
    return open_work_file(agency=cast.agency, facts=FACTS, by=cast.minh, at=at)


def deliver(task, cast, at, number="12/QĐ-SKHCN", content=None):
    row = task.occurrences.get()
    record_fact(
        occurrence=row, result=Result(delivered_on=at.date(), document_number=number),
        by=cast.minh, at=at, seen=row.version,
    )  # fmt: skip
    new = NewEvidence(
        name="quyet-dinh.pdf",
        chunks=[content or signed.plain_pdf("Quyet dinh")],
        media_type="application/pdf",
    )
    link = add_evidence(occurrence=row, new=new, by=cast.minh, at=at)
    examining.examine(stored=link.stored, at=at)
    return link


def close(folder, cast, at, day):
    facts = FileFacts(FACTS.code, FACTS.title, FACTS.years, closed_on=day)
    return change_work_file(work_file=folder, facts=facts, by=cast.minh, at=at, seen=folder.version)


def test_a_task_stands_in_one_file_at_a_time_and_moves_on_record(cast, task, folder, at):
    other = open_work_file(
        agency=cast.agency, facts=FileFacts("02.CCHC", "Khác", 0), by=cast.minh, at=at
    )
    file_task(task=task, work_file=folder, by=cast.minh, at=at)
    file_task(task=task, work_file=other, by=cast.minh, at=at)
    assert FiledTask.objects.get().work_file == other
    assert other.years is None
    told = AuditEvent.objects.filter(action="task.filed").order_by("pk").last().data
    assert (told["code"], told["before"]) == ("02.CCHC", "01.CCHC")


def test_who_has_no_part_in_a_task_files_it_nowhere(cast, task, folder, at):
    with pytest.raises(refusals.NotYourUnit):
        file_task(task=task, work_file=folder, by=cast.lan, at=at)
    theirs = open_work_file(agency=cast.other_agency, facts=FACTS, by=cast.stranger, at=at)
    with pytest.raises(refusals.OtherAgency):
        file_task(task=task, work_file=theirs, by=cast.minh, at=at)


def test_a_closed_file_neither_takes_nor_gives_until_it_is_opened_again(cast, task, folder, at):
    file_task(task=task, work_file=folder, by=cast.minh, at=at)
    folder = close(folder, cast, at, at.date())
    other = open_work_file(
        agency=cast.agency, facts=FileFacts("02.CCHC", "Khác", 5), by=cast.minh, at=at
    )
    for target in (folder, other):
        with pytest.raises(refusals.FileClosed):
            file_task(task=task, work_file=target, by=cast.minh, at=at)
    folder = close(folder, cast, at, None)
    file_task(task=task, work_file=other, by=cast.minh, at=at)


def test_codes_terms_days_and_versions_are_held(cast, folder, at):
    for facts, refusal in [
        (FACTS, refusals.CodeTaken),
        (FileFacts("03", "x", 7), refusals.WrongTerm),
        (FileFacts(" ", "x", 5), refusals.WordsMissing),
        (FileFacts("03", "x", 5, closed_on=date(2026, 3, 11)), refusals.InTheFuture),
    ]:
        with pytest.raises(refusal):
            open_work_file(agency=cast.agency, facts=facts, by=cast.minh, at=at)
    close(folder, cast, at, at.date())
    with pytest.raises(Stale):
        close(folder, cast, at, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkFile.objects.update(years=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkFile.objects.update(closed_on=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("closed", "years", "until"),
    [
        (date(2026, 3, 10), 5, date(2031, 12, 31)),
        (date(2026, 12, 31), 1, date(2027, 12, 31)),
        (date(2026, 3, 10), None, None),
        (None, 5, None),
    ],
)
def test_the_term_runs_from_the_end_of_the_year_of_closing(closed, years, until):
    assert kept_until(closed, years) == until


def test_the_list_of_papers_goes_out_as_word_and_excel(client, cast, task, folder, at):
    file_task(task=task, work_file=folder, by=cast.minh, at=at)
    deliver(task, cast, at)
    client.force_login(cast.minh)
    page = client.get(f"/tasks/files/{folder.uid}/").content.decode()
    assert "12/QĐ-SKHCN" in page
    assert "Quyết định: quyet-dinh.pdf" in page
    word = client.get(f"/tasks/files/{folder.uid}/papers.docx")
    assert "muc-luc-01-cchc.docx" in word["Content-Disposition"]
    document = WordFile(io.BytesIO(word.content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0][1:4] == [
        "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản",
    ]  # fmt: skip
    assert rows[1][1] == task.plan.document.number
    assert rows[2][1:6] == [
        "12/QĐ-SKHCN", "10/3/2026", "Quyết định: quyet-dinh.pdf", cast.division.name, "1",
    ]  # fmt: skip
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "MỤC LỤC VĂN BẢN, TÀI LIỆU" in words
    assert "Phụ lục" not in words
    assert "Hồ sơ gồm 02 văn bản, tài liệu. Thời hạn lưu trữ: 5 năm." in words
    book = load_workbook(io.BytesIO(client.get(f"/tasks/files/{folder.uid}/papers.xlsx").content))
    values = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "12/QĐ-SKHCN" in values


def test_proof_that_one_may_not_see_yet_is_not_listed_to_him(client, cast, task, folder, at):
    file_task(task=task, work_file=folder, by=cast.minh, at=at)
    deliver(task, cast, at)
    client.force_login(cast.lan)
    page = client.get(f"/tasks/files/{folder.uid}/").content.decode()
    assert "12/QĐ-SKHCN" in page
    assert "quyet-dinh.pdf" not in page
    client.force_login(cast.stranger)
    assert client.get(f"/tasks/files/{folder.uid}/").status_code == 404


def day_of_the_proof(folder):
    (paper,) = (
        each
        for each in papers_of(folder, ResultEvidence.objects.all())
        if each.title.endswith("quyet-dinh.pdf")
    )
    return paper.issued_on


def test_a_photo_has_the_day_of_its_result_only_where_the_result_is_a_document(
    cast, task, folder, at
):
    file_task(work_file=folder, task=task, by=cast.minh, at=at)
    deliver(task, cast, at, number="")
    assert day_of_the_proof(folder) is None
    task.occurrences.update(document_number="12/QĐ-SKHCN")
    assert day_of_the_proof(folder) == at.date()


def test_a_file_is_opened_filled_and_closed_by_its_pages(client, cast, task):
    client.force_login(cast.minh)
    assert "Chưa có hồ sơ công việc nào" in client.get("/tasks/files/").content.decode()
    sent = {"code": "01.CCHC", "title": "Cải cách hành chính", "years": 5}
    assert client.post("/tasks/files/new/", sent).status_code == 302
    assert client.post("/tasks/files/new/", sent).status_code == 422
    folder = WorkFile.objects.get()
    client.post(f"/tasks/{task.uid}/filing/", {"work_file": folder.pk})
    assert "01.CCHC" in client.get(f"/tasks/{task.uid}/").content.decode()
    closed = sent | {"closed_on": "2026-03-10", "version": folder.version}
    client.post(f"/tasks/files/{folder.uid}/change/", closed)
    stale = client.post(f"/tasks/files/{folder.uid}/change/", closed)
    assert stale.status_code == 409
    page = client.get("/tasks/files/?q=cai cach").content.decode()
    assert "kết thúc 10/03/2026, giữ đến 31/12/2031" in page
    assert "Không có hồ sơ phù hợp" in client.get("/tasks/files/?q=khac").content.decode()
    client.force_login(cast.stranger)
    assert "01.CCHC" not in client.get("/tasks/files/").content.decode()


def test_nothing_is_past_its_time_before_every_link_is(cast, task, folder, at, capsys):
    """Files of other rooms, of tasks in no file, of open or permanent ones are kept for ever."""
    content = signed.plain_pdf("Quyet dinh")
    link = deliver(task, cast, at, content=content)
    file_task(task=task, work_file=folder, by=cast.minh, at=at)
    folder = close(folder, cast, at, at.date())
    assert not past_keeping(date(2031, 12, 31)).exists()
    assert past_keeping(date(2032, 1, 1)).get() == link.stored

    other = p.write_one(task.plan, [cast.division], times=[p.every("annual")])
    again = deliver(other, cast, at, number="13/QĐ-SKHCN", content=content)
    assert again.stored == link.stored
    assert not past_keeping(date(2032, 1, 1)).exists()
    folder = close(folder, cast, at, None)
    file_task(task=other, work_file=folder, by=cast.minh, at=at)
    folder = close(folder, cast, at, at.date())
    assert past_keeping(date(2032, 1, 1)).exists()

    documents.attach_file(
        document=task.plan.document, role="signed", name="a.pdf", chunks=[content],
        media_type="application/pdf", by=cast.coordinator, at=at,
    )  # fmt: skip
    assert not past_keeping(date(2032, 1, 1)).exists()


def test_the_check_names_what_is_past_its_time_and_deletes_nothing(
    cast, task, folder, at, capsys, settings
):
    link = deliver(task, cast, at)
    file_task(task=task, work_file=folder, by=cast.minh, at=at)
    close(folder, cast, at, at.date())
    call_command("check_evidence")
    assert "hết thời hạn" not in capsys.readouterr().out
    settings.CCHC_TODAY = date(2032, 1, 1)
    call_command("check_evidence")
    assert "đã hết thời hạn lưu trữ (quyet-dinh.pdf)" in capsys.readouterr().out
    assert open_stored(link.stored).read()
    remove_evidence(evidence=link, by=cast.minh, at=at)
    assert open_stored(link.stored).read()


def test_pages_ask_as_much_however_much_stands_in_a_file(client, cast, task, folder, at):
    client.force_login(cast.minh)
    file_task(task=task, work_file=folder, by=cast.minh, at=at)
    deliver(task, cast, at)

    def grow():
        for number in range(4):
            more = p.write_one(task.plan, [cast.division], times=[p.every("annual")])
            file_task(task=more, work_file=folder, by=cast.minh, at=at)
            deliver(more, cast, at, f"{number}/QĐ", signed.plain_pdf(f"Quyet dinh {number}"))
            open_work_file(
                agency=cast.agency, facts=FileFacts(f"{number}", "x", 5), by=cast.minh, at=at
            )

    assert assert_constant_queries(client, f"/tasks/files/{folder.uid}/", grow) <= 15
    assert assert_constant_queries(client, "/tasks/files/", lambda: None) <= 12
