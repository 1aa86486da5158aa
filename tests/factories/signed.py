"""PDFs signed with certificates made on the spot: an authority, a leader, an agency's seal, a time stamp."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from asn1crypto import crl as asn1_crl
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko.pdf_utils.generic import (
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, fields, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass
class Holder:
    """A certificate with its key."""

    cert: x509.Certificate
    key: Key

    @property
    def pem(self) -> str:
        return self.cert.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def der(self) -> bytes:
        return self.cert.public_bytes(serialization.Encoding.DER)

    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.der)

    def asn1_key(self) -> keys.PrivateKeyInfo:
        return keys.PrivateKeyInfo.load(
            self.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )


@dataclass
class Authority:
    """An authority of the fictional country; `revoked` are serial numbers that its list names."""

    name: str = "CA thử nghiệm"
    at: datetime = NOW
    holder: Holder = field(init=False)
    revoked: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        key = _new_key()
        name = _name(self.name)
        built = _builder(name, name, key, self.at - 3 * YEAR, self.at + 10 * YEAR)
        built = built.add_extension(x509.BasicConstraints(True, None), critical=True)
        built = built.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        self.holder = Holder(built.sign(key, hashes.SHA256()), key)

    def issue(
        self,
        name: str,
        *,
        organisation: str = "",
        days: tuple[int, int] = (-30, 700),
        stamps: bool = False,
    ) -> Holder:
        """A certificate good from so many days before to so many after `at`."""
        key: Key = rsa.generate_private_key(65537, 2048) if stamps else _new_key()
        built = _builder(
            _name(name, organisation),
            self.holder.cert.subject,
            key,
            self.at + timedelta(days=days[0]),
            self.at + timedelta(days=days[1]),
        )
        built = built.add_extension(
            _usage(digital_signature=True, content_commitment=True), critical=True
        )
        if stamps:
            use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            built = built.add_extension(use, critical=True)
        return Holder(built.sign(self.holder.key, hashes.SHA256()), key)

    def crl(self, at: datetime | None = None) -> bytes:
        """The list of revoked certificates (DER), good for thirty days from `at`."""
        at = at or self.at
        built = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.holder.cert.subject)
            .last_update(at - timedelta(days=1))
            .next_update(at + timedelta(days=30))
        )
        for serial in self.revoked:
            row = x509.RevokedCertificateBuilder().serial_number(serial)
            built = built.add_revoked_certificate(
                row.revocation_date(at - timedelta(days=2)).build()
            )
        return built.sign(self.holder.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def p7b(*authorities: Authority) -> bytes:
    """A bundle of their certificates, as authorities hand it out (DER)."""
    return pkcs7.serialize_certificates(
        [each.holder.cert for each in authorities], serialization.Encoding.DER
    )


def upload(content: bytes, name: str = "ca.pem") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def plain_pdf(*lines: str) -> bytes:
    """One page without a signature, holding these lines (letters of ASCII)."""
    writer = PdfFileWriter()
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    drawn = StreamObject(stream_data=f"BT /F1 12 Tf 20 360 Td {shown} ET".encode("ascii"))
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    resources = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer.add_object(font)})}
    )
    page = PageObject(
        contents=writer.add_object(drawn), media_box=(0, 0, 300, 400), resources=resources
    )
    writer.insert_page(page)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def sign(
    content: bytes,
    holder: Holder,
    authority: Authority,
    *,
    name: str = "Ky1",
    stamp: Holder | None = None,
    with_crl: bool = False,
) -> bytes:
    """The PDF with one signature more; `stamp` adds a time stamp, `with_crl` what proves no revocation."""
    store = SimpleCertificateStore()
    store.register(authority.holder.asn1())
    signer = SimpleSigner(
        signing_cert=holder.asn1(), signing_key=holder.asn1_key(), cert_registry=store
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    context = ValidationContext(
        trust_roots=[authority.holder.asn1()],
        crls=[asn1_crl.CertificateList.load(authority.crl())],
        moment=authority.at,
        revocation_mode="require",
        allow_fetching=False,
    )
    meta = PdfSignatureMetadata(
        field_name=name,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=with_crl,
        validation_context=context if with_crl else None,
    )
    stamper = (
        DummyTimeStamper(
            stamp.asn1(), stamp.asn1_key(), certs_to_embed=store, fixed_dt=authority.at
        )
        if stamp
        else None
    )
    fields.append_signature_field(writer, fields.SigFieldSpec(name))
    return sign_pdf(writer, meta, signer, timestamper=stamper).getvalue()


def add_after(content: bytes) -> bytes:
    """Something added by a later revision: the signed bytes stay, what is shown changes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[NameObject("/Rotate")] = NumberObject(90)
    writer.update_container(page)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def spoil(content: bytes) -> bytes:
    """One of the signed bytes is another one."""
    place = content.index(b"/MediaBox") + 1
    at = content.index(b"300", place)
    return content[:at] + b"301" + content[at + 3 :]


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _name(common: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name(parts)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: Key,
    begins: datetime,
    ends: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )


def _usage(**given: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: given.get(name, False) for name in names})
