"""The rows of one task of a plan, built from its reviewed draft and not yet saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cchc.core import clock
from cchc.core.text import fold
from cchc.orgs.models import Unit
from cchc.plans.issuing import IssuedTask, UnitLink
from cchc.plans.models import Plan
from cchc.reading.draft import ScheduleEntry
from cchc.tasks.models import (
    Assignment,
    Deliverable,
    Instruction,
    Milestone,
    Occurrence,
    Task,
)
from cchc.tasks.rules.facts import Fact, products_owed, sums_of
from cchc.tasks.rules.milestones import REPORTING, STANDING, Time, milestones_for, nature_of
from cchc.tasks.rules.occurrences import Planned, ReportDate, Term, occurrences_for
from cchc.tasks.rules.products import is_conditional, issuer_of, kind_of, owing_leads
from cchc.tasks.selectors.facts import report_dates, term_of
from cchc.tasks.services.facts import apply_sums

_COMMITTEES = {Unit.Kind.PROVINCE: "province", Unit.Kind.COMMUNE: "commune"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What all tasks of one plan or instruction share; `from_on`: the day from which units have their parts."""

    agency: Unit
    plan: Plan | None
    instruction: Instruction | None
    term: Term
    reports: Sequence[ReportDate]
    from_on: date
    ends_on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Rows:
    """The unsaved rows of one task."""

    task: Task
    assignments: list[Assignment]
    deliverables: list[Deliverable]
    milestones: list[Milestone]
    occurrences: list[Occurrence]


def setting_of(plan: Plan, at: datetime) -> Setting:
    """What writing tasks of this plan needs to know; two statements."""
    return Setting(
        agency=plan.agency,
        plan=plan,
        instruction=None,
        term=term_of(plan),
        reports=report_dates(plan),
        from_on=plan.in_force_on or clock.vietnam_date(at),
        ends_on=plan.ends_on,
        at=at,
    )


def setting_of_instruction(instruction: Instruction, ends_on: date, at: datetime) -> Setting:
    """The same of an instruction whose work ends on a day; no statement."""
    term = Term(instruction.assigned_on, ends_on, instruction.assigned_on)
    return Setting(
        agency=instruction.agency,
        plan=None,
        instruction=instruction,
        term=term,
        reports=(),
        from_on=instruction.assigned_on,
        ends_on=ends_on,
        at=at,
    )


def save_rows(sheets: Sequence[Rows]) -> None:
    """Insert the rows of many tasks; one statement a table."""
    Task.objects.bulk_create([rows.task for rows in sheets])
    Assignment.objects.bulk_create([row for rows in sheets for row in rows.assignments])
    Deliverable.objects.bulk_create([row for rows in sheets for row in rows.deliverables])
    Milestone.objects.bulk_create([row for rows in sheets for row in rows.milestones])
    Occurrence.objects.bulk_create([row for rows in sheets for row in rows.occurrences])


def rows_of(issued: IssuedTask, setting: Setting) -> Rows:
    leads = _once_each(issued.leads)
    times = milestones_for(
        [_time(entry) for entry in issued.schedule], issued.products, issued.products_rule
    )
    task = _task(issued, leads, times, setting)
    deliverables = _deliverables(task, issued, leads, setting.agency)
    milestones: list[Milestone] = []
    occurrences: list[Occurrence] = []
    for position, time in enumerate(times, start=1):
        deliverable = deliverables[time.product] if time.product is not None else None
        milestone = _milestone(task, deliverable, time, position)
        planned = occurrences_for(time, setting.term, setting.reports)
        milestone.is_unplaced = not planned and time.recurrence in REPORTING
        units = owing(deliverable, [link.unit for link in leads])
        milestones.append(milestone)
        occurrences += [occurrence_of(milestone, unit, each) for unit in units for each in planned]
    task.unplaced_count = sum(milestone.is_unplaced for milestone in milestones)
    facts = [_fact(row) for row in occurrences]
    apply_sums(task, sums_of(facts, task.products_rule, task.products_count))
    return Rows(
        task,
        list(_assignments(task, issued, leads, setting)),
        deliverables,
        milestones,
        occurrences,
    )


def _task(
    issued: IssuedTask, leads: Sequence[UnitLink], times: Sequence[Time], setting: Setting
) -> Task:
    starts = [time.start for time in times]
    task = Task(
        agency=setting.agency,
        plan=setting.plan,
        instruction=setting.instruction,
        section=issued.section,
        area=issued.area,
        position=issued.position,
        label=issued.label[:60],
        path=issued.path[:200],
        draft_key=issued.key,
        text=issued.text,
        time_wording=issued.time or "",
        products_rule=issued.products_rule,
        is_conditional=issued.conditional,
        funding=issued.funding or "",
        source=issued.source,
        quote=issued.quote,
        nature=nature_of(times),
        starts_on=min((start for start in starts if start), default=None) if all(starts) else None,
        ends_on=setting.ends_on,
        lead_unit=leads[0].unit if len(leads) == 1 else None,
        lead_count=len(leads),
        products_count=products_owed(len(issued.products), issued.products_rule),
        has_standing=any(time.recurrence in STANDING for time in times),
        changed_at=setting.at,
    )
    task.set_list_keys(issued.label, issued.text, *issued.products, sorted_by=issued.text)
    return task


def _deliverables(
    task: Task, issued: IssuedTask, leads: Sequence[UnitLink], agency: Unit
) -> list[Deliverable]:
    named = [link.unit.name for link in leads] if not any(link.group for link in leads) else []
    owners = owing_leads(issued.products, named)
    says_so = [is_conditional(text) for text in issued.products]
    committee = _COMMITTEES.get(Unit.Kind(agency.kind), "")
    return [
        Deliverable(
            task=task,
            position=position,
            text=text,
            kind=kind_of(text),
            is_conditional=says_so[position] or (issued.conditional and not any(says_so)),
            issuer=issuer_of(text, _issuer_meant(text, issued), committee),
            unit=leads[owner].unit if (owner := owners[position]) is not None else None,
        )
        for position, text in enumerate(issued.products)
    ]


def _issuer_meant(text: str, issued: IssuedTask) -> str | None:
    """The draft's issuer where it speaks of this product: the only one, or one whose words name it."""
    issuer = issued.issued_by
    is_meant = issuer and (len(issued.products) == 1 or fold(issuer) in fold(text))
    return issuer if is_meant else None


def _milestone(task: Task, deliverable: Deliverable | None, time: Time, position: int) -> Milestone:
    return Milestone(
        task=task,
        deliverable=deliverable,
        position=position,
        what=time.what[:500],
        wording=task.time_wording,
        recurrence=time.recurrence,
        days=list(time.on),
        starts_on=time.start,
        written_due=time.due,
        is_before=time.before,
    )


def occurrence_of(milestone: Milestone, unit: Unit | None, planned: Planned) -> Occurrence:
    return Occurrence(
        task=milestone.task,
        milestone=milestone,
        unit=unit,
        period=planned.period,
        due_on=planned.due_on,
        ends_on=planned.ends_on,
    )


def _assignments(
    task: Task, issued: IssuedTask, leads: Sequence[UnitLink], setting: Setting
) -> Iterator[Assignment]:
    leading = {link.unit.pk for link in leads}
    helping = [link for link in _once_each(issued.coordinating) if link.unit.pk not in leading]
    parts = [(Assignment.Part.LEAD, link) for link in leads]
    parts += [(Assignment.Part.COORDINATING, link) for link in helping]
    for position, (part, link) in enumerate(parts):
        yield Assignment(
            task=task,
            unit=link.unit,
            part=part,
            group=link.group,
            wording=link.wording[:300],
            position=position,
            from_on=setting.from_on,
        )


def _fact(row: Occurrence) -> Fact:
    """A new occurrence as a fact: nothing is recorded yet."""
    deliverable = row.milestone.deliverable
    return Fact(
        due_on=row.due_on,
        unit=row.unit_id,
        product=deliverable.position if deliverable else None,
        period=row.period,
        ends_on=row.ends_on,
        is_standing=row.milestone.recurrence in STANDING,
        is_optional=deliverable.is_conditional if deliverable else row.task.is_conditional,
    )


def _once_each(links: Sequence[UnitLink]) -> list[UnitLink]:
    kept: dict[int, UnitLink] = {}
    for link in links:
        kept.setdefault(link.unit.pk, link)
    return list(kept.values())


def _time(entry: ScheduleEntry) -> Time:
    return Time(
        what=entry.what or "",
        product=entry.product,
        due=entry.due,
        start=entry.start,
        before=entry.before,
        recurrence=entry.recurrence or "",
        on=tuple(entry.on or ()),
    )


def owing(deliverable: Deliverable | None, leads: Sequence[Unit]) -> list[Unit | None]:
    """The unit that owes the product, else every unit that leads, else nobody."""
    if deliverable and deliverable.unit:
        return [deliverable.unit]
    return [*leads] or [None]
