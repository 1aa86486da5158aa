"""The right to sign and the right to sign in are two things: who may sign what, on which day, and why not."""

import io
from datetime import date

import docx
import pytest
from django.db import IntegrityError, transaction

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.documents.models import Document
from cchc.documents.services import create_document, set_number
from cchc.orgs.models import SigningRight
from cchc.orgs.services import end_right, grant_right
from cchc.orgs.services.signing import (
    AuthorityMissing,
    Granted,
    MayNotSign,
    NoSeal,
    WrongSpan,
    check_right,
    check_signer,
    signers_on,
)
from cchc.orgs.signature import document_kinds, lines_of
from tests.factories.programme import due, issued, make_plan, write

TODAY = date(2026, 3, 10)
YESTERDAY = date(2026, 3, 9)


@pytest.fixture
def grant(cast, at):
    def make(name, form, title, valid_from=date(2026, 1, 1), valid_to=None, **more):
        unit = more.pop("unit", cast.agency)
        granted = Granted(name, form, title, valid_from, valid_to, **more)
        return grant_right(unit=unit, granted=granted, by=cast.administrator, at=at)

    return make


@pytest.fixture
def rights(grant):
    """The director on leave has her deputy; the chief of office signs by order, notices and letters alone."""
    return {
        "deputy": grant(
            "Vũ Hải Nam",
            "tuq",
            "Phó Giám đốc",
            date(2026, 2, 23),
            YESTERDAY,
            document_number="05/UQ-SKHCN",
            document_on=date(2026, 2, 20),
        ),
        "head": grant("Đỗ Thị Thanh", "head", "Giám đốc"),
        "office": grant(
            "Cao Văn Chánh", "tl", "Chánh Văn phòng", kinds=["notice", "official_letter"]
        ),
    }


def test_an_authorisation_that_ended_yesterday_is_refused_with_who_can_sign(cast, rights):
    """Case 23."""
    signed = check_signer(unit=cast.agency, name="vũ hải nam", kind="notice", on=YESTERDAY)
    assert signed == rights["deputy"]
    with pytest.raises(MayNotSign) as refusal:
        check_signer(unit=cast.agency, name="Vũ Hải Nam", kind="notice", on=TODAY)
    assert refusal.value.message == (
        "Quyền ký TUQ. GIÁM ĐỐC của “Vũ Hải Nam” theo văn bản số 05/UQ-SKHCN ngày 20/02/2026 đã hết hiệu "
        "lực sau ngày 09/03/2026. Người ký được vào ngày 10/03/2026: Đỗ Thị Thanh (GIÁM ĐỐC); "
        "Cao Văn Chánh (TL. GIÁM ĐỐC / CHÁNH VĂN PHÒNG)."
    )


@pytest.mark.parametrize(
    ("name", "kind", "on", "why"),
    [
        ("Cao Văn Chánh", "plan", TODAY, "chỉ đối với: Thông báo, Công văn"),
        ("Nguyễn Không Quyền", "notice", TODAY, "chưa được ghi quyền ký"),
        ("Vũ Hải Nam", "notice", date(2026, 2, 22), "chưa được ghi quyền ký"),
    ],
)
def test_the_reason_is_the_kind_the_person_or_the_day(cast, rights, name, kind, on, why):
    with pytest.raises(MayNotSign, match=why):
        check_signer(unit=cast.agency, name=name, kind=kind, on=on)


def test_where_nothing_was_entered_by_then_nothing_is_refused(cast, rights):
    assert check_signer(unit=cast.agency, name="Ai Đó", kind="plan", on=date(2025, 12, 31)) is None
    assert check_signer(unit=cast.other_agency, name="Ai Đó", kind="plan", on=TODAY) is None


def test_a_right_that_was_ended_no_longer_holds_and_stays_on_record(cast, rights, at):
    end_right(right=rights["head"], on=YESTERDAY, by=cast.administrator, at=at)
    with pytest.raises(MayNotSign, match="Chưa ai được ghi quyền ký"):
        check_signer(unit=cast.agency, name="Đỗ Thị Thanh", kind="plan", on=TODAY)
    assert SigningRight.objects.count() == 3
    told = sentence(AuditEvent.objects.get(action="signing.ended"))
    assert told == "kết thúc quyền ký của Đỗ Thị Thanh (GIÁM ĐỐC) sau ngày 09/03/2026."
    with pytest.raises(WrongSpan):
        end_right(right=rights["office"], on=date(2025, 1, 1), by=cast.administrator, at=at)


def test_a_unit_with_a_seal_signs_and_a_division_does_not(cast, grant):
    """Case 8."""
    right = grant("Bùi Chi Cục", "head", "Chi cục trưởng", unit=cast.sub_department)
    assert signers_on(cast.sub_department, TODAY, "report") == [right]
    assert right.lines == ("CHI CỤC TRƯỞNG",)
    with pytest.raises(NoSeal, match=r"Phòng Nghiệp vụ.*Sở Khoa học và Công nghệ ký"):
        grant("Phạm Quốc Hùng", "head", "Trưởng phòng", unit=cast.division)
    with pytest.raises(NoSeal):
        check_signer(unit=cast.division, name="Phạm Quốc Hùng", kind="report", on=TODAY)


def test_signing_by_authorisation_needs_a_document_and_an_end(cast, grant):
    with pytest.raises(AuthorityMissing):
        grant("Vũ Hải Nam", "tuq", "Phó Giám đốc", valid_to=TODAY)
    with pytest.raises(AuthorityMissing):
        grant("Vũ Hải Nam", "tuq", "Phó", document_number="1/UQ", document_on=TODAY)
    with pytest.raises(WrongSpan):
        grant("Vũ Hải Nam", "kt", "Phó", date(2026, 3, 10), date(2026, 3, 9))
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningRight.objects.create(
            unit=cast.agency, name="A", form="tuq", head="GIÁM ĐỐC", valid_from=TODAY
        )


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        ("head", ("GIÁM ĐỐC",)),
        ("kt", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("tl", ("TL. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("q", ("Q. GIÁM ĐỐC",)),
    ],
)
def test_a_signature_block_is_worded_by_the_form(form, lines):
    title = "" if form == "head" else "PHÓ GIÁM ĐỐC"
    assert lines_of(form, "GIÁM ĐỐC", title) == lines


def test_kinds_of_documents_are_those_that_documents_know():
    assert set(document_kinds()) <= set(Document.Kind.values)


# Where a signature is put down


def test_a_document_signed_without_the_right_is_not_numbered(cast, rights, at):
    """Case 23."""
    facts = {"kind": "plan", "subject": "Kế hoạch", "by": cast.clerk, "at": at}
    document = create_document(agency=cast.agency, **facts)
    signing = {"signer_authority": "TUQ. GIÁM ĐỐC", "signer_position": "PHÓ GIÁM ĐỐC"}
    with pytest.raises(MayNotSign, match="đã hết hiệu lực"):
        set_number(
            document=document,
            number="19/KH-SKHCN",
            issued_on=TODAY,
            signer_name="Vũ Hải Nam",
            version=1,
            by=cast.clerk,
            at=at,
            **signing,
        )
    document.refresh_from_db()
    assert (document.number, document.version) == ("", 1)
    with pytest.raises(MayNotSign):
        create_document(
            agency=cast.agency,
            number="20/KH-SKHCN",
            issued_on=TODAY,
            signer_name="Cao Văn Chánh",
            **facts,
        )
    other = create_document(
        agency=cast.agency,
        number="21/KH-UBND",
        issued_on=TODAY,
        issuer="Ủy ban nhân dân tỉnh Lam Sơn",
        signer_name="Lê Chủ Tịch",
        **facts,
    )
    assert other.number == "21/KH-UBND"


@pytest.fixture
def late(cast):
    return write(make_plan(cast), issued([cast.division], times=[due(date(2026, 3, 2))]))


def test_the_paper_of_urging_bears_the_name_of_who_signs(client, cast, rights, late):
    client.force_login(cast.coordinator)
    page = client.get("/tasks/urging/")
    assert page.context["signers"] == [rights["head"], rights["office"]]
    data = {"receiver_kind": "own docx", "answer_by": "2026-03-20"}
    answer = client.post("/tasks/urging/paper/", data | {"signer": str(rights["office"].uid)})
    paper = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(each.text for each in paper.paragraphs), *cells])
    assert "TL. GIÁM ĐỐC" in words
    assert "CHÁNH VĂN PHÒNG" in words
    assert "Cao Văn Chánh" in words


def test_a_page_left_open_since_yesterday_does_not_sign_for_who_may_no_more(
    client, cast, rights, late
):
    """Case 23."""
    client.force_login(cast.coordinator)
    data = {"receiver_kind": "own docx", "answer_by": "2026-03-20"}
    answer = client.post("/tasks/urging/paper/", data | {"signer": str(rights["deputy"].uid)})
    assert answer.status_code == 422
    assert "Người ký được vào ngày 10/03/2026: Đỗ Thị Thanh" in answer.content.decode()
    assert not AuditEvent.objects.filter(action="urging.made").exists()
    with pytest.raises(MayNotSign, match="đã hết hiệu lực"):
        check_right(right=rights["deputy"], kind="notice", on=TODAY)


def test_rights_are_entered_listed_and_ended(client, cast, at):
    client.force_login(cast.coordinator)
    assert "Chưa ghi quyền ký" in client.get("/units/signing/").content.decode()
    data = {
        "unit": cast.agency.pk,
        "user": cast.leader.pk,
        "form": "kt",
        "title": "Phó Giám đốc",
        "valid_from": "01/03/2026",
        "kinds": ["notice"],
    }
    client.post("/units/signing/new/", data)
    right = SigningRight.objects.get()
    assert (right.name, right.lines) == ("Đỗ Thị Thanh", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))
    shown = client.get("/units/signing/").content.decode()
    assert "chỉ ký: Thông báo" in shown
    client.post(f"/units/signing/{right.uid}/end/", {"on": "09/03/2026"})
    page = client.get("/units/signing/")
    assert (page.context["now"], page.context["past"]) == ([], [right])


def test_a_right_without_a_name_is_refused_beside_the_field(client, cast):
    client.force_login(cast.coordinator)
    data = {"unit": cast.agency.pk, "form": "tuq", "title": "Phó", "valid_from": "01/03/2026"}
    answer = client.post("/units/signing/new/", data)
    assert answer.status_code == 422
    assert "Hãy ghi họ và tên người ký" in answer.content.decode()
    answer = client.post("/units/signing/new/", data | {"name": "Vũ Hải Nam"})
    assert "phải có số, ngày văn bản ủy quyền" in answer.content.decode()
    assert not SigningRight.objects.exists()
