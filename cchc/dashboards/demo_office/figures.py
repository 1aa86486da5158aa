"""Figures of the demo: who is asked for what, and what the units said of the periods that are over."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from cchc.core import clock
from cchc.indicators.models import FigureDuty, Indicator
from cchc.indicators.rules import Stage
from cchc.indicators.selectors import (
    last_seen,
    periods_of,
    questions_for,
    reporting_units,
)
from cchc.indicators.services import Entry, assign_duties, record_figures
from cchc.indicators.services.targets import link_target
from cchc.orgs.models import Membership, Unit
from cchc.orgs.rules import Role
from cchc.periods.models import ReportingPeriod
from cchc.plans.models import Target
from cchc.plans.states import PlanState

_EVERYBODY = ("CDDH.10", "CDDH.11", "CV.01")
# How many quarters a period holds, and how far the year is: later figures are larger and better.
_LENGTHS = {"Q1": (1, 0), "H1": (2, 1), "Q3": (1, 2), "9M": (3, 2)}
_MEASURED = (("kiểm tra", "CDDH.05"), ("ký số", "CQS.01"))
_OFFICE = (
    "CDDH.01",
    "CDDH.02",
    "CDDH.03",
    "CDDH.04",
    "CDDH.05",
    "TTHC.05",
    "TTHC.07",
    "TTHC.11",
    "CQS.01",
)


def load_figures(agency: Unit, today: date) -> int:
    """Ask for a dozen indicators and enter the figures of past periods; nothing where duties stand already.

    Returns how many figures were written. One unit has not sent the last period, as in every office.
    """
    coordinator = (
        Membership.objects.filter(unit__agency=agency, role=Role.COORDINATOR, valid_from__lte=today)
        .select_related("user", "unit")
        .first()
    )
    if coordinator is None or FigureDuty.objects.filter(agency=agency).exists():
        return 0
    keys = dict(Indicator.objects.filter(agency__isnull=True).values_list("code", "pk"))
    asked: dict[int, Unit | None] = {keys[code]: None for code in _EVERYBODY}
    asked |= {keys[code]: coordinator.unit for code in _OFFICE}
    assign_duties(agency=agency, asked=asked, by=coordinator.user, at=clock.now())
    _link_targets(agency, keys, coordinator)
    written = 0
    for period in reversed([each for each in periods_of(agency) if _is_over(each, today)]):
        for place, unit in enumerate(reporting_units(agency, today)):
            if place == 2 and period == periods_of(agency)[0]:
                continue
            written += _enter(period, unit, place, coordinator, today)
    return written


def _link_targets(agency: Unit, keys: dict[str, int], coordinator: Membership) -> None:
    """Measure the targets of the plan in force whose words name what an indicator counts."""
    targets = Target.objects.filter(plan__agency=agency, plan__state=PlanState.IN_FORCE)
    for target in targets.select_related("plan__agency"):
        code = next((code for words, code in _MEASURED if words in target.text), None)
        if code is not None:
            link_target(
                target=target,
                indicator=Indicator.objects.get(pk=keys[code]),
                by=coordinator.user,
                at=clock.now(),
            )


def _is_over(period: ReportingPeriod, today: date) -> bool:
    return period.data_to is not None and period.data_to <= today


def _enter(
    period: ReportingPeriod, unit: Unit, place: int, coordinator: Membership, today: date
) -> int:
    assert period.data_to is not None
    entries = {}
    quarters, season = _LENGTHS.get(period.code[-2:], (4, 3))
    for number, question in enumerate(questions_for(period, unit)):
        base = Decimal((3 + (place * 5 + number * 7) % 23) * quarters + season)
        if question.version.denominator:
            whole = base * 11 + 40
            done = whole - (9 - 2 * season) * (1 + (place + number) % 3)
            entries[question.indicator.pk] = Entry(Stage.OFFICIAL, done, whole)
        elif question.indicator.code == "CDDH.11" and place > 2:
            entries[question.indicator.pk] = Entry(
                Stage.OFFICIAL,
                is_not_arising=True,
                note="Chưa có sáng kiến được công nhận trong kỳ",
            )
        else:
            entries[question.indicator.pk] = Entry(Stage.OFFICIAL, base)
    day = min(period.data_to + timedelta(days=1 + place), today)
    moment = min(datetime.combine(day, time(14), tzinfo=clock.VIETNAM), clock.now())
    return record_figures(
        period=period,
        unit=unit,
        entries=entries,
        seen=last_seen(period, unit),
        by=coordinator.user,
        at=moment,
        on_behalf=unit != coordinator.unit,
    )
