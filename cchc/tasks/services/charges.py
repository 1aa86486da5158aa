"""Putting a leader in charge of an area, and ending it."""

from datetime import date, datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import squeeze
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.orgs.selectors import holds_somewhere
from cchc.plans.models import ReformArea
from cchc.tasks.models import AreaCharge


class NotALeader(DomainError):
    text = "Chỉ lãnh đạo cơ quan được phân công phụ trách lĩnh vực."


class WrongSpan(DomainError):
    text = "Ngày kết thúc phụ trách không được trước ngày bắt đầu."


class ChargedAlready(DomainError):
    text = "Người này đang phụ trách lĩnh vực đó."


@transaction.atomic
def charge_area(
    *,
    agency: Unit,
    user: User,
    area: ReformArea,
    valid_from: date,
    document_number: str,
    by: User,
    at: datetime,
) -> AreaCharge:
    """Put a leader in charge of an area from a day on. Raises NotALeader, ChargedAlready."""
    if not holds_somewhere(user, agency, Permission.RESULT_CONFIRM_ANY, valid_from):
        raise NotALeader
    standing = AreaCharge.objects.filter(agency=agency, user=user, area=area)
    if standing.exclude(valid_to__lt=valid_from).exists():
        raise ChargedAlready
    charge = AreaCharge.objects.create(
        agency=agency,
        user=user,
        area=area,
        document_number=squeeze(document_number),
        valid_from=valid_from,
    )
    _record("area.charged", charge, by, at)
    return charge


@transaction.atomic
def end_charge(*, charge: AreaCharge, on: date, by: User, at: datetime) -> AreaCharge:
    """Let it end after that day; it stays on record. Raises WrongSpan."""
    if on < charge.valid_from:
        raise WrongSpan
    charge.valid_to = on
    charge.save(update_fields=["valid_to"])
    _record("area.charge_ended", charge, by, at)
    return charge


def _record(action: str, charge: AreaCharge, by: User, at: datetime) -> None:
    record(
        action=action,
        target=charge,
        by=by,
        at=at,
        agency_id=charge.agency_id,
        area=charge.area.name,
        person=charge.user.full_name,
        document=charge.document_number,
        valid_from=charge.valid_from,
        valid_to=charge.valid_to,
    )
