"""The check before the day: what is missing of a person's own units, or of the agency for who serves all of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from cchc.core.clock import vietnam_date
from cchc.orgs.access import agencies_where, memberships_with
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission, Role, permissions_of
from cchc.plans.states import PlanState
from cchc.tasks.models import Occurrence, ProgressReport, ResultEvidence, Task
from cchc.tasks.rules.precheck import Checked, Missing, missing_of
from cchc.tasks.selectors.reminders import Owed, owed_until, people_told, units_by_key

SHOWN = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing: of which task, of which occurrence, by when, of which unit.

    may_mend: the reader enters results for that unit; else she only looks.
    """

    missing: Missing
    task: Task
    occurrence: str
    due_on: date | None
    unit: Unit | None
    may_mend: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """An agency of which the person looks at everything (paths None) or at units under these paths."""

    agency: Unit
    paths: tuple[str, ...] | None
    may_record: bool = True

    def holds(self, unit: Unit | None) -> bool:
        if self.paths is None:
            return True
        return unit is not None and any(unit.path.startswith(path) for path in self.paths)


def scopes_of(user: User) -> list[Scope]:
    """The coordinator and leaders look at the agency, everybody else who records at her own units."""
    whole = {
        agency.pk: agency
        for permission in (Permission.FACT_RECORD_ANY, Permission.RESULT_CONFIRM_ANY)
        for agency in agencies_where(user, permission)
    }
    served = agencies_where(user, Permission.FACT_RECORD_ANY)
    found = [Scope(agency, None, agency in served) for agency in whole.values()]
    own: dict[int, list[str]] = {}
    agencies: dict[int, Unit] = {}
    for membership in memberships_with(user, Permission.FACT_RECORD):
        agency = membership.unit.agency
        if agency is not None and agency.pk not in whole:
            own.setdefault(agency.pk, []).append(membership.unit.path)
            agencies[agency.pk] = agency
    return found + [Scope(agencies[key], tuple(paths)) for key, paths in own.items()]


def findings_for(user: User, days: int, today: date) -> list[Finding]:
    """What is missing of work due from today to today + days, and of results that nobody has confirmed; nearest first.

    Statements do not grow with the rows.
    """
    found = [
        replace(each, may_mend=scope.may_record)
        for scope in scopes_of(user)
        for each in _open(scope, days, today) + _recorded(scope)
    ]
    return sorted(found, key=lambda each: (each.due_on or date.max, each.task.pk))


def _open(scope: Scope, days: int, today: date) -> list[Finding]:
    owed = [
        each
        for each in owed_until(scope.agency, today + timedelta(days=days), today)
        if each.due_on >= today
    ]
    units = units_by_key([key for each in owed for key in each.units])
    reported = _reported([each.task.pk for each in owed])
    staffed = _staffed(scope.agency, today)
    found = []
    for each in owed:
        leads: Sequence[Unit | None] = [units[key] for key in each.units if key in units]
        for unit in leads or [None]:
            if scope.holds(unit):
                seen = Checked(
                    due_on=each.due_on,
                    is_recorded=False,
                    has_lead=unit is not None,
                    has_person=unit is None or _has_person(unit, staffed),
                    reported_on=reported.get(each.task.pk),
                    known_on=each.task.starts_on,
                )
                found += _findings(seen, each.task, each, unit, today)
    return found


def _findings(
    seen: Checked, task: Task, owed: Owed, unit: Unit | None, today: date
) -> list[Finding]:
    return [
        Finding(missing, task, str(owed.uid), seen.due_on, unit)
        for missing in missing_of(seen, today, settings.STALE_PROGRESS_DAYS)
    ]


def _recorded(scope: Scope) -> list[Finding]:
    """Results that nobody has confirmed and that lack proof or a number."""
    rows = list(_unconfirmed(scope).order_by("due_on", "pk")[:SHOWN])
    proven = set(
        ResultEvidence.objects.filter(
            occurrence__in=[row.pk for row in rows], removed_at__isnull=True
        ).values_list("occurrence_id", flat=True)
    )
    found = []
    for row in rows:
        deliverable = row.milestone.deliverable
        seen = Checked(
            due_on=row.due_on,
            is_recorded=True,
            has_evidence=row.pk in proven,
            has_number=bool(row.document_number),
            is_document=deliverable is not None and bool(deliverable.kind),
            is_delivered=row.delivered_on is not None,
        )
        found += [
            Finding(missing, row.task, str(row.uid), row.due_on, row.unit)
            for missing in missing_of(seen, date.max, 0)
        ]
    return found


def _unconfirmed(scope: Scope) -> QuerySet[Occurrence]:
    rows = Occurrence.objects.filter(
        Q(submitted_on__isnull=False) | Q(delivered_on__isnull=False),
        Q(task__plan__state=PlanState.IN_FORCE) | Q(task__instruction__isnull=False),
        task__agency=scope.agency,
        task__discontinued_on__isnull=True,
        confirmed_at__isnull=True,
    )
    if scope.paths is not None:
        own = Q(pk__in=[])
        for path in scope.paths:
            own |= Q(unit__path__startswith=path)
        rows = rows.filter(own)
    return rows.select_related("task", "unit", "milestone__deliverable")


def _reported(tasks: Collection[int]) -> dict[int, date]:
    rows = ProgressReport.objects.filter(task__in=tasks).order_by().values_list("task_id")
    return {task: vietnam_date(at) for task, at in rows.annotate(last=Max("reported_at"))}


def _staffed(agency: Unit, today: date) -> set[int]:
    """Keys of units in which somebody works who records results."""
    return {
        unit
        for (unit, role), _users in people_told(agency, today).items()
        if Permission.FACT_RECORD in permissions_of(Role(role))
    }


def _has_person(unit: Unit, staffed: set[int]) -> bool:
    """Of a unit of another agency nothing is known here."""
    return unit.is_outside or unit.pk in staffed
