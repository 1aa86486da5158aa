"""Signing an issued report: by a certificate that is handed in once and not kept, or by a declared key on a token.

The signature is made outside any transaction, since a token may take its time, and kept by a second act only if the
report is still what was signed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import Stale
from cchc.documents.models import DocumentFile
from cchc.documents.services import attach_file
from cchc.evidence.services import open_stored
from cchc.orgs.models import User
from cchc.publishing.pdf import write_pdf
from cchc.publishing.report import report_document
from cchc.publishing.signing import CannotSign, Signed, sign_with_pkcs12
from cchc.publishing.tokens import PIN_REFUSED, sign_with_token
from cchc.reports.models import KeyTurn, Report
from cchc.reports.rules.keys import SigningKey
from cchc.reports.selectors.files import paper_of
from cchc.reports.services import refusals

LONGEST_TURN: Final = timedelta(minutes=2)  # a signing that took longer was killed


@dataclass(frozen=True, slots=True)
class CertificateFile:
    """A PKCS#12 file and its passphrase."""

    body: bytes = field(repr=False)
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that is made and not yet kept. over: key of the signed copy below it; None for our own PDF/A."""

    signed: Signed
    over: int | None
    key: str


def make_signature(
    *, report: Report, store: SigningKey | CertificateFile, version: int, by: User, at: datetime
) -> Signature:
    """Sign the report's paper (ký số) without keeping it; a PIN is tried once, and a refused one recorded.

    What is signed: the signed copy that is there, else the PDF/A made of the frozen content with its number and day.
    Raises Stale, NotOutYet, SealFirst, NotSigned.
    """
    report = Report.objects.select_related("document", "agency").get(pk=report.pk)
    if not report.is_out or report.document is None or report.frozen is None:
        raise refusals.NotOutYet
    if report.version != version:
        raise Stale
    link = _signed_copy(report)
    words = {"reason": "Ký ban hành báo cáo", "place": report.frozen["agency"]["place"]}
    if isinstance(store, CertificateFile):
        with _told():
            signed = sign_with_pkcs12(
                _paper(report, link), certificate=store.body, passphrase=store.passphrase, at=at, **words
            )  # fmt: skip
        return Signature(signed, link.pk if link else None, "")
    if store.is_seal and link is None:
        raise refusals.SealFirst
    paper = _paper(report, link)
    with _turn(store, report, by=by, at=at) as pin, _told():
        signed = sign_with_token(paper, token=store.token, pin=pin, at=at, **words)
    return Signature(signed, link.pk if link else None, store.code)


@transaction.atomic
def keep_signature(
    *, report: Report, made: Signature, file_name: str, version: int, by: User, at: datetime
) -> Report:
    """Keep a signature as the report's signed copy; a second one stands beside the first. Raises Stale."""
    rows = Report.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "document", "agency"
    )
    report = rows.get(pk=report.pk)
    link = _signed_copy(report)
    if report.document is None or (link.pk if link else None) != made.over:
        raise Stale
    report.claim_version(version)
    attach_file(
        document=report.document,
        role=DocumentFile.Role.SIGNED,
        name=file_name,
        chunks=[made.signed.body],
        media_type="application/pdf",
        by=by,
        at=at,
    )
    record(
        action="report.signed",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        signer=made.signed.name,
        serial=made.signed.serial,
        issuer=made.signed.issuer,
        key=made.key,
    )
    return report


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except CannotSign as error:
        raise refusals.NotSigned(error.reason) from error


@contextmanager
def _turn(key: SigningKey, report: Report, *, by: User, at: datetime) -> Iterator[str]:
    """The key's PIN while nobody else uses the key; once refused it is not given again before it was set anew."""
    pin, state = _pin(key)
    _take(key, state, at)
    refused = ""
    try:
        yield pin
    except refusals.NotSigned as error:
        refused = error.reason if error.reason in PIN_REFUSED else ""
        raise
    finally:
        _give_back(key, report, state=state, refused=refused, by=by, at=at)


@transaction.atomic
def _take(key: SigningKey, state: str, at: datetime) -> None:
    KeyTurn.objects.get_or_create(code=key.code)
    turn = KeyTurn.objects.select_for_update(no_key=True).get(code=key.code)
    if turn.taken_at is not None and at - turn.taken_at < LONGEST_TURN:
        raise refusals.NotSigned("busy")
    if turn.refused_pin == state:
        raise refusals.NotSigned("resting")
    turn.taken_at, turn.refused_pin = at, ""
    turn.save()


@transaction.atomic
def _give_back(
    key: SigningKey, report: Report, *, state: str, refused: str, by: User, at: datetime
) -> None:
    resting = state if refused == "pin" else ""
    KeyTurn.objects.filter(code=key.code).update(taken_at=None, refused_pin=resting)
    if refused:
        record(
            action="report.pin_refused",
            target=report,
            by=by,
            at=at,
            agency_id=report.agency_id,
            key=key.code,
            reason=refused,
        )


def _pin(key: SigningKey) -> tuple[str, str]:
    """The PIN, and a mark of the place it was read from that changes when it is set anew."""
    try:
        if key.pin_file:
            file = Path(key.pin_file)
            told = file.stat()
            lines = file.read_text(encoding="utf-8").splitlines()
            pin, state = (lines[0].strip() if lines else ""), f"{told.st_ino}/{told.st_mtime_ns}"
        else:
            # Every process of the web server has the same variables and the same parent until it is started anew.
            pin, state = os.environ.get(key.pin_variable, ""), f"process/{os.getppid()}"
    except (OSError, UnicodeDecodeError) as error:
        raise refusals.NotSigned("no_pin") from error
    if not pin:
        raise refusals.NotSigned("no_pin")
    return pin, state


def _signed_copy(report: Report) -> DocumentFile | None:
    assert report.document is not None  # an issued report has one
    files = report.document.files.select_related("stored")
    return files.filter(role=DocumentFile.Role.SIGNED, closed_at=None).first()


def _paper(report: Report, link: DocumentFile | None) -> bytes:
    if link is not None:
        with open_stored(link.stored) as file:
            return file.read()
    content = dict(report.frozen or {})
    return write_pdf(report_document(paper_of(report, content)), fonts=settings.FONTS_DIR)
