"""Occurrences as the rules see them, and the calendar that new ones follow."""

from collections import defaultdict
from collections.abc import Iterable

from cchc.periods.models import ReportingPeriod
from cchc.plans.models import Plan
from cchc.tasks.models import Deliverable, Occurrence, Task
from cchc.tasks.rules.facts import Fact, TaskFacts
from cchc.tasks.rules.milestones import STANDING
from cchc.tasks.rules.occurrences import ReportDate, Term

HIGHER = frozenset(Deliverable.Issuer.values) - {Deliverable.Issuer.OWN}


def facts_by_task(task_ids: Iterable[int]) -> dict[int, list[Fact]]:
    """The occurrences of these tasks in one statement, by task; a task without any gets []."""
    from_rows: dict[int, list[Fact]] = defaultdict(list)
    rows = Occurrence.objects.filter(task_id__in=list(task_ids)).values_list(
        "task_id",
        "due_on",
        "submitted_on",
        "delivered_on",
        "unit_id",
        "milestone__deliverable_id",
        "period",
        "ends_on",
        "milestone__recurrence",
        "milestone__deliverable__is_conditional",
        "task__is_conditional",
        "milestone__deliverable__issuer",
        "arisen_on",
        "not_arising_on",
        "confirmed_at",
        "asked_back",
        "pk",
    )
    for (
        task_id, due_on, submitted_on, delivered_on, unit, product, period, ends_on, recurrence,
        product_optional, task_optional, issuer, arisen_on, not_arising_on, confirmed_at, asked_back,
        key,
    ) in rows:  # fmt: skip
        optional = task_optional if product_optional is None else product_optional
        from_rows[task_id].append(
            Fact(
                due_on=due_on,
                submitted_on=submitted_on,
                delivered_on=delivered_on,
                unit=unit,
                product=product,
                period=period,
                ends_on=ends_on,
                is_standing=recurrence in STANDING,
                is_optional=optional and arisen_on is None,
                by_submission=issuer in HIGHER,
                not_arising=not_arising_on is not None,
                is_confirmed=confirmed_at is not None,
                is_asked_back=bool(asked_back),
                key=key,
            )
        )
    return from_rows


def is_set_above(row: Occurrence) -> bool:
    """Whether a higher level set the day: it issues the product. Such a day moves only by a document of that level."""
    deliverable = row.milestone.deliverable
    return deliverable is not None and deliverable.issuer in HIGHER


def stored_facts(task: Task) -> TaskFacts:
    """The facts that a task's columns hold, as `rules.state.state_of` takes them."""
    return TaskFacts(
        nature=task.nature,
        ends_on=task.ends_on,
        starts_on=task.starts_on,
        discontinued_on=task.discontinued_on,
        awaiting_since=task.awaiting_since,
        next_due_on=task.next_due_on,
        last_due_on=task.last_due_on,
        open_count=task.open_count,
        done_count=task.done_count,
        late_count=task.late_count,
        submitted_count=task.submitted_count,
        last_done_on=task.last_done_on,
        has_standing=task.has_standing,
        result_until=task.result_until,
        unplaced_count=task.unplaced_count,
        not_arising_count=task.not_arising_count,
    )


def term_of(plan: Plan) -> Term:
    """A plan's term; it takes effect on its document's date, else on the day it was put in force."""
    effective_on = plan.document.issued_on or plan.in_force_on or plan.starts_on
    return Term(plan.starts_on, plan.ends_on, effective_on)


def report_dates(plan: Plan) -> list[ReportDate]:
    """The reporting deadlines that a plan's periodic work follows: its own, else all of the agency's."""
    periods = list(
        ReportingPeriod.objects.filter(agency=plan.agency, closed_on__isnull=True).order_by("pk")
    )
    own = [period for period in periods if period.document_id == plan.document_id]
    return [ReportDate(each.code, each.data_to, each.due_on) for each in own or periods]
