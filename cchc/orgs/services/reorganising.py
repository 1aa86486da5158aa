"""One act of reorganisation: prepared as a draft, previewed row by row, then done in one transaction."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.orgs import movers
from cchc.orgs.models import (
    PATH_DIGITS,
    MovedRow,
    Reorganisation,
    Unit,
    UnitName,
    UnitPlace,
    User,
)
from cchc.orgs.scheme import Ending, Scheme, scheme_of
from cchc.orgs.services.units import create_unit, rename_unit, succeed
from cchc.orgs.wanted import Wanted, new_key, wanted_of


class CannotReorganise(DomainError):
    """The act as it stands does not fit the tree."""


class NotYetEffective(DomainError):
    """The decision's first day has not come."""


class DoneAlready(DomainError):
    text = "Quyết định này đã được thực hiện nên không sửa, không thực hiện lại được nữa."


class Overtaken(DomainError):
    text = (
        "Danh sách chuyển giao đã thay đổi sau khi bạn xem, vì có người vừa cập nhật nhiệm vụ hoặc "
        "vai trò. Hãy xem lại danh sách dưới đây rồi thực hiện."
    )


@transaction.atomic
def prepare_act(
    *,
    agency: Unit,
    act: Reorganisation | None,
    decision_number: str,
    decision_on: date,
    subject: str,
    effective_on: date,
    wanted: Wanted,
    version: int,
    by: User,
    at: datetime,
) -> Reorganisation:
    """Write a draft, or write it anew; nothing in the tree changes. Raises Stale, DoneAlready."""
    if act is None:
        act = Reorganisation(agency=agency, made_by=by, made_at=at)
    else:
        _claim(act, version)
    act.decision_number = squeeze(decision_number)
    act.decision_on, act.effective_on = decision_on, effective_on
    act.subject = squeeze(subject)
    act.value = wanted.value()
    act.save()
    _record("act.prepared", act, agency.pk, by, at)
    return act


@transaction.atomic
def choose_heirs(
    *, act: Reorganisation, choices: Mapping[str, str], version: int, by: User, at: datetime
) -> Reorganisation:
    """Keep who takes which rows of a unit that is split; choices made earlier for others stay."""
    _claim(act, version)
    wanted = wanted_of(act.value)
    act.value = Wanted(wanted.new, wanted.changes, {**wanted.choices, **choices}).value()
    act.save(update_fields=["value"])
    _record("act.prepared", act, act.agency_id, by, at)
    return act


@transaction.atomic
def discard_act(*, act: Reorganisation, version: int, by: User, at: datetime) -> None:
    """Throw a draft away; the log keeps that it was there."""
    _claim(act, version)
    _record("act.discarded", act, act.agency_id, by, at)
    act.delete()


@transaction.atomic
def carry_out_act(
    *, act: Reorganisation, digest: str, version: int, by: User, at: datetime
) -> Reorganisation:
    """Do the act: units end, are set up, renamed and placed; every row of the preview goes to its successor.

    digest: of the scheme that was previewed (`Scheme.digest`). Closed history keeps its units; reads of earlier days
    answer as before (docs/algorithms/reorganisation.md). Raises Stale, DoneAlready, NotYetEffective, CannotReorganise
    with every reason, Overtaken when another row would move than was shown.
    """
    _claim(act, version)
    if act.effective_on > vietnam_date(at):
        raise NotYetEffective(
            f"Quyết định có hiệu lực từ ngày {act.effective_on:%d/%m/%Y}. Bản chuẩn bị được giữ; hãy "
            "thực hiện từ ngày đó."
        )
    scheme = scheme_of(act)
    _lock(scheme)
    if scheme.faults:
        raise CannotReorganise(" ".join(scheme.faults))
    if scheme.digest != digest:
        raise Overtaken
    told = _told(scheme)
    _end(scheme)
    units = _set_up(scheme, by, at)
    _place_all(scheme, units)
    for ending in scheme.endings:
        succeed(
            predecessor=ending.unit,
            successors=[units[heir.key] for heir in ending.heirs],
            on=act.effective_on,
            decision=act.decision,
            by=by,
            at=at,
        )
    _move_rows(scheme, units, movers.Setting(act, act.effective_on, by, at))
    act.state, act.done_by, act.done_at = Reorganisation.State.DONE, by, at
    act.value |= {"told": told}
    act.save(update_fields=["state", "done_by", "done_at", "value"])
    touched = _agencies(scheme, units)
    act.touched.set(touched)
    movers.tell_of(act, touched, at)
    for agency_id in sorted(touched):
        _record("act.done", act, agency_id, by, at, counts=scheme.counts(), names=told)
    return act


def _claim(act: Reorganisation, version: int) -> None:
    act.claim_version(version)
    if act.state == Reorganisation.State.DONE:
        raise DoneAlready


def _lock(scheme: Scheme) -> None:
    """Whoever changes one of these units waits until the act is done."""
    keys = {ending.unit.pk for ending in scheme.endings} | {p.unit.pk for p in scheme.placings}
    list(
        Unit.objects.select_for_update(no_key=True)
        .filter(pk__in=keys)
        .order_by("pk")
        .values_list("pk")
    )


def _end(scheme: Scheme) -> None:
    keys = [ending.unit.pk for ending in scheme.endings]
    Unit.objects.filter(pk__in=keys).update(valid_to=scheme.last_day)
    UnitName.objects.filter(unit__in=keys, valid_to__isnull=True).update(valid_to=scheme.last_day)


def _set_up(scheme: Scheme, by: User, at: datetime) -> dict[str, Unit]:
    """Rename and create; every unit that the act names, by its key."""
    act = scheme.act
    units = {key: heir.unit for key, heir in scheme.heirs.items() if heir.unit}
    for unit, name in scheme.renames:
        rename_unit(
            unit=unit,
            name=name,
            short_name="",
            on=act.effective_on,
            decision=act.decision,
            version=unit.version,
            by=by,
            at=at,
        )
    for place, new in enumerate(scheme.wanted.new):
        parent = units.get(new.parent)
        units[new_key(place)] = create_unit(
            parent=parent,
            kind=new.kind,
            name=new.name,
            short_name=new.short_name,
            symbol=new.symbol,
            place=parent.place if parent else "",
            level=parent.level if parent else Unit.Level.PROVINCE,
            is_agency=new.is_agency,
            has_seal=new.has_seal,
            valid_from=act.effective_on,
            decision=act.decision,
            by=by,
            at=at,
        )
    return units


def _place_all(scheme: Scheme, units: Mapping[str, Unit]) -> None:
    """Living units under their new superiors; then agencies that ended under their successors.

    There, whoever reads the successor's plans reads those that came before, under the old name.
    """
    for placing in scheme.placings:
        _place(scheme, placing.unit, units[placing.under.key])
    ended = [ending for ending in scheme.endings if ending.unit.is_agency]
    for ending in sorted(ended, key=lambda each: -len(each.unit.path)):
        _place(scheme, ending.unit, units[ending.heirs[0].key])


def _place(scheme: Scheme, unit: Unit, parent: Unit) -> None:
    """Hang a unit with everything below it under another; where each stood is kept."""
    old = Unit.objects.get(pk=unit.pk)
    above = Unit.objects.get(pk=parent.pk)
    branch = list(Unit.objects.filter(path__startswith=old.path))
    known = set(scheme.act.places.filter(unit__in=branch).values_list("unit", flat=True))
    UnitPlace.objects.bulk_create(
        [
            UnitPlace(
                act=scheme.act,
                unit=each,
                parent_id=each.parent_id,
                agency_id=each.agency_id,
                path=each.path,
                valid_to=scheme.last_day,
            )
            for each in branch
            if each.pk not in known
        ]
    )
    for each in branch:
        if not old.is_agency and each.agency_id == old.agency_id:
            each.agency_id = above.agency_id
        each.path = above.path + each.path[len(old.path) - PATH_DIGITS :]
        if each.pk == old.pk:
            each.parent_id = above.pk
    Unit.objects.bulk_update(branch, ["path", "agency", "parent"])


def _move_rows(scheme: Scheme, units: Mapping[str, Unit], setting: movers.Setting) -> None:
    by_kind: dict[str, list[movers.Destined]] = defaultdict(list)
    for row in scheme.rows:
        by_kind[row.line.kind].append(movers.Destined(row.line, units[row.to.key]))
    for mover in movers.movers():
        if by_kind[mover.kind]:
            mover.move(by_kind[mover.kind], setting)
    MovedRow.objects.bulk_create(
        [
            MovedRow(
                act=setting.act,
                kind=each.line.kind,
                subject=each.line.subject,
                text=each.line.text[:300],
                from_unit_id=each.line.from_unit,
                to_unit=each.to,
                on=setting.on,
            )
            for rows in by_kind.values()
            for each in rows
        ],
        batch_size=500,
    )


def _agencies(scheme: Scheme, units: Mapping[str, Unit]) -> set[int]:
    """The agencies in whose log and to whose coordinators the act belongs, living or ended."""
    ended: list[Ending] = scheme.endings
    found = {scheme.act.agency_id, *(each.unit.agency_id for each in ended)}
    found |= {units[heir.key].agency_id for each in ended for heir in each.heirs}
    found |= {each.unit.agency_id for each in scheme.placings}
    return {key for key in found if key is not None}


def _told(scheme: Scheme) -> list[str]:
    told = [f"{e.unit.name} → {', '.join(h.name for h in e.heirs)}" for e in scheme.endings]
    told += [f"{each.unit.name} về {each.under.name}" for each in scheme.placings]
    return [*told, *(f"{unit.name} đổi tên thành {name}" for unit, name in scheme.renames)]


def _record(
    action: str, act: Reorganisation, agency_id: int, by: User, at: datetime, **more: Any
) -> None:
    record(
        action=action,
        target=act,
        by=by,
        at=at,
        agency_id=agency_id,
        decision=act.decision,
        on=act.effective_on,
        **more,
    )
