"""A file dropped on the page becomes a draft under review."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cchc.audit.models import AuditEvent
from cchc.core.tokens import new_token
from cchc.plans.models import Draft
from cchc.plans.services.reading import read_draft
from cchc.plans.states import DraftState
from tests.factories.plans import TEXT
from tests.plans.conftest import nothing_was_kept, upload


def test_a_plan_is_read_in_the_background_and_waits_for_review(send, cast):
    answer = send(upload("ke-hoach.txt"))

    draft = Draft.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/plans/drafts/{draft.uid}/reading/"
    assert draft.state == DraftState.REVIEW
    assert draft.agency == cast.agency
    assert draft.title == "Cải cách hành chính năm 2026 của Sở Khoa học và Công nghệ"
    assert draft.task_count == 4
    assert draft.reading == draft.value
    told = AuditEvent.objects.filter(target_uid=draft.uid).order_by("seq")
    assert [event.action for event in told] == ["draft.started", "draft.read"]


def test_the_draft_keeps_each_file_with_its_text(send):
    send(upload("ke-hoach.txt"), annexes=[upload("phu-luc.txt", "PHỤ LỤC\nDanh mục đơn vị")])

    body, annex = Draft.objects.get().files.all()
    assert (body.position, body.name, body.kind) == (0, "ke-hoach.txt", "txt")
    assert (annex.position, annex.name) == (1, "phu-luc.txt")
    assert "Kế hoạch kiểm tra cải cách hành chính" in body.text


def test_the_progress_page_leads_to_the_review_once_the_reading_is_done(send, client):
    send(upload("ke-hoach.txt"))
    draft = Draft.objects.get()

    answer = client.get(f"/plans/drafts/{draft.uid}/reading/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == f"/plans/drafts/{draft.uid}/"


def test_reading_twice_changes_nothing(send):
    send(upload("ke-hoach.txt"))
    draft = Draft.objects.get()

    read_draft(draft.pk)

    again = Draft.objects.get()
    assert (again.changed_at, again.value) == (draft.changed_at, draft.value)
    assert AuditEvent.objects.filter(action="draft.read").count() == 1


def test_a_second_click_answers_with_the_first_draft(send):
    token = new_token()

    first = send(upload("ke-hoach.txt"), submit_token=token)
    second = send(upload("ke-hoach.txt"), submit_token=token)

    assert first["Location"] == second["Location"]
    assert Draft.objects.count() == 1


def test_an_upload_cut_in_the_middle_leaves_nothing(client, cast):
    client.force_login(cast.coordinator)
    whole = SimpleUploadedFile("ke-hoach.txt", TEXT.encode())

    answer = client.post("/plans/new/", {"body": whole, "submit_token": new_token()})

    assert answer.status_code == 422
    assert "bị ngắt giữa chừng" in answer.content.decode()
    assert nothing_was_kept()


def test_a_request_that_ends_inside_a_file_leaves_nothing(client, cast):
    client.force_login(cast.coordinator)
    cut = (
        b"--x\r\nContent-Disposition: form-data; name=body; filename=ke-hoach.txt\r\n"
        b"Content-Type: text/plain\r\n\r\n" + TEXT.encode()[:900]
    )

    answer = client.post("/plans/new/", cut, content_type="multipart/form-data; boundary=x")

    assert answer.status_code in {400, 422}
    assert nothing_was_kept()


def test_without_a_file_the_page_asks_for_one(send):
    answer = send()

    assert answer.status_code == 422
    assert "Hãy chọn tệp kế hoạch." in answer.content.decode()
    assert nothing_was_kept()


@pytest.mark.parametrize("who", ["lan", "leader", "clerk", "administrator", "hoa"])
def test_only_who_imports_plans_finds_the_upload_page(client, cast, who):
    client.force_login(getattr(cast, who))

    assert client.get("/plans/new/").status_code == 404
    assert client.post("/plans/new/", {"body": upload("a.txt")}).status_code == 404
    assert nothing_was_kept()


def test_a_draft_is_not_there_for_another_agency(send, client, cast):
    send(upload("ke-hoach.txt"))
    draft = Draft.objects.get()

    for who in (cast.outsider, cast.stranger, cast.lan):
        client.force_login(who)
        assert client.get(f"/plans/drafts/{draft.uid}/reading/").status_code == 404
        assert client.post(f"/plans/drafts/{draft.uid}/discard/").status_code == 404
    assert Draft.objects.get().state == DraftState.REVIEW
