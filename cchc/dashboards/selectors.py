"""What the overview shows of one agency and year; each number with the question whose list it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod
from cchc.plans.models import Draft, Plan
from cchc.plans.states import DraftState, PlanState
from cchc.reports.models import Report
from cchc.reports.states import ReportState
from cchc.tasks.models import Task
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.state import State
from cchc.tasks.selectors import figures, lists
from cchc.tasks.selectors.figures import Figure, Matrix, MonthLoad

_URGENT = 8
_DRAFTS = 5
_REPORTS = 4
_REPORTS_AHEAD = timedelta(days=45)
_UNFINISHED = (
    State.IN_PROGRESS,
    State.DUE_SOON,
    State.NOT_STARTED,
    State.SUBMITTED,
    State.AWAITING_GUIDANCE,
)
_STANDING = (State.CONTINUOUS_WITH_RESULT, State.CONTINUOUS_WITHOUT_RESULT)
_WAITING = (State.ON_EVENT, State.UNSCHEDULED)
_ENDED = (State.NOT_ARISING, State.DISCONTINUED)


@dataclass(frozen=True, slots=True)
class Totals:
    """Tasks by what a leader asks; the parts of the first level add up to `all`."""

    all: Figure
    done: Figure
    done_on_time: Figure
    done_late: Figure
    in_time: Figure
    due_soon: Figure
    submitted: Figure
    overdue: Figure
    standing: Figure
    standing_without: Figure
    waiting: Figure
    ended: Figure


@dataclass(frozen=True, slots=True)
class DraftNote:
    """A draft that waits for its reviewer, with how many findings are not settled."""

    draft: Draft
    findings: int


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A period whose report is not sent yet. report: its latest one that the reader may open; None: none is begun."""

    period: ReportingPeriod
    report: Report | None
    days_over: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`totals`, `matrix`: the plans' tasks; `assigned`: those from outside plans, counted apart; the rest: all work."""

    totals: Totals
    assigned: Totals
    week: Figure
    month: Figure
    matrix: Matrix
    load: list[MonthLoad]
    urgent: list[lists.ListedTask]
    reports: list[ReportNote]


def years_of(agency: Unit) -> list[int]:
    """Years of the agency's plans in force or ended, latest first."""
    plans = Plan.objects.filter(agency=agency).order_by("-year")
    return list(plans.values_list("year", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Seen:
    """What the reader sees of all agencies."""

    tasks: QuerySet[Task]
    reports: QuerySet[Report]


def overview(seen: Seen, agency: Unit, year: int, today: date, soon_days: int) -> Overview:
    """All figures of an agency's year as of a day, of what the reader sees.

    The number of statements does not grow with tasks or units.
    """
    asked = Asked(agency=str(agency.uid), year=str(year))
    planned, outside = asked.but(origin="plan"), asked.but(origin="instruction")
    chosen = lists.asked_tasks(seen.tasks, asked, today, soon_days)
    tally = figures.tally(chosen, today, soon_days, planned)
    ranges = [asked.but(due="week"), asked.but(due="30days")]
    week, month = figures.due_between(chosen, ranges, today)
    return Overview(
        totals=_totals(tally.planned, planned),
        assigned=_totals(tally.outside, outside),
        week=week,
        month=month,
        matrix=tally.matrix,
        load=figures.load_by_month(chosen, year, asked),
        urgent=_urgent(chosen, asked, today, soon_days),
        reports=_reports(seen.reports, agency, today),
    )


def open_drafts(drafts: QuerySet[Draft]) -> list[DraftNote]:
    """Drafts under review, latest first, with their open findings; the first few."""
    rows = drafts.filter(state__in=(DraftState.REVIEW, DraftState.SIGNING)).order_by("-changed_at")
    return [DraftNote(row, _open_findings(row)) for row in rows[:_DRAFTS]]


def _reports(visible: QuerySet[Report], agency: Unit, today: date) -> list[ReportNote]:
    """Periods of plans in force, calendars and requests whose report is due soon or begun, most urgent first.

    A period without a day for sending stands at its units' day or its cut-off; the next one alone where none is near.
    """
    sent = Report.objects.filter(period=OuterRef("pk"), state=ReportState.SENT)
    begun = Report.objects.filter(period=OuterRef("pk"))
    periods = (
        ReportingPeriod.objects.filter(
            Q(document__plan__isnull=True) | Q(document__plan__state=PlanState.IN_FORCE),
            ~Exists(sent),
            agency=agency,
            closed_on=None,
        )
        .annotate(last_day=Coalesce("due_on", "internal_due_on", "data_to"), is_begun=Exists(begun))
        .filter(Q(last_day__gte=today) | Q(is_begun=True))
        .order_by("last_day", "pk")[:_REPORTS]
    )
    found = list(periods)
    near = today + _REPORTS_AHEAD
    rows = [row for row in found if row.is_begun or row.last_day <= near] or found[:1]
    reports = {
        row.period_id: row
        for row in visible.filter(period__in=rows).defer("frozen", "digest").order_by("edition")
    }
    return [
        ReportNote(row, reports.get(row.pk), max((today - row.due_on).days, 0) if row.due_on else 0)
        for row in rows
    ]


def _open_findings(draft: Draft) -> int:
    return len((draft.value or {}).get("findings", []))


def _totals(counts: Mapping[State, int], asked: Asked) -> Totals:
    def figure(*states: State) -> Figure:
        count = sum(counts.get(state, 0) for state in states or State)
        return Figure(count, asked.but(state=tuple(state.value for state in states)))

    return Totals(
        all=figure(),
        done=figure(State.DONE_ON_TIME, State.DONE_LATE),
        done_on_time=figure(State.DONE_ON_TIME),
        done_late=figure(State.DONE_LATE),
        in_time=figure(*_UNFINISHED),
        due_soon=figure(State.DUE_SOON),
        submitted=figure(State.SUBMITTED),
        overdue=figure(State.OVERDUE),
        standing=figure(*_STANDING),
        standing_without=figure(State.CONTINUOUS_WITHOUT_RESULT),
        waiting=figure(*_WAITING),
        ended=figure(*_ENDED),
    )


def _urgent(
    tasks: QuerySet[Task], asked: Asked, today: date, soon_days: int
) -> list[lists.ListedTask]:
    states = (State.OVERDUE, State.DUE_SOON)
    late = lists.asked_tasks(
        tasks, asked.but(state=tuple(state.value for state in states)), today, soon_days
    )
    order = partial(lists.ordered, asked=asked, today=today, soon_days=soon_days)
    rows, _more = lists.page_of_rows(late, order, 1, today, soon_days, size=_URGENT, is_named=False)
    return rows
