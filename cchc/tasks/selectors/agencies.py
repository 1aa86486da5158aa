"""How the work of an agency and of those below it stands, from kept sums: nothing is counted anew."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from cchc.orgs.models import Unit
from cchc.plans.models import ReformArea
from cchc.tasks.models import TaskSum
from cchc.tasks.rules.state import State
from cchc.tasks.selectors.states import StateCode

_OUT_OF_RATES = (State.NOT_ARISING, State.DISCONTINUED)


@dataclass(slots=True)
class AgencyLine:
    """One agency with all agencies below it, if it has any; or `is_own`: the looking agency's own work."""

    unit: Unit
    has_below: bool = False
    is_own: bool = False
    states: Counter[State] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.states.total()

    def count(self, states: Sequence[State]) -> int:
        """Tasks in these states, in all for none named."""
        return sum(self.states[state] for state in states) if states else self.total

    @property
    def rate(self) -> Decimal | None:
        """Percent done, on time or late, without what did not arise or was given up; None when nothing is left."""
        return rate_of(self.states)


def rate_of(states: Counter[State]) -> Decimal | None:
    """As `AgencyLine.rate`, of any tasks; unrounded."""
    left = states.total() - sum(states[state] for state in _OUT_OF_RATES)
    done = sum(states[state] for state in State if state.is_done)
    return Decimal(100) * done / left if left else None


def agency_lines(
    above: Unit, year: int, area: str, today: date, soon_days: int
) -> list[AgencyLine]:
    """The agencies directly below this one in the directory's order, its own work first; two statements.

    area: a code, "" for all. Agencies that ended are there for years in which they had work.
    """
    units = _below(above)
    own = Q(agency=above, level=TaskSum.Level.OWN)
    rows = TaskSum.objects.filter(Q(agency__in=[unit.pk for unit in units]) | own, year=year)
    if area:
        rows = rows.filter(area__code=area)
    states: dict[int, Counter[State]] = defaultdict(Counter)
    counted = rows.order_by().values_list("agency_id", StateCode(today, soon_days))
    for key, code, tasks in counted.annotate(n=Sum("tasks")):
        states[key][State(code)] += tasks
    lines = [
        AgencyLine(unit, unit.has_below, states=states[unit.pk])
        for unit in units
        if states[unit.pk].total() or unit.valid_to is None or unit.valid_to >= today
    ]
    own_line = AgencyLine(above, is_own=True, states=states[above.pk])
    return [own_line, *lines] if own_line.total else lines


def agencies_late(above: Unit, year: int, area: str, today: date, soon_days: int) -> int:
    """How many agencies below this one, at any depth, have late work of their own. One statement."""
    rows = TaskSum.objects.filter(
        level=TaskSum.Level.OWN, year=year, agency__path__startswith=above.path
    ).exclude(agency=above)
    if area:
        rows = rows.filter(area__code=area)
    stands = rows.order_by().annotate(stands=StateCode(today, soon_days))
    late = stands.filter(stands=State.OVERDUE.value).values("agency")
    return late.annotate(n=Sum("tasks")).filter(n__gt=0).count()


def areas_counted(above: Unit) -> list[tuple[str, str]]:
    """Code and name of the shipped areas and of those in which the agency or one below it has work. One statement."""
    found = TaskSum.objects.filter(agency=above).order_by().values("area")
    rows = ReformArea.objects.filter(Q(agency__isnull=True) | Q(pk__in=found))
    named: dict[str, str] = {}
    for code, name in rows.order_by("position", "pk").values_list("code", "name"):
        named.setdefault(code, name)
    return list(named.items())


def years_counted(above: Unit) -> list[int]:
    """The years in which the agency or one below it has work, latest first."""
    years = TaskSum.objects.filter(agency=above).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def _below(above: Unit) -> list[Any]:
    """Agencies whose nearest agency above is this one, each with whether it has such agencies itself."""
    nearest = Unit.objects.filter(is_agency=True, parent__agency=above)
    has_below = Exists(Unit.objects.filter(is_agency=True, parent__agency=OuterRef("pk")))
    return list(nearest.annotate(has_below=has_below).order_by("position", "sort_key", "pk"))
