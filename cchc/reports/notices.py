"""What reports tell people: that a unit's part is asked for, late or was given back. One kind of notice."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from cchc.core import clock
from cchc.core.clock import vietnam_date
from cchc.messages.kinds import Kind, register
from cchc.messages.services.telling import Told, tell
from cchc.orgs.models import Membership
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.reports.models import Report, UnitPart
from cchc.reports.states import GIVEN, OPEN

PART = "report.part"


def register_kinds() -> None:
    """Called once from `AppConfig.ready`."""
    register(Kind(PART, "Phần báo cáo của đơn vị", "report", "soon", _still_open))


def tell_units(report: Report, at: datetime, parts: Iterable[UnitPart] | None = None) -> int:
    """Tell the people of units that their part is asked for; those of `parts` alone when they are named.

    Returns how many people were told something new today.
    """
    chosen = list(
        report.parts.select_related("unit").exclude(state__in=GIVEN) if parts is None else parts
    )
    told = []
    for part in chosen:
        days = part.days_late(vietnam_date(at))
        facts = {"name": report.period.name, "day": f"{report.parts_due_on:%d/%m/%Y}", "days": days}
        title = (
            _("%(name)s: phần của đơn vị chậm %(days)d ngày")
            if days
            else _("%(name)s: hạn gửi phần của đơn vị là %(day)s")
        )
        text = _("Số liệu và nhiệm vụ đã điền sẵn; đơn vị bổ sung, giải trình rồi gửi.")
        told += [_told(part, person, title % facts, text) for person in _people(part)]
    return tell(notices=told, at=at)


def tell_returned(part: UnitPart, at: datetime) -> None:
    """Tell the people of a unit that its part was given back, and why."""
    title = _("%(name)s: phần của đơn vị bị trả lại") % {"name": part.report.period.name}
    told = [_told(part, person, title, part.returned_reason) for person in _people(part)]
    tell(notices=told, at=at)


def _told(part: UnitPart, person: int, title: str, text: str) -> Told:
    return Told(
        user_id=person,
        agency_id=part.report.agency_id,
        kind=PART,
        subject_uid=part.uid,
        title=title,
        text=text,
        address=part.get_absolute_url(),
    )


def _people(part: UnitPart) -> list[int]:
    """Who may write the part: the unit's people, not those of the agency as a whole."""
    day = clock.today()
    roles = [role.value for role in Role if Permission.REPORT_PART in permissions_of(role)]
    held = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        valid_from__lte=day,
        role__in=roles,
        unit__path__startswith=part.unit.path,
        user__is_active=True,
    )
    return list(held.order_by("user").values_list("user", flat=True).distinct())


def _still_open(uids: Collection[UUID]) -> set[UUID]:
    rows = UnitPart.objects.filter(uid__in=uids, report__state__in=OPEN)
    return set(rows.exclude(state__in=GIVEN).values_list("uid", flat=True))
