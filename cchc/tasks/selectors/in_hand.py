"""What somebody who leaves a unit has in hand: the unit's open due dates, those that he worked on marked."""

from datetime import date

from cchc.orgs.handing import Piece
from cchc.orgs.models import Unit, User
from cchc.tasks.models import Occurrence, ProgressReport
from cchc.tasks.rules.steps import period_name
from cchc.tasks.selectors.moving import open_occurrences, open_tasks

_MOST = 300


def pieces_of(user: User, unit: Unit, on: date) -> list[Piece]:
    """The unit's open due dates by day, at most 300, with the last word said of each task. Three statements.

    His own: what he recorded something of, or whose task he reported the progress of.
    """
    rows = list(
        open_occurrences()
        .filter(unit=unit, task__in=open_tasks(on).order_by())
        .select_related("task")
        .order_by("due_on", "task__position", "pk")[:_MOST]
    )
    reports = _last_reports(unit, rows)
    told = ProgressReport.objects.filter(
        task__in={row.task_id for row in rows}, unit=unit, reported_by=user
    )
    his = set(told.values_list("task_id", flat=True))
    return [
        Piece(
            subject=row.uid,
            text=f"{row.task.label} {row.task.text}",
            standing=_standing(row, reports.get(row.task_id)),
            due_on=row.due_on,
            is_own=row.recorded_by_id == user.pk or row.task_id in his,
        )
        for row in rows
    ]


def _last_reports(unit: Unit, rows: list[Occurrence]) -> dict[int, ProgressReport]:
    found = ProgressReport.objects.filter(task__in={row.task_id for row in rows}, unit=unit)
    return {report.task_id: report for report in found.order_by("reported_at", "pk")}


def _standing(row: Occurrence, report: ProgressReport | None) -> str:
    parts = [period_name(row.period)] if row.period else []
    if row.submitted_on:
        parts.append(f"đã trình {row.submitted_on:%d/%m/%Y}")
    if row.asked_back:
        parts.append(row.get_asked_back_display())
    if report:
        parts.append(f"{report.percent_done}%: {report.note[:160]}")
    return "; ".join(parts)
