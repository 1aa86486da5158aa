"""The discussion of a task: who takes part in it, what was said, who watches. Reads only."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from cchc.core import clock
from cchc.orgs.models import Membership, User
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.tasks.models import Assignment, Remark, Task, Watch
from cchc.tasks.selectors.people import Standing, standing_among


def takes_part(user: User, task: Task, parts: Sequence[Assignment]) -> bool:
    """Whether the person may read and write in the discussion: units in the task, the coordinator, leaders."""
    if standing_among(user, task, parts) is not Standing.NONE:
        return True
    return any(
        m.unit.agency_id == task.agency_id
        and Permission.RESULT_CONFIRM_ANY in permissions_of(Role(m.role))
        for m in user.live_memberships
    )


def people_in(task: Task, parts: Sequence[Assignment]) -> list[User]:
    """People of the agency who take part, by name: whoever may be mentioned. Two statements."""
    found: dict[int, User] = {}
    for membership in _live().filter(unit__agency=task.agency_id):
        permissions = permissions_of(Role(membership.role))
        everywhere = {Permission.FACT_RECORD_ANY, Permission.RESULT_CONFIRM_ANY} & permissions
        own = Permission.FACT_RECORD in permissions and any(
            part.unit.path.startswith(membership.unit.path) for part in parts
        )
        if everywhere or own:
            found[membership.user_id] = membership.user
    return sorted(found.values(), key=lambda user: user.full_name)


def remarks_of(task: Task) -> list[Remark]:
    """What was said, oldest first, withdrawn ones among it."""
    return list(Remark.objects.filter(task=task).select_related("written_by"))


def is_watched(task: Task, user: User) -> bool:
    return Watch.objects.filter(task=task, user=user).exists()


def watchers_of(task: Task) -> list[User]:
    """Who watches and may still read the task. Two statements, one where nobody watches."""
    users = list(Watch.objects.filter(task=task).values_list("user_id", flat=True))
    if not users:
        return []
    path = task.agency.path
    rows = _live().filter(user__in=users).select_related("unit__agency")
    reading = {
        each.user_id: each.user
        for each in rows
        if Permission.PLAN_READ in permissions_of(Role(each.role))
        and each.unit.agency is not None
        and path.startswith(each.unit.agency.path)
    }
    return list(reading.values())


def still_said(uids: Collection[UUID]) -> set[UUID]:
    """The subjects of notices that stand: all but remarks that were withdrawn."""
    gone = Remark.objects.filter(uid__in=uids, withdrawn_at__isnull=False)
    return set(uids) - set(gone.values_list("uid", flat=True))


def _live() -> QuerySet[Membership]:
    day = clock.today()
    return Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day, user__is_active=True
    ).select_related("user", "unit")
