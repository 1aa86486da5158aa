"""Sendings of a report to the system of the level above, and the receiver's own blank."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings

from cchc.core.pages import Page
from cchc.orgs.access import may
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.reports.forms.receiver_sheets import SheetForm
from cchc.reports.models import ReceiverSheet, Report, Transmission
from cchc.reports.selectors.receiver_sheets import sheets_of_report


@dataclass(frozen=True)
class TransmissionsPage(Page):
    """`has_receiver`: the settings name an address. `may_send`: the reader may ask for a sending now.

    `sheets`: blanks that were handed in for the form, none while the figures may still change. `sheet`: takes another,
    None for who does not write reports.
    """

    template: ClassVar[str] = "reports/transmissions.html"

    report: Report
    rows: list[Transmission]
    has_receiver: bool
    may_send: bool
    sheets: list[ReceiverSheet]
    sheet: SheetForm | None
    errors: list[str]


def transmissions_page(
    report: Report, user: User, *, errors: Sequence[str] = (), sheet: SheetForm | None = None
) -> TransmissionsPage:
    """The page of a report's sendings. sheet: as it was refused."""
    may_write = may(user, Permission.REPORT_WRITE, report.agency)
    parent = report.agency.parent
    receiver = report.receiver or report.period.recipient or (parent.name if parent else "")
    if report.is_open or not may_write:
        sheet = None
    elif sheet is None:
        sheet = SheetForm(meta={}, initial={"receiver": receiver})
    refused = [str(error) for error in sheet.non_field_errors()] if sheet and sheet.is_bound else []
    return TransmissionsPage(
        report=report,
        rows=list(report.transmissions.select_related("asked_by")),
        has_receiver=bool(settings.REPORTS_URL),
        may_send=report.is_out and may_write,
        sheets=[] if report.is_open else list(sheets_of_report(report)),
        sheet=sheet,
        errors=[*errors, *refused],
    )
