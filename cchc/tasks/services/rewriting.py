"""A task that says what it should have said: a misreading put right, or an annex that fills it in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.orgs.models import User
from cchc.plans.issuing import IssuedTask
from cchc.plans.models import Plan
from cchc.tasks.models import Assignment, Deliverable, Milestone, Occurrence, Task
from cchc.tasks.services.facts import SUM_FIELDS, refresh_facts
from cchc.tasks.services.writing import new_rows

_KEPT = {"id", "uid", "version", "position", "draft_key", "discontinued_on", "changed_at"}


class ResultsInTheWay(DomainError):
    """A fact was recorded for work that the change would replace."""

    text = (
        "Nhiệm vụ đã có kết quả được ghi nhận nên không đổi được đơn vị chủ trì, sản phẩm hoặc thời gian. "
        "Hãy hoàn tác kết quả đã ghi nhận, đính chính, rồi ghi nhận lại."
    )


@transaction.atomic
def rewrite_task(plan: Plan, issued: IssuedTask, by: User, at: datetime) -> None:
    """Give the plan's task with this key the contents of `issued`; a task that is not there is left out.

    Products, milestones and occurrences are replaced only when leads, products or times changed; otherwise their
    wording is. Raises ResultsInTheWay when a recorded fact would be lost.
    """
    task = Task.objects.select_for_update().filter(plan=plan, draft_key=issued.key).first()
    if task is None:
        return
    rows = new_rows(plan, issued, at)
    products = list(task.deliverables.order_by("position"))
    times = list(task.milestones.order_by("position"))
    leads = list(task.assignments.filter(part=Assignment.Part.LEAD).values_list("unit", flat=True))
    new_leads = [one.unit_id for one in rows.assignments if one.part == Assignment.Part.LEAD]
    same_work = leads == new_leads and (
        _shape(products, times) == _shape(rows.deliverables, rows.milestones)
    )
    if not same_work and _has_results(task):
        raise ResultsInTheWay
    _copy(rows.task, task)
    task.assignments.all().delete()
    _adopt(task, rows.assignments)
    if same_work:
        _reword(products, rows.deliverables, ("text", "kind", "is_conditional", "issuer"))
        _reword(times, rows.milestones, ("what", "wording"))
    else:
        for present in (task.occurrences, task.milestones, task.deliverables):
            present.all().delete()
        for fresh in (rows.deliverables, rows.milestones, rows.occurrences):
            _adopt(task, fresh)
    refresh_facts([task], at)
    record(
        action="task.rewritten",
        target=task,
        by=by,
        at=at,
        agency_id=task.agency_id,
        replaced_work=not same_work,
    )


def _has_results(task: Task) -> bool:
    recorded = Q(recorded_by__isnull=False) | Q(arisen_on__isnull=False)
    return task.occurrences.filter(recorded).exists()


def _shape(products: Sequence[Deliverable], times: Sequence[Milestone]) -> list[Any]:
    """What makes occurrences: who owes each product, and when."""
    places = {id(product): place for place, product in enumerate(products)}
    places |= {product.pk: place for place, product in enumerate(products) if product.pk}
    owed: list[Any] = [product.unit_id for product in products]
    for time in times:
        linked = time.deliverable
        place = None if linked is None else places.get(linked.pk or id(linked))
        owed.append(
            (
                place,
                time.recurrence,
                tuple(time.days),
                time.starts_on,
                time.written_due,
                time.is_before,
            )
        )
    return owed


def _copy(source: Task, target: Task) -> None:
    """Every column but identity, place and sums."""
    names = [field.attname for field in Task._meta.concrete_fields]
    for name in names:
        if name not in _KEPT and name not in SUM_FIELDS:
            setattr(target, name, getattr(source, name))
    target.save()


def _adopt(task: Task, rows: Sequence[Assignment | Deliverable | Milestone | Occurrence]) -> None:
    for row in rows:
        row.task = task
        if isinstance(row, Milestone | Occurrence):
            _relink(row)
        row.save(force_insert=True)


def _relink(row: Milestone | Occurrence) -> None:
    """Take up the keys that linked rows got when they were saved just before."""
    if isinstance(row, Occurrence):
        row.milestone = row.milestone
    elif row.deliverable is not None:
        row.deliverable = row.deliverable


def _reword(
    present: Sequence[Deliverable] | Sequence[Milestone],
    fresh: Sequence[Deliverable] | Sequence[Milestone],
    names: tuple[str, ...],
) -> None:
    for old, new in zip(present, fresh, strict=True):
        for name in names:
            setattr(old, name, getattr(new, name))
        old.save(update_fields=list(names))
