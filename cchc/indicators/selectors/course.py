"""How one indicator went: over the periods of two years, by unit, beside the period before and the one a year ago."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cchc.indicators.models import Indicator, Observation, TargetLink, TargetValue
from cchc.indicators.rules import Adds, Part, Stage
from cchc.indicators.rules.targets import Aim
from cchc.indicators.selectors import (
    Answer,
    Line,
    are_alike,
    counting,
    line_of,
    parts_of,
    questions_of,
    reporting_units,
)
from cchc.indicators.selectors.targets import aim_of, is_in_times, periods_of_year
from cchc.indicators.selectors.versions import Versions
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod
from cchc.plans.states import PlanState
from cchc.tasks.models import Task

_NEARLY_A_YEAR = range(362, 370)


@dataclass(frozen=True, slots=True)
class Point:
    """A period with the agency's figure and what each unit that is asked said; no parts where it is computed."""

    period: ReportingPeriod
    line: Line
    parts: Sequence[tuple[Unit, Part]]


def course_of(
    indicator: Indicator, agency: Unit, years: Sequence[int], tasks: QuerySet[Task], soon_days: int
) -> list[Point]:
    """The indicator in every period of these years in which it is asked, by cut-off; months and requests left out."""
    periods = [period for year in years for period in periods_of_year(agency, year)]
    answers = _answers(indicator, periods)
    found = []
    for period in periods:
        question = next(iter(questions_of(period, only={indicator.pk})), None)
        if question is None or period.data_to is None:
            continue
        units = reporting_units(agency, period.data_to)
        said = answers.get(period.pk, {})
        counts = counting(period, tasks, soon_days)
        line = line_of(question, period, units, said, counts=counts)
        asked = [unit for unit in units if question.unit_id in {None, unit.pk}]
        parts = [] if question.is_computed else parts_of(question, units, said)
        found.append(Point(period, line, list(zip(asked, parts, strict=not question.is_computed))))
    return found


def before_in(points: Sequence[Point], now: Point) -> Point | None:
    """The period with the latest cut-off before this one's; for counts the latest that is about as long, if any is."""
    earlier = [each for each in points if _cut_off(each) < _cut_off(now)]
    if is_counted_by_window(now):
        earlier = [each for each in earlier if are_alike(each.period, now.period)] or earlier
    return earlier[-1] if earlier else None


def is_counted_by_window(point: Point) -> bool:
    """Whether the figure is a count of what happened in the window, so that its length matters."""
    version = point.line.question.version
    return version.adds == Adds.INCREMENT and not version.denominator


def year_before_in(points: Sequence[Point], now: Point) -> Point | None:
    """The same period a year ago: the code of the year before, or a window of the same days."""
    code, period = now.period.code, now.period
    for each in points:
        if code and each.period.code == f"{int(code[:4]) - 1}{code[4:]}":
            return each
    for each in points:
        shifts = (
            (mine - theirs).days
            for mine, theirs in (
                (period.data_from, each.period.data_from),
                (period.data_to, each.period.data_to),
            )
            if mine is not None and theirs is not None
        )
        if all(shift in _NEARLY_A_YEAR for shift in shifts):
            return each
    return None


def aims_of(indicator: Indicator, agency: Unit, year: int) -> list[Aim]:
    """The levels that targets of the agency's plans of a year ask of the indicator, waiting ones left out."""
    links = TargetLink.objects.filter(
        indicator=indicator,
        closed_at__isnull=True,
        target__plan__agency=agency,
        target__plan__year=year,
        target__plan__state=PlanState.IN_FORCE,
    )
    targets = [link.target for link in links.select_related("target").order_by("target__position")]
    levels = {
        row.target_id: row
        for row in TargetValue.objects.filter(target__in=targets, replaced_at__isnull=True)
    }
    versions = Versions(agency, [indicator.pk]).on(date(year, 12, 31))
    rate = versions[0].rate if versions else None
    aims = [aim_of(each, levels.get(each.pk), is_times=is_in_times(each, rate)) for each in targets]
    return [aim for aim in aims if aim is not None]


def _answers(
    indicator: Indicator, periods: Sequence[ReportingPeriod]
) -> Mapping[int, Mapping[tuple[int, int], Answer]]:
    rows = Observation.objects.filter(
        indicator=indicator, period__in=periods, replaced_at__isnull=True
    )
    stages: dict[int, dict[int, dict[str, Observation]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        stages[row.period_id][row.unit_id][row.stage] = row
    return {
        period: {
            (indicator.pk, unit): Answer(each.get(Stage.OFFICIAL), each.get(Stage.ESTIMATED))
            for unit, each in units.items()
        }
        for period, units in stages.items()
    }


def _cut_off(point: Point) -> date:
    assert point.period.data_to is not None
    return point.period.data_to
