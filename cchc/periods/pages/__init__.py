"""The promised contexts of the calendar's pages."""

from dataclasses import dataclass
from datetime import date

from cchc.audit.selectors import Line
from cchc.core.pages import Page
from cchc.periods.forms import DayForm, RuleForm
from cchc.periods.models import CalendarDay
from cchc.periods.selectors import Month


@dataclass(frozen=True)
class CalendarPage(Page):
    """A year: twelve months and the days that differ from the week's rule. `rule_form` None to readers."""

    template = "periods/calendar.html"
    year: int
    months: list[Month]
    days: list[CalendarDay]
    working_days: int
    has_doubt: bool
    may_manage: bool
    rule_label: str
    rule_form: RuleForm | None


@dataclass(frozen=True)
class DayPage(Page):
    """One day being added, changed or taken out."""

    template = "periods/day.html"
    day: date
    row: CalendarDay | None
    form: DayForm
    history: list[Line]
