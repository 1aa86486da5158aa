"""Which version of an indicator counts on a day, and which amount of a rate, for one agency."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import cached_property

from django.db.models import Q

from cchc.core.text import fold
from cchc.indicators.models import IndicatorVersion, Rate, RateValue
from cchc.indicators.rules.rates import Step
from cchc.orgs.models import PATH_DIGITS, Unit


def chain_of(agency: Unit) -> list[int]:
    """Keys of the agency and of what stands above it, the highest first."""
    path = agency.path
    return [int(path[at : at + PATH_DIGITS]) for at in range(0, len(path), PATH_DIGITS)]


class Versions:
    """The versions that an agency counts by, read at once: shipped ones, those of agencies above, its own.

    On a day counts the one that began last; of several of one day the nearest owner's, the agency's own before
    the province's before the shipped one. A version that ended leaves the word to the one before it.
    """

    def __init__(self, agency: Unit, indicators: Collection[int] | None = None) -> None:
        self._ranks = {key: place for place, key in enumerate(chain_of(agency), 1)}
        rows = IndicatorVersion.objects.filter(
            _owned("agency", self._ranks),
            _owned("indicator__agency", self._ranks),
            replaced_at__isnull=True,
        )
        if indicators is not None:
            rows = rows.filter(indicator__in=indicators)
        self._rows = rows.select_related("indicator__block", "rate", "agency").order_by(
            "indicator__block__position", "indicator__position", "indicator_id"
        )

    @cached_property
    def by_indicator(self) -> dict[int, list[IndicatorVersion]]:
        """Every version by its indicator, in the annex's order; the one that counts later stands later."""
        found: dict[int, list[IndicatorVersion]] = defaultdict(list)
        for row in self._rows:
            found[row.indicator_id].append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (row.valid_from, self._ranks.get(row.agency_id or 0, 0)))
        return dict(found)

    def on(self, day: date) -> list[IndicatorVersion]:
        """The version of each indicator that counts on a day, in the annex's order."""
        counting = (
            [row for row in rows if row.valid_from <= day and (row.valid_to or day) >= day]
            for rows in self.by_indicator.values()
        )
        return [rows[-1] for rows in counting if rows]


def steps_of(rate: Rate, agency: Unit) -> list[Step]:
    """The amounts of a rate by date as an agency counts them."""
    known = amounts_of(rate, agency)
    return [Step(row.valid_from, row.amount) for row, counts in known if counts]


def amounts_of(rate: Rate, agency: Unit) -> list[tuple[RateValue, bool]]:
    """Every amount of a rate that an agency knows, by date; False where a nearer owner's of that day stands instead."""
    ranks = {key: place for place, key in enumerate(chain_of(agency), 1)}
    rows = list(RateValue.objects.filter(_owned("agency", ranks), rate=rate, replaced_at=None))
    rows.sort(key=lambda row: (row.valid_from, ranks.get(row.agency_id or 0, 0)))
    last = {row.valid_from: row.pk for row in rows}
    return [(row, last[row.valid_from] == row.pk) for row in rows]


def rate_named_in(measure: str) -> Rate | None:
    """The rate that a target's unit of measure names: "lần lương cơ sở/người/tháng"; None for any other unit."""
    words = fold(measure)
    return next((rate for rate in Rate.objects.all() if fold(rate.phrase) in words), None)


def _owned(name: str, owners: Collection[int]) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__in": list(owners)})
