"""Writing figures and who is asked for them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import transaction

from cchc.audit.services import Act, record, record_acts
from cchc.core.db import insert_rows
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.indicators.given import reason_against
from cchc.indicators.models import FigureDuty, Indicator, Observation
from cchc.indicators.rules import Stage
from cchc.indicators.selectors import Question, questions_for
from cchc.indicators.services.sums import Changed, add_to_sums, share_of_rows
from cchc.orgs.models import Unit, User
from cchc.periods.models import ReportingPeriod


class NotAsked(DomainError):
    """A figure for an indicator that this unit is not asked for."""

    text = "Đơn vị không được giao báo cáo chỉ tiêu này trong kỳ."


class FiguresMoved(DomainError):
    """Somebody else entered a figure of the same unit meanwhile."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Trong lúc đó người khác vừa nhập: {'; '.join(names)}. Số bạn nhập vẫn ở dưới đây; "
            "hãy tải lại trang để xem số mới rồi nhập lại nếu cần."
        )


class FiguresGiven(DomainError):
    """The unit has handed in what it says of the period; the text says what to do."""


class NoSuchUnit(DomainError):
    """A unit of another agency."""

    text = "Đơn vị này không thuộc cơ quan."


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure as given. numerator and denominator None with `is_not_arising`; note: basis, reason or remark."""

    stage: Stage
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_not_arising: bool = False
    note: str = ""
    source: str = ""


@transaction.atomic
def record_figures(
    *,
    period: ReportingPeriod,
    unit: Unit,
    entries: Mapping[int, Entry],
    seen: int,
    by: User,
    at: datetime,
    on_behalf: bool,
) -> int:
    """Write what a unit says of a period (nhập số liệu); returns how many figures changed.

    entries: by key of the indicator. A figure equal to the live one writes nothing; any other becomes a new row and
    the old one stays, replaced. seen: key of the unit's last row of this period when the form was drawn, 0 for none.
    Raises NotAsked, FiguresMoved; FiguresGiven for somebody else's entry after the unit handed in its figures.
    """
    if on_behalf and (reason := reason_against(period, unit)):
        raise FiguresGiven(reason)
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    asked = {question.indicator.pk: question for question in questions_for(period, unit)}
    if not entries.keys() <= asked.keys():
        raise NotAsked
    live = live_figures(period, [unit.pk])[unit.pk]
    changed = changed_entries(live, entries)
    moved = [
        asked[key].version.name
        for key, entry in changed.items()
        if (row := live.get((key, entry.stage))) is not None and row.pk > seen
    ]
    if moved:
        raise FiguresMoved(moved)
    told = Teller(period, unit, by, at, on_behalf)
    return write_figures([Writing(told, asked, live, changed)])


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says something of a period, for which unit, and when; on_behalf: another than the unit itself."""

    period: ReportingPeriod
    unit: Unit
    by: User
    at: datetime
    on_behalf: bool


Live = Mapping[tuple[int, str], Observation]


def live_figures(period: ReportingPeriod, units: Collection[int]) -> dict[int, Live]:
    """What units (their keys) say of the period now, by unit, then by indicator and stage. One statement."""
    found: dict[int, dict[tuple[int, str], Observation]] = {key: {} for key in units}
    rows = Observation.objects.filter(period=period, unit__in=units, replaced_at__isnull=True)
    for row in rows.prefetch_related("entered_by"):
        found[row.unit_id][row.indicator_id, row.stage] = row
    return dict(found)


def changed_entries(live: Live, entries: Mapping[int, Entry]) -> dict[int, Entry]:
    """The entries that say something else than what stands."""
    return {
        key: entry
        for key, entry in entries.items()
        if not _is_same(live.get((key, entry.stage)), entry)
    }


@dataclass(frozen=True, slots=True)
class Writing:
    """What one teller says, judged already: `changed` entries over what is `live`, of questions that were `asked`."""

    told: Teller
    asked: Mapping[int, Question]
    live: Live
    changed: Mapping[int, Entry]


def write_figures(writings: Sequence[Writing]) -> int:
    """Write what was judged already, within the caller's transaction and under its lock; returns how many."""
    replaced: dict[datetime, list[int]] = defaultdict(list)
    rows: list[tuple[Any, ...]] = []
    for each in writings:
        for key, entry in each.changed.items():
            old = each.live.get((key, entry.stage))
            if old is not None:
                replaced[each.told.at].append(old.pk)
            rows.append(_row(each.told, key, entry))
    for at, keys in replaced.items():
        Observation.objects.filter(pk__in=keys).update(replaced_at=at)
    insert_rows(Observation, _COLUMNS, rows)
    add_to_sums(change for each in writings for change in _changes(each))
    record_acts(_act(each) for each in writings if each.changed)
    return len(rows)


def _changes(each: Writing) -> Iterator[Changed]:
    """By how much the unit's answers change what is summed."""
    period = each.told.period
    if not period.code:
        return
    for key, entry in each.changed.items():
        before: dict[str, Observation | Entry] = {
            stage.value: row for stage in Stage if (row := each.live.get((key, stage.value)))
        }
        after = before | {entry.stage.value: entry}
        by = share_of_rows(after) - share_of_rows(before)
        yield Changed(period.agency, period.code, key, by)


def _act(each: Writing) -> Act:
    told = each.told
    data = {
        "unit": told.unit.name,
        "on_behalf": told.on_behalf,
        "figures": [_told(each.asked[key], entry) for key, entry in each.changed.items()],
    }
    agency_id = told.period.agency_id
    return Act("figures.recorded", told.period, told.by, told.at, agency_id, data=data)


@transaction.atomic
def assign_duties(
    *, agency: Unit, asked: Mapping[int, Unit | None], by: User, at: datetime
) -> None:
    """Say which indicators the agency asks for and whom (phân công số liệu); what is not named is no longer asked.

    asked: by key of the indicator; None for every unit that reports. Figures given so far stay. Raises NoSuchUnit.
    """
    if any(unit is not None and unit.agency_id != agency.pk for unit in asked.values()):
        raise NoSuchUnit
    Unit.objects.select_for_update(no_key=True).get(pk=agency.pk)
    known = {duty.indicator_id: duty for duty in FigureDuty.objects.filter(agency=agency)}
    codes = dict(
        Indicator.objects.filter(pk__in=asked.keys() | known.keys()).values_list("pk", "code")
    )
    dropped = [key for key in known if key not in asked]
    FigureDuty.objects.filter(agency=agency, indicator__in=dropped).delete()
    moved = []
    for key, unit in asked.items():
        duty = known.get(key)
        if duty is None:
            FigureDuty.objects.create(agency=agency, indicator_id=key, unit=unit)
        elif duty.unit_id != (unit.pk if unit else None):
            duty.unit = unit
            duty.save(update_fields=["unit"])
        else:
            continue
        moved.append(f"{codes[key]}: {unit.name if unit else 'mọi đơn vị'}")
    if moved or dropped:
        record(
            action="figures.duties_set",
            target=agency,
            by=by,
            at=at,
            agency_id=agency.pk,
            asked=moved,
            dropped=[codes[key] for key in dropped],
        )


def _is_same(row: Observation | None, entry: Entry) -> bool:
    return row is not None and (
        row.numerator,
        row.denominator,
        row.is_not_arising,
        row.note,
        row.source,
    ) == (
        entry.numerator,
        entry.denominator,
        entry.is_not_arising,
        squeeze(entry.note),
        squeeze(entry.source),
    )


_COLUMNS = (
    "uid", "agency_id", "indicator_id", "unit_id", "period_id", "stage", "numerator", "denominator",
    "is_not_arising", "note", "source", "entered_by_id", "entered_at", "on_behalf", "replaced_at",
)  # fmt: skip


def _row(told: Teller, key: int, entry: Entry) -> tuple[Any, ...]:
    """The values of `_COLUMNS`."""
    period = told.period
    return (
        uuid4(), period.agency_id, key, told.unit.pk, period.pk, entry.stage.value, entry.numerator, entry.denominator,
        entry.is_not_arising, squeeze(entry.note), squeeze(entry.source), told.by.pk, told.at, told.on_behalf, None,
    )  # fmt: skip


def _told(question: Question, entry: Entry) -> dict[str, str]:
    return {
        "code": question.indicator.code,
        "numerator": "" if entry.numerator is None else str(entry.numerator),
        "denominator": "" if entry.denominator is None else str(entry.denominator),
        "said": "không phát sinh" if entry.is_not_arising else entry.stage.value,
    }
