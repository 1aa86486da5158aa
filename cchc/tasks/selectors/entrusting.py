"""People to whom a unit may entrust its part of a task, and to whom it did."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from cchc.orgs.models import Membership, Unit, User
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.tasks.models import Assignment, Task
from cchc.tasks.selectors.people import is_own, persons_of

_WORKERS = [role for role in Role if Permission.FACT_RECORD in permissions_of(role)]


def people_of(units: Collection[Unit], on: date) -> dict[Unit, list[User]]:
    """Who works in each unit or below it in its agency on that day, by name. One statement."""
    held = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        valid_from__lte=on,
        unit__agency__in={unit.agency_id for unit in units},
        role__in=_WORKERS,
        user__is_active=True,
    )
    rows = list(held.select_related("unit", "user").order_by("user__full_name", "user_id"))
    return {
        unit: list(dict.fromkeys(row.user for row in rows if is_own(unit, row.unit)))
        for unit in units
    }


def entrusted_name() -> Subquery:
    """In a query of occurrences: the name of who does the part of the unit that owes it; NULL for nobody yet."""
    return Subquery(_lead_part().filter(person__isnull=False).values("person__full_name")[:1])


def not_entrusted_to_others(held: Sequence[Membership]) -> Q:
    """On occurrences, for a person by these roles: what his unit did not entrust to a colleague.

    Heads and coordinators look after all of it whoever does it.
    """
    mine = {key for each in held for key in persons_of(each)}
    if any(each.role != Role.SPECIALIST for each in held):
        return Q()
    others = _lead_part().filter(person__isnull=False).exclude(person__in=mine)
    return ~Q(Exists(others))


def still_entrusted(uids: Collection[UUID]) -> set[UUID]:
    """Which of these tasks still ask for something of whoever was named."""
    rows = Task.objects.filter(uid__in=uids, discontinued_on__isnull=True, open_count__gt=0)
    return set(rows.values_list("uid", flat=True))


def _lead_part() -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        task=OuterRef("task"), unit=OuterRef("unit"), part=Assignment.Part.LEAD, to_on__isnull=True
    )
