"""Sendings of a report to the system of the level above."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.pages import Page
from cchc.reports.forms.boards import SheetForm
from cchc.reports.models import Report, Transmission


@dataclass(frozen=True)
class TransmissionsPage(Page):
    """`has_receiver`: the settings name an address. `may_send`: the reader may ask for a sending now.

    `sheet`: for the receiver's spreadsheet, None while the figures may still change.
    """

    template: ClassVar[str] = "reports/transmissions.html"

    report: Report
    rows: list[Transmission]
    has_receiver: bool
    may_send: bool
    sheet: SheetForm | None
    errors: list[str]
