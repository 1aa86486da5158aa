"""Collective names and confirmed spellings."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.core.text import fold, squeeze
from cchc.orgs import matching
from cchc.orgs.models import Unit, UnitAlias, UnitGroup, User


class GroupNameTaken(DomainError):
    """The agency has a group of this name."""

    text = "Cơ quan đã có nhóm mang tên này. Hãy đặt tên khác hoặc sửa nhóm đã có."


class NotOneThing(DomainError):
    """An alias stands for a unit or for a group, not for both or neither."""

    text = "Hãy chọn một đơn vị hoặc một nhóm cho cách viết này."


@transaction.atomic
def create_group(
    *, agency: Unit, name: str, rule: dict[str, Any], by: User | None, at: datetime
) -> UnitGroup:
    """Give the agency a collective name with its rule (see UnitGroup). Raises GroupNameTaken."""
    name = squeeze(name)
    _refuse_taken(agency, name)
    group = UnitGroup.objects.create(agency=agency, name=name, rule=rule)
    record(action="group.created", target=group, by=by, at=at, agency_id=agency.pk, rule=rule)
    return group


@transaction.atomic
def create_usual_groups(*, agency: Unit, by: User | None, at: datetime) -> list[UnitGroup]:
    """Add the collective names that plans commonly use and the agency does not have yet.

    Names and rules are the families of `data/collective.toml`. Returns the new groups, [] when all were there.
    """
    known = {
        matching.family_of(matching.collective_key(name)[0])
        for name in UnitGroup.objects.filter(agency=agency).values_list("name", flat=True)
    }
    return [
        create_group(agency=agency, name=family.name, rule=dict(family.rule), by=by, at=at)
        for code, family in matching.families().items()
        if code not in known
    ]


@transaction.atomic
def change_group(
    *, group: UnitGroup, name: str, rule: dict[str, Any], version: int, by: User, at: datetime
) -> UnitGroup:
    """Set name and rule. Links made from the group earlier do not change. Raises Stale, GroupNameTaken."""
    group.claim_version(version)
    name = squeeze(name)
    _refuse_taken(group.agency, name, but=group)
    old = {"name": group.name, "rule": group.rule}
    group.name, group.rule = name, rule
    group.save(update_fields=["name", "rule"])
    record(
        action="group.changed",
        target=group,
        by=by,
        at=at,
        agency_id=group.agency_id,
        old=old,
        new={"name": name, "rule": rule},
    )
    return group


@transaction.atomic
def confirm_alias(
    *,
    agency: Unit,
    wording: str,
    unit: Unit | None = None,
    group: UnitGroup | None = None,
    by: User,
    at: datetime,
) -> UnitAlias:
    """Remember that this spelling stands for the unit or the group in the agency's documents.

    The same spelling (folded) confirmed again is pointed at the new one. Confirming what is known already
    writes nothing. Raises NotOneThing unless exactly one of unit and group is given and the wording is not empty.
    """
    folded = fold(wording)[:300]
    if (unit is None) == (group is None) or not folded:
        raise NotOneThing
    if group is not None and group.agency_id != agency.pk:
        raise NotOneThing("Nhóm này thuộc cơ quan khác.")
    alias = (
        UnitAlias.objects.select_for_update(no_key=True)
        .filter(agency=agency, folded=folded)
        .first()
    )
    if alias is not None and (alias.unit, alias.group) == (unit, group):
        return alias
    old = str(alias.unit or alias.group) if alias is not None else None
    alias, _fresh = UnitAlias.objects.update_or_create(
        agency=agency,
        folded=folded,
        defaults={"wording": squeeze(wording)[:300], "unit": unit, "group": group},
    )
    record(
        action="alias.confirmed",
        target=alias,
        by=by,
        at=at,
        agency_id=agency.pk,
        label=alias.wording,
        old=old,
        new=str(unit or group),
    )
    return alias


@transaction.atomic
def forget_alias(*, alias: UnitAlias, by: User, at: datetime) -> None:
    """Take a confirmed spelling back. Links made with it stay. The log keeps what it stood for."""
    record(
        action="alias.forgotten",
        target=alias,
        by=by,
        at=at,
        agency_id=alias.agency_id,
        label=alias.wording,
        old=str(alias.unit or alias.group),
    )
    alias.delete()


def _refuse_taken(agency: Unit, name: str, but: UnitGroup | None = None) -> None:
    others = UnitGroup.objects.filter(agency=agency)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if any(fold(other) == fold(name) for other in others.values_list("name", flat=True)):
        raise GroupNameTaken
