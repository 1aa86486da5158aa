"""Units: made, renamed, closed, followed by others. Each act is dated and cites its decision."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from cchc.audit.services import record
from cchc.core.clock import vietnam_date
from cchc.core.errors import DomainError
from cchc.core.text import sort_key, squeeze
from cchc.orgs import guards
from cchc.orgs.models import PATH_DIGITS, Membership, Succession, Unit, UnitName, User


class NameTaken(DomainError):
    """Two living units under one parent bear the same name."""

    text = (
        "Đã có đơn vị cùng tên trực thuộc cùng cấp trên. Hãy đặt tên khác hoặc dùng đơn vị đã có."
    )


class CannotClose(DomainError):
    """Something still needs the unit."""


class WrongDate(DomainError):
    """A date that does not fit the unit's history."""


@transaction.atomic
def create_unit(
    *,
    parent: Unit | None,
    kind: str,
    name: str,
    valid_from: date,
    short_name: str = "",
    symbol: str = "",
    place: str = "",
    level: str = Unit.Level.PROVINCE,
    is_agency: bool = False,
    has_seal: bool = False,
    is_outside: bool = False,
    position: int = 0,
    decision: str = "",
    by: User | None = None,
    at: datetime | None = None,
) -> Unit:
    """Add a unit to the tree with its first name. An agency is its own agency; others take the parent's.

    by, at: who and when; both left out only where the directory is first filled by a command. The log gets the
    event when `at` is given. Raises NameTaken when a living unit under the same parent has this name.
    """
    name = squeeze(name)
    _refuse_taken_name(parent, name, on=valid_from)
    unit = Unit(
        parent=parent,
        kind=kind,
        name=name,
        short_name=squeeze(short_name),
        symbol=squeeze(symbol),
        place=squeeze(place),
        level=level,
        is_agency=is_agency,
        has_seal=has_seal,
        is_outside=is_outside,
        position=position,
        valid_from=valid_from,
    )
    unit.set_list_keys(name, short_name, sorted_by=name)
    unit.save()
    unit.path = (parent.path if parent else "") + str(unit.pk).zfill(PATH_DIGITS)
    unit.agency = unit if is_agency else (parent.agency if parent else None)
    unit.save(update_fields=["path", "agency"])
    UnitName.objects.create(
        unit=unit,
        name=name,
        short_name=unit.short_name,
        valid_from=valid_from,
        decision=squeeze(decision),
    )
    if at is not None:
        record(
            action="unit.created",
            target=unit,
            by=by,
            at=at,
            agency_id=_chain_of(unit, by),
            decision=squeeze(decision),
            valid_from=valid_from,
        )
    return unit


@transaction.atomic
def rename_unit(
    *,
    unit: Unit,
    name: str,
    short_name: str,
    on: date,
    decision: str,
    version: int,
    by: User,
    at: datetime,
) -> Unit:
    """Give a unit another name from that day on; it stays the same unit, and the old name stays known.

    on: first day of the new name, after the present name's first day and not in the future.
    Raises Stale, WrongDate, NameTaken.
    """
    unit.claim_version(version)
    name, short_name = squeeze(name), squeeze(short_name)
    if on > vietnam_date(at):
        raise WrongDate("Ngày đổi tên chưa tới. Hãy ghi nhận vào ngày quyết định có hiệu lực.")
    present = (
        UnitName.objects.filter(unit=unit, valid_to__isnull=True).order_by("valid_from").last()
    )
    if present is not None and on <= present.valid_from:
        raise WrongDate(
            f"Tên hiện nay được dùng từ ngày {present.valid_from:%d/%m/%Y}; "
            "ngày đổi tên phải sau ngày đó."
        )
    _refuse_taken_name(unit.parent, name, on=on, but=unit)
    UnitName.objects.filter(unit=unit, valid_to__isnull=True).update(
        valid_to=on - timedelta(days=1)
    )
    UnitName.objects.create(
        unit=unit, name=name, short_name=short_name, valid_from=on, decision=squeeze(decision)
    )
    old = unit.name
    unit.name, unit.short_name = name, short_name
    unit.set_list_keys(name, short_name, sorted_by=name)
    unit.save(update_fields=["name", "short_name", "search_key", "sort_key"])
    record(
        action="unit.renamed",
        target=unit,
        by=by,
        at=at,
        agency_id=_chain_of(unit, by),
        old=old,
        new=name,
        on=on,
        decision=squeeze(decision),
    )
    return unit


@transaction.atomic
def change_unit(
    *,
    unit: Unit,
    kind: str,
    symbol: str,
    place: str,
    has_seal: bool,
    position: int,
    version: int,
    by: User,
    at: datetime,
) -> Unit:
    """Set what is not dated: kind, symbol of documents, place, seal, place in the list. Raises Stale."""
    unit.claim_version(version)
    new = {
        "kind": kind,
        "symbol": squeeze(symbol),
        "place": squeeze(place),
        "has_seal": has_seal,
        "position": position,
    }
    old = {field: getattr(unit, field) for field in new}
    for field, value in new.items():
        setattr(unit, field, value)
    unit.save(update_fields=list(new))
    changed = {field: value for field, value in new.items() if old[field] != value}
    record(
        action="unit.changed",
        target=unit,
        by=by,
        at=at,
        agency_id=_chain_of(unit, by),
        old={field: old[field] for field in changed},
        new=changed,
    )
    return unit


@transaction.atomic
def close_unit(
    *, unit: Unit, on: date, decision: str, version: int, by: User, at: datetime
) -> Unit:
    """Let a unit end; nothing is deleted, and its rows keep its name.

    on: last day on which it exists. Raises CannotClose with every reason while units, people or what other
    rooms guard (see `orgs.guards`) still need it; Stale; WrongDate before its first day.
    """
    unit.claim_version(version)
    if unit.valid_to is not None:
        raise CannotClose(f"Đơn vị đã thôi hoạt động từ sau ngày {unit.valid_to:%d/%m/%Y}.")
    if on < unit.valid_from:
        raise WrongDate(
            f"Đơn vị hoạt động từ ngày {unit.valid_from:%d/%m/%Y}; ngày kết thúc không thể sớm hơn."
        )
    reasons = [*_own_reasons(unit, on), *guards.reasons_against_closing(unit)]
    if reasons:
        raise CannotClose(" ".join(reasons))
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    UnitName.objects.filter(unit=unit, valid_to__isnull=True).update(valid_to=on)
    record(
        action="unit.closed",
        target=unit,
        by=by,
        at=at,
        agency_id=_chain_of(unit, by),
        on=on,
        decision=squeeze(decision),
    )
    return unit


@transaction.atomic
def succeed(
    *,
    predecessor: Unit,
    successors: Sequence[Unit],
    on: date,
    decision: str,
    by: User,
    at: datetime,
) -> list[Succession]:
    """Write that from this day the successors carry on what the predecessor did (split, merger).

    Writes rows only: who takes which open task is another act. Raises WrongDate when a successor does not exist
    on that day or is the predecessor itself.
    """
    for successor in successors:
        if successor.pk == predecessor.pk:
            raise WrongDate("Đơn vị kế thừa phải khác đơn vị được sắp xếp lại.")
        if successor.valid_from > on or (successor.valid_to and successor.valid_to < on):
            raise WrongDate(f"“{successor.name}” không hoạt động vào ngày {on:%d/%m/%Y}.")
    rows = [
        Succession.objects.create(
            predecessor=predecessor, successor=successor, on=on, decision=squeeze(decision)
        )
        for successor in successors
    ]
    record(
        action="unit.succeeded",
        target=predecessor,
        by=by,
        at=at,
        agency_id=_chain_of(predecessor, by),
        successors=[successor.name for successor in successors],
        on=on,
        decision=squeeze(decision),
    )
    return rows


def _own_reasons(unit: Unit, on: date) -> list[str]:
    children = Unit.objects.filter(parent=unit, valid_to__isnull=True).count()
    people = (
        Membership.objects.filter(unit=unit, user__is_active=True)
        .exclude(valid_to__lte=on)
        .values("user")
        .distinct()
        .count()
    )
    reasons = []
    if children:
        reasons.append(
            f"Còn {children} đơn vị trực thuộc đang hoạt động; hãy kết thúc chúng trước."
        )
    if people:
        reasons.append(
            f"Còn {people} người có vai trò tại đây; hãy chuyển họ sang đơn vị khác trước."
        )
    return reasons


def _refuse_taken_name(
    parent: Unit | None, name: str, *, on: date, but: Unit | None = None
) -> None:
    siblings = Unit.objects.filter(parent=parent, sort_key=sort_key(name)[:400])
    siblings = siblings.exclude(valid_to__lt=on)
    if but is not None:
        siblings = siblings.exclude(pk=but.pk)
    if siblings.exists():
        raise NameTaken


def _chain_of(unit: Unit, by: User | None) -> int:
    """The agency whose log tells of this unit: its own, for an outside body that of who acts, else 0."""
    if unit.agency_id is not None:
        return unit.agency_id
    return (by.live_memberships[0].unit.agency_id or 0) if by and by.live_memberships else 0
