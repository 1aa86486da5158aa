"""Bad input: each file gets a sentence saying what to do, and leaves nothing half-written."""

import io
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cchc.evidence.models import StoredFile
from cchc.plans.models import Draft
from cchc.plans.states import DraftState
from tests.factories.compounds import compound
from tests.factories.plans import TEXT
from tests.plans.conftest import nothing_was_kept, upload


def word_file() -> bytes:
    document = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def bomb() -> bytes:
    return with_member(word_file(), "word/media/image1.bin", bytes(60 * 1024 * 1024))


REFUSED = {
    "empty": ("ke-hoach.docx", b"", "Tệp rỗng"),
    "damaged": ("ke-hoach.docx", word_file()[:900], "Tệp bị hỏng"),
    "encrypted": ("ke-hoach.docx", compound({"EncryptedPackage": b"locked"}), "bỏ mật khẩu"),
    "wrongly named": ("ke-hoach.pdf", word_file(), "đổi đuôi tệp thành .docx"),
    "macros by name": ("ke-hoach.docm", word_file(), "macro"),
    "macros inside": (
        "ke-hoach.docx",
        with_member(word_file(), "word/vbaProject.bin", b"x"),
        "macro",
    ),
    "zip bomb": ("ke-hoach.docx", bomb(), "sao chép nội dung sang một tệp mới"),
    "unknown kind": ("ke-hoach.exe", b"MZ" + bytes(200), "Không nhận ra loại tệp"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_taken_is_refused_in_words(send, case):
    name, content, words = REFUSED[case]

    answer = send(SimpleUploadedFile(name, content))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert name in page
    assert nothing_was_kept()
    assert not StoredFile.objects.exists()


def test_a_bad_annex_refuses_the_whole_upload(send):
    answer = send(upload("ke-hoach.txt"), annexes=[SimpleUploadedFile("phu-luc.docx", b"")])

    assert answer.status_code == 422
    assert "phu-luc.docx: Tệp rỗng" in answer.content.decode()
    assert nothing_was_kept()


def test_a_file_over_the_limit_is_refused_without_being_kept(send, settings):
    settings.MAX_UPLOAD_BYTES = 100_000

    answer = send(SimpleUploadedFile("ke-hoach.txt", b"a" * 100_001))

    assert answer.status_code == 422
    assert "ke-hoach.txt: tệp lớn hơn 50 MB" in answer.content.decode()
    assert nothing_was_kept()


def test_a_text_that_is_no_plan_says_so_and_can_be_read_again(send, client):
    send(upload("bai-viet.txt", "Chúc mừng năm mới.\n\nHẹn gặp lại vào mùa xuân.\n"))

    draft = Draft.objects.get()
    page = client.get(f"/plans/drafts/{draft.uid}/reading/").content.decode()
    assert draft.state == DraftState.UNREADABLE
    assert "Không tìm thấy nhiệm vụ hay chỉ tiêu nào" in page
    assert "Đọc lại" in page
    assert draft.reading is None


def test_a_pdf_without_text_says_what_to_use_instead(send, client):
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(body)
    body += b"xref\n0 4\n0000000000 65535 f \n"
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start

    send(SimpleUploadedFile("ban-quet.pdf", body))

    draft = Draft.objects.get()
    assert draft.state == DraftState.UNREADABLE
    assert draft.refusal.startswith("ban-quet.pdf: Tệp không có chữ nào để đọc")
