"""Reads of the directory: the tree on a day, groups expanded, wordings matched."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from cchc.core.clock import vietnam_date
from cchc.core.text import fold
from cchc.orgs import history, matching
from cchc.orgs.deadlines import agencies_with_deadline
from cchc.orgs.idleness import Step, Terms, locks_on, step
from cchc.orgs.models import (
    PATH_DIGITS,
    IdleRule,
    Membership,
    Succession,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitName,
    User,
)
from cchc.orgs.rules import Permission, Role, permissions_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a wording may stand for, with its likeness from 0 to 100."""

    unit: Unit | None
    group: UnitGroup | None
    score: int


@dataclass(frozen=True, slots=True)
class Match:
    """What a wording stands for. Neither unit nor group: nobody is clear, `candidates` may still help.

    `confidence` 0-100: 100 a confirmed spelling, 98 the very name (of today or of an earlier day), 95 the name
    with another tail, 92 an abbreviation; at 90 and below a person should look.
    """

    wording: str
    unit: Unit | None = None
    group: UnitGroup | None = None
    confidence: int = 0
    candidates: list[Candidate] = field(default_factory=list)


def valid_on(day: date) -> Q:
    """Filter for units that exist on this day; bounds inclusive."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def in_tree_order(units: Iterable[Unit]) -> list[Unit]:
    """Parents before children, siblings by position and Vietnamese order; one whose parent is absent is a root."""
    rows = list(units)
    present = {unit.pk for unit in rows}
    children: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in rows:
        children[unit.parent_id if unit.parent_id in present else None].append(unit)
    ordered: list[Unit] = []
    waiting = _siblings(children[None])
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(_siblings(children[unit.pk]))
    return ordered


def units_of(agency: Unit, on: date) -> list[Unit]:
    """The agency's own units valid on that day, in tree order; without the agency itself."""
    places = history.places_on(on)
    here = history.of_agency_on(agency.pk, places)
    units = Unit.objects.filter(here, valid_on(on)).exclude(pk=agency.pk)
    return in_tree_order(history.as_they_were(units, on, places))


def bodies_around(agency: Unit, on: date) -> QuerySet[Unit]:
    """Other agencies and outside bodies valid on that day, for "UBND tỉnh" or "Sở Nội vụ" in a plan."""
    return (
        Unit.objects.filter(valid_on(on))
        .filter(Q(is_agency=True) | Q(is_outside=True))
        .exclude(pk=agency.pk)
        .order_by("sort_key", "pk")
    )


def group_units(group: UnitGroup, on: date) -> list[Unit]:
    """The units that a collective name means on that day, in tree order.

    Rule: the units directly under the agency that are no agencies, of the named kinds (none named: every kind
    but teams), with or without a seal if asked, without the excluded; then the included, wherever they stand.
    A unit set up later is not among them: links made on the day of issue do not grow by themselves.
    """
    rule = group.rule
    places = history.places_on(on)
    own = Unit.objects.filter(
        history.directly_below_on(group.agency_id, places), valid_on(on), is_agency=False
    )
    kinds = rule.get("kinds") or []
    own = own.filter(kind__in=kinds) if kinds else own.exclude(kind=Unit.Kind.TEAM)
    if rule.get("has_seal") is not None:
        own = own.filter(has_seal=bool(rule["has_seal"]))
    wanted = Q(pk__in=own.values("pk"))
    if rule.get("include"):
        wanted |= Q(uid__in=rule["include"])
    units = Unit.objects.filter(wanted, valid_on(on)).exclude(uid__in=rule.get("exclude") or [])
    return in_tree_order(history.as_they_were(units, on, places))


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of the directory: how deep it is indented, and whether the unit has ended by that day."""

    unit: Unit
    depth: int
    is_closed: bool


def directory_of(
    agency: Unit, on: date, *, text: str = "", with_closed: bool = False
) -> list[UnitRow]:
    """The agency and everything below it as lines in tree order; found ones alone, flat, when text is given.

    Text is sought without accents, word by word, in name and short name.
    """
    places = history.places_on(on)
    units = Unit.objects.filter(history.below_on(agency, places)).select_related("parent")
    if not with_closed:
        units = units.filter(valid_on(on))
    words = fold(text).split()
    for word in words:
        units = units.filter(search_key__contains=word)
    top = len(places[agency.pk].path if agency.pk in places else agency.path) // PATH_DIGITS - 1
    return [
        UnitRow(
            unit=unit,
            depth=0 if words else depth_of(unit) - top,
            is_closed=unit.valid_to is not None and unit.valid_to < on,
        )
        for unit in in_tree_order(history.as_they_were(units, on, places))
    ]


def bodies_found(agency: Unit, on: date, text: str) -> QuerySet[Unit]:
    """Other agencies and outside bodies whose name holds every word of the text, without accents."""
    bodies = bodies_around(agency, on)
    for word in fold(text).split():
        bodies = bodies.filter(search_key__contains=word)
    return bodies.select_related("parent")


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """What the directory knows of one unit besides its row."""

    names: list[UnitName]
    aliases: list[UnitAlias]
    children: list[Unit]
    came_from: list[Succession]
    went_to: list[Succession]
    people: list[Membership]


def record_of(unit: Unit, on: date) -> UnitRecord:
    """Names over time, confirmed spellings, units below, successions and who works there on that day."""
    people = Membership.objects.filter(_in_term(on), unit=unit, user__is_active=True)
    return UnitRecord(
        names=list(unit.names.order_by("-valid_from")),
        aliases=list(unit.aliases.order_by("wording")),
        children=_siblings(list(Unit.objects.filter(valid_on(on), parent=unit)))[::-1],
        came_from=list(unit.successions_in.select_related("predecessor")),
        went_to=list(unit.successions_out.select_related("successor")),
        people=list(people.select_related("user").order_by("user__sort_key", "pk")),
    )


def people_of(agency: Unit) -> QuerySet[User]:
    """Everybody who has or had a role in the agency, by given name."""
    return User.objects.filter(
        pk__in=Membership.objects.filter(unit__agency=agency).values("user")
    ).order_by("sort_key", "pk")


def people_found(agency: Unit, on: date, *, text: str, with_stopped: bool) -> QuerySet[User]:
    """People of the agency found by name, sign-in name or position, their roles of that day loaded."""
    people = people_of(agency)
    if not with_stopped:
        people = people.filter(is_active=True)
    for word in fold(text).split():
        people = people.filter(search_key__contains=word)
    roles = Membership.objects.filter(_in_term(on), unit__agency=agency).select_related("unit")
    return people.prefetch_related(
        Prefetch("memberships", queryset=roles.order_by("pk"), to_attr="roles_now")
    )


def roles_from(user: User, agency: Unit, on: date) -> list[Membership]:
    """The person's roles in the agency on that day or later, oldest first."""
    rows = user.memberships.filter(unit__agency=agency).exclude(valid_to__lt=on)
    return list(rows.select_related("unit").order_by("valid_from", "pk"))


def roles_for_sheet(agency: Unit, on: date) -> QuerySet[Membership]:
    """Roles of the agency's people on that day or later, by given name: the rows of the list that goes out."""
    rows = Membership.objects.filter(unit__agency=agency, acting_for__isnull=True)
    active = rows.exclude(valid_to__lt=on).filter(user__is_active=True)
    return active.select_related("unit", "user").order_by("user__sort_key", "user_id", "pk")


def roles_of_keys(agency: Unit, uids: Collection[UUID]) -> dict[UUID, Membership]:
    """Roles of the agency by their uid."""
    rows = Membership.objects.filter(uid__in=uids, unit__agency=agency)
    return {row.uid: row for row in rows.select_related("unit", "user")}


def accounts_of_addresses(addresses: Collection[str]) -> dict[str, list[User]]:
    """Accounts by official address, lower case; an address without one is left out."""
    wanted = {address for address in addresses if address}
    found: dict[str, list[User]] = {}
    for user in User.objects.annotate(address=Lower("email")).filter(address__in=wanted):
        found.setdefault(user.email.lower(), []).append(user)
    return found


def units_by_wording(agency: Unit, on: date) -> dict[str, list[Unit]]:
    """The agency's own units of that day by what they are called, folded: name, short name, confirmed spelling.

    A name borne by several units is also known with what stands above it ("Tổ Hành chính – Chi cục X").
    """
    units = [agency, *units_of(agency, on)]
    by_key = {unit.pk: unit for unit in units}
    found: dict[str, list[Unit]] = {}
    for unit in units:
        parent = by_key.get(unit.parent_id or 0)
        above = f"{unit.name} – {parent.name}" if parent else ""
        for name in {fold(unit.name), fold(unit.short_name), fold(above)} - {""}:
            found.setdefault(name, []).append(unit)
    for alias in UnitAlias.objects.filter(agency=agency, unit__in=list(by_key)):
        found.setdefault(alias.folded, [by_key[alias.unit_id or 0]])
    return found


@dataclass(frozen=True, slots=True)
class Watched:
    """An account in use that nobody signed in to for long; `step`: what is due for it on the day."""

    user: User
    last_used: date
    terms: Terms
    step: Step
    near_deadline: bool

    @property
    def locks_on(self) -> date | None:
        """The first day on which it may be locked; None for who was not warned."""
        warned = self.user.idle_warned_at
        if warned is None or warned < self.user.last_used_at:
            return None
        return locks_on(self.last_used, vietnam_date(warned), self.terms)


def idle_terms(agency: Unit) -> Terms:
    """What the agency chose for accounts that nobody uses, else the installation."""
    row = IdleRule.objects.filter(agency=agency).first()
    return row.terms if row else Terms(settings.IDLE_LOCK_DAYS)


def watched(at: datetime, user_id: int | None = None) -> list[Watched]:
    """Accounts for which a warning is due, was sent, or the lock; by given name. Four statements.

    The rule is that of the agency a person works in, the installation's without one.
    """
    today, usual = vietnam_date(at), Terms(settings.IDLE_LOCK_DAYS)
    rules = {row.agency_id: row.terms for row in IdleRule.objects.all()}
    first = [
        each.lock_after - each.warn_before for each in [usual, *rules.values()] if each.lock_after
    ]
    if not first:
        return []
    cutoff = at - timedelta(days=min(first) - 1)
    roles = Membership.objects.filter(_in_term(today)).select_related("unit").order_by("pk")
    users = User.objects.filter(
        Q(last_login__isnull=True) | Q(last_login__lt=cutoff),
        Q(reopened_at__isnull=True) | Q(reopened_at__lt=cutoff),
        is_active=True,
        idle_locked_at__isnull=True,
        date_joined__lt=cutoff,
    ).prefetch_related(Prefetch("memberships", queryset=roles, to_attr="roles_now"))
    if user_id is not None:
        users = users.filter(pk=user_id)
    found = list(users.order_by("sort_key", "pk"))
    agencies = {row.unit.agency_id or 0 for user in found for row in user.roles_now}
    near = {
        days: agencies_with_deadline(agencies, today, today + timedelta(days=days))
        for days in {usual.spare, *(each.spare for each in rules.values())}
    }
    return [_watched(user, rules, usual, near, today) for user in found]


def _watched(
    user: Any, rules: dict[int, Terms], usual: Terms, near: dict[int, set[int]], today: date
) -> Watched:
    agencies = [row.unit.agency_id for row in user.roles_now]
    terms = rules.get(agencies[0], usual) if agencies else usual
    is_near = not near[terms.spare].isdisjoint(agencies)
    last_used, warned = vietnam_date(user.last_used_at), user.idle_warned_at
    counts = warned is not None and warned >= user.last_used_at
    due = step(
        last_used=last_used,
        warned_on=vietnam_date(warned) if counts else None,
        today=today,
        terms=terms,
        near_deadline=is_near,
    )
    return Watched(user, last_used, terms, due, is_near)


def coordinating_offices(agency_id: int, on: date) -> list[Unit]:
    """The units below an agency in which its coordinators sit on a day (bộ phận đầu mối CCHC); one statement."""
    held = Membership.objects.filter(_in_term(on), role=Role.COORDINATOR).values("unit")
    here = history.of_agency_on(agency_id, history.places_on(on))
    return list(Unit.objects.filter(here, is_agency=False, pk__in=held))


def _in_term(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def holds_somewhere(user: User, agency: Unit, permission: Permission, on: date) -> bool:
    """Whether a role of the person in the agency carries the permission on that day."""
    roles = [role.value for role in Role if permission in permissions_of(role)]
    held = Membership.objects.filter(_in_term(on), user=user, unit__agency=agency, role__in=roles)
    return held.exists()


def leaders_of(agency: Unit, on: date) -> QuerySet[User]:
    """Who may confirm any result of the agency on that day, by given name."""
    roles = [role.value for role in Role if Permission.RESULT_CONFIRM_ANY in permissions_of(role)]
    held = Membership.objects.filter(_in_term(on), unit__agency=agency, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by(
        "sort_key", "pk"
    )


def has_administrator_above(agency: Unit, on: date) -> bool:
    """Whether somebody administers a unit above this agency on this day."""
    ends = range(PATH_DIGITS, len(agency.path), PATH_DIGITS)
    above = [agency.path[:end] for end in ends]
    held = Membership.objects.filter(_in_term(on), role=Role.ADMINISTRATOR)
    return held.filter(unit__path__in=above, user__is_active=True).exists()


def groups_with_units(groups: Sequence[UnitGroup], on: date) -> list[tuple[UnitGroup, list[Unit]]]:
    """Each group with its units of that day; one query for each group, of which an agency has a handful."""
    return [(group, group_units(group, on)) for group in groups]


def aliases_of(agency: Unit, text: str) -> QuerySet[UnitAlias]:
    """Confirmed spellings of the agency that hold every word of the text, without accents."""
    aliases = UnitAlias.objects.filter(agency=agency).select_related("unit", "group")
    for word in fold(text).split():
        aliases = aliases.filter(folded__contains=word)
    return aliases.order_by("folded")


def match_wordings(*, agency: Unit, wordings: Sequence[str], on: date) -> dict[str, Match]:
    """What each wording of a document of this agency stands for on that day.

    In this order: spellings that a person confirmed, the agency's collective names, names of units (own ones,
    then agencies and outside bodies), abbreviations, likeness. Four queries whatever the number of wordings.
    """
    units = _pool(agency, on)
    groups = {group.pk: group for group in UnitGroup.objects.filter(agency=agency).order_by("pk")}
    aliases = {alias.folded: alias for alias in UnitAlias.objects.filter(agency=agency)}
    named = _named(agency, units)
    places = tuple(sorted({unit.place for unit in units.values() if _is_above(unit, agency)}))
    found: dict[str, Match] = {}
    for wording in wordings:
        found[wording] = _confirmed(wording, aliases, units, groups) or _read(
            wording, units, groups, named, places
        )
    return found


def _confirmed(
    wording: str,
    aliases: dict[str, UnitAlias],
    units: dict[int, Unit],
    groups: dict[int, UnitGroup],
) -> Match | None:
    alias = aliases.get(fold(wording))
    if alias is None:
        return None
    unit = units.get(alias.unit_id or 0)
    group = groups.get(alias.group_id or 0)
    if unit is None and group is None:
        return None
    return Match(wording, unit, group, matching.ALIAS, [Candidate(unit, group, matching.ALIAS)])


def _read(
    wording: str,
    units: dict[int, Unit],
    groups: dict[int, UnitGroup],
    named: tuple[matching.Named, ...],
    places: tuple[str, ...],
) -> Match:
    group_key, points = matching.group_for(wording, {pk: row.name for pk, row in groups.items()})
    if group_key is not None:
        group = groups[group_key]
        return Match(wording, None, group, points, [Candidate(None, group, points)])
    scored = matching.score(wording, named, places)
    return Match(
        wording,
        units[scored.chosen] if scored.chosen is not None else None,
        None,
        scored.confidence,
        [Candidate(units[key], None, points) for key, points in scored.candidates],
    )


def _pool(agency: Unit, on: date) -> dict[int, Unit]:
    reachable = Q(path__startswith=agency.path) | Q(is_agency=True) | Q(is_outside=True)
    return {unit.pk: unit for unit in Unit.objects.filter(reachable, valid_on(on))}


def _named(agency: Unit, units: dict[int, Unit]) -> tuple[matching.Named, ...]:
    names: dict[int, list[str]] = {pk: [row.name, row.short_name] for pk, row in units.items()}
    reachable = (
        Q(unit__path__startswith=agency.path) | Q(unit__is_agency=True) | Q(unit__is_outside=True)
    )
    for name in UnitName.objects.filter(reachable):
        if name.unit_id in names:
            names[name.unit_id] += [name.name, name.short_name]
    return tuple(
        matching.Named(pk, tuple(dict.fromkeys(filter(None, names[pk]))), _rank(row, agency))
        for pk, row in units.items()
    )


def _rank(unit: Unit, agency: Unit) -> int:
    """How near a unit is: directly under the agency, deeper in it, above it, elsewhere."""
    if unit.parent_id == agency.pk:
        return 0
    if unit.agency_id == agency.pk:
        return 1
    return 2 if _is_above(unit, agency) else 3


def _is_above(unit: Unit, agency: Unit) -> bool:
    return agency.path.startswith(unit.path)


def _siblings(units: list[Unit]) -> list[Unit]:
    """Last first, since they are taken from the end."""
    return sorted(units, key=lambda each: (each.position, each.sort_key, each.pk), reverse=True)


def depth_of(unit: Unit) -> int:
    """How many units stand above this one."""
    return len(unit.path) // PATH_DIGITS - 1
