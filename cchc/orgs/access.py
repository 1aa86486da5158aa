"""Who may see or do what: one rule on the unit tree for pages, exports, search, API and files.

An issued plan and its tasks are readable in their agency and in the agencies above (PLAN_READ held anywhere
at or above). Everything else asks for the permission within the agency, or within the unit for facts.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cchc.audit.access import INSTALLATION, Scope
from cchc.core import clock
from cchc.core.doors import Door, set_door
from cchc.orgs.models import (
    FactorReset,
    Handover,
    Membership,
    PeopleUpload,
    Reorganisation,
    SigningRight,
    Unit,
    UnitAlias,
    UnitGroup,
    User,
)
from cchc.orgs.rules import AGENCY_WIDE, NEEDS_SECOND_FACTOR, Permission, Role, permissions_of
from cchc.orgs.selectors import has_administrator_above, people_of
from cchc.orgs.selectors.accounts import reset_confirmers

View = TypeVar("View", bound=Callable[..., Any])


def signed_in_user(request: HttpRequest) -> User:
    """The person behind a request that passed a door."""
    return cast(User, request.user)


def require_permission(permission: Permission) -> Callable[[View], View]:
    """Door of a view: 404 to who holds this permission nowhere. Objects are then fetched through `access`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if permission not in signed_in_user(request).permissions_somewhere:
                raise Http404
            return view(request, *args, **kwargs)

        return set_door(cast(View, guarded), Door("permission", permission.value))

    return decorate


def needs_second_factor(user: User) -> bool:
    """Whether one of the person's roles issues, accepts, approves or administers."""
    return any(each in user.permissions_somewhere for each in NEEDS_SECOND_FACTOR)


def memberships_with(user: User, permission: Permission) -> list[Membership]:
    """The live memberships of this person that carry the permission."""
    return [m for m in user.live_memberships if permission in permissions_of(Role(m.role))]


def may(user: User, permission: Permission, unit: Unit) -> bool:
    """Whether the person holds the permission over this unit.

    A membership reaches its unit's subtree within its agency; of an agency-wide role (coordinator, leader,
    clerk ...) the whole tree of its agency. Subordinate agencies are included only for reading.
    """
    return any(_reaches(m, unit, permission) for m in memberships_with(user, permission))


def agencies_where(user: User, permission: Permission) -> list[Unit]:
    """The agencies in which the person holds the permission, in the order of his memberships."""
    found = {
        m.unit.agency_id: m.unit.agency for m in memberships_with(user, permission) if m.unit.agency
    }
    return [agency for agency in found.values() if agency is not None]


def readable_agencies(user: User) -> Q:
    """Filter on a row's `agency` relation: agencies at or below one where PLAN_READ is held.

    Used as `Plan.objects.filter(readable_agencies(user))`; matches nothing without any membership.
    """
    reached = Q(pk__in=[])
    for agency in agencies_where(user, Permission.PLAN_READ):
        reached |= Q(agency__path__startswith=agency.path)
    return reached


def readable_logs(user: Any) -> list[Scope]:
    """The agencies whose log the person may read; nobody's for a visitor.

    The installation's own chain (backups, sign-ins of people without a role) is read by the administrators
    who have none above them.
    """
    if not isinstance(user, User):
        return []
    agencies = agencies_where(user, Permission.AUDIT_READ)
    scopes = [Scope(agency.pk, str(agency.uid), agency.name) for agency in agencies]
    if agencies and administers_installation(user):
        scopes.append(Scope(INSTALLATION, "installation", _("Toàn hệ thống")))
    return scopes


def administers_installation(user: User) -> bool:
    """Whether the person is an administrator with no administrator above him."""
    administered = agencies_where(user, Permission.USER_MANAGE)
    return any(not has_administrator_above(each, clock.today()) for each in administered)


def chain_names(agency_ids: Collection[int]) -> dict[int, str]:
    """What the agencies behind chains of the log are called today, by key."""
    return dict(Unit.objects.filter(pk__in=agency_ids).values_list("pk", "name"))


def home_agency(user: User) -> Unit | None:
    """The agency a person works in: the first of his memberships; None without any."""
    return user.live_memberships[0].unit.agency if user.live_memberships else None


def _reaches(membership: Membership, unit: Unit, permission: Permission) -> bool:
    if Role(membership.role) in AGENCY_WIDE:
        if permission == Permission.PLAN_READ and membership.unit.agency is not None:
            return unit.path.startswith(membership.unit.agency.path)
        return unit.agency_id == membership.unit.agency_id
    if permission == Permission.PLAN_READ and membership.unit.agency is not None:
        return unit.path.startswith(membership.unit.agency.path)
    is_own_agency = unit.agency_id == membership.unit.agency_id
    return is_own_agency and unit.path.startswith(membership.unit.path)


def agency_of(user: User) -> Unit:
    """The agency a person works in, or 404 for an account without a role."""
    agency = home_agency(user)
    if agency is None:
        raise Http404
    return agency


def agency_where(user: User, permission: Permission) -> Unit:
    """The first agency in which the person holds the permission, or 404."""
    for agency in agencies_where(user, permission):
        return agency
    raise Http404


def may_manage_unit(user: User, unit: Unit) -> bool:
    """Whether the person may change this unit: in his agency, an agency directly below it, or an outside body."""
    if may(user, Permission.UNIT_MANAGE, unit):
        return True
    if unit.parent is not None and may(user, Permission.UNIT_MANAGE, unit.parent):
        return True
    is_shared = unit.is_outside and unit.agency_id is None
    return is_shared and bool(memberships_with(user, Permission.UNIT_MANAGE))


def known_unit(user: User, uid: UUID) -> Unit:
    """Any unit of the directory for whoever works in one; 404 otherwise."""
    agency_of(user)
    return get_object_or_404(Unit.objects.select_related("parent__agency", "agency"), uid=uid)


def managed_unit(user: User, uid: UUID) -> Unit:
    """A unit that the person may change, or 404."""
    unit = known_unit(user, uid)
    if not may_manage_unit(user, unit):
        raise Http404
    return unit


def managed_group(user: User, uid: UUID) -> UnitGroup:
    """A group of an agency whose directory the person keeps, or 404."""
    return get_object_or_404(
        UnitGroup.objects.select_related("agency"),
        uid=uid,
        agency__in=agencies_where(user, Permission.UNIT_MANAGE),
    )


def managed_alias(user: User, uid: UUID) -> UnitAlias:
    """A confirmed spelling of an agency whose directory the person keeps, or 404."""
    return get_object_or_404(
        UnitAlias.objects.select_related("agency", "unit", "group"),
        uid=uid,
        agency__in=agencies_where(user, Permission.UNIT_MANAGE),
    )


def reorganisable_units(user: User) -> QuerySet[Unit]:
    """Units that an act of reorganisation may name: those at or below the agencies whose people the person keeps."""
    below = Q(pk__in=[])
    for agency in agencies_where(user, Permission.USER_MANAGE):
        below |= Q(path__startswith=agency.path)
    return Unit.objects.filter(below, is_outside=False).order_by("path")


def known_acts(user: User) -> QuerySet[Reorganisation]:
    """Acts that the person prepares, and those done that touched an agency whose directory he keeps."""
    prepared = Q(agency__in=agencies_where(user, Permission.USER_MANAGE))
    touched = Q(touched__in=agencies_where(user, Permission.UNIT_MANAGE))
    done = touched & Q(state=Reorganisation.State.DONE)
    return Reorganisation.objects.filter(prepared | done).distinct()


def known_act(user: User, uid: UUID) -> Reorganisation:
    """An act that the person may look at, or 404."""
    return get_object_or_404(known_acts(user).select_related("agency", "done_by"), uid=uid)


def managed_act(user: User, uid: UUID) -> Reorganisation:
    """An act that the person may change or carry out, or 404."""
    act = known_act(user, uid)
    if act.agency not in agencies_where(user, Permission.USER_MANAGE):
        raise Http404
    return act


def known_handover(user: User, uid: UUID) -> Handover:
    """A record of work handed over, for who keeps the agency's people and for the two whom it names; or 404."""
    found = get_object_or_404(
        Handover.objects.select_related("user", "receiver", "from_unit__agency", "to_unit"), uid=uid
    )
    is_named = user.pk in {found.user_id, found.receiver_id}
    if not is_named and not may(user, Permission.USER_MANAGE, found.from_unit):
        raise Http404
    return found


def managed_right(user: User, uid: UUID) -> SigningRight:
    """A right to sign documents of an agency whose directory the person keeps, or of a unit in it; or 404."""
    return get_object_or_404(
        SigningRight.objects.select_related("unit"),
        uid=uid,
        unit__agency__in=agencies_where(user, Permission.UNIT_MANAGE),
    )


def managed_person(user: User, uid: UUID) -> tuple[User, Unit]:
    """Somebody who has or had a role in an agency whose people the person keeps, and that agency; or 404."""
    for agency in agencies_where(user, Permission.USER_MANAGE):
        person = people_of(agency).filter(uid=uid).first()
        if person is not None:
            return person, agency
    raise Http404


def managed_upload(user: User, uid: UUID) -> PeopleUpload:
    """A list of people that was sent for an agency whose people the person keeps, or 404."""
    return get_object_or_404(
        PeopleUpload.objects.select_related("agency", "user", "started_by"),
        uid=uid,
        agency__in=agencies_where(user, Permission.USER_MANAGE),
    )


def known_reset(user: User, uid: UUID) -> FactorReset:
    """A request to take away a lost second factor, for the agency's administrators and leaders; or 404."""
    reset = get_object_or_404(
        FactorReset.objects.select_related(
            "user", "agency", "asked_by", "done_by", "cancelled_by", "link"
        ),
        uid=uid,
    )
    if user.pk not in {each.pk for each in reset_confirmers(reset.agency, clock.today())}:
        raise Http404
    return reset
