"""An agency looks at the figures of the agencies below it: kept sums, who is missing, and the rows behind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Min, QuerySet

from cchc.indicators.models import FigureSum, Indicator, IndicatorVersion, Observation
from cchc.indicators.rules import Figure, Scope
from cchc.indicators.selectors import Answer
from cchc.indicators.selectors.versions import Versions
from cchc.orgs.models import Unit
from cchc.orgs.selectors import valid_on
from cchc.periods.models import ReportingPeriod
from cchc.periods.rules import period_name

_LEVEL = FigureSum.Level


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator over the year's periods, by code of the period; agencies: how many gave, by code.

    not_arising: how many units said không phát sinh, by code.
    """

    version: IndicatorVersion
    figures: Mapping[str, Figure | None]
    agencies: Mapping[str, int]
    not_arising: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Year:
    """The year of the agencies below: codes of the periods that were cut off, in order, and a row an indicator."""

    codes: Sequence[tuple[str, str]]
    rows: Sequence[Row]
    agencies: int


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency behind a sum; figure None: it said nothing. units: what each of its units said."""

    agency: Unit
    figure: Figure | None
    not_arising: int
    units: Sequence[tuple[Unit, Answer]]


def agencies_below(agency: Unit, on: date) -> list[Unit]:
    """The agencies under this one on a day, in the alphabet's order."""
    return list(_below(agency, on).order_by("sort_key", "pk"))


def _below(agency: Unit, on: date) -> QuerySet[Unit]:
    rows = Unit.objects.filter(valid_on(on), is_agency=True, path__startswith=agency.path)
    return rows.exclude(pk=agency.pk)


def _days_back(day: date | None) -> int:
    """Of windows that end together the shorter stands first."""
    return -day.toordinal() if day else 0


def year_of(agency: Unit, year: int, today: date) -> Year:
    """The kept sums of a year; five statements, however many agencies, units and figures there are."""
    below = _below(agency, today)
    periods = ReportingPeriod.objects.filter(
        agency__in=below.values("pk"),
        closed_on__isnull=True,
        data_to__lte=today,
        code__startswith=str(year),
    )
    windows = (
        periods.order_by().values("code").annotate(first=Min("data_from"), last=Max("data_to"))
    )
    rows_by_code = sorted(windows, key=lambda row: (row["last"], _days_back(row["first"])))
    codes = [row["code"] for row in rows_by_code]
    sums: dict[int, dict[str, FigureSum]] = defaultdict(dict)
    for row in FigureSum.objects.filter(agency=agency, level=_LEVEL.BELOW, code__in=codes):
        sums[row.indicator_id][row.code] = row
    versions = Versions(agency, sums).on(today)
    rows = [
        Row(
            version,
            {code: figure_of(row) for code, row in sums[version.indicator_id].items()},
            {code: row.agencies for code, row in sums[version.indicator_id].items()},
            {code: row.not_arising for code, row in sums[version.indicator_id].items()},
        )
        for version in versions
    ]
    return Year([(code, period_name(code)) for code in codes], rows, below.count())


def behind_sum(agency: Unit, code: str, indicator: Indicator, today: date) -> list[AgencyRow]:
    """Every agency below with its own sum and what its units said, of periods that were cut off; four statements."""
    below = agencies_below(agency, today)
    sums = {
        row.agency_id: row
        for row in FigureSum.objects.filter(
            agency__in=below, level=_LEVEL.OWN, code=code, indicator=indicator
        )
    }
    said: dict[int, dict[int, dict[str, Observation]]] = defaultdict(lambda: defaultdict(dict))
    units: dict[int, Unit] = {}
    rows = Observation.objects.filter(
        agency__in=below,
        indicator=indicator,
        period__code=code,
        period__data_to__lte=today,
        replaced_at__isnull=True,
    )
    for row in rows.select_related("unit", "entered_by").order_by("unit__sort_key", "pk"):
        units[row.unit_id] = row.unit
        said[row.agency_id][row.unit_id][row.stage] = row
    return [
        AgencyRow(
            each,
            figure_of(sums[each.pk]) if each.pk in sums else None,
            sums[each.pk].not_arising if each.pk in sums else 0,
            [
                (units[unit], Answer(stages.get("official"), stages.get("estimated")))
                for unit, stages in said[each.pk].items()
            ],
        )
        for each in below
    ]


def is_added(version: IndicatorVersion) -> bool:
    """Whether agencies' figures of it may be added: what tells of the whole province is one agency's word."""
    return version.scope != Scope.AREA


def figure_of(row: FigureSum) -> Figure | None:
    """The figure of a kept sum; None when nobody gave one."""
    if not row.given:
        return None
    denominator: Decimal | None = row.denominator if row.shares else None
    return Figure(row.numerator, denominator, row.estimates > 0)
