"""Proof is linked to a result, leaves by one door, and is never deleted by an edit."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from cchc.audit.models import AuditEvent
from cchc.evidence.models import StoredFile
from cchc.evidence.stores import the_store
from cchc.tasks.models import ResultEvidence
from cchc.tasks.services import refusals
from cchc.tasks.services.confirming import confirm_result, return_result
from cchc.tasks.services.proving import NewEvidence, add_evidence, remove_evidence
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

PDF = b"%PDF-1.4 quyet dinh"


@pytest.fixture
def row(cast, at):
    plan = p.make_plan(cast)
    task = p.write_one(
        plan, [cast.division], coordinating=[cast.centre], times=[p.every("quarterly")]
    )
    return task.occurrences.order_by("due_on")[0]


def scan(name="quyet-dinh.pdf", content=PDF):
    return NewEvidence(name=name, chunks=[content], media_type="application/pdf")


def upload(name="quyet-dinh.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def workbook(*members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for member in members:
            archive.writestr(member, b"x")
    return held.getvalue()


def test_the_same_file_proves_many_results_and_is_stored_once(cast, row, at):
    plan = row.task.plan
    others = [p.write_one(plan, [cast.division], times=[p.every("annual")]) for _ in range(4)]
    for each in (row, *(task.occurrences.get() for task in others)):
        add_evidence(occurrence=each, new=scan(), by=cast.minh, at=at)
    assert ResultEvidence.objects.count() == 5
    assert StoredFile.objects.count() == 1


def test_a_file_rejected_for_one_result_stands_for_the_others(cast, row, at):
    """One file proves five results, each by its page; given back for one, the other four stand as they were."""
    others = [
        p.write_one(row.task.plan, [cast.division], times=[p.every("annual")]) for _ in range(4)
    ]
    rows = [row, *(task.occurrences.get() for task in others)]
    for page, each in enumerate(rows, start=1):
        add_evidence(occurrence=each, new=replace(scan(), pages=str(page)), by=cast.minh, at=at)
        done = Result(delivered_on=at.date())
        record_fact(occurrence=each, result=done, by=cast.minh, at=at, seen=each.version)
    for each in rows[1:]:
        confirm_result(occurrence=each, by=cast.leader, at=at, seen=each.version + 1)
    rejected = return_result(
        occurrence=row, note="Không đúng văn bản", by=cast.leader, at=at, seen=row.version + 1
    )
    assert rejected.delivered_on is None
    link = rejected.evidence.get()
    remove_evidence(evidence=link, by=cast.minh, at=at)
    live = ResultEvidence.objects.filter(removed_at__isnull=True)
    assert {(each.occurrence_id, each.pages) for each in live} == {
        (each.pk, str(page)) for page, each in enumerate(rows[1:], start=2)
    }
    assert all(each.occurrence.confirmed_at == at for each in live)
    assert all(each.occurrence.delivered_on == at.date() for each in live)
    assert StoredFile.objects.count() == 1
    assert the_store().path(link.stored.sha256).read_bytes() == PDF


def test_the_same_file_twice_for_one_result_is_refused(cast, row, at):
    add_evidence(occurrence=row, new=scan(), by=cast.minh, at=at)
    with pytest.raises(refusals.EvidenceTwice):
        add_evidence(occurrence=row, new=scan("ban-sao.pdf"), by=cast.minh, at=at)


def test_what_is_taken_out_stays_on_disk_and_on_record(cast, row, at):
    link = add_evidence(occurrence=row, new=scan(), by=cast.minh, at=at)
    remove_evidence(evidence=link, by=cast.minh, at=at)
    remove_evidence(evidence=link, by=cast.minh, at=at)

    link.refresh_from_db()
    assert (link.removed_by, link.removed_at) == (cast.minh, at)
    assert the_store().path(link.stored.sha256).read_bytes() == PDF
    assert AuditEvent.objects.filter(action="evidence.removed").count() == 1
    add_evidence(occurrence=row, new=scan(), by=cast.minh, at=at)  # the right one, linked anew


def test_a_document_kept_elsewhere_is_proof_too(cast, row, at):
    new = NewEvidence(
        name="", document_number="12/QĐ-SKHCN", url="https://vanban.lamson.example/12"
    )
    assert add_evidence(occurrence=row, new=new, by=cast.minh, at=at).name == "12/QĐ-SKHCN"
    with pytest.raises(refusals.EvidencePointsNowhere):
        add_evidence(occurrence=row, new=NewEvidence(name="không đâu"), by=cast.minh, at=at)


def test_a_coordinating_unit_adds_its_part_and_a_stranger_none(cast, row, at):
    with pytest.raises(refusals.NotYourUnit):
        add_evidence(occurrence=row, new=scan(), by=cast.lan, at=at)
    assert not StoredFile.objects.exists()


def test_a_confirmed_result_keeps_its_proof(cast, row, at):
    link = add_evidence(occurrence=row, new=scan(), by=cast.minh, at=at)
    record_fact(
        occurrence=row, result=Result(delivered_on=at.date()), by=cast.minh, at=at, seen=row.version
    )
    confirm_result(occurrence=row, by=cast.leader, at=at, seen=row.version + 1)
    with pytest.raises(refusals.AlreadyConfirmed):
        remove_evidence(evidence=link, by=cast.minh, at=at)


def test_a_result_and_its_files_are_one_form_and_one_act(cast, row, client):
    client.force_login(cast.minh)
    sent = {"delivered_on": "2026-03-09", "outcome": "Đã ban hành", "version": 1, "whole": 1}
    answer = client.post(
        f"/tasks/occurrences/{row.uid}/record/",
        {**sent, "proof_files": [upload(), upload("anh.png", b"\x89PNG\r\n\x1a\n..")]},
    )
    assert answer.status_code == 302
    page = client.get(f"/tasks/{row.task.uid}/").content.decode()
    assert "quyet-dinh.pdf" in page
    assert "anh.png" in page
    assert "Chờ xác nhận" in page
    assert "Đã ban hành" in page


def test_a_refused_file_leaves_neither_result_nor_file(cast, row, client):
    client.force_login(cast.minh)
    answer = client.post(
        f"/tasks/occurrences/{row.uid}/record/",
        {
            "delivered_on": "2026-03-09",
            "version": 1,
            "whole": 1,
            "proof_files": upload("a.exe", b"MZ"),
        },
    )
    assert answer.status_code == 422
    assert "a.exe: loại tệp này không nhận làm minh chứng" in answer.content.decode()
    row.refresh_from_db()
    assert row.delivered_on is None
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rong.pdf", b"", "tệp rỗng"),
        ("goi.zip", workbook("a.txt"), "không nhận làm minh chứng"),
        ("bang.xlsx", workbook("xl/workbook.xml", "xl/vbaProject.bin"), "có macro"),
        (
            "cu.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"),
            "có macro",
        ),
        ("hong.docx", b"PK\x03\x04 hong", "đã hỏng"),
        ("trang.html", b"<html><script>1</script></html>", "không nhận làm minh chứng"),
        ("gia.pdf", b"MZ chuong trinh", "không nhận làm minh chứng"),
    ],
)
def test_what_is_unsafe_is_not_taken_as_proof(cast, row, client, name, content, said):
    client.force_login(cast.minh)
    answer = client.post(
        f"/tasks/occurrences/{row.uid}/evidence/",
        {"whole": 1, "proof_files": upload(name, content)},
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ResultEvidence.objects.exists()


def test_an_upload_that_was_cut_says_so(cast, row, client):
    client.force_login(cast.minh)
    answer = client.post(f"/tasks/occurrences/{row.uid}/evidence/", {"proof_files": upload()})
    assert "bị ngắt giữa chừng" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_proof_leaves_as_an_attachment_to_whom_it_concerns_until_it_is_confirmed(
    cast, row, client, at
):
    link = add_evidence(occurrence=row, new=scan(), by=cast.minh, at=at)
    seen = {}
    for name in (
        "minh",
        "head",
        "coordinator",
        "leader",
        "lan",
        "clerk",
        "stranger",
        "administrator",
    ):
        client.force_login(getattr(cast, name))
        answer = client.get(f"/files/result/{link.uid}/")
        seen[name] = answer.status_code
        if answer.status_code == 200:
            assert answer["Content-Disposition"].startswith("attachment")
            assert "sandbox" in answer["Content-Security-Policy"]
    assert seen == {
        "minh": 200, "head": 200, "coordinator": 200, "leader": 200, "lan": 404, "clerk": 404,
        "stranger": 404, "administrator": 404,
    }  # fmt: skip

    record_fact(
        occurrence=row, result=Result(delivered_on=at.date()), by=cast.minh, at=at, seen=row.version
    )
    confirm_result(occurrence=row, by=cast.leader, at=at, seen=row.version + 1)
    client.force_login(cast.lan)
    assert client.get(f"/files/result/{link.uid}/").status_code == 200
    client.force_login(cast.stranger)
    assert client.get(f"/files/result/{link.uid}/").status_code == 404


def test_the_coordinator_judges_on_one_page_with_the_proof_beside(cast, row, client, at):
    add_evidence(occurrence=row, new=scan(), by=cast.minh, at=at)
    record_fact(
        occurrence=row, result=Result(delivered_on=at.date()), by=cast.minh, at=at, seen=row.version
    )
    client.force_login(cast.coordinator)
    address = f"/tasks/occurrences/{row.uid}/judge/"
    page = client.get(address).content.decode()
    assert "quyet-dinh.pdf" in page
    assert "Xác nhận hoàn thành" in page

    bare = client.post(address, {"act": "return", "note": "", "version": row.version + 1})
    assert bare.status_code == 422
    assert "cần bổ sung hoặc làm lại" in bare.content.decode()
    client.post(address, {"act": "confirm", "version": row.version + 1})
    row.refresh_from_db()
    assert row.confirmed_by == cast.coordinator


def test_the_page_of_judgement_is_not_there_for_who_may_not_judge(cast, row, client, at):
    record_fact(
        occurrence=row, result=Result(delivered_on=at.date()), by=cast.minh, at=at, seen=row.version
    )
    for name in ("lan", "minh", "head", "clerk", "stranger"):
        client.force_login(getattr(cast, name))
        assert client.get(f"/tasks/occurrences/{row.uid}/judge/").status_code == 404


def test_the_database_refuses_proof_that_points_nowhere(cast, row, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultEvidence.objects.create(occurrence=row, name="x", added_by=cast.minh, added_at=at)


def test_the_database_refuses_a_removal_without_a_person(cast, row, at):
    link = add_evidence(occurrence=row, new=scan(), by=cast.minh, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultEvidence.objects.filter(pk=link.pk).update(removed_at=at)


def test_one_file_proves_two_results_by_other_pages_and_taking_one_out_leaves_the_other(
    cast, row, client, at
):
    """Case 29: stored once, linked as often as it proves something, each time with its own pages."""
    other = p.write_one(row.task.plan, [cast.division], times=[p.due(row.due_on)])
    client.force_login(cast.minh)
    for one, pages in ((row, "2-4, 7"), (other.occurrences.get(), "9")):
        sent = {"pages": pages, "proof_files": upload(), "whole": 1}
        assert client.post(f"/tasks/occurrences/{one.uid}/evidence/", sent).status_code == 302
    links = list(ResultEvidence.objects.order_by("pk"))
    assert [link.pages for link in links] == ["2-4, 7", "9"]
    assert links[0].stored == links[1].stored
    record_fact(
        occurrence=row, result=Result(delivered_on=at.date()), by=cast.minh, at=at, seen=row.version
    )
    assert "trang 2-4, 7" in client.get(f"/tasks/{row.task.uid}/").content.decode()
    client.post(f"/tasks/evidence/{links[0].uid}/remove/")
    assert list(ResultEvidence.objects.filter(removed_at__isnull=True)) == [links[1]]


def test_pages_that_are_no_numbers_are_asked_for_again(cast, row, client):
    client.force_login(cast.minh)
    sent = {"pages": "phần cuối", "url": "https://vanban.example.vn/1", "whole": 1}
    answer = client.post(f"/tasks/occurrences/{row.uid}/evidence/", sent)
    assert answer.status_code == 422
    assert "Hãy ghi số trang" in answer.content.decode()
    assert not ResultEvidence.objects.exists()
