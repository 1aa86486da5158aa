"""What reports do by the clock, and in the background."""

from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.reports.connectors.chosen import the_connector
from cchc.reports.models import Transmission
from cchc.reports.services import sending
from cchc.reports.services.opening import open_due_reports


def open_reports() -> None:
    """Open the reports whose cut-off has passed."""
    open_due_reports(today=clock.today(), at=clock.now())


def transmit(transmission_id: int) -> None:
    """Send one report to the system of the level above and write down how it ended."""
    rows = Transmission.objects.select_related(
        "report__agency", "report__period", "report__document"
    )
    row = rows.get(pk=transmission_id)
    try:
        receipt = sending.transmit(row=row, connector=the_connector(), at=clock.now())
    except DomainError as error:
        sending.end_transmission(row=row, at=clock.now(), error=error)
        return
    except Exception:  # the queue tells of it; the person must be able to send again
        sending.end_transmission(row=row, at=clock.now())
        raise
    if receipt is not None:
        sending.end_transmission(row=row, at=clock.now(), receipt=receipt)
