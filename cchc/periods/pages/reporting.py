"""Pages of reporting calendars."""

from dataclasses import dataclass
from typing import ClassVar

from cchc.audit.selectors import Line
from cchc.core.pages import Page
from cchc.periods.forms.reporting import BasisForm, CalendarForm, DeadlinesForm, PeriodForm
from cchc.periods.models import ReportingCalendar, ReportingPeriod
from cchc.periods.selectors.reporting import Planned


@dataclass(frozen=True)
class ReportingPage(Page):
    """The agency's calendars, the shipped ones, and the periods around today."""

    template: ClassVar[str] = "periods/reporting.html"

    own: list[ReportingCalendar]
    shipped: list[ReportingCalendar]
    near: list[ReportingPeriod]
    may_manage: bool
    next_year: int


@dataclass(frozen=True)
class CalendarSetPage(Page):
    """A calendar; `form` None to readers and for a shipped one, which `adopt` copies."""

    template: ClassVar[str] = "periods/reporting_calendar.html"

    calendar: ReportingCalendar
    form: CalendarForm | None
    rows: list[PeriodForm]
    adopt: BasisForm | None
    history: list[Line]
    next_year: int


@dataclass(frozen=True)
class YearPage(Page):
    """What a year made from the calendar would hold."""

    template: ClassVar[str] = "periods/reporting_year.html"

    calendar: ReportingCalendar
    year: int
    planned: list[Planned]
    fresh: int


@dataclass(frozen=True)
class PeriodPage(Page):
    template: ClassVar[str] = "periods/reporting_period.html"

    period: ReportingPeriod
    form: DeadlinesForm
    history: list[Line]
