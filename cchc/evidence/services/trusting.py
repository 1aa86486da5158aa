"""Whom this installation believes: certificates of authorities and lists of revoked ones, imported and withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, crl, pem, x509
from django.db import transaction

from cchc.audit.access import INSTALLATION
from cchc.audit.services import record
from cchc.core import jobs
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.evidence.models import TrustItem
from cchc.evidence.services.examining import RECHECK
from cchc.orgs.models import User

_MOST = 500
_BROKEN = (ValueError, TypeError, KeyError, OverflowError)


class NotCertificates(DomainError):
    text = "Tệp không chứa chứng thư hay danh sách thu hồi nào. Hãy dùng tệp .pem, .crt, .cer, .der, .p7b hoặc .crl."


class NotAnAuthority(DomainError):
    text = "Danh sách tin cậy chỉ nhận chứng thư của nơi cấp chứng thư, không nhận chứng thư của người ký."


class NothingNew(DomainError):
    text = "Mọi chứng thư trong tệp đã có trong danh sách tin cậy."


class NoSource(DomainError):
    text = "Hãy ghi nguồn của tệp: trang chính thức hoặc văn bản công bố."


@dataclass(frozen=True, slots=True)
class Found:
    """Something to believe that a file holds."""

    kind: TrustItem.Kind
    name: str
    fingerprint: str
    begins: datetime
    ends: datetime | None
    pem: str


@transaction.atomic
def import_trust(*, content: bytes, source: str, by: User, at: datetime) -> list[TrustItem]:
    """Take what a file holds into the trust list (nhập danh sách tin cậy) and check all signatures again.

    content: one or many certificates or CRLs as PEM, one as DER, or a p7b. A self-signed certificate becomes a root,
    another an intermediate. A newer list of the same authority replaces the older. What is known is passed over.
    Raises NoSource, NotCertificates, NotAnAuthority, NothingNew.
    """
    source = squeeze(source)[:250]
    if not source:
        raise NoSource
    found = read_trust(content)
    live = TrustItem.objects.select_for_update(no_key=True).filter(withdrawn_at__isnull=True)
    known = {item.fingerprint: item for item in live}
    rows = []
    for each in found:
        if each.fingerprint in known:
            continue
        if each.kind == TrustItem.Kind.CRL:
            _replace_older(each, list(known.values()), by, at)
        rows.append(_add(each, source, by, at))
        known[each.fingerprint] = rows[-1]
    if not rows:
        raise NothingNew
    jobs.enqueue(RECHECK, 0)
    return rows


@transaction.atomic
def withdraw_trust(*, item: TrustItem, by: User, at: datetime) -> TrustItem:
    """Believe it no more (thôi tin cậy); the row stays. All signatures are checked again. Twice changes nothing."""
    item = TrustItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    if item.withdrawn_at is None:
        _withdraw(item, by, at)
        jobs.enqueue(RECHECK, 0)
    return item


def read_trust(content: bytes) -> list[Found]:
    """What a file of certificates holds, each once. Raises NotCertificates, NotAnAuthority."""
    try:
        found = {each.fingerprint: each for each in _all_in(content)}
    except _BROKEN as error:
        raise NotCertificates from error
    if not found or len(found) > _MOST:
        raise NotCertificates
    return list(found.values())


def _all_in(content: bytes) -> list[Found]:
    if not pem.detect(content):
        return _in_der(content)
    found: list[Found] = []
    for _kind, _headers, der in pem.unarmor(content, multiple=True):
        found += _in_der(der)
    return found


def _in_der(der: bytes) -> list[Found]:
    for read in (_certificates, _lists, _bundle):
        try:
            return read(der)
        except _BROKEN:
            continue
    raise NotCertificates


def _certificates(der: bytes) -> list[Found]:
    certificate = x509.Certificate.load(der, strict=True)
    names = certificate.subject.native
    if not certificate.ca:
        raise NotAnAuthority
    is_root = certificate.self_issued
    return [
        Found(
            TrustItem.Kind.ROOT if is_root else TrustItem.Kind.INTERMEDIATE,
            str(names.get("common_name") or names.get("organization_name") or "")[:250],
            certificate.sha256.hex(),
            certificate.not_valid_before,
            certificate.not_valid_after,
            pem.armor("CERTIFICATE", der).decode("ascii"),
        )
    ]


def _lists(der: bytes) -> list[Found]:
    revoked = crl.CertificateList.load(der, strict=True)
    told = revoked["tbs_cert_list"]
    names = revoked.issuer.native
    return [
        Found(
            TrustItem.Kind.CRL,
            str(names.get("common_name") or names.get("organization_name") or "")[:250],
            revoked.sha256.hex(),
            told["this_update"].native,
            told["next_update"].native,
            pem.armor("X509 CRL", der).decode("ascii"),
        )
    ]


def _bundle(der: bytes) -> list[Found]:
    """A p7b: signed data without signers, which only carries certificates and lists."""
    envelope = cms.ContentInfo.load(der, strict=True)
    if envelope["content_type"].native != "signed_data":
        raise NotCertificates
    data = envelope["content"]
    found: list[Found] = []
    for each in data["certificates"] or ():
        found += _certificates(each.chosen.dump())
    for each in data["crls"] or ():
        found += _lists(each.chosen.dump())
    return found


def _replace_older(new: Found, known: list[TrustItem], by: User, at: datetime) -> None:
    for item in known:
        if item.kind == new.kind and item.name == new.name and item.not_before < new.begins:
            _withdraw(item, by, at)


def _add(found: Found, source: str, by: User, at: datetime) -> TrustItem:
    item = TrustItem.objects.create(
        kind=found.kind,
        name=found.name,
        fingerprint=found.fingerprint,
        not_before=found.begins,
        not_after=found.ends,
        pem=found.pem,
        source=source,
        imported_by=by,
        imported_at=at,
    )
    _record("trust.imported", item, by, at)
    return item


def _withdraw(item: TrustItem, by: User, at: datetime) -> None:
    item.withdrawn_by, item.withdrawn_at = by, at
    item.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _record("trust.withdrawn", item, by, at)


def _record(action: str, item: TrustItem, by: User, at: datetime) -> None:
    record(
        action=action,
        target=item,
        by=by,
        at=at,
        agency_id=INSTALLATION,
        label=item.name,
        kind=item.kind,
        fingerprint=item.fingerprint,
        source=item.source,
    )
