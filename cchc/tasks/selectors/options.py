"""What the filters of the task list offer to a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from cchc.orgs.models import Unit
from cchc.plans.models import Plan, ReformArea
from cchc.tasks.models import Task
from cchc.tasks.rules.asked import Asked
from cchc.tasks.rules.products import product_kinds

_UNITS = 600
_PLANS = 100


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of each filter, the chosen one marked."""

    units: list[Option]
    areas: list[Option]
    plans: list[Option]
    years: list[Option]
    kinds: list[Option]
    natures: list[Option]


def options_for(agencies: Sequence[Unit], asked: Asked) -> Options:
    """Units, areas and plans of the agencies that a person reads; three statements.

    Units come agency by agency in the directory's order, outside bodies last; in a province only its first 600.
    """
    keys = [agency.pk for agency in agencies]
    plans = list(
        Plan.objects.filter(agency__in=keys)
        .order_by("-year", "title")
        .values_list("uid", "title", "year")[:_PLANS]
    )
    years = sorted({str(year) for _uid, _title, year in plans}, reverse=True)
    return Options(
        units=_units(keys, asked),
        areas=areas_for(keys, asked.area),
        plans=[Option(str(uid), title, str(uid) == asked.plan) for uid, title, _year in plans],
        years=[Option(year, year, year == asked.year) for year in years],
        kinds=[Option(kind.code, kind.label, kind.code == asked.kind) for kind in product_kinds()],
        natures=[
            Option(code, str(label), code == asked.nature) for code, label in Task.Nature.choices
        ],
    )


def _units(keys: Sequence[int], asked: Asked) -> list[Option]:
    rows = (
        Unit.objects.filter(Q(agency__in=keys) | Q(is_outside=True))
        .order_by("is_outside", "agency__path", "position", "sort_key")
        .values_list("uid", "name")[:_UNITS]
    )
    return [Option(str(uid), name, str(uid) == asked.unit) for uid, name in rows]


def areas_for(keys: Sequence[int], chosen: str) -> list[Option]:
    """The shipped areas and those of these agencies, the one of the chosen code marked. One statement."""
    rows = (
        ReformArea.objects.filter(Q(agency__isnull=True) | Q(agency__in=keys))
        .order_by("position", "pk")
        .values_list("code", "name")
    )
    named = dict(reversed(list(rows)))
    return [Option(code, named[code], code == chosen) for code in reversed(list(named))]
