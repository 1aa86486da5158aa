"""A PDF signed (PAdES) over what was signed before, with a key that a file or a token holds. Nothing is kept."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import Signer
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

LARGEST: Final = 200_000  # bytes of a PKCS#12 file
_SIGN: Final = ("digital_signature", "content_commitment")


class CannotSign(ValueError):
    """Why nothing was signed.

    `reason`: unreadable or passphrase (of a file); expired, not_yet, usage (of the certificate); mismatch (the key is
    not the certificate's); damaged (the PDF); those of a token stand in `publishing.tokens`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed file, and whose certificate signed it: name, serial number in hexadecimal digits, issuer."""

    body: bytes
    name: str
    serial: str
    issuer: str


class _KeepsMetadata(IncrementalPdfFileWriter):
    """Leaves the metadata as they are: rewritten by the library they no longer describe themselves as PDF/A asks."""

    def _update_meta(self) -> None:
        return None


def sign_with_pkcs12(
    pdf: bytes, *, certificate: bytes, passphrase: str, at: datetime, reason: str, place: str
) -> Signed:
    """The PDF with one more signature by the key of a PKCS#12 file. at: the certificate must be good then.

    Raises CannotSign.
    """
    found = _certificate_in(certificate, passphrase)
    check_certificate(found, at)
    signer = SimpleSigner.load_pkcs12_data(
        certificate, other_certs=(), passphrase=passphrase.encode()
    )
    if signer is None:
        raise CannotSign("unreadable")
    return sign_by(pdf, signer, found, reason=reason, place=place)


def check_certificate(found: x509.Certificate, at: datetime) -> None:
    """Refuse a certificate that is not good at `at` or not meant for signing. Raises CannotSign."""
    if at > found.not_valid_after_utc:
        raise CannotSign("expired")
    if at < found.not_valid_before_utc:
        raise CannotSign("not_yet")
    try:
        usage = found.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not any(getattr(usage, name) for name in _SIGN):
        raise CannotSign("usage")


def sign_by(
    pdf: bytes, signer: Signer, found: x509.Certificate, *, reason: str, place: str
) -> Signed:
    """The PDF with one more signature, added as a revision: what was signed before stays whole.

    The signature shows no picture, and is read back before it counts. Raises CannotSign, and what the signer raises.
    """
    with _damage_told():
        writer = _KeepsMetadata(io.BytesIO(pdf))
        meta = PdfSignatureMetadata(
            field_name=f"Ky{len(writer.prev.embedded_signatures) + 1}",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            location=place,
        )
        body = sign_pdf(writer, meta, signer=signer).getvalue()
        _read_back(body)
    return Signed(
        body=body,
        name=_common_name(found.subject),
        serial=f"{found.serial_number:X}",
        issuer=_common_name(found.issuer),
    )


def _read_back(body: bytes) -> None:
    """Whether the last signature is by the key of its certificate; whom it can be traced to is not asked here."""
    last = PdfFileReader(io.BytesIO(body)).embedded_signatures[-1]
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(last, signer_validation_context=nobody)
    if not (status.intact and status.valid):
        raise CannotSign("mismatch")


def _certificate_in(data: bytes, passphrase: str) -> x509.Certificate:
    try:
        key, found, _chain = pkcs12.load_key_and_certificates(data, passphrase.encode())
    except ValueError as error:
        is_secret = "password" in str(error).lower() or "mac" in str(error).lower()
        raise CannotSign("passphrase" if is_secret else "unreadable") from error
    if key is None or found is None:
        raise CannotSign("unreadable")
    return found


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (PdfError, SigningError) as error:
        raise CannotSign("damaged") from error


def _common_name(name: x509.Name) -> str:
    rows = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(rows[0].value) if rows else ""
