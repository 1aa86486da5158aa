"""Collective names and rules of an agency that ends: carried to its successor, or closed where that has its own.

Names of living agencies that include or leave out a unit that ends name its successor from then on.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from cchc.orgs.models import IdleRule, Succession, Unit, UnitAlias, UnitGroup
from cchc.orgs.movers import Destined, Line, Mover, Setting

GROUP, NAMED, IDLE = "orgs.group", "orgs.group_unit", "orgs.idle_rule"
_LISTS = ("include", "exclude")


def movers_of_groups() -> tuple[Mover, ...]:
    """What the room itself registers."""
    return (
        Mover(GROUP, "Nhóm đơn vị của cơ quan", _find_groups, _carry_groups),
        Mover(NAMED, "Đơn vị nêu tên trong nhóm", _find_named, _rename_in_groups),
        Mover(IDLE, "Quy định khóa tài khoản lâu không dùng", _find_rules, _carry_rules),
    )


def _find_groups(units: Collection[int], on: date) -> list[Line]:
    groups = UnitGroup.objects.filter(agency__in=units).order_by("name", "pk")
    return [Line(GROUP, row.uid, row.name, row.agency_id, row.uid) for row in groups]


def _carry_groups(rows: Sequence[Destined], setting: Setting) -> None:
    """A copy for the successor's agency, unless it has the name: then its own holds and the old one is closed.

    The old group stays with the agency that ended, so that what was issued keeps its words; spellings that stood
    for it stand for the successor's group of that name.
    """
    old = {row.uid: row for row in UnitGroup.objects.filter(uid__in=[r.line.subject for r in rows])}
    for each in rows:
        group, agency_id = old[each.line.subject], each.to.agency_id
        if agency_id is None:
            continue
        heir, _is_new = UnitGroup.objects.get_or_create(
            agency_id=agency_id,
            name=group.name,
            defaults={"rule": _with_successors(group, setting.on)},
        )
        _carry_spellings(group, heir)


def _with_successors(group: UnitGroup, on: date) -> dict[str, Any]:
    """The rule, naming successors beside units that it names and that end by the act."""
    rule: dict[str, Any] = dict(group.rule)
    found = Succession.objects.filter(on=on, predecessor__uid__in=_named_in(group))
    for before, after in found.values_list("predecessor__uid", "successor__uid"):
        _add_beside(rule, str(before), str(after))
    return rule


def _carry_spellings(group: UnitGroup, heir: UnitGroup) -> None:
    taken = set(UnitAlias.objects.filter(agency=heir.agency).values_list("folded", flat=True))
    UnitAlias.objects.bulk_create(
        [
            UnitAlias(agency=heir.agency, wording=alias.wording, folded=alias.folded, group=heir)
            for alias in UnitAlias.objects.filter(group=group)
            if alias.folded not in taken
        ]
    )


def _find_named(units: Collection[int], on: date) -> list[Line]:
    ended = {str(unit.uid): unit for unit in Unit.objects.filter(pk__in=units)}
    living = UnitGroup.objects.exclude(agency__in=units).order_by("name", "pk")
    return [
        Line(NAMED, group.uid, f"{group.name}: {ended[uid].name}", ended[uid].pk, group.uid)
        for group in living
        for uid in sorted(_named_in(group) & ended.keys())
    ]


def _rename_in_groups(rows: Sequence[Destined], setting: Setting) -> None:
    """The successor stands beside the unit that ended, which still answers for earlier days."""
    uids = dict(
        Unit.objects.filter(pk__in=[r.line.from_unit for r in rows]).values_list("pk", "uid")
    )
    by_group: dict[object, list[tuple[str, str]]] = defaultdict(list)
    for each in rows:
        by_group[each.line.subject].append((str(uids[each.line.from_unit]), str(each.to.uid)))
    for group in UnitGroup.objects.select_for_update(no_key=True).filter(uid__in=list(by_group)):
        for before, after in by_group[group.uid]:
            _add_beside(group.rule, before, after)
        UnitGroup.objects.filter(pk=group.pk).update(rule=group.rule, version=F("version") + 1)


def _add_beside(rule: dict[str, list[str]], before: str, after: str) -> None:
    for name in _LISTS:
        named = rule.get(name) or []
        if before in named and after not in named:
            rule[name] = [*named, after]


def _named_in(group: UnitGroup) -> set[str]:
    return {str(uid) for name in _LISTS for uid in group.rule.get(name) or []}


def _find_rules(units: Collection[int], on: date) -> list[Line]:
    rules = IdleRule.objects.filter(agency__in=units).select_related("agency").order_by("pk")
    return [
        Line(IDLE, row.uid, f"{row.lock_after_days} ngày", row.agency_id, row.uid) for row in rules
    ]


def _carry_rules(rows: Sequence[Destined], setting: Setting) -> None:
    old = {row.uid: row for row in IdleRule.objects.filter(uid__in=[r.line.subject for r in rows])}
    for each in rows:
        rule = old[each.line.subject]
        if each.to.agency_id is not None:
            IdleRule.objects.get_or_create(
                agency_id=each.to.agency_id,
                defaults={
                    "lock_after_days": rule.lock_after_days,
                    "warn_days": rule.warn_days,
                    "spare_days": rule.spare_days,
                },
            )
