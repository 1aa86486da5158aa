"""Dự thảo: out to be signed and back; number, date and signed copy that come later."""

from datetime import date

import pytest

from cchc.audit.models import AuditEvent
from cchc.core.errors import Stale
from cchc.core.tokens import new_token
from cchc.documents.models import DocumentFile
from cchc.plans.models import Draft, DraftUnit, Plan
from cchc.plans.services.moves import NotPossibleNow
from cchc.plans.services.resolution import UnitsUnresolved
from cchc.plans.services.signing import return_from_signing, send_to_sign
from cchc.plans.states import DraftState
from tests.plans.conftest import upload

PDF = b"%PDF-1.7\n%signed copy\n"


def state() -> str:
    return Draft.objects.get().state


def test_a_draft_goes_out_comes_back_and_is_issued(client, cast, draft):
    client.force_login(cast.coordinator)

    client.post(f"/plans/drafts/{draft.uid}/sign/", {"seen": draft.revision})
    assert state() == DraftState.SIGNING
    client.post(f"/plans/drafts/{draft.uid}/give-back/", {"reason": "Sửa thời hạn mục 2"})
    assert state() == DraftState.REVIEW
    client.post(f"/plans/drafts/{draft.uid}/sign/", {"seen": draft.revision})
    answer = client.post(
        f"/plans/drafts/{draft.uid}/issue/",
        {
            "submit_token": new_token(),
            "seen": draft.revision,
            "number": "19/KH-SKHCN",
            "issued_on": "2026-01-14",
            "in_force_on": "2026-01-14",
            "signed_file": upload("ban-ky.pdf", PDF),
        },
    )

    plan = Plan.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    assert (plan.document.number, plan.document.issued_on) == ("19/KH-SKHCN", date(2026, 1, 14))
    told = AuditEvent.objects.filter(target_uid=draft.uid).order_by("seq")
    assert [event.action for event in told] == [
        "draft.sent_to_sign",
        "draft.returned",
        "draft.sent_to_sign",
    ]
    assert told[1].data["reason"] == "Sửa thời hạn mục 2"


def test_the_page_of_a_draft_that_is_out_offers_its_return(client, cast, draft, at):
    send_to_sign(draft=draft, seen_revision=0, by=cast.coordinator, at=at)
    client.force_login(cast.coordinator)

    page = client.get(f"/plans/drafts/{draft.uid}/issue/").content.decode()

    assert "Bị trả lại, mở lại để sửa" in page
    assert "Đã ban hành, đưa vào theo dõi" in page


def test_a_draft_edited_meanwhile_does_not_go_out(cast, draft, at):
    with pytest.raises(Stale):
        send_to_sign(draft=draft, seen_revision=5, by=cast.coordinator, at=at)

    assert state() == DraftState.REVIEW


def test_a_draft_with_unknown_leading_units_does_not_go_out(cast, draft, at):
    DraftUnit.objects.filter(unit=cast.office).update(unit=None, confidence=0)

    with pytest.raises(UnitsUnresolved, match="Văn phòng Sở"):
        send_to_sign(draft=draft, seen_revision=0, by=cast.coordinator, at=at)

    assert not AuditEvent.objects.exists()


def test_a_draft_that_is_not_out_cannot_be_returned(cast, draft, at):
    with pytest.raises(NotPossibleNow):
        return_from_signing(draft=draft, reason="", by=cast.coordinator, at=at)


@pytest.mark.parametrize("who", ["lan", "leader", "clerk", "outsider"])
def test_only_the_coordinator_sends_a_draft_out(client, cast, draft, who):
    client.force_login(getattr(cast, who))

    answer = client.post(f"/plans/drafts/{draft.uid}/sign/", {"seen": 0})

    assert answer.status_code == 404
    assert state() == DraftState.REVIEW


@pytest.fixture
def number(client, cast):
    def post(plan, **fields):
        client.force_login(fields.pop("by", cast.clerk))
        data = {"submit_token": new_token(), "seen": plan.document.version} | fields
        return client.post(f"/plans/{plan.uid}/number/", data)

    return post


def test_the_clerk_enters_the_number_and_the_signed_copy_later(in_force, number):
    plan = in_force()

    answer = number(
        plan,
        number="19/KH-SKHCN",
        issued_on="2026-01-14",
        signer_name="Trịnh Hoài An",
        signed_file=upload("ban-ky.pdf", PDF),
    )

    plan = Plan.objects.select_related("document").get()
    assert answer["Location"] == plan.get_absolute_url()
    assert plan.document.number == "19/KH-SKHCN"
    assert "19 kh skhcn" in plan.search_key
    assert AuditEvent.objects.filter(action="document.numbered").exists()


def test_a_new_signed_copy_closes_the_first_and_both_stay(in_force, number):
    plan = in_force()
    number(plan, signed_file=upload("lan-1.pdf", PDF))
    plan.document.refresh_from_db()
    number(plan, signed_file=upload("lan-2.pdf", PDF + b"2"))

    signed = DocumentFile.objects.filter(role=DocumentFile.Role.SIGNED).order_by("pk")
    assert [file.closed_at is None for file in signed] == [False, True]


def test_a_page_opened_before_another_entry_is_stale(in_force, number):
    plan = in_force()
    number(plan, number="19/KH-SKHCN")

    answer = number(plan, number="20/KH-SKHCN")

    assert answer.status_code == 422
    assert Plan.objects.select_related("document").get().document.number == "19/KH-SKHCN"


@pytest.mark.parametrize("who", ["lan", "leader", "outsider", "administrator"])
def test_others_do_not_number_documents(in_force, number, cast, who):
    assert number(in_force(), by=getattr(cast, who), number="1/KH").status_code == 404
