"""Keeping sums up to date: each entry changes them by its difference, in its own transaction; a recount proves them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.db.models import Q

from cchc.indicators.models import FigureSum, Observation
from cchc.indicators.rules import Stage
from cchc.indicators.rules.sums import Share, share_of
from cchc.orgs.models import Unit
from cchc.orgs.selectors import agencies_above

Key = tuple[int, str, str, int]
"""Agency, level, code of the period, indicator."""
_PARTS = tuple(each.name for each in fields(Share))
_CHANGING = (*_PARTS, "agencies")
_LEVEL = FigureSum.Level


@dataclass(frozen=True, slots=True)
class Changed:
    """By how much the answer of one unit of an agency changed."""

    agency: Unit
    code: str
    indicator_id: int
    by: Share


def share_of_rows(rows: Mapping[str, Any]) -> Share:
    """What a unit's rows of one indicator and period (or entries), by stage, add: the official, else the estimate."""
    for stage in (Stage.OFFICIAL, Stage.ESTIMATED):
        row = rows.get(stage.value)
        if row is not None:
            return share_of(
                row.numerator,
                row.denominator,
                is_estimate=stage is Stage.ESTIMATED,
                is_not_arising=row.is_not_arising,
            )
    return Share()


def add_to_sums(changes: Iterable[Changed]) -> None:
    """Change the kept sums of agencies and of those above them, within the caller's transaction.

    Rows are locked in one order, so that two entries never wait for each other in a circle. Periods without a code
    are summed for their agency alone.
    """
    own: dict[Key, Share] = defaultdict(Share)
    agencies: dict[int, Unit] = {}
    for each in changes:
        agencies[each.agency.pk] = each.agency
        own[each.agency.pk, _LEVEL.OWN, each.code, each.indicator_id] += each.by
    own = {key: share for key, share in own.items() if not share.is_nothing and key[2]}
    if not own:
        return
    above = agencies_above({key: unit.path for key, unit in agencies.items()})
    places = [
        (key, (higher, _LEVEL.BELOW.value, *key[2:])) for key in own for higher in above[key[0]]
    ]
    kept = _kept(own.keys() | {place for _key, place in places})
    began: dict[Key, int] = {}
    for key, share in own.items():
        row = kept[key]
        before = row.given
        _set(row, _share(row) + share, row.agencies)
        began[key] = int(row.given > 0) - int(before > 0)
    for key, place in places:
        row = kept[place]
        _set(row, _share(row) + own[key], row.agencies + began[key])
    _write(list(kept.values()))


@transaction.atomic
def recount() -> int:
    """Count every sum anew from the figures and set right what differs; returns how many rows were wrong."""
    kept = {
        (row.agency_id, row.level, row.code, row.indicator_id): row
        for row in FigureSum.objects.select_for_update(no_key=True)
    }
    counted = count_anew()
    wrong = 0
    for key in kept.keys() | counted.keys():
        share, agencies = counted.get(key, (Share(), 0))
        row = kept.get(key)
        if row is not None and (_share(row), row.agencies) == (share, agencies):
            continue
        if row is None:
            row = _new(key)
        wrong += 1
        _set(row, share, agencies)
        row.save()
    return wrong


def count_anew() -> dict[Key, tuple[Share, int]]:
    """Every sum counted from the live figures."""
    answers: dict[tuple[int, str, int, int, int], dict[str, Observation]] = defaultdict(dict)
    rows = Observation.objects.filter(replaced_at__isnull=True).exclude(period__code="")
    for row in rows.select_related("period"):
        place = (row.agency_id, row.period.code, row.indicator_id, row.unit_id, row.period_id)
        answers[place][row.stage] = row
    own: dict[Key, Share] = defaultdict(Share)
    for (agency, code, indicator, _unit, _period), stages in answers.items():
        own[agency, _LEVEL.OWN.value, code, indicator] += share_of_rows(stages)
    paths = Unit.objects.filter(pk__in={key[0] for key in own}).values_list("pk", "path")
    above = agencies_above(dict(paths))
    found = {key: (share, 0) for key, share in own.items()}
    for (agency, _level, code, indicator), share in own.items():
        for higher in above[agency]:
            key: Key = (higher, _LEVEL.BELOW.value, code, indicator)
            old, count = found.get(key, (Share(), 0))
            found[key] = (old + share, count + int(share.given > 0))
    return found


def _write(rows: Sequence[FigureSum]) -> None:
    """All rows, which are there and locked, in one statement."""
    FigureSum.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=_CHANGING, batch_size=500
    )


def _kept(keys: Set[Key]) -> dict[Key, FigureSum]:
    """The rows of these sums, locked; those that were missing are there with nothing in them."""
    kept = _locked(keys)
    missing = [_new(key) for key in sorted(keys - kept.keys())]
    if missing:
        FigureSum.objects.bulk_create(missing, ignore_conflicts=True, batch_size=500)
        kept = _locked(keys)
    return kept


def _locked(keys: Set[Key]) -> dict[Key, FigureSum]:
    wanted: dict[tuple[int, str, str], set[int]] = defaultdict(set)
    for agency, level, code, indicator in keys:
        wanted[agency, level, code].add(indicator)
    any_of = Q(pk__in=[])
    for (agency, level, code), indicators in wanted.items():
        any_of |= Q(agency=agency, level=level, code=code, indicator__in=indicators)
    rows = FigureSum.objects.select_for_update(no_key=True).filter(any_of).order_by("pk")
    return {(row.agency_id, row.level, row.code, row.indicator_id): row for row in rows}


def _new(key: Key) -> FigureSum:
    agency, level, code, indicator = key
    return FigureSum(agency_id=agency, level=level, code=code, indicator_id=indicator)


def _share(row: FigureSum) -> Share:
    return Share(**{name: getattr(row, name) for name in _PARTS})


def _set(row: FigureSum, share: Share, agencies: int) -> None:
    for name in _PARTS:
        setattr(row, name, getattr(share, name))
    row.agencies = agencies
