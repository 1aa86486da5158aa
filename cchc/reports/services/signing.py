"""Signing an issued report with a certificate that is handed in once; neither it nor its passphrase is kept."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from cchc.audit.services import record
from cchc.documents.models import DocumentFile
from cchc.documents.services import attach_file
from cchc.evidence.services import open_stored
from cchc.orgs.models import User
from cchc.publishing.pdf import write_pdf
from cchc.publishing.report import report_document
from cchc.publishing.signing import CannotSign, sign_with_pkcs12
from cchc.reports.models import Report
from cchc.reports.selectors.files import paper_of
from cchc.reports.services import refusals


@transaction.atomic
def sign_report(
    *,
    report: Report,
    certificate: bytes,
    passphrase: str,
    file_name: str,
    version: int,
    by: User,
    at: datetime,
) -> Report:
    """Sign the report's paper and keep it as its signed copy (ký số); a second signature stands beside the first.

    What is signed: the signed copy that is there, else the PDF/A made of the frozen content with its number and day.
    Raises Stale, NotOutYet, NotSigned.
    """
    rows = Report.objects.select_for_update(of=("self",)).select_related("document", "agency")
    report = rows.get(pk=report.pk)
    if not report.is_out or report.document is None or report.frozen is None:
        raise refusals.NotOutYet
    report.claim_version(version)
    try:
        signed = sign_with_pkcs12(
            _paper(report),
            certificate=certificate,
            passphrase=passphrase,
            at=at,
            reason="Ký ban hành báo cáo",
            place=report.frozen["agency"]["place"],
        )
    except CannotSign as error:
        raise refusals.NotSigned(error.reason) from error
    attach_file(
        document=report.document,
        role=DocumentFile.Role.SIGNED,
        name=file_name,
        chunks=[signed.body],
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
        signer=signed.name,
        serial=signed.serial,
        issuer=signed.issuer,
    )
    return report


def _paper(report: Report) -> bytes:
    assert report.document is not None  # an issued report has one
    link = report.document.files.filter(role=DocumentFile.Role.SIGNED, closed_at=None).first()
    if link is not None:
        with open_stored(link.stored) as file:
            return file.read()
    content = dict(report.frozen or {})
    return write_pdf(report_document(paper_of(report, content)), fonts=settings.FONTS_DIR)
