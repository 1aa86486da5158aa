"""A scan dropped on the page: its pages are counted while they are recognised, its fields wait for a person."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cchc.plans.models import Draft
from cchc.plans.services import reading
from cchc.plans.services.edits import edit_draft
from cchc.plans.states import DraftState
from cchc.reading.inputs import programs
from tests.corpus.scans import DPI, scanned
from tests.reading.cases import CORPUS, load_case


@pytest.fixture(scope="module")
def scan() -> bytes:
    files, _ = load_case(CORPUS / "directive" / "expected.json")
    (page,) = scanned(files)
    made = io.BytesIO()
    page.save(made, "PNG", dpi=(DPI, DPI))
    return made.getvalue()


def test_a_scanned_page_is_read_in_the_background_and_its_progress_is_shown(
    tesseract, send, client, scan, monkeypatch
):
    seen: list[str] = []
    show = reading._show

    def look(draft, *told):
        """The progress page as it is at this moment."""
        show(draft, *told)
        seen.append(client.get(f"/plans/drafts/{draft.uid}/reading/").content.decode())

    monkeypatch.setattr(reading, "_show", look)
    answer = send(SimpleUploadedFile("ke-hoach.png", scan))

    draft = Draft.objects.get()
    assert answer.status_code == 302
    assert draft.state == DraftState.REVIEW
    assert any("Đang nhận dạng chữ trong ke-hoach.png: trang 1/1" in page for page in seen)
    assert 'value="50"' in seen[-1]
    file = draft.files.get()
    assert (file.kind, file.pages) == ("png", 1)
    assert all("ocr" in task["marks"]["text"] for task in draft.value["tasks"])
    first = draft.value["tasks"][0]
    args = {"list": "tasks", "key": first["key"], "was": first["text"]}
    edit_draft(draft=draft, name="drop", args=args, by=draft.created_by, at=draft.changed_at)
    still = Draft.objects.get().value["findings"]
    assert "pages-scanned" in {finding["code"] for finding in still}
    review = client.get(draft.get_absolute_url()).content.decode()
    assert "Chữ nhận dạng từ bản quét, hãy đối chiếu" in review
    assert reverse("draft_page", args=[draft.uid, 0, 1]) in review


def test_the_upload_page_names_and_accepts_the_kinds_that_are_read(client, cast):
    client.force_login(cast.coordinator)
    page = client.get("/plans/new/").content.decode()
    assert "ảnh quét (.png, .jpg, .tiff)" in page
    accepted = re.findall(r'accept="([^"]+)"', page)[0].split(",")
    for ending in (".docx", ".doc", ".odt", ".xls", ".ods", ".pdf", ".png", ".jpeg", ".tiff"):
        assert ending in accepted


def test_a_scan_is_refused_at_once_where_nothing_can_recognise_it(send, scan, monkeypatch):
    monkeypatch.setattr(programs, "has_recogniser", lambda: False)
    answer = send(SimpleUploadedFile("ke-hoach.png", scan))
    assert answer.status_code == 422
    assert "máy chủ chưa cài phần nhận dạng chữ tiếng Việt" in answer.content.decode()
    assert not Draft.objects.exists()
