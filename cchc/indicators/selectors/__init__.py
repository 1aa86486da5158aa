"""What is asked of whom in a period, what was said, and the sums over units with what they rest on."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial

from django.db.models import QuerySet

from cchc.indicators.models import (
    FigureDuty,
    Indicator,
    IndicatorVersion,
    Observation,
    PeriodAsk,
)
from cchc.indicators.moving import DUTY
from cchc.indicators.rules import (
    Adds,
    Figure,
    Frequency,
    Kind,
    Part,
    Stage,
    Total,
    add_up,
    doubts,
    is_alike,
)
from cchc.indicators.rules.rates import by_month, doubts_of_base
from cchc.indicators.selectors.versions import Versions, steps_of
from cchc.orgs.history import moved_later
from cchc.orgs.models import Unit
from cchc.orgs.selectors import units_of
from cchc.periods.models import ReportingPeriod
from cchc.tasks.models import Task
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.as_of import counts_on, in_agency_on

Months = Sequence[tuple[date, Decimal]]


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator as it counts in a period, and whom the agency asks: one unit, or every one for None.

    months: the rate of each month of the period, where the version's denominator is persons by a rate.
    """

    indicator: Indicator
    version: IndicatorVersion
    unit_id: int | None
    months: Months = ()

    @property
    def is_computed(self) -> bool:
        return self.version.kind == Kind.COMPUTED


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit said: the official row where there is one, else the estimate; both rows when both stand."""

    official: Observation | None = None
    estimated: Observation | None = None

    @property
    def row(self) -> Observation | None:
        return self.official or self.estimated

    @property
    def figure(self) -> Figure | None:
        return figure_of(self.row) if self.row else None


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with its sum over the agency's units; `query`: the list of tasks behind a computed one."""

    question: Question
    total: Total
    query: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a period is: units asked, and those that gave at least one figure or said không phát sinh."""

    period: ReportingPeriod
    asked: int
    answered: int


def figure_of(row: Observation) -> Figure | None:
    """The figure of a row; None when it says không phát sinh."""
    if row.numerator is None:
        return None
    return Figure(row.numerator, row.denominator, row.stage == Stage.ESTIMATED)


def periods_of(agency: Unit) -> list[ReportingPeriod]:
    """The agency's periods that have a window of figures, latest cut-off first."""
    rows = ReportingPeriod.objects.filter(
        agency=agency, closed_on__isnull=True, data_from__isnull=False, data_to__isnull=False
    )
    return list(rows.order_by("-data_to", "-pk"))


def reporting_units(agency: Unit, on: date) -> list[Unit]:
    """The units that report on a day: directly below the agency, no teams; the agency itself when it has none."""
    direct = [
        unit
        for unit in units_of(agency, on)
        if unit.parent_id == agency.pk and unit.kind != Unit.Kind.TEAM
    ]
    return direct or [agency]


def questions_of(period: ReportingPeriod, only: Collection[int] | None = None) -> list[Question]:
    """Everything the agency asks in a period, each as its version of the cut-off says, in the annex's order.

    only: keys of the indicators that are looked for.
    """
    duties = {key: unit for key, unit in _asked_in(period).items() if only is None or key in only}
    versions = [
        each
        for each in Versions(period.agency, duties).on(_cut_off(period))
        if period.is_ad_hoc or Frequency(each.frequency).is_asked_in(period.code)
    ]
    rates = {each.rate for each in versions if each.rate is not None}
    months: dict[int | None, Months] = {
        rate.pk: by_month(steps_of(rate, period.agency), period.data_from, _cut_off(period))
        for rate in rates
        if period.data_from is not None
    }
    return [
        Question(
            each.indicator, each, duties[each.indicator_id], tuple(months.get(each.rate_id, ()))
        )
        for each in versions
    ]


def doubts_about(
    question: Question,
    given: Figure,
    *,
    before: Figure | None,
    contained: Sequence[tuple[str, Figure]],
    before_is_alike: bool,
) -> list[str]:
    """What looks odd in a figure that answers a question, in sentences.

    before_is_alike: the preceding period is about as long; else a count is not held against it.
    """
    version = question.version
    if version.adds == Adds.INCREMENT and not version.denominator and not before_is_alike:
        before = None
    found = doubts(
        given,
        before=before,
        contained=contained,
        adds=Adds(version.adds),
        is_multiple=version.rate_id is not None,
    )
    return found + doubts_of_base(given, question.months)


def _asked_in(period: ReportingPeriod) -> dict[int, int | None]:
    """Whom the agency asks for what, as it was at the cut-off; a period of its own asks its own."""
    if period.is_ad_hoc:
        own = PeriodAsk.objects.filter(period=period)
        return dict(own.values_list("indicator_id", "unit_id"))
    asked = FigureDuty.objects.filter(agency=period.agency_id)
    before = moved_later(DUTY, _cut_off(period))
    return {
        indicator: before.get(uid, unit)
        for uid, indicator, unit in asked.values_list("uid", "indicator_id", "unit_id")
    }


def library_of(agency: Unit, on: date) -> list[IndicatorVersion]:
    """The shipped indicators, those of agencies above and the agency's own as they count on a day, in order."""
    return Versions(agency).on(on)


def questions_for(period: ReportingPeriod, unit: Unit) -> list[Question]:
    """What one unit is asked to enter in a period."""
    return [
        question
        for question in questions_of(period)
        if not question.is_computed and question.unit_id in {None, unit.pk}
    ]


def answers_of(period: ReportingPeriod, unit: Unit | None = None) -> dict[tuple[int, int], Answer]:
    """The live figures of a period by indicator and unit; of one unit alone when it is named. Two statements."""
    rows = Observation.objects.filter(period=period, replaced_at__isnull=True)
    if unit is not None:
        rows = rows.filter(unit=unit)
    found: dict[tuple[int, int], dict[str, Observation]] = defaultdict(dict)
    for row in rows.order_by().prefetch_related("entered_by"):
        found[row.indicator_id, row.unit_id][row.stage] = row
    return {
        key: Answer(stages.get(Stage.OFFICIAL), stages.get(Stage.ESTIMATED))
        for key, stages in found.items()
    }


def figures_of(period: ReportingPeriod) -> dict[tuple[int, int], Figure]:
    """The live figures alone, by indicator and unit, official before estimated; không phát sinh is none. One statement.

    For what is only compared with: thousands of figures without their rows.
    """
    rows = Observation.objects.filter(period=period, replaced_at__isnull=True).order_by()
    said: dict[tuple[int, int], Figure | None] = {}
    fields = ("indicator_id", "unit_id", "stage", "numerator", "denominator")
    for indicator, unit, stage, numerator, denominator in rows.values_list(*fields):
        is_estimate = stage == Stage.ESTIMATED
        if is_estimate and (indicator, unit) in said:
            continue
        figure = None if numerator is None else Figure(numerator, denominator, is_estimate)
        said[indicator, unit] = figure
    return {key: figure for key, figure in said.items() if figure is not None}


def last_seen(period: ReportingPeriod, unit: Unit) -> int:
    """Key of the unit's latest row of the period, 0 without any: what a form has seen."""
    last = (
        Observation.objects.filter(period=period, unit=unit)
        .order_by("-pk")
        .values_list("pk", flat=True)
    )
    return last.first() or 0


def consolidated(
    period: ReportingPeriod,
    tasks: QuerySet[Task],
    soon_days: int,
    answers: Mapping[tuple[int, int], Answer] | None = None,
) -> list[Line]:
    """The agency's figures of a period: sums over units, units that said nothing named (tổng hợp).

    tasks: the agency's tasks that the reader sees, for what is computed from them as of the cut-off. answers: those of
    `answers_of` where the caller has them already.
    """
    units = reporting_units(period.agency, _cut_off(period))
    answers = answers_of(period) if answers is None else answers
    counts = counting(period, tasks, soon_days)
    return [
        line_of(question, period, units, answers, counts=counts)
        for question in questions_of(period)
    ]


def counting(
    period: ReportingPeriod, tasks: QuerySet[Task], soon_days: int
) -> Callable[[], Counter[State]]:
    """The states of these tasks as of the cut-off: asked once, and only when something computed wants them."""
    return cache(partial(_counts, period, tasks, soon_days))


def line_of(
    question: Question,
    period: ReportingPeriod,
    units: Sequence[Unit],
    answers: Mapping[tuple[int, int], Answer],
    *,
    counts: Callable[[], Counter[State]],
) -> Line:
    """One indicator of a period: computed from tasks, or the sum over the units that are asked."""
    if question.is_computed:
        return _computed(question, period, counts())
    return Line(question, add_up(parts_of(question, units, answers)))


def parts_of(
    question: Question, units: Sequence[Unit], answers: Mapping[tuple[int, int], Answer]
) -> list[Part]:
    """What each unit that is asked said of one indicator, in the directory's order."""
    parts = []
    for unit in units:
        if question.unit_id not in {None, unit.pk}:
            continue
        answer = answers.get((question.indicator.pk, unit.pk), Answer())
        row = answer.row
        parts.append(Part(unit.name, answer.figure, bool(row and row.is_not_arising)))
    return parts


def progress_of(periods: Sequence[ReportingPeriod]) -> list[Progress]:
    """How many of the asked units have said anything in each period; two statements and one a period's agency."""
    answered: dict[int, set[int]] = defaultdict(set)
    rows = Observation.objects.filter(period__in=periods, replaced_at__isnull=True).order_by()
    for period_id, unit_id in rows.values_list("period_id", "unit_id").distinct():
        answered[period_id].add(unit_id)
    if not periods:
        return []
    agency = periods[0].agency
    duties = dict(FigureDuty.objects.filter(agency=agency).values_list("indicator_id", "unit_id"))
    versions = Versions(agency, duties)
    own: dict[int, set[int | None]] = defaultdict(set)
    for key, asked_unit in PeriodAsk.objects.filter(period__in=periods).values_list(
        "period_id", "unit_id"
    ):
        own[key].add(asked_unit)
    result = []
    for period in periods:
        units = {unit.pk for unit in reporting_units(agency, _cut_off(period))}
        asked_of = (
            own[period.pk]
            if period.is_ad_hoc
            else {
                duties[each.indicator_id]
                for each in versions.on(_cut_off(period))
                if each.kind != Kind.COMPUTED and Frequency(each.frequency).is_asked_in(period.code)
            }
        )
        asked = units if None in asked_of else units & asked_of
        result.append(Progress(period, len(asked), len(asked & answered[period.pk])))
    return result


def before(period: ReportingPeriod) -> ReportingPeriod | None:
    """The agency's period with the latest cut-off before this one's."""
    rows = ReportingPeriod.objects.filter(
        agency=period.agency_id, closed_on__isnull=True, data_to__lt=period.data_to
    )
    return rows.order_by("-data_to", "-pk").first()


def are_alike(period: ReportingPeriod, other: ReportingPeriod | None) -> bool:
    """Whether two periods are about as long."""
    if other is None:
        return False
    return is_alike(days_of(period), days_of(other))


def days_of(period: ReportingPeriod) -> int:
    """How many days a period's window holds, both ends counted; 0 without a window."""
    if period.data_from is None or period.data_to is None:
        return 0
    return (period.data_to - period.data_from).days + 1


def contained_in(period: ReportingPeriod) -> list[ReportingPeriod]:
    """The agency's other periods whose window of figures lies within this one's."""
    rows = ReportingPeriod.objects.filter(
        agency=period.agency_id,
        closed_on__isnull=True,
        data_from__gte=period.data_from,
        data_to__lte=period.data_to,
    )
    return list(rows.exclude(pk=period.pk).order_by("data_to"))


def history_of(period: ReportingPeriod, indicator: Indicator) -> list[Observation]:
    """Everything that was ever said of one indicator in a period, latest first."""
    rows = Observation.objects.filter(period=period, indicator=indicator)
    return list(rows.select_related("unit", "entered_by").order_by("-entered_at", "-pk"))


def _cut_off(period: ReportingPeriod) -> date:
    assert period.data_to is not None  # periods_of leaves out what has no window
    return period.data_to


_DONE = (State.DONE_ON_TIME, State.DONE_LATE)
_OUT = (State.NOT_ARISING, State.DISCONTINUED)
_Formula = Callable[[dict[State, int]], tuple[Figure, tuple[State, ...]]]


def _tasks_done(counts: dict[State, int]) -> tuple[Figure, tuple[State, ...]]:
    done = sum(counts.get(state, 0) for state in _DONE)
    total = sum(count for state, count in counts.items() if state not in _OUT)
    return _figure(done, total), _DONE


def _tasks_overdue(counts: dict[State, int]) -> tuple[Figure, tuple[State, ...]]:
    return _figure(counts.get(State.OVERDUE, 0)), (State.OVERDUE,)


def _figure(numerator: int, denominator: int | None = None) -> Figure:
    return Figure(Decimal(numerator), None if denominator is None else Decimal(denominator))


FORMULAS: dict[str, _Formula] = {"tasks_done": _tasks_done, "tasks_overdue": _tasks_overdue}


def _counts(period: ReportingPeriod, tasks: QuerySet[Task], soon_days: int) -> Counter[State]:
    day = _cut_off(period)
    chosen = tasks.filter(in_agency_on(period.agency_id, day), plan__year=day.year)
    return counts_on(chosen, day, soon_days)


def _computed(question: Question, period: ReportingPeriod, counts: Counter[State]) -> Line:
    figure, states = FORMULAS[question.version.formula](counts)
    asked = Asked(
        agency=str(period.agency.uid),
        year=str(_cut_off(period).year),
        state=tuple(state.value for state in states),
    )
    return Line(question, Total(figure, (), (), 1), asked.query())
