"""Reads of the directory: the tree on a day, groups expanded, wordings matched."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from cchc.core.text import fold
from cchc.orgs import history, matching
from cchc.orgs.models import (
    PATH_DIGITS,
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


def agencies_above(paths: Mapping[int, str]) -> dict[int, list[int]]:
    """Keys of the agencies above each of these (key -> path), nearest last. One statement."""
    chains = {
        key: [int(path[place : place + PATH_DIGITS]) for place in range(0, len(path), PATH_DIGITS)]
        for key, path in paths.items()
    }
    known = set(
        Unit.objects.filter(
            pk__in={key for chain in chains.values() for key in chain}, is_agency=True
        ).values_list("pk", flat=True)
    )
    return {
        key: [above for above in chain if above != key and above in known]
        for key, chain in chains.items()
    }


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
    people = Membership.objects.filter(in_term(on), unit=unit, user__is_active=True)
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
    roles = Membership.objects.filter(in_term(on), unit__agency=agency).select_related("unit")
    return people.prefetch_related(
        Prefetch("memberships", queryset=roles.order_by("pk"), to_attr="roles_now")
    )


def roles_from(user: User, agency: Unit, on: date) -> list[Membership]:
    """The person's roles in the agency on that day or later, oldest first."""
    rows = user.memberships.filter(unit__agency=agency).exclude(valid_to__lt=on)
    return list(rows.select_related("unit").order_by("valid_from", "pk"))


def coordinating_offices(agency_id: int, on: date) -> list[Unit]:
    """The units below an agency in which its coordinators sit on a day (bộ phận đầu mối CCHC); one statement."""
    held = Membership.objects.filter(in_term(on), role=Role.COORDINATOR).values("unit")
    here = history.of_agency_on(agency_id, history.places_on(on))
    return list(Unit.objects.filter(here, is_agency=False, pk__in=held))


def in_term(day: date) -> Q:
    """Filter for roles held on this day; bounds inclusive."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def holds_somewhere(user: User, agency: Unit, permission: Permission, on: date) -> bool:
    """Whether a role of the person in the agency carries the permission on that day."""
    roles = [role.value for role in Role if permission in permissions_of(role)]
    held = Membership.objects.filter(in_term(on), user=user, unit__agency=agency, role__in=roles)
    return held.exists()


def leaders_of(agency: Unit, on: date) -> QuerySet[User]:
    """Who may confirm any result of the agency on that day, by given name."""
    roles = [role.value for role in Role if Permission.RESULT_CONFIRM_ANY in permissions_of(role)]
    held = Membership.objects.filter(in_term(on), unit__agency=agency, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by(
        "sort_key", "pk"
    )


def has_administrator_above(agency: Unit, on: date) -> bool:
    """Whether somebody administers a unit above this agency on this day."""
    ends = range(PATH_DIGITS, len(agency.path), PATH_DIGITS)
    above = [agency.path[:end] for end in ends]
    held = Membership.objects.filter(in_term(on), role=Role.ADMINISTRATOR)
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
