"""Which units still owe figures of which period, and by when: what reminders rest on."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.db.models import QuerySet

from cchc.indicators.models import FigureDuty, Observation, PeriodAsk
from cchc.indicators.selectors import questions_of, reporting_units
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod
from cchc.periods.rules import Exceptions, opens_on, units_have_until
from cchc.periods.selectors import exceptions_between

REMEMBERED = 45
_AHEAD = 60
_DAYS = 2


@dataclass(frozen=True, slots=True)
class Owing:
    """A unit that has not said everything asked of it in a period. opens, due: the days of the units."""

    period: ReportingPeriod
    unit: Unit
    opens: date
    due: date
    missing: int

    @property
    def uid(self) -> UUID:
        """One name for period and unit together."""
        return uuid5(self.period.uid, str(self.unit.uid))


def asking_agencies(today: date) -> list[Unit]:
    """Agencies that ask their units for figures in periods around today."""
    near = _near(today)
    asking = FigureDuty.objects.values("agency")
    once = PeriodAsk.objects.filter(period__in=near).values("period__agency")
    agencies = Unit.objects.filter(pk__in=near.values("agency"))
    return list((agencies.filter(pk__in=asking) | agencies.filter(pk__in=once)).order_by("path"))


def owing_of(agency: Unit, today: date) -> list[Owing]:
    """Units of the agency that owe figures of a period that is open, or was due in the last 45 days."""
    exceptions = exceptions_between(
        today - timedelta(days=2 * _AHEAD), today + timedelta(days=2 * _AHEAD)
    )
    found: list[Owing] = []
    for period in _near(today).filter(agency=agency).select_related("agency"):
        opens, due = days_of(period, exceptions)
        if opens <= today <= due + timedelta(days=REMEMBERED):
            found += _owing_in(period, opens, due)
    return found


def days_of(period: ReportingPeriod, exceptions: Exceptions) -> tuple[date, date]:
    """The day on which units are asked, and their last day: the period's own, else by the usual rule."""
    assert period.data_to is not None
    due = period.internal_due_on
    if due is None:
        due = units_have_until(period.data_to, period.due_on, _DAYS, exceptions)
    return opens_on(period.data_to, due, exceptions), due


def still_owing(uids: Collection[UUID], today: date) -> set[UUID]:
    """Which of these (`Owing.uid`) still owe something."""
    wanted, found = set(uids), set()
    for agency in asking_agencies(today):
        found |= wanted & {each.uid for each in owing_of(agency, today)}
    return found


def _near(today: date) -> QuerySet[ReportingPeriod]:
    return ReportingPeriod.objects.filter(
        closed_on__isnull=True,
        data_from__isnull=False,
        data_to__range=(today - timedelta(days=_AHEAD), today + timedelta(days=_AHEAD)),
    )


def _owing_in(period: ReportingPeriod, opens: date, due: date) -> list[Owing]:
    assert period.data_to is not None
    answered: dict[int, set[int]] = defaultdict(set)
    rows = Observation.objects.filter(period=period, replaced_at__isnull=True)
    for unit_id, indicator in rows.values_list("unit_id", "indicator_id"):
        answered[unit_id].add(indicator)
    asked = [each for each in questions_of(period) if not each.is_computed]
    found = []
    for unit in reporting_units(period.agency, period.data_to):
        wanted = {each.indicator.pk for each in asked if each.unit_id in {None, unit.pk}}
        missing = len(wanted - answered[unit.pk])
        if missing:
            found.append(Owing(period, unit, opens, due, missing))
    return found
