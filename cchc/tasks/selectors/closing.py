"""Why a unit cannot be closed yet, as the directory asks."""

from django.db.models import Q

from cchc.orgs.models import Unit
from cchc.plans.states import PlanState
from cchc.tasks.models import Assignment, Occurrence


def open_work_of(unit: Unit) -> str | None:
    """A Vietnamese sentence when the unit still has a part in tasks that are still followed; None otherwise.

    Owing an occurrence that is not delivered, or any live assignment, holds the unit.
    """
    in_force = Q(task__discontinued_on__isnull=True) & (
        Q(task__plan__state=PlanState.IN_FORCE) | Q(task__instruction__isnull=False)
    )
    owed = Occurrence.objects.filter(in_force, unit=unit, delivered_on__isnull=True).count()
    if owed:
        return f"Đơn vị còn {owed} mốc nhiệm vụ chưa hoàn thành; hãy giao cho đơn vị khác trước."
    parts = Assignment.objects.filter(in_force, unit=unit, to_on__isnull=True).count()
    if parts:
        return (
            f"Đơn vị còn tham gia {parts} nhiệm vụ đang theo dõi; hãy giao cho đơn vị khác trước."
        )
    return None
