"""A report leaves as PDF/A, signed with a certificate that is used once; our own check says the signature holds."""

import io

import pdfplumber
import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pdfminer.pdftypes import resolve1

from cchc.audit.models import AuditEvent
from cchc.documents.models import DocumentFile
from cchc.evidence.models import Signature
from cchc.evidence.services import examining, open_stored
from cchc.evidence.services.trusting import import_trust
from cchc.reports.models import Report
from cchc.reports.services import refusals
from cchc.reports.services.signing import CertificateFile, keep_signature, make_signature
from tests.factories import signed

pytestmark = pytest.mark.django_db
SECRET = "mot-lan-duy-nhat"


@pytest.fixture(scope="module")
def ca():
    return signed.Authority()


def bundle(holder, secret=SECRET):
    return pkcs12.serialize_key_and_certificates(
        b"ky", holder.key, holder.cert, None, BestAvailableEncryption(secret.encode())
    )


@pytest.fixture
def sent(opened, give_all, submit, send_out):
    give_all()
    return send_out(submit(opened))


@pytest.fixture
def sign(cast, sent, at):
    def act(holder, *, secret=SECRET, certificate=None):
        report = Report.objects.get(pk=sent.pk)
        given = {"report": report, "version": report.version, "by": cast.clerk, "at": at}
        store = CertificateFile(certificate or bundle(holder), secret)
        return keep_signature(
            made=make_signature(store=store, **given), file_name="ky.pdf", **given
        )

    return act


def current(report):
    return DocumentFile.objects.get(document=report.document, role="signed", closed_at=None).stored


def test_the_signature_holds_by_our_own_check(cast, sent, sign, ca, at):
    import_trust(content=ca.holder.der, source="Thử", by=cast.administrator, at=at)
    import_trust(content=ca.crl(), source="Thử", by=cast.administrator, at=at)
    sign(ca.issue("Đỗ Thị Thanh"))
    sign(ca.issue("Sở Khoa học và Công nghệ tỉnh Lam Sơn"))
    stored = current(sent)
    examining.examine(stored=stored, at=signed.NOW)
    rows = Signature.objects.filter(stored=stored)
    assert [(row.name, row.is_seal, row.verdict) for row in rows] == [
        ("Đỗ Thị Thanh", False, "valid"),
        ("Sở Khoa học và Công nghệ tỉnh Lam Sơn", True, "valid"),
    ]


def test_what_is_signed_is_the_numbered_pdf_a(sent, sign, ca):
    sign(ca.issue("Đỗ Thị Thanh"))
    with open_stored(current(sent)) as file, pdfplumber.open(io.BytesIO(file.read())) as pdf:
        catalog = pdf.doc.catalog
        metadata = catalog["Metadata"].resolve().get_data().decode()
        assert metadata.count("<?xpacket begin") == 1
        assert "pdfaid:part>2<" in metadata
        assert "pdfaid:conformance>A<" in metadata
        (intent,) = map(resolve1, resolve1(catalog["OutputIntents"]))
        assert intent["S"].name == "GTS_PDFA1"
        assert len(intent["DestOutputProfile"].resolve().get_data()) > 300
        assert "25/BC-SKHCN" in pdf.pages[0].extract_text()
        fonts = [
            resolve1(each)
            for page in pdf.pages
            for each in resolve1(page.page_obj.resources["Font"]).values()
        ]
        inner = [resolve1(row) for each in fonts for row in resolve1(each["DescendantFonts"])]
        assert inner
        assert all(
            {"FontFile2", "FontFile3"} & resolve1(row["FontDescriptor"]).keys() for row in inner
        )


def test_nothing_of_the_secret_is_kept(cast, sent, sign, ca, client):
    client.force_login(cast.clerk)
    address = reverse("report_sign", args=[sent.uid])
    token = client.get(address).context["new_token"]()
    file = SimpleUploadedFile("dothithanh.p12", bundle(ca.issue("Đỗ Thị Thanh")))
    data = {"submit_token": token, "version": sent.version, "certificate": file, "secret": SECRET}
    page = client.post(address, data, follow=True)
    assert "Đã ký số" in page.content.decode()
    event = AuditEvent.objects.get(action="report.signed")
    assert event.data["signer"] == "Đỗ Thị Thanh"
    assert SECRET not in str(list(AuditEvent.objects.values_list("data", flat=True)))
    assert SECRET not in page.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"secret": "sai"}, "Mật khẩu"),
        ({"certificate": b"khong phai"}, "không phải chứng thư"),
    ],
)
def test_a_wrong_certificate_signs_nothing(sent, sign, ca, change, words):
    with pytest.raises(refusals.NotSigned, match=words):
        sign(ca.issue("Đỗ Thị Thanh"), **change)
    assert not DocumentFile.objects.filter(document=sent.document).exists()


def test_a_certificate_out_of_its_term_signs_nothing(sent, sign, ca):
    with pytest.raises(refusals.NotSigned, match="hết hạn"):
        sign(ca.issue("Lê Văn C", days=(-400, -30)))
    with pytest.raises(refusals.NotSigned, match="chưa đến ngày"):
        sign(ca.issue("Lê Văn C", days=(30, 400)))


def test_a_report_without_a_number_is_not_signed(cast, opened, give_all, submit, ca, at):
    give_all()
    report = submit(opened)
    with pytest.raises(refusals.NotOutYet):
        make_signature(
            report=report, store=CertificateFile(bundle(ca.issue("A")), SECRET),
            version=report.version, by=cast.clerk, at=at,
        )  # fmt: skip


def test_only_who_numbers_documents_signs(client, cast, sent):
    client.force_login(cast.lan)
    assert client.get(reverse("report_sign", args=[sent.uid])).status_code in {403, 404}
