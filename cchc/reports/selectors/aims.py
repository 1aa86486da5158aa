"""The levels that the agency's plan of the year asks for, by the figure of a report that is measured by them."""

from datetime import date
from decimal import Decimal
from typing import Any

from cchc.indicators.models import TargetLink, TargetValue
from cchc.indicators.rules.targets import Aim
from cchc.indicators.selectors.targets import aim_of, plans_with_targets
from cchc.orgs.models import Unit
from cchc.plans.selectors.as_of import targets_on


def aims_of(agency: Unit, day: date) -> dict[str, Aim]:
    """Levels in percent as the plans of the day's year asked for them on it; of several for one figure the first.

    Five statements a plan at most.
    """
    found: dict[str, Aim] = {}
    for plan in plans_with_targets(agency):
        if plan.year != day.year:
            continue
        targets = [row for row in targets_on(plan, day) if row.unit_of_measure.strip() == "%"]
        links = TargetLink.objects.filter(target__in=targets, closed_at__isnull=True)
        codes = dict(links.values_list("target_id", "indicator__code"))
        set_levels = TargetValue.objects.filter(target__in=codes, replaced_at__isnull=True)
        levels = {row.target_id: row for row in set_levels.select_related("document")}
        for target in targets:
            aim = aim_of(target, levels.get(target.pk))
            if aim is not None and target.pk in codes:
                found.setdefault(f"indicator.{codes[target.pk]}", aim)
    return found


def aims_to_json(aims: dict[str, Aim]) -> dict[str, list[str]]:
    """As kept with a report that was put before the leader."""
    return {key: [aim.comparator, str(aim.value)] for key, aim in aims.items()}


def aims_in(content: dict[str, Any]) -> dict[str, Aim]:
    """The levels that a content holds; {} for one that was frozen before they were kept."""
    rows = content.get("aims", {})
    return {key: Aim(comparator, Decimal(value)) for key, (comparator, value) in rows.items()}
