"""Sending an issued report as data: asked for here, carried out by a job, its end written down."""

from datetime import datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core import jobs
from cchc.core.errors import DomainError
from cchc.orgs.models import User
from cchc.publishing.report_files import report_json
from cchc.reports.connectors import Connector, Delivery, NotDelivered, Receipt, delivery_key
from cchc.reports.models import Report, Transmission
from cchc.reports.selectors.content import content_of
from cchc.reports.selectors.files import paper_of
from cchc.reports.services import refusals
from cchc.reports.states import TransmissionState


@transaction.atomic
def ask_to_transmit(*, report: Report, has_receiver: bool, by: User, at: datetime) -> Transmission:
    """Ask for an issued report to be sent to the system of the level above; a job sends it after commit.

    Sending again is harmless: the receiver knows the key. Raises NoReceiver, NotOutYet, AlreadyUnderway.
    """
    report = (
        Report.objects.select_for_update(no_key=True, of=("self",))
        .select_related("document")
        .get(pk=report.pk)
    )
    if not report.is_out:
        raise refusals.NotOutYet
    if not has_receiver:
        raise refusals.NoReceiver
    if report.transmissions.filter(state=TransmissionState.WAITING).exists():
        raise refusals.AlreadyUnderway
    row = Transmission.objects.create(
        report=report, key=_delivery(report, at).key, asked_by=by, asked_at=at
    )
    record(
        action="report.transmission_asked",
        target=report,
        by=by,
        at=at,
        agency_id=report.agency_id,
        key=row.key,
    )
    jobs.enqueue("reports.transmit", row.pk)
    return row


def transmit(*, row: Transmission, connector: Connector | None, at: datetime) -> Receipt | None:
    """Hand a waiting report to the connector, outside any transaction; None when it was not waiting any more.

    Raises what the connector raises, and NoReceiver without one; the caller writes the end down.
    """
    if row.state != TransmissionState.WAITING:
        return None
    if connector is None:
        raise refusals.NoReceiver
    return connector.send(_delivery(row.report, at))


@transaction.atomic
def end_transmission(
    *,
    row: Transmission,
    at: datetime,
    receipt: Receipt | None = None,
    error: DomainError | None = None,
) -> Transmission:
    """Write down that the receiver has it, or why not; a transmission that has ended stays as it ended."""
    row = (
        Transmission.objects.select_for_update(no_key=True, of=("self",))
        .select_related("report", "asked_by")
        .get(pk=row.pk)
    )
    if row.state != TransmissionState.WAITING:
        return row
    row.ended_at = at
    if receipt is not None:
        row.state = TransmissionState.DELIVERED
        row.reference, row.is_repeat, row.attempts = (
            receipt.reference,
            receipt.is_repeat,
            receipt.attempts,
        )
    else:
        row.state = TransmissionState.FAILED
        row.message = (error.message if error else NotDelivered.text)[:500]
        row.attempts = error.attempts if isinstance(error, NotDelivered) else 0
    row.save()
    record(
        action="report.transmission_ended",
        target=row.report,
        by=row.asked_by,
        at=at,
        agency_id=row.report.agency_id,
        state=row.state,
        reference=row.reference,
        message=row.message,
    )
    return row


def _delivery(report: Report, at: datetime) -> Delivery:
    body = report_json(paper_of(report, content_of(report, at)))
    return Delivery(delivery_key(str(report.uid), report.edition, body), body)
