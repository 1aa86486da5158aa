"""Roles of people go with their unit to its successor, from the day of the act."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from cchc.orgs.models import Membership
from cchc.orgs.movers import Destined, Line, Mover, Setting
from cchc.orgs.rules import ROLE_LABELS, Role

KIND = "orgs.role"


def mover() -> Mover:
    """What the room itself registers."""
    return Mover(KIND, "Vai trò của người dùng", _find, _move)


def _find(units: Collection[int], on: date) -> list[Line]:
    rows = Membership.objects.filter(unit__in=units).exclude(valid_to__lt=on)
    return [
        Line(
            kind=KIND,
            subject=row.uid,
            text=f"{row.user.full_name}: {ROLE_LABELS[Role(row.role)]}",
            from_unit=row.unit_id,
            choice=row.user.uid,
        )
        for row in rows.select_related("user").order_by("user__sort_key", "pk")
    ]


def _move(rows: Sequence[Destined], setting: Setting) -> None:
    """End each role the day before and begin it anew; one that is held there already is not given twice."""
    to = {each.line.subject: each.to for each in rows}
    held = set(
        Membership.objects.filter(unit__in=to.values())
        .exclude(valid_to__lt=setting.on)
        .values_list("user_id", "unit_id", "role")
    )
    ended, begun, later = [], [], []
    for row in Membership.objects.filter(uid__in=list(to)):
        heir = to[row.uid]
        if row.valid_from >= setting.on:
            row.unit = heir
            later.append(row)
            continue
        if (row.user_id, heir.pk, row.role) not in held:
            held.add((row.user_id, heir.pk, row.role))
            begun.append(_anew(row, heir.pk, setting.on))
        row.valid_to = setting.on - timedelta(days=1)
        ended.append(row)
    Membership.objects.bulk_update(ended, ["valid_to"])
    Membership.objects.bulk_update(later, ["unit"])
    Membership.objects.bulk_create(begun)


def _anew(row: Membership, unit_id: int, on: date) -> Membership:
    return Membership(
        user_id=row.user_id,
        unit_id=unit_id,
        role=row.role,
        valid_from=on,
        valid_to=row.valid_to,
        acting_for_id=row.acting_for_id,
    )
