"""What a new version of an indicator would change, and which figures stand under it already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from cchc.indicators.models import Indicator, IndicatorVersion, Observation
from cchc.indicators.selectors.versions import Versions, chain_of
from cchc.orgs.models import Unit
from cchc.periods.models import ReportingPeriod

WRITTEN = (
    "name",
    "measure",
    "kind",
    "numerator",
    "denominator",
    "rate",
    "adds",
    "frequency",
    "scope",
    "direction",
    "decimals",
    "rule",
    "basis",
)
"""What an agency words in a version, in the order of its page."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: its name as on the form, and both values as they are shown."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a version would do: changes against the one that counts on its day, and periods with figures under it.

    until: the day before the next version takes over, None while there is none.
    """

    changes: Sequence[Change]
    periods: Sequence[ReportingPeriod]
    until: date | None


def versions_known(indicator: Indicator, agency: Unit) -> list[IndicatorVersion]:
    """Every version that the agency counts by, the latest first."""
    found = Versions(agency, [indicator.pk]).by_indicator.get(indicator.pk, [])
    return list(reversed(found))


def version_on(indicator: Indicator, agency: Unit, day: date) -> IndicatorVersion | None:
    """The version that counts on a day for the agency; None where none does yet."""
    found = Versions(agency, [indicator.pk]).on(day)
    return found[0] if found else None


def effect_of(
    indicator: Indicator | None, agency: Unit, facts: dict[str, Any], valid_from: date
) -> Effect:
    """What a version with these facts would change from a day on; for a new indicator every field is new."""
    new = IndicatorVersion(**facts)
    if indicator is None:
        return Effect(_differing(None, new), [], None)
    known = versions_known(indicator, agency)
    old = version_on(indicator, agency, valid_from) or (known[-1] if known else None)
    later = [row.valid_from for row in known if row.valid_from > valid_from]
    return Effect(
        _differing(old, new),
        periods_with_figures(indicator, agency, valid_from),
        min(later) if later else None,
    )


def periods_with_figures(
    indicator: Indicator, agency: Unit, valid_from: date
) -> list[ReportingPeriod]:
    """Periods of the agency, and of those below it, cut off from a day on, in which somebody gave this figure."""
    told = Observation.objects.filter(
        indicator=indicator,
        agency__path__startswith=agency.path,
        period__data_to__gte=valid_from,
        replaced_at__isnull=True,
    )
    rows = ReportingPeriod.objects.filter(pk__in=told.values("period"))
    return list(rows.select_related("agency").order_by("data_to", "pk"))


def is_code_taken(code: str, agency: Unit) -> bool:
    """Whether a code is that of a shipped indicator, or of an agency above, here or below."""
    same = Indicator.objects.filter(code__iexact=code)
    shared = same.filter(agency__isnull=True) | same.filter(agency__in=chain_of(agency))
    return shared.exists() or same.filter(agency__path__startswith=agency.path).exists()


def free_code(agency: Unit) -> str:
    """The next code of an agency's own indicators that nobody has: "CQ.01"."""
    highest = Indicator.objects.filter(agency=agency, code__startswith="CQ.").aggregate(
        last=Max("code")
    )["last"]
    number = int(highest[3:]) if highest and highest[3:].isdigit() else 0
    while is_code_taken(f"CQ.{number + 1:02}", agency):
        number += 1
    return f"CQ.{number + 1:02}"


def shown(version: IndicatorVersion | None, name: str) -> str:
    """A field of a version as a person reads it; "" for nothing."""
    if version is None:
        return ""
    labels = getattr(version, f"get_{name}_display", None)
    value = labels() if labels else getattr(version, name)
    return "" if value is None else str(value)


def _differing(old: IndicatorVersion | None, new: IndicatorVersion) -> list[Change]:
    return [
        Change(label, before, after)
        for name, label in labels_of(WRITTEN)
        if (before := shown(old, name)) != (after := shown(new, name))
    ]


def labels_of(names: Iterable[str]) -> list[tuple[str, str]]:
    """Names of fields with what the table calls them, first letter large."""
    words = {each.name: str(each.verbose_name) for each in IndicatorVersion._meta.fields}
    return [(name, words[name][:1].upper() + words[name][1:]) for name in names]
