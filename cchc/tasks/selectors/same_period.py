"""Figures by unit on a day beside those of the same period a year before (so với cùng kỳ)."""

from dataclasses import dataclass
from datetime import date

from cchc.orgs.models import Unit
from cchc.tasks.selectors.as_of import (
    UnitFigures,
    figures_on,
    predecessors_between,
    split_between,
)


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit's figures. `before`: its results of the same period a year before, None where it had no work then.

    `is_changed`: it took over other units since, so that nothing is compared unless their bases are added, which
    `added` then names; never added is that of a unit which was split, since nobody knows its part.
    """

    now: UnitFigures
    before: int | None
    is_changed: bool
    added: tuple[str, ...]

    @property
    def is_compared(self) -> bool:
        return not self.is_changed or bool(self.added)


def compared_on(
    agency: Unit, first: date, day: date, soon_days: int, *, with_predecessors: bool
) -> list[Compared]:
    """By unit, in the directory's order; units that had ended by the day stand with their last name.

    with_predecessors: add what the units did that each one took over since the period of the year before.
    """
    now = figures_on(agency, first, day, soon_days)
    then_first, then_day = _year_before(first), _year_before(day)
    keys = [agency.pk, *(row.unit_id for row in now)]
    into = predecessors_between(keys, then_first, day)
    sources = [agency, *Unit.objects.filter(pk__in=into.get(agency.pk, ()), is_agency=True)]
    base: dict[int, UnitFigures] = {}
    for source in sources:
        for row in figures_on(source, then_first, then_day, soon_days):
            base[row.unit_id] = row
    split = split_between(then_first, day)
    return [
        _compared(row, base, took_over, with_predecessors and not took_over & split)
        for row in now
        for took_over in [into.get(row.unit_id, set())]
    ]


def _compared(
    row: UnitFigures, base: dict[int, UnitFigures], took_over: set[int], with_predecessors: bool
) -> Compared:
    if took_over and not with_predecessors:
        return Compared(row, None, is_changed=True, added=())
    counted = [base[key] for key in (row.unit_id, *sorted(took_over)) if key in base]
    added = tuple(each.name for each in counted if each.unit_id != row.unit_id)
    before = sum(each.results for each in counted) if counted else None
    return Compared(row, before, is_changed=bool(took_over), added=added)


def _year_before(day: date) -> date:
    """The same day a year before; 28/02 for 29/02."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
