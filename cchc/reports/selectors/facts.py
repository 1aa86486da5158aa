"""The facts of a report: tasks of the window, figures of the period, difficulties; and those it is compared with."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import F

from cchc.core import clock
from cchc.indicators.rules import Total, add_up, value_of
from cchc.indicators.selectors import (
    Line,
    answers_of,
    consolidated,
    parts_of,
    reporting_units,
)
from cchc.indicators.selectors.province import is_added
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod
from cchc.plans.models import ReformArea
from cchc.reports.models import Report
from cchc.reports.rules.adding import sum_of
from cchc.reports.rules.snapshot import (
    ALL,
    BEFORE,
    LAST_YEAR,
    Fact,
    Scope,
    Snapshot,
    from_json,
    obstacle_facts,
    task_facts,
)
from cchc.reports.selectors.below import AgencyReport, reports_below, with_below
from cchc.reports.selectors.window import (
    Standing,
    Window,
    counts_by_area,
    plan_counts_by_area,
    standings_of,
)
from cchc.reports.states import OUT
from cchc.tasks.models import Obstacle, Task
from cchc.tasks.selectors.as_of import predecessors_between, split_between

_QUARTERS = {"Q1": "quý I", "Q2": "quý II", "Q3": "quý III", "Q4": "quý IV"}
_SAME_LENGTH = 10  # days by which two windows may differ and still be of one kind
_SAME_DAY = 7
_REPORTERS = {
    Unit.Kind.DEPARTMENT: "Sở",
    Unit.Kind.PROVINCE: "Ủy ban nhân dân tỉnh",
    Unit.Kind.COMMUNE: "Ủy ban nhân dân xã",
    Unit.Kind.MINISTRY: "Bộ",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report says today: its facts, those of the period before and of a year before, and the tasks behind.

    `before`, `last_year`: None without such a period. `is_changed`: the agency took over others since last year, so
    that nothing is compared with it unless the bases are added; `added` names the ones that were. `below`: the agencies
    below with what their reports of the period say, () where none has such a period.
    """

    now: Snapshot
    before: Snapshot | None
    last_year: Snapshot | None
    is_changed: bool
    added: tuple[str, ...]
    standings: list[Standing]
    below: tuple[AgencyReport, ...] = ()


def window_of(period: ReportingPeriod) -> Window:
    """The days of a period that has a window."""
    assert period.data_from is not None  # reports are opened for periods with a window alone
    assert period.data_to is not None
    return Window(period.data_from, period.data_to)


def basis_of(report: Report, given: Collection[int], at: datetime) -> Basis:
    """The facts of an open report. given: keys of the units that have given their part; others are missing."""
    period, window = report.period, window_of(report.period)
    standings = standings_of(report.agency, window, settings.DUE_SOON_DAYS)
    below = reports_below(period)
    now = _snapshot(period, standings, at, given=given, form=_form_name(report), below=below)
    before = period_before(period)
    now = replace(now, before_name=_called(before, period)) if before else now
    year_before = period_a_year_before(period)
    last_year = snapshot_of(year_before, at) if year_before else None
    taken = agencies_taken_over(report) if last_year else []
    added: tuple[str, ...] = ()
    if taken and last_year:
        bases = bases_of(period, taken, at) if report.adds_bases else {}
        whole = len(bases) == len(taken)
        last_year = summed([last_year, *bases.values()]) if whole else None
        added = tuple(unit.name for unit in bases) if whole else ()
    return Basis(
        now=now,
        before=snapshot_of(before, at) if before else None,
        last_year=last_year,
        is_changed=bool(taken),
        added=added,
        standings=standings,
        below=tuple(below),
    )


def agencies_taken_over(report: Report) -> list[Unit]:
    """The agencies whose work this one took over since the window of a year before began; [] without such a period."""
    period = period_a_year_before(report.period)
    if period is None:
        return []
    span = window_of(period).first, window_of(report.period).last
    keys = predecessors_between([report.agency_id], *span).get(report.agency_id, set())
    return list(Unit.objects.filter(pk__in=keys, is_agency=True).order_by("sort_key", "pk"))


def bases_of(period: ReportingPeriod, taken: Iterable[Unit], at: datetime) -> dict[Unit, Snapshot]:
    """Last year's facts of the agencies that were taken over whole, by agency; one that was split or is not known is
    left out: nobody knows which part of it to add.
    """
    then = period_a_year_before(period)
    if then is None:
        return {}
    split = split_between(window_of(then).first, window_of(period).last)
    found = {}
    for unit in taken:
        own = _same_window(unit.pk, then)
        if own is not None and unit.pk not in split:
            found[unit] = snapshot_of(own, at)
    return found


def summed(snapshots: Sequence[Snapshot]) -> Snapshot:
    """Facts of several agencies as one: numbers and parts of shares added, percentages never averaged."""
    by_key: dict[str, list[Fact]] = {}
    for fact in (fact for each in snapshots for fact in own_facts(each)):
        by_key.setdefault(fact.key, []).append(fact)
    return replace(snapshots[0], facts=tuple(map(sum_of, by_key.values())))


def own_facts(snapshot: Snapshot) -> list[Fact]:
    """The facts of the period itself, without those of earlier periods."""
    return [fact for fact in snapshot.facts if not fact.key.startswith((BEFORE, LAST_YEAR))]


def snapshot_of(period: ReportingPeriod, at: datetime) -> Snapshot:
    """The facts of a period: as they were issued, else as they stand in the data for its cut-off."""
    issued = Report.objects.filter(period=period, state__in=OUT).order_by("-edition").first()
    if issued is not None and issued.frozen:
        return from_json(issued.frozen["snapshot"])
    standings = standings_of(period.agency, window_of(period), settings.DUE_SOON_DAYS)
    below = reports_below(period)
    return _snapshot(period, standings, at, given=None, form="", below=below)


def period_before(period: ReportingPeriod) -> ReportingPeriod | None:
    """The agency's latest period before this one with a window of the same length; None without any."""
    rows = ReportingPeriod.objects.filter(
        agency=period.agency_id,
        closed_on__isnull=True,
        data_from__isnull=False,
        data_to__lt=window_of(period).last,
    ).order_by("-data_to", "-pk")
    return next((row for row in rows if _is_as_long(row, period)), None)


def period_a_year_before(period: ReportingPeriod) -> ReportingPeriod | None:
    """The agency's period whose window is the same one a year before, give or take a week; None without any."""
    return _near(period.agency_id, _year_before(window_of(period).last), period)


def _called(before: ReportingPeriod, period: ReportingPeriod) -> str:
    """What the text of a period calls the one before it: "quý I", "quý III năm trước"; "" for what is no quarter."""
    name = _QUARTERS.get(before.code[-2:], "")
    years = window_of(period).last.year - window_of(before).last.year
    return {0: name, 1: name and f"{name} năm trước"}.get(years, "")


def reporter_of(agency: Unit) -> str:
    """How running text calls an agency of this kind."""
    return _REPORTERS.get(Unit.Kind(agency.kind), "cơ quan")


def _snapshot(
    period: ReportingPeriod,
    standings: list[Standing],
    at: datetime,
    *,
    given: Collection[int] | None,
    form: str,
    below: Sequence[AgencyReport],
) -> Snapshot:
    window = window_of(period)
    units = reporting_units(period.agency, window.last)
    facts = [
        *_task_facts(standings),
        *_obstacle_facts(period),
        *with_below(period, list(_indicator_facts(period, units, given)), below),
    ]
    return Snapshot(
        window_from=window.first,
        window_to=window.last,
        as_of=window.last,
        taken_at=at,
        facts=tuple(facts),
        reporter=reporter_of(period.agency),
        form=form,
    )


def _task_facts(standings: list[Standing]) -> Iterable[Fact]:
    names = {each.area.code: each.area.name for each in standings}
    for area, counts in counts_by_area(standings).items():
        yield from task_facts(counts, area=area, area_name=names.get(area, ""))
    for area, counts in plan_counts_by_area(standings).items():
        yield from task_facts(counts, area=area, area_name=names.get(area, ""), family="plan")


def obstacles_of(agency_id: int, window: Window) -> list[Obstacle]:
    """Difficulties raised by the cut-off and not answered before the window began, oldest first."""
    rows = Obstacle.objects.filter(
        task__agency=agency_id, raised_at__lt=clock.start_of(window.last + timedelta(days=1))
    ).select_related("task__area", "raised_by")
    return [row for row in rows if row.said_on is None or row.said_on >= window.first]


def _obstacle_facts(period: ReportingPeriod) -> Iterable[Fact]:
    window = window_of(period)
    rows = obstacles_of(period.agency_id, window)
    areas: dict[str, ReformArea] = {row.task.area.code: row.task.area for row in rows}
    for code in (ALL, *areas):
        own = [row for row in rows if code in {ALL, row.task.area.code}]
        settled = sum(row.said_on is not None and row.said_on <= window.last for row in own)
        name = areas[code].name if code in areas else ""
        yield from obstacle_facts(
            len(own), settled=settled, left=len(own) - settled, area=code, area_name=name
        )


def _indicator_facts(
    period: ReportingPeriod, units: list[Unit], given: Collection[int] | None
) -> Iterable[Fact]:
    tasks = Task.objects.filter(agency=period.agency_id)
    lines = consolidated(period, tasks, settings.DUE_SOON_DAYS)
    if given is not None:
        told = {key: row for key, row in answers_of(period).items() if key[1] in given}
        lines = [
            line
            if line.question.is_computed
            else Line(line.question, add_up(parts_of(line.question, units, told)))
            for line in lines
        ]
    for line in lines:
        yield indicator_fact(line)


def indicator_fact(line: Line) -> Fact:
    """A consolidated figure as a fact; không phát sinh only where every unit that was asked says so."""
    version, total = line.question.version, line.total
    figure = total.figure
    block = line.question.indicator.block
    return Fact(
        key=f"indicator.{line.question.indicator.code}",
        label=version.name,
        measure="%" if version.denominator else version.measure,
        value=value_of(figure),
        numerator=figure.numerator if figure and version.denominator else None,
        denominator=figure.denominator if figure else None,
        is_estimated=bool(figure and figure.is_estimate),
        is_not_arising=_is_not_arising(total),
        missing=total.missing,
        scope=Scope.OWN if is_added(version) else Scope.PROVINCE,
        decimals=version.decimals,
        group=block.code,
        group_name=block.name,
    )


def _is_not_arising(total: Total) -> bool:
    return total.figure is None and bool(total.not_arising) and not total.missing


def _same_window(agency_id: int, period: ReportingPeriod) -> ReportingPeriod | None:
    return _near(agency_id, window_of(period).last, period)


def _near(agency_id: int, day: date, like: ReportingPeriod) -> ReportingPeriod | None:
    """The agency's period that ends on this day, give or take a week, and is as long as another."""
    near = (day - timedelta(days=_SAME_DAY), day + timedelta(days=_SAME_DAY))
    rows = ReportingPeriod.objects.filter(
        agency=agency_id, data_from__isnull=False, data_to__range=near
    ).select_related("agency")
    ordered = rows.order_by(F("closed_on").asc(nulls_first=True), "-data_to", "-pk")
    return next((row for row in ordered if _is_as_long(row, like)), None)


def _form_name(report: Report) -> str:
    return f"{report.form.code} ({report.form.valid_from:%d/%m/%Y})"


def _is_as_long(one: ReportingPeriod, other: ReportingPeriod) -> bool:
    lengths = [(each.last - each.first).days for each in map(window_of, (one, other))]
    return abs(lengths[0] - lengths[1]) <= _SAME_LENGTH


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
