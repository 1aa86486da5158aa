"""A program: what the digital signatures inside a PDF say and whether they hold.

`python -m cchc.evidence.sandbox.signatures FILE TRUST.json OUT.json`. TRUST holds `roots`, `others`, `crls` (PEM) and
`now`. Nothing is fetched: a revocation that stands neither in the file nor among `crls` cannot be asked. The verdict
follows `bottom_line`; see docs/algorithms/signatures.md.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl, ocsp, pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

_USAGE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
_ORGANISATION_ID = "organization_identifier"
_NO_CHAIN = {"NO_CERTIFICATE_CHAIN_FOUND", "NO_SIGNING_CERTIFICATE_FOUND"}
_NO_ANSWER = {"TRY_LATER", "REVOCATION_OUT_OF_BOUNDS_NO_POE", "CERTIFICATE_CHAIN_GENERAL_FAILURE"}
_OUT_OF_TERM = {"OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED", "EXPIRED", "NOT_YET_VALID"}
_MOST = 50


def main() -> None:
    source, trust, answer = (Path(name) for name in sys.argv[1:4])
    logging.disable(logging.CRITICAL)
    given = json.loads(trust.read_text(encoding="utf-8"))
    found = {"signatures": list(_signatures(source, _Trust(given)))}
    answer.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


class _Trust:
    """Whom this installation trusts, and the moment at which it asks."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.roots = [_certificate(text) for text in given["roots"]]
        self.others = [_certificate(text) for text in given["others"]]
        self.crls = [crl.CertificateList.load(_bare(text)) for text in given["crls"]]
        self.now = datetime.fromisoformat(given["now"])


def _signatures(source: Path, trust: _Trust) -> Iterator[dict[str, Any]]:
    with source.open("rb") as file:
        try:
            reader = PdfFileReader(file, strict=False)
            embedded = reader.embedded_regular_signatures[:_MOST]
        except (PdfError, ValueError, KeyError, TypeError, RecursionError):
            return
        known = _Known(reader)
        for each in embedded:
            try:
                yield _told(each, trust, known)
            except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError) as error:
                yield {"verdict": "unreadable", "reason": type(error).__name__}


class _Known:
    """Certificates and revocation answers that the file brings along."""

    def __init__(self, reader: PdfFileReader) -> None:
        self.certs: list[x509.Certificate] = []
        self.crls: list[crl.CertificateList] = []
        self.ocsps: list[ocsp.OCSPResponse] = []
        with suppress(NoDSSFoundError, PdfError, ValueError, KeyError):
            store = DocumentSecurityStore.read_dss(reader)
            self.certs = list(store.load_certs())
            self.crls = [crl.CertificateList.load(_stream(each)) for each in store.crls]
            self.ocsps = [ocsp.OCSPResponse.load(_stream(each)) for each in store.ocsps]


def _told(signature: EmbeddedPdfSignature, trust: _Trust, known: _Known) -> dict[str, Any]:
    crls, ocsps = _revocation_of(signature)
    context = {
        "trust_roots": trust.roots,
        "other_certs": [*trust.others, *known.certs],
        "crls": [*trust.crls, *known.crls, *crls],
        "ocsps": [*known.ocsps, *ocsps],
        "allow_fetching": False,
        "revocation_mode": "require",
        "retroactive_revinfo": True,
    }
    status = _validated(signature, context, trust.now)
    stamp = status.timestamp_validity
    moment = trust.now
    if stamp is not None and stamp.valid and stamp.intact and stamp.trusted:
        moment = stamp.timestamp
        status = _validated(signature, context, moment, trust.now)
    verdict, reason = _verdict(status, moment)
    return {
        "verdict": verdict,
        "reason": reason,
        **_signer(signature.signer_cert),
        "signed_at": _iso(status.signer_reported_dt),
        "stamped_at": _iso(stamp.timestamp) if stamp is not None and stamp.intact else "",
        "is_stamp_trusted": bool(stamp is not None and stamp.trusted),
    }


def _validated(
    signature: EmbeddedPdfSignature,
    context: dict[str, Any],
    moment: datetime,
    stamp_moment: datetime | None = None,
) -> PdfSignatureStatus:
    return validate_pdf_signature(
        signature,
        ValidationContext(**context, moment=moment),
        ts_validation_context=ValidationContext(**context, moment=stamp_moment or moment),
        key_usage_settings=_USAGE,
    )


def _verdict(status: PdfSignatureStatus, moment: datetime) -> tuple[str, str]:
    """What is shown, and why: `bottom_line` decides, the rest only finds the words."""
    if status.bottom_line:
        return "valid", ""
    if not status.intact or status.modification_level is ModificationLevel.OTHER:
        return "changed", "content" if not status.intact else "added"
    if not status.valid:
        return "broken", "signature"
    if status.docmdp_ok is False:
        return "changed", "forbidden"
    if status.revoked:
        return "revoked", "revoked"
    return "unverified", _doubt(status, moment)


def _doubt(status: PdfSignatureStatus, moment: datetime) -> str:
    indication = str(getattr(status.trust_problem_indic, "name", ""))
    certificate = status.signing_cert
    if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        return "term"
    if indication in _NO_CHAIN:
        return "root"
    if indication in _OUT_OF_TERM:
        return "term"
    if indication in _NO_ANSWER:
        return "revocation"
    stamp = status.timestamp_validity
    if not indication and stamp is not None and not stamp.trusted:
        return "stamp"
    return "usage"


def _signer(certificate: x509.Certificate) -> dict[str, Any]:
    subject = {name: str(value) for name, value in certificate.subject.native.items()}
    issuer = certificate.issuer.native
    return {
        "name": subject.get("common_name", ""),
        "organisation": subject.get("organization_name", ""),
        "title": subject.get("title", ""),
        "has_person_name": "surname" in subject or "given_name" in subject,
        "organisation_id": subject.get(_ORGANISATION_ID, ""),
        "user_id": subject.get("user_id", ""),
        "issuer": str(issuer.get("common_name") or issuer.get("organization_name") or ""),
        "serial": f"{certificate.serial_number:X}",
        "fingerprint": certificate.sha256.hex(),
        "not_before": certificate.not_valid_before.isoformat(),
        "not_after": certificate.not_valid_after.isoformat(),
    }


def _revocation_of(
    signature: EmbeddedPdfSignature,
) -> tuple[list[crl.CertificateList], list[ocsp.OCSPResponse]]:
    """Answers inside the signature itself: Adobe's attribute, and CRLs of the CMS envelope."""
    crls = [
        each.chosen
        for each in signature.signed_data["crls"] or ()
        if isinstance(each.chosen, crl.CertificateList)
    ]
    ocsps: list[ocsp.OCSPResponse] = []
    for attribute in signature.signer_info["signed_attrs"]:
        if attribute["type"].native == "adobe_revocation_info_archival":
            for held in attribute["values"]:
                crls += list(held["crl"] or ())
                ocsps += list(held["ocsp"] or ())
    return crls, ocsps


def _certificate(text: str) -> x509.Certificate:
    return x509.Certificate.load(_bare(text))


def _bare(text: str) -> bytes:
    _kind, _headers, data = pem.unarmor(text.encode("ascii"))
    return bytes(data)


def _stream(reference: Any) -> bytes:
    return bytes(reference.get_object().data)


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


if __name__ == "__main__":
    main()
