"""The targets of a plan beside the figures that measure them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cchc.core.text import fold
from cchc.indicators.models import Rate, TargetLink, TargetValue
from cchc.indicators.rules import Adds, value_of
from cchc.indicators.rules.targets import Aim, Light, Point, Standing, stands
from cchc.indicators.selectors import Question, consolidated
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod
from cchc.plans.models import Plan, Target
from cchc.plans.selectors.as_of import targets_on
from cchc.plans.states import PlanState
from cchc.tasks.models import Task

USUAL = ">="
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Measured:
    """A target, how it is asked for, what measures it, and how it stands.

    level: what another document set; question None where nothing is linked, or the agency does not ask for it.
    """

    target: Target
    aim: Aim | None
    level: TargetValue | None
    link: TargetLink | None
    question: Question | None
    standing: Standing
    points: list[tuple[ReportingPeriod, Point]]


def plans_with_targets(agency: Unit) -> list[Plan]:
    """The agency's plans in force that have targets, latest year first."""
    rows = Plan.objects.filter(agency=agency, state=PlanState.IN_FORCE, target_count__gt=0)
    return list(rows.order_by("-year", "title"))


def measured(plan: Plan, tasks: QuerySet[Task], soon_days: int, today: date) -> list[Measured]:
    """Every target of the plan with the agency's figures of its year; statements grow with the year's periods only."""
    targets = targets_on(plan, today)
    links = {
        row.target_id: row
        for row in TargetLink.objects.filter(
            target__in=targets, closed_at__isnull=True
        ).select_related("indicator")
    }
    levels = {
        row.target_id: row
        for row in TargetValue.objects.filter(
            target__in=targets, replaced_at__isnull=True
        ).select_related("document")
    }
    wanted = {row.indicator_id for row in links.values()}
    questions: dict[int, Question] = {}
    points: dict[int, list[tuple[ReportingPeriod, Point]]] = defaultdict(list)
    periods = periods_of_year(plan.agency, plan.year) if wanted else []
    for period in periods:
        for line in consolidated(period, tasks, soon_days):
            key, value = line.question.indicator.pk, value_of(line.total.figure)
            if key in wanted:
                questions[key] = line.question
                if value is not None and period.data_from and period.data_to:
                    points[key].append((period, Point(period.data_from, period.data_to, value)))
    year = _Year(*_year_of(periods, plan.year), today, questions, points)
    return [
        _measured(target, links.get(target.pk), levels.get(target.pk), year) for target in targets
    ]


def periods_of_year(agency: Unit, year: int) -> list[ReportingPeriod]:
    """The agency's periods of a year with a window, months and requests left out, by cut-off."""
    rows = ReportingPeriod.objects.filter(
        agency=agency,
        closed_on__isnull=True,
        is_ad_hoc=False,
        data_from__isnull=False,
        data_to__year=year,
    ).exclude(code__contains="-M")
    return list(rows.select_related("agency").order_by("data_to", "pk"))


def aim_of(target: Target, level: TargetValue | None, *, is_times: bool = False) -> Aim | None:
    """The level that another document set, else the plan's own; None while neither says one.

    A level that an amendment of the plan set later than that document counts before it.
    is_times: the plan counts in times of a rate and the indicator in percent of it: 01 lần is 100.
    """
    times = _PERCENT if is_times else 1
    is_later = target.since_on is not None and target.value is not None
    if level is not None and not (
        is_later and (level.document.issued_on or date.min) < (target.since_on or date.max)
    ):
        return Aim(level.comparator, level.value * times)
    if target.value is None:
        return None
    return Aim(target.comparator or USUAL, target.value * times)


def is_in_times(target: Target, rate: Rate | None) -> bool:
    """Whether a target counts in times of the rate that its indicator rests on."""
    return rate is not None and fold(rate.phrase) in fold(target.unit_of_measure)


@dataclass(frozen=True, slots=True)
class _Year:
    """The year of a plan: its bounds as figures count them, and what was asked and said of indicators in it."""

    begins: date
    ends: date
    today: date
    questions: dict[int, Question]
    points: dict[int, list[tuple[ReportingPeriod, Point]]]


def _measured(
    target: Target, link: TargetLink | None, level: TargetValue | None, year: _Year
) -> Measured:
    question = year.questions.get(link.indicator_id) if link else None
    rate = question.version.rate if question else None
    aim = aim_of(target, level, is_times=is_in_times(target, rate))
    if link is None or question is None:
        light = Light.WAITING if aim is None else Light.NO_DATA
        return Measured(target, aim, level, link, question, Standing(light), [])
    found = year.points[link.indicator_id]
    standing = stands(
        aim,
        [point for _period, point in found],
        adds=Adds(question.version.adds),
        is_share=bool(question.version.denominator),
        year_from=year.begins,
        year_to=year.ends,
        today=year.today,
    )
    return Measured(target, aim, level, link, question, standing, found)


def _year_of(periods: Iterable[ReportingPeriod], year: int) -> tuple[date, date]:
    """The year as its figures count it: the window of the annual period where there is one, else the calendar year."""
    for period in periods:
        if period.code == str(year) and period.data_from and period.data_to:
            return period.data_from, period.data_to
    return date(year, 1, 1), date(year, 12, 31)
