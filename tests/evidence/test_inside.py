"""Text and pages of files: found by the worker, shown as pictures behind the door of the file itself."""

import io
import re
import zipfile
from uuid import uuid4

import pytest
from docx import Document
from PIL import Image

from cchc.backup.services import save_backup
from cchc.backup.services.restoring import restore_backup
from cchc.core.text import fold
from cchc.documents import services as documents
from cchc.evidence.models import Examination, FilePart
from cchc.evidence.rules import ending_of, is_drawable, media_type_of
from cchc.evidence.selectors import parts_with
from cchc.evidence.services import examining, pictures, store
from cchc.reading.inputs import programs
from tests.factories import signed


def word_file(*lines):
    document, held = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(held)
    return held.getvalue()


def slides(*texts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number, text in enumerate(texts, 1):
            drawn = "http://schemas.openxmlformats.org/drawingml/2006/main"
            archive.writestr(
                f"ppt/slides/slide{number}.xml",
                f'<s xmlns:a="{drawn}"><a:t>{text}</a:t></s>',
            )
    return held.getvalue()


def picture():
    held = io.BytesIO()
    Image.new("RGB", (80, 60), "navy").save(held, "PNG")
    return held.getvalue()


def examined(content, name, at):
    media_type = media_type_of(content[:4096], name)
    stored = store(chunks=[content], media_type=media_type, at=at)
    return stored, examining.examine(stored=stored, at=at)


@pytest.fixture
def link(cast, at):
    """A signed PDF of three pages as a file of a document."""
    document = documents.create_document(
        agency=cast.agency, kind="plan", subject="Kế hoạch", by=cast.coordinator, at=at
    )
    return documents.attach_file(
        document=document, role="signed", name="ke-hoach.pdf",
        chunks=[signed.plain_pdf("Ke hoach cai cach")], media_type="application/pdf",
        by=cast.coordinator, at=at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "pages"),
    [
        (signed.plain_pdf("Ban hanh ke hoach"), "a.pdf", 1),
        (word_file("Điều 1.", "Ban hành kế hoạch"), "a.docx", None),
        ("Ban hành Kế hoạch".encode(), "a.txt", None),
        ("so;ten\n1;Ban hành kế hoạch".encode(), "a.csv", None),
        (slides("Mở đầu", "Ban hành kế hoạch"), "a.pptx", None),
    ],
)
def test_text_is_found_with_and_without_accents(db, at, content, name, pages):
    _stored, found = examined(content, name, at)
    assert (found.text, found.pages) == (Examination.Text.READ, pages)
    for asked in ("ban hành kế hoạch", "BAN HANH KE HOACH", "hành kế ho"):
        assert parts_with(fold(asked).split()).count() == 1, asked
    for asked in ("ban hành quy chế", "kế hoạch ban hành", "hanh ke hoac h"):
        assert not parts_with(fold(asked).split()).exists(), asked


@pytest.mark.parametrize(
    ("content", "name", "text", "pages"),
    [
        (picture(), "anh.png", Examination.Text.NONE, 1),
        (signed.plain_pdf(), "quet.pdf", Examination.Text.NONE, 1),
        (b"%PDF-1.4 hong", "hong.pdf", Examination.Text.UNREADABLE, 0),
        (b"PK\x03\x04 hong", "hong.docx", Examination.Text.UNREADABLE, None),
        (b"\x00\x01\x02\x00" * 9, "la.bin", Examination.Text.UNREADABLE, 0),
    ],
)
def test_what_holds_no_text_says_so(db, at, content, name, text, pages):
    _stored, found = examined(content, name, at)
    assert (found.text, found.pages) == (text, pages)
    assert not FilePart.objects.exists()


def test_a_long_text_is_kept_in_parts_that_end_between_words(db, at):
    words = " ".join(f"tu{number}" for number in range(3000))
    examined(words.encode(), "dai.txt", at)
    parts = list(FilePart.objects.order_by("number"))
    assert len(parts) > 3
    assert max(len(part.text) for part in parts) <= 4000
    assert " ".join(part.text for part in parts) == words


def test_the_index_follows_the_table(db, at):
    stored, _found = examined(b"mot hai ba", "a.txt", at)
    part = FilePart.objects.get(stored=stored)
    part.key = "bon nam"
    part.save()
    assert not parts_with(["hai"]).exists()
    assert parts_with(["nam"]).get() == part
    part.delete()
    assert not parts_with(["nam"]).exists()


def test_pages_are_drawn_in_a_process_of_their_own_and_shown(
    client, cast, link, django_capture_on_commit_callbacks
):
    client.force_login(cast.lan)
    address = f"/files/document/{link.uid}/view/"
    with django_capture_on_commit_callbacks(execute=True):
        waiting = client.get(address).content.decode()
    assert "Đang chuẩn bị trang để xem" in waiting
    assert "waiting=1" in waiting
    shown = client.get(f"{address}?waiting=1", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in shown
    assert f"/files/document/{link.uid}/pages/1/" in shown
    assert "hx-get" not in shown
    assert "Tệp không có chữ ký số." in shown
    answer = client.get(f"/files/document/{link.uid}/pages/1/")
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


def test_who_may_not_read_the_file_sees_neither_pages_nor_signatures(client, cast, link, at):
    pictures.draw_pages(link.stored_id, 1)
    for person in (cast.stranger, cast.outsider, cast.administrator):
        client.force_login(person)
        assert client.get(f"/files/document/{link.uid}/view/").status_code == 404
        assert client.get(f"/files/document/{link.uid}/pages/1/").status_code == 404
    client.force_login(cast.lan)
    assert client.get(f"/files/document/{link.uid}/pages/2/").status_code == 404
    assert client.get(f"/files/document/{uuid4()}/pages/1/").status_code == 404


def test_all_three_days_are_shown(client, cast, link, at):
    """Case 30: day of the document, time of signing, time of uploading."""
    ca = signed.Authority()
    signer = ca.issue("Nguyễn Văn A")
    document = link.document
    document.number, document.issued_on = "19/KH-SKHCN", at.date()
    document.save()
    row = documents.attach_file(
        document=document, role="signed", name="da-ky.pdf",
        chunks=[signed.sign(signed.plain_pdf(), signer, ca)], media_type="application/pdf",
        by=cast.coordinator, at=at,
    )  # fmt: skip
    examining.examine(stored=row.stored, at=at)
    client.force_login(cast.lan)
    page = client.get(f"/files/document/{row.uid}/view/").content.decode()
    for words in (
        "Ngày văn bản", "10/03/2026", "Ngày tải lên", "09:00 10/03/2026", "Ký lúc",
        "theo máy người ký", "Nguyễn Văn A", "Chưa xác minh được chứng thư", "không thay đổi sau khi ký",
    ):  # fmt: skip
        assert words in page, words


def test_the_page_lists_the_leader_and_the_seal_apart_and_calls_an_unknown_root_unverified(
    client, cast, link, at
):
    ca = signed.Authority("CA chưa biết")
    leader, seal = ca.issue("Nguyễn Văn A"), ca.issue("Sở Khoa học và Công nghệ tỉnh Lam Sơn")
    content = signed.sign(signed.sign(signed.plain_pdf(), leader, ca), seal, ca, name="Ky2")
    row = documents.attach_file(
        document=link.document, role="signed", name="da-ky.pdf", chunks=[content],
        media_type="application/pdf", by=cast.coordinator, at=at,
    )  # fmt: skip
    examining.examine(stored=row.stored, at=at)
    client.force_login(cast.lan)
    page = client.get(f"/files/document/{row.uid}/view/").content.decode()
    _before, people, seals = re.split("Chữ ký của cá nhân|Chữ ký số của cơ quan", page)
    assert "Nguyễn Văn A" in people
    assert "tỉnh Lam Sơn" not in people
    assert "tỉnh Lam Sơn" in seals
    for part in (people, seals):
        assert "Chưa xác minh được chứng thư" in part
        assert "Nơi cấp chứng thư không có trong danh sách tin cậy." in part
    assert "không hợp lệ" not in page.lower()


def test_a_corrected_signed_copy_keeps_the_one_before_it(client, cast, link, at):
    """Case 31: both versions are kept, each with its own signatures, and the page says which is in use."""
    document = link.document
    ca = signed.Authority()
    right = documents.attach_file(
        document=document, role="signed", name="ke-hoach.pdf",
        chunks=[signed.sign(signed.plain_pdf("Ban dung"), ca.issue("Nguyễn Văn A"), ca)],
        media_type="application/pdf", by=cast.coordinator, at=at,
    )  # fmt: skip
    link.refresh_from_db()
    assert (link.closed_at, right.closed_at) == (at, None)
    client.force_login(cast.lan)
    for each, says in [(link, "Tệp không có chữ ký số."), (right, "Nguyễn Văn A")]:
        examining.examine(stored=each.stored, at=at)
        page = client.get(f"/files/document/{each.uid}/view/").content.decode()
        assert says in page
        assert ("thay thế lúc" in page) is (each == link)


def test_what_cannot_be_drawn_is_for_downloading(client, cast, link, at, monkeypatch):
    monkeypatch.setattr(programs, "has_office", lambda: False)
    link.stored = store(
        chunks=[word_file("a")], media_type=media_type_of(b"PK\x03\x04", "a.docx"), at=at
    )
    link.save()
    examining.examine(stored=link.stored, at=at)
    client.force_login(cast.lan)
    page = client.get(f"/files/document/{link.uid}/view/").content.decode()
    assert "Tải về để xem" in page
    assert "hx-get" not in page


def test_a_file_that_breaks_its_drawing_is_waited_for_by_nobody(client, cast, link, at):
    link.stored = store(chunks=[b"%PDF-1.4 hong"], media_type="application/pdf", at=at)
    link.save()
    examining.examine(stored=link.stored, at=at)
    pictures.draw_pages(link.stored_id, 1)
    client.force_login(cast.lan)
    page = client.get(f"/files/document/{link.uid}/view/").content.decode()
    assert "Tải về để xem" in page
    assert "hx-get" not in page


@pytest.mark.usefixtures("libreoffice")
def test_a_word_file_is_shown_as_the_pages_that_libreoffice_makes(client, cast, link, at):
    link.stored = store(
        chunks=[word_file("Ban hành kế hoạch")],
        media_type=media_type_of(b"PK\x03\x04", "a.docx"),
        at=at,
    )
    link.save()
    examining.examine(stored=link.stored, at=at)
    pictures.draw_pages(link.stored_id, 1)
    assert Examination.objects.get(stored=link.stored).pages == 1
    client.force_login(cast.lan)
    assert client.get(f"/files/document/{link.uid}/pages/1/")["Content-Type"] == "image/png"


def test_each_kind_that_is_taken_has_an_ending_for_programs():
    assert ending_of("application/pdf") == ".pdf"
    assert ending_of("text/csv") == ".txt"
    assert ending_of("application/octet-stream") == ""
    word = media_type_of(b"PK\x03\x04", "a.docx")
    assert (is_drawable(word, with_office=True), is_drawable(word, with_office=False)) == (
        True,
        False,
    )


@pytest.mark.django_db(transaction=True)
def test_what_is_inside_files_is_found_after_a_restore(at, tmp_path):
    examined("Ban hành kế hoạch".encode(), "a.txt", at)
    saved = save_backup(path=tmp_path / "sao-luu", passphrase="mat khau du dai", at=at)
    examined(b"den sau ban sao luu", "b.txt", at)
    restore_backup(path=saved.path, passphrase="mat khau du dai", replace=True, at=at)
    assert parts_with(["ke", "hoach"]).count() == 1
    assert not parts_with(["sau"]).exists()
