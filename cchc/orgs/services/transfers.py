"""People move between units with dates, hand over what is open, and are stood in for while they are away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.orgs.handing import in_hand, pass_on
from cchc.orgs.models import Handover, HandoverLine, Membership, Unit, User
from cchc.orgs.rules import Role
from cchc.orgs.services.granting import Grant, note_own_grants
from cchc.orgs.services.people import OwnAccount


class NotThere(DomainError):
    text = "Người này không có vai trò nào tại đơn vị đã chọn vào ngày đó."


class SamePlace(DomainError):
    text = "Đơn vị đến phải khác đơn vị đi."


class OtherAgency(DomainError):
    text = "Đơn vị đến thuộc cơ quan khác; hãy ghi rời cơ quan, rồi cơ quan đến thêm vai trò cho người này."


class NotOneself(DomainError):
    text = "Người thay, người nhận bàn giao phải là người khác."


class WrongAbsence(DomainError):
    text = "Thời gian vắng phải có ngày bắt đầu và ngày kết thúc, ngày kết thúc không trước ngày bắt đầu."


@dataclass(frozen=True, slots=True)
class Transfer:
    """From which unit to which (None: the person leaves), from which day, by what decision, who takes the work."""

    from_unit: Unit
    to_unit: Unit | None
    role: Role
    on: date
    decision: str = ""
    receiver: User | None = None
    note: str = ""


@transaction.atomic
def move_person(
    *, user: User, transfer: Transfer, handed: Collection[UUID], by: User, at: datetime
) -> Handover:
    """Move somebody to another unit from a day on (chuyển công tác), with a record of open work handed over.

    Every role at the old unit ends the day before. handed: the subjects of `handing.in_hand` that go into the
    record; the work itself is the unit's and stays with it. Raises NotThere, SamePlace, OtherAgency, NotOneself,
    OwnAccount for an administrator who would take his own role away.
    """
    _check(user, transfer)
    held = list(
        Membership.objects.select_for_update(no_key=True)
        .filter(user=user, unit=transfer.from_unit, valid_from__lt=transfer.on)
        .exclude(valid_to__lt=transfer.on)
    )
    if not held:
        raise NotThere
    if by.pk == user.pk and any(row.role == Role.ADMINISTRATOR for row in held):
        raise OwnAccount
    for row in held:
        row.valid_to = transfer.on - timedelta(days=1)
        row.save(update_fields=["valid_to"])
    if transfer.to_unit is not None:
        Membership.objects.create(
            user=user, unit=transfer.to_unit, role=transfer.role, valid_from=transfer.on
        )
    handover = _hand_over(user, transfer, handed, by, at)
    pass_on(user, transfer.from_unit, transfer.receiver, by, at)
    record(
        action="user.moved",
        target=user,
        by=by,
        at=at,
        agency_id=transfer.from_unit.agency_id or 0,
        old=transfer.from_unit.name,
        new=transfer.to_unit.name if transfer.to_unit else None,
        on=transfer.on,
        decision=squeeze(transfer.decision),
        handed=handover.lines.count(),
        receiver=transfer.receiver.full_name if transfer.receiver else None,
    )
    if transfer.to_unit is not None and transfer.from_unit.agency is not None:
        grant = Grant(transfer.to_unit, transfer.role, transfer.on)
        note_own_grants(user=user, grants=[grant], agency=transfer.from_unit.agency, by=by, at=at)
    return handover


@transaction.atomic
def stand_in(
    *,
    absent: User,
    role: Membership,
    substitute: User,
    first: date,
    last: date | None,
    reason: str,
    by: User,
    at: datetime,
) -> Membership:
    """Let somebody else hold a person's role while he is away (nghỉ phép, công tác, biệt phái), for that time only.

    Raises WrongAbsence, NotOneself, NotThere when the absent person does not hold the role then.
    """
    if last is None or last < first:
        raise WrongAbsence
    if absent.pk == substitute.pk:
        raise NotOneself
    is_held = role.valid_from <= first and (role.valid_to is None or role.valid_to >= last)
    if role.user_id != absent.pk or not is_held:
        raise NotThere
    membership = Membership.objects.create(
        user=substitute,
        unit=role.unit,
        role=role.role,
        valid_from=first,
        valid_to=last,
        acting_for=absent,
    )
    record(
        action="user.stood_in_for",
        target=absent,
        by=by,
        at=at,
        agency_id=role.unit.agency_id or 0,
        substitute=substitute.full_name,
        unit=role.unit.name,
        role=role.role,
        valid_from=first,
        valid_to=last,
        reason=squeeze(reason),
    )
    if role.unit.agency is not None:
        grant = Grant(role.unit, Role(role.role), first, last)
        note_own_grants(user=substitute, grants=[grant], agency=role.unit.agency, by=by, at=at)
    return membership


def _check(user: User, transfer: Transfer) -> None:
    if transfer.to_unit is not None:
        if transfer.to_unit.pk == transfer.from_unit.pk:
            raise SamePlace
        if transfer.to_unit.agency_id != transfer.from_unit.agency_id:
            raise OtherAgency
    if transfer.receiver is not None and transfer.receiver.pk == user.pk:
        raise NotOneself


def _hand_over(
    user: User, transfer: Transfer, handed: Collection[UUID], by: User, at: datetime
) -> Handover:
    handover = Handover.objects.create(
        user=user,
        from_unit=transfer.from_unit,
        to_unit=transfer.to_unit,
        receiver=transfer.receiver,
        on=transfer.on,
        decision=squeeze(transfer.decision)[:200],
        note=transfer.note.strip(),
        made_by=by,
        made_at=at,
    )
    pieces = in_hand(user, transfer.from_unit, transfer.on)
    HandoverLine.objects.bulk_create(
        [
            HandoverLine(
                handover=handover,
                subject=piece.subject,
                text=piece.text,
                standing=piece.standing[:300],
                due_on=piece.due_on,
            )
            for piece in pieces
            if piece.subject in set(handed)
        ]
    )
    return handover
