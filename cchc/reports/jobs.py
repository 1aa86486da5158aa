"""What reports do by the clock."""

from cchc.core import clock
from cchc.reports.services.opening import open_due_reports


def open_reports() -> None:
    """Open the reports whose cut-off has passed."""
    open_due_reports(today=clock.today(), at=clock.now())
