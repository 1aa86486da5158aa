"""What was to be done in a report's window, task by task, as it stood at the cut-off."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cchc.orgs.models import Unit
from cchc.plans.models import Plan, ReformArea
from cchc.reports.rules.snapshot import ALL, TaskCounts
from cchc.tasks.models import Task
from cchc.tasks.rules.facts import Fact, owed_of
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.as_of import Work, work_on


class Outcome(StrEnum):
    """What became, by the cut-off, of what a task owed in the window."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    WAITING = "waiting"
    OVERDUE = "overdue"
    OPEN = "open"
    NOT_ARISING = "not_arising"


_ONGOING = {State.IN_PROGRESS, State.DUE_SOON, State.CONTINUOUS_WITH_RESULT}

_MOST_OF_A_YEAR = 330


@dataclass(frozen=True, slots=True)
class Window:
    """The days whose figures a report gives, both counted; the last one is the cut-off."""

    first: date
    last: date

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year's, from whichever cut-off it runs."""
        return (self.last - self.first).days > _MOST_OF_A_YEAR


@dataclass(frozen=True, slots=True)
class Standing:
    """One task at the cut-off. `outcome`: of what it owed within the window, None when it owed nothing there.

    `facts`: what was due or handed in within the window, or still owed from before. `is_planned`: it stands in the
    plan of the cut-off's year.
    """

    work: Work
    facts: tuple[Fact, ...]
    outcome: Outcome | None
    area: ReformArea
    is_planned: bool

    @property
    def task(self) -> Task:
        return self.work.task

    @property
    def is_done(self) -> bool:
        """Whether everything that it owed in the window was handed in."""
        return self.outcome in {Outcome.DONE_ON_TIME, Outcome.DONE_LATE}

    @property
    def is_ongoing(self) -> bool:
        """Whether all that fell due by the cut-off is handed in while later shares of it follow."""
        return self.work.state in _ONGOING and any(fact.delivered_on for fact in self.work.facts)

    @property
    def latest(self) -> Fact | None:
        """What was handed in most days late, of a task that is done late; it decides what is printed of the task."""
        if self.outcome is not Outcome.DONE_LATE:
            return None
        return max(self.facts, key=lambda fact: fact.days_late)

    @property
    def due_on(self) -> date | None:
        """The day that is missed or comes next; of what was done late the day missed most, else the last one."""
        left = [fact.due_on for fact in self.work.facts if fact.due_on and not fact.is_settled]
        done = [fact.due_on for fact in self.facts if fact.due_on]
        if self.latest is not None:
            return self.latest.due_on
        if self.is_done:
            return max(done, default=None)
        return min(left) if left else max(done, default=None)

    @property
    def done_on(self) -> date | None:
        """The last day on which something was handed in within the window; of what was done late that of `due_on`."""
        if self.latest is not None:
            return self.latest.delivered_on
        return max((fact.delivered_on for fact in self.facts if fact.delivered_on), default=None)


def standings_of(
    agency: Unit, window: Window, soon_days: int, unit: Unit | None = None
) -> list[Standing]:
    """The agency's tasks at the cut-off that its plan of the year holds or that owed something in the window.

    unit: only what this unit leads, and of it only its own share. In the order of the plans. A product handed in within
    the window counts although its plan is last year's.
    """
    works = work_on(agency, window.last, soon_days)
    if unit is not None:
        works = [work for work in works if unit.pk in work.leads]
    areas = ReformArea.objects.in_bulk({work.task.area_id for work in works})
    years = dict(
        Plan.objects.filter(pk__in={work.task.plan_id for work in works}).values_list("pk", "year")
    )
    found = []
    for work in works:
        own = [fact for fact in work.facts if unit is None or fact.unit in {None, unit.pk}]
        facts = _within(own, work.task.products_rule, window)
        is_planned = years.get(work.task.plan_id or 0) == window.last.year
        if facts or is_planned:
            outcome = _outcome(facts, work.task, window)
            found.append(
                Standing(work, tuple(facts), outcome, areas[work.task.area_id], is_planned)
            )
    return found


def counts_by_area(standings: Iterable[Standing]) -> dict[str, TaskCounts]:
    """What was to be done in the window, by area's code and over all of them ("all")."""
    outcomes: dict[str, Counter[Outcome]] = defaultdict(Counter)
    outcomes[ALL] = Counter()
    for each in standings:
        if each.outcome is not None:
            outcomes[ALL][each.outcome] += 1
            outcomes[each.area.code][each.outcome] += 1
    return {area: _window_counts(found) for area, found in outcomes.items()}


def plan_counts_by_area(standings: Iterable[Standing]) -> dict[str, TaskCounts]:
    """The whole plan of the year at the cut-off, by area's code and over all of them ("all")."""
    states: dict[str, Counter[State]] = defaultdict(Counter)
    ongoing: Counter[str] = Counter()
    states[ALL] = Counter()
    for each in standings:
        if each.is_planned:
            for area in (ALL, each.area.code):
                states[area][each.work.state] += 1
                ongoing[area] += each.is_ongoing
    return {area: _plan_counts(found, ongoing[area]) for area, found in states.items()}


def _within(facts: Sequence[Fact], rule: str, window: Window) -> list[Fact]:
    owed = {id(fact) for fact in owed_of(facts, rule)}

    def counts(fact: Fact) -> bool:
        if fact.delivered_on is not None:
            return window.first <= fact.delivered_on <= window.last or _is_due(fact, window)
        if fact.is_standing:
            return False
        return _is_due(fact, window) or (
            id(fact) in owed and fact.due_on is not None and fact.due_on < window.first
        )

    return [fact for fact in facts if counts(fact)]


def _is_due(fact: Fact, window: Window) -> bool:
    return fact.due_on is not None and window.first <= fact.due_on <= window.last


def _outcome(facts: Sequence[Fact], task: Task, window: Window) -> Outcome | None:
    """None when nothing was owed in the window: results of continuous work alone finish nothing."""
    if task.discontinued_on is not None and task.discontinued_on <= window.last:
        return None
    dated = [fact for fact in facts if not fact.is_standing]
    if not dated:
        return None
    if all(fact.is_waived for fact in dated):
        return Outcome.NOT_ARISING
    owed = owed_of(dated, task.products_rule)
    if not owed:
        is_late = any(fact.days_late for fact in dated)
        return Outcome.DONE_LATE if is_late else Outcome.DONE_ON_TIME
    if any(f.due_on and f.due_on < window.last and not f.submitted_on for f in owed):
        return Outcome.OVERDUE
    return Outcome.WAITING if all(fact.submitted_on for fact in owed) else Outcome.OPEN


def _window_counts(found: Counter[Outcome]) -> TaskCounts:
    done = found[Outcome.DONE_ON_TIME] + found[Outcome.DONE_LATE]
    total = found.total() - found[Outcome.NOT_ARISING]
    return TaskCounts(
        total=total,
        done=done,
        done_on_time=found[Outcome.DONE_ON_TIME],
        done_late=found[Outcome.DONE_LATE],
        open=total - done,
        overdue=found[Outcome.OVERDUE],
        waiting=found[Outcome.WAITING],
        not_arising=found[Outcome.NOT_ARISING],
    )


def _plan_counts(found: Counter[State], ongoing: int) -> TaskCounts:
    done = found[State.DONE_ON_TIME] + found[State.DONE_LATE]
    total = found.total() - found[State.NOT_ARISING] - found[State.DISCONTINUED]
    return TaskCounts(
        total=total,
        done=done,
        done_on_time=found[State.DONE_ON_TIME],
        done_late=found[State.DONE_LATE],
        open=total - done,
        overdue=found[State.OVERDUE],
        waiting=found[State.SUBMITTED],
        not_arising=found[State.NOT_ARISING],
        ongoing=ongoing,
    )
