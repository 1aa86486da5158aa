"""One task says what it should have said: a misreading put right, or an annex that fills it in."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from cchc.audit.services import record
from cchc.core.errors import DomainError
from cchc.orgs.models import User
from cchc.plans.issuing import IssuedTask
from cchc.plans.models import Plan
from cchc.tasks.models import (
    Assignment,
    Deliverable,
    Extension,
    Milestone,
    Occurrence,
    OccurrenceAmendment,
    Task,
)
from cchc.tasks.services.carrying import Carried, carry_extensions
from cchc.tasks.services.entrusting import keep_people
from cchc.tasks.services.facts import refresh_facts
from cchc.tasks.services.rows import Rows, rows_of, setting_of

_TAKEN = (
    "section", "area", "position", "label", "path", "text", "time_wording", "products_rule",
    "is_conditional", "funding", "source", "quote", "nature", "starts_on", "ends_on", "lead_unit",
    "lead_count", "products_count", "has_standing", "search_key", "sort_key", "unplaced_count",
)  # fmt: skip
_Key = tuple[int | None, int | None, str, str]


class ResultsInTheWay(DomainError):
    text = (
        "Nội dung mới làm mất kết quả đã ghi nhận của nhiệm vụ này. "
        "Hãy hoàn tác các kết quả đó trước, rồi đính chính lại."
    )


class ExtensionsInTheWay(DomainError):
    text = (
        "Nội dung mới làm mất việc gia hạn đã đề nghị hoặc đã quyết định của nhiệm vụ này. "
        "Hãy thay đổi thời hạn bằng điều chỉnh kế hoạch theo văn bản."
    )


@transaction.atomic
def rewrite_task(plan: Plan, issued: IssuedTask, by: User, at: datetime) -> None:
    """Rewrite the plan's task with this key from its true wording.

    An occurrence that stays (same unit, product, rhythm and period) keeps its row, uid and what was recorded; its
    day follows the new wording, and what was granted on top of it stays granted. Others go, unless something was
    recorded: then ResultsInTheWay or ExtensionsInTheWay, and nothing changes. A plan without such a task stays.
    """
    task = (
        Task.objects.select_for_update(no_key=True).filter(plan=plan, draft_key=issued.key).first()
    )
    if task is None:
        return
    rows = rows_of(issued, setting_of(plan, at))
    old = list(task.occurrences.select_related("milestone", "milestone__deliverable"))
    before = {"text": task.text, "time": task.time_wording}
    for name in _TAKEN:
        setattr(task, name, getattr(rows.task, name))
    task.version += 1
    task.save()
    _assign(task, rows.assignments)
    carried = _deliver(task, rows, old, by, at)
    refresh_facts([task], at)
    record(
        action="task.rewritten",
        target=task,
        by=by,
        at=at,
        agency_id=task.agency_id,
        old=before,
        new={"text": task.text, "time": task.time_wording},
        extensions=[each.as_logged() for each in carried],
    )


def _assign(task: Task, wanted: Sequence[Assignment]) -> None:
    """Parts that the plan really gives; a part that was only misread never existed and goes."""
    live = {(row.unit_id, row.part): row for row in task.assignments.filter(to_on__isnull=True)}
    keep_people(live.values(), wanted)
    kept = set()
    for row in wanted:
        found = live.get((row.unit_id, row.part))
        if found is None:
            row.task = task
            row.save()
            continue
        kept.add(found.pk)
        found.group, found.wording, found.position = row.group, row.wording, row.position
        found.save(update_fields=["group", "wording", "position"])
    task.assignments.filter(pk__in=[row.pk for row in live.values() if row.pk not in kept]).delete()


def _deliver(
    task: Task, rows: Rows, old: Sequence[Occurrence], by: User, at: datetime
) -> list[Carried]:
    products = _products(task, rows.deliverables)
    gone = list(task.milestones.values_list("pk", flat=True))
    for milestone in rows.milestones:
        milestone.task = task
        if milestone.deliverable is not None:
            milestone.deliverable = products[milestone.deliverable.position]
    Milestone.objects.bulk_create(rows.milestones)
    extensions = _extensions(task)
    kept = _kept(rows, old, set(extensions))
    carried = [
        each for row in old if row.pk in kept and (held := extensions.get(row.pk))
        for each in carry_extensions(row, kept[row.pk].due_on, held, by, at)
    ]  # fmt: skip
    for row in old:
        if row.pk in kept:
            row.save(update_fields=["milestone", "due_on", "ends_on", "unit"])
    lost = [row for row in old if row.pk not in kept]
    amended = set(
        OccurrenceAmendment.objects.filter(occurrence__in=lost).values_list("occurrence", flat=True)
    )
    if any(row.recorded_at or row.arisen_on or row.pk in amended for row in lost):
        raise ResultsInTheWay
    if any(row.pk in extensions for row in lost):
        raise ExtensionsInTheWay
    Occurrence.objects.filter(pk__in=[row.pk for row in lost]).delete()
    fresh = [row for row in rows.occurrences if row not in kept.values()]
    for row in fresh:
        row.task = task
    Occurrence.objects.bulk_create(fresh)
    withdrawn = Occurrence.everything.filter(task=task, withdrawn_on__isnull=False)
    Milestone.objects.filter(pk__in=gone).exclude(pk__in=withdrawn.values("milestone")).delete()
    left = task.deliverables.exclude(pk__in=[product.pk for product in products.values()])
    left.exclude(milestones__isnull=False).delete()
    return carried


def _extensions(task: Task) -> dict[int, list[Extension]]:
    """Extensions by occurrence, oldest first."""
    found: dict[int, list[Extension]] = defaultdict(list)
    for row in Extension.objects.filter(occurrence__task=task):
        found[row.occurrence_id].append(row)
    return found


def _products(task: Task, wanted: Sequence[Deliverable]) -> dict[int, Deliverable]:
    """Products by position: an existing row takes the new wording, so that its uid stays."""
    known = {row.position: row for row in task.deliverables.all()}
    for row in wanted:
        row.task = task
        if row.position in known:
            row.pk, row.uid = known[row.position].pk, known[row.position].uid
        row.save(force_insert=row.position not in known, force_update=row.position in known)
    return {row.position: row for row in wanted}


def _kept(
    rows: Rows, old: Sequence[Occurrence], extended: Collection[int]
) -> dict[int, Occurrence]:
    """Old occurrences that stay, by key, put under their new milestone; the new row each one replaces.

    One that was extended and that nobody recorded goes along to the unit that truly owes it. The caller sees to the
    days that were extended, and saves.
    """
    wanted = {_key(row): row for row in rows.occurrences}
    events = {m.deliverable_id: m for m in rows.milestones if m.recurrence == "on_event"}
    held = {_key(row) for row in old}
    others: dict[tuple[Any, ...], list[Occurrence]] = defaultdict(list)
    for key, row in wanted.items():
        if key not in held:
            others[key[1:]].append(row)
    kept: dict[int, Occurrence] = {}
    for row in old:
        match = wanted.get(_key(row))
        elsewhere = others[_key(row)[1:]]
        if match is None and row.pk in extended and not row.recorded_at and len(elsewhere) == 1:
            match = elsewhere.pop()
            row.unit_id = match.unit_id
        if match is not None:
            row.milestone, row.ends_on = match.milestone, match.ends_on
            if row.pk not in extended:
                row.due_on = match.due_on
            kept[row.pk] = match
        elif row.arisen_on is not None and events:
            row.milestone = events.get(row.milestone.deliverable_id) or next(iter(events.values()))
            kept[row.pk] = row
    return kept


def _key(row: Occurrence) -> _Key:
    """What makes an occurrence the same one under another wording."""
    product = row.milestone.deliverable
    return (
        row.unit_id,
        product.position if product else None,
        row.milestone.recurrence,
        row.period,
    )
