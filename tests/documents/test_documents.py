"""Documents get their number later, keep every file, and are read by their agency and those above."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from cchc.audit.selectors import history_of
from cchc.core.errors import Stale
from cchc.documents import services
from cchc.documents.access import visible_documents
from cchc.documents.models import Document, DocumentFile

SIGNER = {
    "signer_authority": "KT. GIÁM ĐỐC",
    "signer_position": "Phó Giám đốc",
    "signer_name": "Đỗ Thị Thanh",
}


@pytest.fixture
def document(cast, at):
    return services.create_document(
        agency=cast.agency,
        kind="plan",
        subject="Cải cách hành chính  năm 2026",
        issuer="Sở Khoa học và Công nghệ",
        by=cast.coordinator,
        at=at,
    )


@pytest.fixture
def number(document, cast, at):
    def enter(value="19/KH-SKHCN", on=date(2026, 1, 20), version=1, target=document):
        return services.set_number(
            document=target,
            number=value,
            issued_on=on,
            version=version,
            by=cast.clerk,
            at=at,
            **SIGNER,
        )

    return enter


def test_the_number_comes_later_and_the_document_is_found_by_it(document, number):
    assert document.number == ""
    number(" 19/KH-SKHCN ")
    document.refresh_from_db()
    assert (document.number, document.version) == ("19/KH-SKHCN", 2)
    assert "19 kh skhcn" in document.search_key
    assert "cai cach hanh chinh nam 2026" in document.search_key
    told = history_of(document.uid)[0].sentence
    assert "số, ký hiệu từ “để trống” thành “19/KH-SKHCN”" in told
    assert "ngày ban hành từ “để trống” thành “20/01/2026”" in told


def test_two_clerks_do_not_overwrite_each_other(number):
    number()
    with pytest.raises(Stale):
        number("20/KH-SKHCN", version=1)


def test_a_number_stands_once_a_day_for_each_kind(number, cast, at):
    number()
    with pytest.raises(services.NumberTaken):
        services.create_document(
            agency=cast.agency,
            kind="plan",
            subject="Kế hoạch khác",
            number="19/KH-SKHCN",
            issued_on=date(2026, 1, 20),
            by=cast.clerk,
            at=at,
        )
    services.create_document(
        agency=cast.other_agency,
        kind="plan",
        subject="Kế hoạch của Sở khác",
        number="19/KH-SKHCN",
        issued_on=date(2026, 1, 20),
        by=cast.outsider,
        at=at,
    )


def test_the_database_also_refuses_a_second_document_of_that_number(number, cast):
    number()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(
            agency=cast.agency,
            kind="plan",
            subject="x",
            number="19/KH-SKHCN",
            issued_on=date(2026, 1, 20),
        )


def test_many_documents_may_still_lack_their_number(document, cast, at):
    services.create_document(
        agency=cast.agency, kind="plan", subject="Khác", by=cast.coordinator, at=at
    )
    assert Document.objects.filter(agency=cast.agency, number="").count() == 2


def test_a_document_is_not_issued_tomorrow(number, document, at):
    with pytest.raises(services.WrongIssueDate):
        number(on=at.date() + timedelta(days=1))
    document.refresh_from_db()
    assert (document.number, document.version) == ("", 1)


def test_a_corrected_signed_copy_closes_the_first_and_keeps_it(document, cast, at):
    def sign(content):
        return services.attach_file(
            document=document,
            role="signed",
            name="Kế hoạch (đã ký).pdf",
            chunks=[content],
            media_type="application/pdf",
            by=cast.clerk,
            at=at,
        )

    first, second = sign(b"%PDF-1"), sign(b"%PDF-2")
    first.refresh_from_db()
    assert first.closed_at == at
    assert second.closed_at is None
    assert first.stored.sha256 != second.stored.sha256
    assert DocumentFile.objects.filter(document=document).count() == 2


def test_annexes_add_up(document, cast, at):
    for name in ("Phụ lục 1.xlsx", "Phụ lục 2.xlsx"):
        services.attach_file(
            document=document, role="annex", name=name, chunks=[b"x"], by=cast.clerk, at=at
        )
    assert document.files.filter(closed_at=None).count() == 2


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("lan", True),
        ("leader", True),
        ("hoa", True),
        ("administrator", False),
        ("stranger", False),
        ("outsider", False),
    ],
)
def test_a_document_is_read_in_its_agency_and_above(document, cast, who, reads):
    assert visible_documents(getattr(cast, who)).filter(pk=document.pk).exists() == reads
