"""A plan in force with tasks, written by the product's own writer. Wording is invented."""

import itertools
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cchc.core import clock
from cchc.documents.models import Document
from cchc.orgs.models import Unit, UnitGroup, User
from cchc.periods.models import ReportingPeriod
from cchc.plans.issuing import IssuedTask, UnitLink
from cchc.plans.models import Draft, Plan, PlanSection, ReformArea
from cchc.plans.states import DraftState, PlanState
from cchc.reading.draft import ScheduleEntry
from cchc.tasks.models import Occurrence, Task
from cchc.tasks.services.writing import write_tasks
from tests.factories.cast import Cast

_counter = itertools.count(1)
ISSUED = datetime(2026, 1, 14, 9, 0, tzinfo=clock.VIETNAM)


def area(code: str = "steering") -> ReformArea:
    """A shipped area of reform; made when the data migration is not there."""
    row, _fresh = ReformArea.objects.get_or_create(
        code=code,
        agency=None,
        defaults={"name": f"Lĩnh vực {code}", "short_name": code, "position": 1},
    )
    return row


def make_plan(
    cast: Cast,
    *,
    agency: Unit | None = None,
    year: int = 2026,
    issued_on: date | None = date(2026, 1, 14),
    by: User | None = None,
) -> Plan:
    """A plan of the cast's agency, put in force on the day of its date."""
    agency = agency or cast.agency
    number = f"{next(_counter)}/KH-{agency.symbol or 'X'}"
    title = f"Kế hoạch cải cách hành chính năm {year} của {agency.name}"
    by = by or cast.coordinator
    document = Document.objects.create(
        agency=agency,
        kind=Document.Kind.PLAN,
        number=number,
        issued_on=issued_on,
        subject=title,
        issuer=agency.name,
    )
    draft = Draft.objects.create(
        agency=agency,
        state=DraftState.ISSUED,
        title=title,
        value={},
        created_by=by,
        created_at=ISSUED,
        changed_at=ISSUED,
    )
    return Plan.objects.create(
        agency=agency,
        document=document,
        draft=draft,
        state=PlanState.IN_FORCE,
        title=title,
        year=year,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        in_force_on=issued_on or date(year, 1, 14),
        issued_by=by,
        issued_at=ISSUED,
    )


def link(unit: Unit, group: UnitGroup | None = None) -> UnitLink:
    return UnitLink(wording=group.name if group else unit.name, unit=unit, group=group)


def issued(
    leads: Sequence[Unit | UnitLink],
    *,
    times: Sequence[ScheduleEntry] = (),
    products: Sequence[str] = ("Kế hoạch",),
    text: str = "Xây dựng và triển khai kế hoạch tuyên truyền cải cách hành chính",
    coordinating: Sequence[Unit | UnitLink] = (),
    **other: Any,
) -> IssuedTask:
    """A reviewed task as plans hand it over; give what the test is about."""
    position = other.pop("position", next(_counter) % 30000)
    key = other.pop("key", f"II.1.{position}")
    values: dict[str, Any] = {
        "key": key,
        "path": key,
        "label": f"{position}",
        "position": position,
        "section": None,
        "products_rule": "all",
        "conditional": False,
        "issued_by": None,
        "funding": None,
        "time": "Quý I năm 2026",
        "source": {"file": 0, "line": 12},
        "quote": text,
        **other,
    }
    values.setdefault("area", None)
    return IssuedTask(
        **{**values, "area": values["area"] or area()},
        text=text,
        leads=[each if isinstance(each, UnitLink) else link(each) for each in leads],
        coordinating=[each if isinstance(each, UnitLink) else link(each) for each in coordinating],
        products=list(products),
        schedule=list(times),
    )


def write(plan: Plan, *tasks: IssuedTask, by: User | None = None) -> list[Task]:
    """Write tasks as the issue does and return them in order."""
    write_tasks(plan, list(tasks), by or plan.issued_by, ISSUED)
    keys = [task.key for task in tasks]
    return sorted(plan.tasks.filter(draft_key__in=keys), key=lambda row: keys.index(row.draft_key))


def write_one(plan: Plan, *args: Any, **kwargs: Any) -> Task:
    return write(plan, issued(*args, **kwargs))[0]


def due(day: date, **other: Any) -> ScheduleEntry:
    return ScheduleEntry(due=day, **other)


def every(recurrence: str, **other: Any) -> ScheduleEntry:
    return ScheduleEntry(recurrence=recurrence, **other)


def report_deadline(plan: Plan, code: str, data_to: date, due_on: date) -> ReportingPeriod:
    return ReportingPeriod.objects.create(
        agency=plan.agency,
        document=plan.document,
        name=f"Báo cáo {code}",
        code=code,
        data_to=data_to,
        due_on=due_on,
    )


def only_occurrence(task: Task) -> Occurrence:
    return task.occurrences.get()


def section(plan: Plan, path: str, heading: str, position: int, code: str) -> PlanSection:
    return PlanSection.objects.create(
        plan=plan, position=position, path=path, heading=heading, area=area(code)
    )
