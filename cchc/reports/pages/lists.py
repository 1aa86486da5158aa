"""The list of reports and the page on which one is opened."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.core.pages import Page
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod
from cchc.reports.forms.opening import OpenForm
from cchc.reports.models import UnitPart
from cchc.reports.selectors.reports import ReportLine


@dataclass(frozen=True, slots=True)
class PartLine:
    """A unit's part in the list of what the reader writes; `days_late`: past the unit's day, not given."""

    part: UnitPart
    days_late: int


@dataclass(frozen=True)
class ListPage(Page):
    template: ClassVar[str] = "reports/list.html"

    agency: Unit
    parts: list[PartLine]
    lines: list[ReportLine]
    waiting: list[ReportingPeriod]
    may_write: bool
    may_follow: bool
    receives: bool


@dataclass(frozen=True)
class OpenPage(Page):
    template: ClassVar[str] = "reports/open.html"

    period: ReportingPeriod
    units: list[Unit]
    form: OpenForm
    may_ask: bool
