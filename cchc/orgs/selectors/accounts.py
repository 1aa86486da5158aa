"""Reads about accounts: lists of people, accounts that nobody uses, who confirms what is done to one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from cchc.core.clock import vietnam_date
from cchc.core.text import fold
from cchc.orgs.deadlines import agencies_with_deadline
from cchc.orgs.idleness import Step, Terms, locks_on, step
from cchc.orgs.models import IdleRule, Membership, Unit, UnitAlias, User
from cchc.orgs.rules import NEEDS_SECOND_FACTOR, Role, permissions_of
from cchc.orgs.selectors import in_term, leaders_of, units_of


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
    roles = Membership.objects.filter(in_term(today)).select_related("unit").order_by("pk")
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


def leaders_told(agency: Unit, on: date) -> list[User]:
    """Who is told of what administrators do in the agency: its leaders, else those of the nearest agency above."""
    while True:
        leaders = list(leaders_of(agency, on))
        above = agency.parent.agency if agency.parent else None
        if leaders or above is None:
            return leaders
        agency = above


def reset_confirmers(agency: Unit, on: date) -> list[User]:
    """Administrators of the agency and the leaders who are told, each once."""
    held = Membership.objects.filter(in_term(on), unit__agency=agency, role=Role.ADMINISTRATOR)
    people = {user.pk: user for user in leaders_told(agency, on)}
    for user in User.objects.filter(is_active=True, pk__in=held.values("user")):
        people.setdefault(user.pk, user)
    return list(people.values())


def deciding_elsewhere(user: User, agency: Unit, on: date) -> Unit | None:
    """An agency not at or below this one in which the person issues, accepts, approves or administers; else None."""
    roles = [role.value for role in Role if permissions_of(role) & NEEDS_SECOND_FACTOR]
    held = Membership.objects.filter(in_term(on), user=user, role__in=roles)
    other = held.exclude(unit__path__startswith=agency.path).select_related("unit__agency").first()
    return (other.unit.agency or other.unit) if other else None
