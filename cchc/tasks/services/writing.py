"""Turning a plan put in force into tasks. Prose: docs/algorithms/occurrences.md."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cchc.audit.services import record
from cchc.orgs.models import Unit, User
from cchc.plans.issuing import IssuedTask
from cchc.plans.models import Plan
from cchc.plans.states import PlanState
from cchc.tasks.models import Assignment, Milestone, Occurrence, Task
from cchc.tasks.rules.milestones import Time
from cchc.tasks.rules.occurrences import occurrences_for
from cchc.tasks.services.facts import refresh_facts
from cchc.tasks.services.rows import occurrence_of, owing, rows_of, save_rows, setting_of


@transaction.atomic
def write_tasks(plan: Plan, tasks: Sequence[IssuedTask], by: User, at: datetime) -> None:
    """Write the tasks of a plan put in force, with their units, products, milestones and occurrences.

    One insert per table however many tasks. A task whose draft key the plan already has is left alone, so that
    an annex that arrives later adds only what is new. Audited as one event that counts what was written.
    """
    setting = setting_of(plan, at)
    known = set(plan.tasks.values_list("draft_key", flat=True))
    sheets = [rows_of(issued, setting) for issued in tasks if issued.key not in known]
    if not sheets:
        return
    save_rows(sheets)
    record(
        action="tasks.written",
        target=plan,
        by=by,
        at=at,
        agency_id=plan.agency_id,
        tasks=len(sheets),
        occurrences=sum(len(rows.occurrences) for rows in sheets),
    )


@transaction.atomic
def place_reports_of(agency: Unit, by: User, at: datetime) -> int:
    """The same for every plan that the agency carries out; how many occurrences were written."""
    plans = Plan.objects.filter(agency=agency, state=PlanState.IN_FORCE).order_by("pk")
    return sum(place_reports(plan, by, at) for plan in plans)


def place_reports(plan: Plan, by: User | None, at: datetime) -> int:
    """Give occurrences to milestones that wait for the reporting calendar; returns how many were written.

    Called after reporting deadlines are added. Writes nothing twice.
    """
    setting = setting_of(plan, at)
    waiting = Milestone.objects.filter(task__plan=plan, is_unplaced=True).select_related(
        "task", "deliverable"
    )
    written: list[Occurrence] = []
    placed: list[Milestone] = []
    for milestone in waiting:
        planned = occurrences_for(_time_of(milestone), setting.term, setting.reports)
        if planned:
            units = _sharing_units(milestone)
            written += [occurrence_of(milestone, unit, each) for unit in units for each in planned]
            placed.append(milestone)
    if not placed:
        return 0
    Occurrence.objects.bulk_create(written)
    Milestone.objects.filter(pk__in=[each.pk for each in placed]).update(is_unplaced=False)
    tasks = {milestone.task_id: milestone.task for milestone in placed}
    for milestone in placed:
        tasks[milestone.task_id].unplaced_count -= 1
    Task.objects.bulk_update(tasks.values(), ["unplaced_count"])
    refresh_facts(tasks.values(), at)
    record(
        action="tasks.reports_placed",
        target=plan,
        by=by,
        at=at,
        agency_id=plan.agency_id,
        occurrences=len(written),
    )
    return len(written)


def _time_of(milestone: Milestone) -> Time:
    return Time(
        what=milestone.what,
        due=milestone.written_due,
        start=milestone.starts_on,
        before=milestone.is_before,
        recurrence=milestone.recurrence,
        on=tuple(milestone.days),
    )


def _sharing_units(milestone: Milestone) -> list[Unit | None]:
    leads = milestone.task.assignments.filter(part=Assignment.Part.LEAD, to_on__isnull=True)
    units = [assignment.unit for assignment in leads.select_related("unit")]
    return owing(milestone.deliverable, units)
