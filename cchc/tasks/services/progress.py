"""What units say of their part between the days on which something is due."""

from datetime import datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.orgs.models import Unit, User
from cchc.tasks.models import ProgressReport, Task
from cchc.tasks.notices import tell_watchers
from cchc.tasks.selectors.people import Standing, live_parts, speaks_for
from cchc.tasks.services import refusals
from cchc.tasks.services.obstacles import raise_obstacle
from cchc.tasks.services.recording import locked_task


@transaction.atomic
def report_progress(
    *,
    task: Task,
    unit: Unit,
    percent_done: int,
    note: str,
    by: User,
    at: datetime,
    obstacle: str = "",
) -> ProgressReport:
    """Say how far a unit's part is (báo cáo tiến độ); leading and coordinating units alike.

    percent_done: whole percent of the unit's part, 0 to 100. by: a member of the unit, or the agency's coordinator
    for it ("nhập thay"). obstacle: a difficulty said with it, which goes up as one raised on its own; "" for none.
    Raises NotAPart, WrongPercent, WordsMissing, NoLongerCarriedOut.
    """
    task = locked_task(task.pk)
    if task.discontinued_on is not None:
        raise refusals.NoLongerCarriedOut
    standing = speaks_for(by, task, live_parts(task)).get(unit.pk, Standing.NONE)
    if standing is Standing.NONE:
        raise refusals.NotAPart
    if not 0 <= percent_done <= 100:
        raise refusals.WrongPercent
    if not note.strip():
        raise refusals.WordsMissing
    report = ProgressReport.objects.create(
        task=task,
        unit=unit,
        percent_done=percent_done,
        note=note.strip(),
        reported_by=by,
        reported_at=at,
        on_behalf=standing is Standing.ON_BEHALF,
    )
    task.changed_at = at
    task.save(update_fields=["changed_at"])
    event = record(
        action="task.progress",
        target=task,
        by=by,
        at=at,
        agency_id=task.agency_id,
        label=str(task),
        unit=unit.name,
        percent_done=percent_done,
        note=report.note,
        on_behalf=report.on_behalf,
    )
    tell_watchers(task, event)
    if obstacle.strip():
        raise_obstacle(task=task, text=obstacle, by=by, at=at)
    return report
