"""Tasks follow an amendment of their plan, from its day on. Prose: docs/algorithms/amendment.md."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from cchc.audit.services import record
from cchc.orgs.models import User
from cchc.periods.rules import Exceptions
from cchc.periods.selectors import exceptions_between
from cchc.plans.issuing import AmendedTask, Effect, IssuedTask, UnitLink
from cchc.plans.models import Amendment, Plan
from cchc.tasks.models import (
    Assignment,
    Deliverable,
    Extension,
    Milestone,
    Occurrence,
    OccurrenceAmendment,
    Task,
    TaskAmendment,
)
from cchc.tasks.notices import Amended, tell_amended
from cchc.tasks.rules.amending import Paired, Slot, pair_products, pair_slots
from cchc.tasks.rules.due_moves import Move, notes_on
from cchc.tasks.selectors.facts import is_set_above
from cchc.tasks.selectors.people import live_parts
from cchc.tasks.services import refusals
from cchc.tasks.services.due_moves import move_of, refuse_move
from cchc.tasks.services.entrusting import keep_people
from cchc.tasks.services.facts import refresh_facts
from cchc.tasks.services.rows import Rows, Setting, rows_of, save_rows, setting_of

_SHAPE = frozenset({"lead", "products", "time", "schedule"})
_LEAD, _HELPS = Assignment.Part.LEAD, Assignment.Part.COORDINATING
_TAKEN = (
    "text", "time_wording", "funding", "nature", "starts_on", "ends_on", "lead_unit", "lead_count",
    "products_count", "products_rule", "is_conditional", "has_standing", "search_key", "sort_key",
    "unplaced_count",
)  # fmt: skip
_CARRIED = ("plan", "draft_key", "section", "area", "position", "label", "path", "source", "quote")
_BEFORE = (
    "label", "text", "time_wording", "nature", "starts_on", "ends_on", "has_standing",
    "unplaced_count", "products_rule", "is_conditional",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Case:
    """One task to be amended: its rows as they are, and the unsaved rows of its new wording."""

    task: Task
    change: AmendedTask
    parts: list[Assignment]
    old: list[Occurrence]
    products: dict[int, Deliverable]  # by position in the new wording
    rows: Rows
    paired: Paired
    is_reshaped: bool


@transaction.atomic
def amend_tasks(
    amendment: Amendment, changes: Sequence[AmendedTask], by: User, at: datetime
) -> None:
    """Change, add and drop the tasks of a plan as an amendment says, or carry them over to the plan that replaces it.

    What is done stays; what is not done by the amendment's day takes the new day and unit, and what is asked for no
    longer is withdrawn from that day on. Leads before and after are told. Raises DoneAlready, and what forbids
    a day to move: DayOfAbove, DayPassed, BeyondThePlan.
    """
    on = amendment.effective_on
    assert on is not None  # it is in force
    assert amendment.document is not None
    to_plan = amendment.replaced_by or amendment.plan
    setting = replace(setting_of(to_plan, at), from_on=on)
    told: list[tuple[AmendedTask, Amended]] = []
    for change in changes:
        found: Amended | None
        if change.kind == "add":
            found = _add(amendment, change, setting, on)
        elif change.kind == "drop":
            found = _drop(amendment, change, on, at)
        else:
            found = _change(amendment, change, setting, on, by, at)
        if found is not None:
            told.append((change, found))
    if amendment.replaced_by is not None:
        _note_fresh(amendment, amendment.replaced_by, on)
    refresh_facts([amended.task for _what, amended in told], at)
    for change, amended in told:
        record(
            action="task.amended",
            target=amended.task,
            by=by,
            at=at,
            agency_id=amended.task.agency_id,
            kind=change.kind,
            fields=sorted(change.fields - {"schedule"}),
            reason=change.reason or amendment.reason,
            number=amendment.document.number,
            issuer=amendment.document.issuer,
            on=on,
            days=_days_of(amended.task, amendment),
        )
    tell_amended(amendment, [amended for _what, amended in told], by, at)


def _note_fresh(amendment: Amendment, plan: Plan, on: date) -> None:
    """Tasks that only the new plan has were not there before its day, whatever figures of earlier days ask for."""
    fresh = plan.tasks.exclude(
        pk__in=TaskAmendment.objects.filter(amendment=amendment).values("task")
    )
    TaskAmendment.objects.bulk_create(
        TaskAmendment(task=task, amendment=amendment, kind="add", on=on) for task in fresh
    )


def foresee(
    amendment: Amendment, changes: Sequence[AmendedTask], on: date, at: datetime
) -> dict[str, list[Effect]]:
    """What `amend_tasks` would do if the changes took effect on that day, by key of the task; writes nothing."""
    to_plan = amendment.replaced_by or amendment.plan
    setting = replace(setting_of(to_plan, at), from_on=on)
    found: dict[str, list[Effect]] = {}
    year = timedelta(days=366)
    exceptions = exceptions_between(to_plan.starts_on, to_plan.ends_on + year)
    for change in changes:
        if change.kind == "add":
            rows = rows_of(change.issued, setting)
            found[change.issued.key] = [
                _effect("added", row, None, row) for row in rows.occurrences if _is_ahead(row, on)
            ]
        elif change.kind == "drop":
            task = _task(amendment.plan, change.issued.key)
            if _is_finished(task):
                raise refusals.DoneAlready(task.label)
            rest = [row for row in _standing(task) if not _is_done(row, on)]
            found[change.issued.key] = [_effect("withdrawn", row, row, None) for row in rest]
        else:
            case = _case(amendment, change, setting, on)
            found[change.issued.key] = _effects(case, amendment, on, exceptions)
    return found


def _add(amendment: Amendment, change: AmendedTask, setting: Setting, on: date) -> Amended:
    rows = rows_of(change.issued, setting)
    ahead = [row for row in rows.occurrences if _is_ahead(row, on)]
    for row in ahead:
        row.added_on = on
    save_rows([replace(rows, occurrences=ahead)])
    TaskAmendment.objects.create(task=rows.task, amendment=amendment, kind=change.kind, on=on)
    leads = frozenset(row.unit_id for row in rows.assignments if row.part == _LEAD)
    return Amended(rows.task, change.kind, leads)


def _drop(amendment: Amendment, change: AmendedTask, on: date, at: datetime) -> Amended | None:
    task = _task(amendment.plan, change.issued.key)
    leads = frozenset(part.unit_id for part in live_parts(task) if part.part == _LEAD)
    if _is_finished(task):
        if amendment.replaced_by is None:
            raise refusals.DoneAlready(task.label)
        return None  # it stays done, with the plan that ends
    _note(task, amendment, change, on)
    task.discontinued_on, task.changed_at = on, at
    task.version += 1
    task.save(update_fields=["discontinued_on", "changed_at", "version"])
    return Amended(task, change.kind, leads)


def _change(  # noqa: PLR0917  who and when come last, as everywhere
    amendment: Amendment, change: AmendedTask, setting: Setting, on: date, by: User, at: datetime
) -> Amended:
    case = _case(amendment, change, setting, on)
    task = case.task
    before = {part.unit_id for part in case.parts if part.part == _LEAD}
    _note(task, amendment, change, on)
    for name in (*_TAKEN, *(_CARRIED if change.kind == "carry" else ())):
        setattr(task, name, getattr(case.rows.task, name))
    task.version += 1
    task.save()
    _assign(case, on)
    if case.is_reshaped:
        _reshape(case, amendment, on, by, at)
    after = {row.unit_id for row in case.rows.assignments if row.part == _LEAD}
    return Amended(task, change.kind, frozenset(before | after))


def _case(amendment: Amendment, change: AmendedTask, setting: Setting, on: date) -> _Case:
    task = _task(amendment.plan, change.old_key or change.issued.key)
    parts = live_parts(task)
    rows = rows_of(_with_units(change, parts), setting)
    old = _standing(task)
    held = list(task.deliverables.all())
    if "products" in change.fields:
        pairs = pair_products([p.text for p in held], [p.text for p in rows.deliverables])
    else:
        pairs = {place: place for place in range(min(len(held), len(rows.deliverables)))}
    places = {held[was].pk: now for now, was in pairs.items()}
    is_reshaped = bool(_SHAPE & change.fields) or change.kind == "carry"
    paired = Paired()
    if is_reshaped:
        slots = [_slot(row, places, on) for row in old]
        paired = pair_slots(slots, [_new_slot(row) for row in rows.occurrences], on)
    products = {now: held[was] for now, was in pairs.items()}
    return _Case(task, change, parts, old, products, rows, paired, is_reshaped)


def _with_units(change: AmendedTask, parts: Sequence[Assignment]) -> IssuedTask:
    """The task with the units that have their part today, unless the amendment or a new plan names them anew."""
    if change.kind == "carry":
        return change.issued

    def links(part: str) -> list[UnitLink]:
        return [UnitLink(p.wording, p.unit, p.group) for p in parts if p.part == part]

    issued = change.issued
    if "lead" not in change.fields:
        issued = replace(issued, leads=links(_LEAD))
    if "coordinating" not in change.fields:
        issued = replace(issued, coordinating=links(_HELPS))
    return issued


def _task(plan: Plan, key: str) -> Task:
    rows = Task.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "agency", "plan"
    )
    return rows.get(plan=plan, draft_key=key)


def _standing(task: Task) -> list[Occurrence]:
    rows = task.occurrences.select_related("milestone__deliverable", "unit")
    return list(rows.order_by("milestone__position", "due_on", "ends_on", "pk"))


def _is_finished(task: Task) -> bool:
    return bool(task.done_count) and not task.open_count and task.nature == Task.Nature.DATED


def _is_done(row: Occurrence, on: date) -> bool:
    if row.delivered_on is not None:
        return row.delivered_on < on
    return row.not_arising_on is not None and row.confirmed_at is not None


def _is_ahead(row: Occurrence, on: date) -> bool:
    """A period of recurring work counts from the amendment's day on; a single day as it is written."""
    day = row.due_on or row.ends_on
    return not row.milestone.recurrence or day is None or day >= on


def _slot(row: Occurrence, places: dict[int, int], on: date) -> Slot:
    product = row.milestone.deliverable_id
    return Slot(
        unit=row.unit_id,
        product=None if product is None else places.get(product, -1),
        recurrence=row.milestone.recurrence,
        period=row.period,
        day=row.due_on or row.ends_on,
        is_done=_is_done(row, on),
        is_recorded=row.recorded_at is not None,
        is_event=row.arisen_on is not None,
    )


def _new_slot(row: Occurrence) -> Slot:
    product = row.milestone.deliverable
    return Slot(
        unit=row.unit_id,
        product=product.position if product else None,
        recurrence=row.milestone.recurrence,
        period=row.period,
        day=row.due_on or row.ends_on,
    )


def _note(task: Task, amendment: Amendment, change: AmendedTask, on: date) -> None:
    is_carried = change.kind == "carry"
    TaskAmendment.objects.create(
        task=task,
        amendment=amendment,
        kind=change.kind,
        on=on,
        before={name: _plain(getattr(task, name)) for name in _BEFORE},
        from_plan=amendment.plan if is_carried else None,
        from_key=task.draft_key if is_carried else "",
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _assign(case: _Case, on: date) -> None:
    """Parts end the day before and begin on the day; a part that goes on keeps its row."""
    live = {(part.unit_id, part.part): part for part in case.parts}
    wanted = {(row.unit_id, row.part): row for row in case.rows.assignments}
    keep_people(case.parts, wanted.values())
    for key, part in live.items():
        if key not in wanted:
            part.to_on = on - timedelta(days=1)
            part.save(update_fields=["to_on"])
    for key, row in wanted.items():
        held = live.get(key)
        if held is None:
            row.task, row.from_on = case.task, on
            row.save()
        else:
            held.group, held.wording, held.position = row.group, row.wording, row.position
            held.save(update_fields=["group", "wording", "position"])


def _reshape(case: _Case, amendment: Amendment, on: date, by: User, at: datetime) -> None:
    task, rows = case.task, case.rows
    gone = list(task.milestones.values_list("pk", flat=True))
    products = _save_products(case)
    for milestone in rows.milestones:
        milestone.task = task
        if milestone.deliverable is not None:
            milestone.deliverable = products[milestone.deliverable.position]
    Milestone.objects.bulk_create(rows.milestones)
    for was, now in case.paired.one:
        _move(case, amendment, case.old[was], rows.occurrences[now], on)
    for place in case.paired.withdrawn:
        case.old[place].claim_version(case.old[place].version)
        case.old[place].withdrawn_on = on
        case.old[place].save(update_fields=["withdrawn_on"])
    _keep_events(case)
    fresh = [rows.occurrences[place] for place in case.paired.added]
    for row in fresh:
        row.task, row.added_on = task, on
    Occurrence.objects.bulk_create(fresh)
    _settle_requests(case, amendment, by, at)
    empty = Milestone.objects.filter(pk__in=gone)
    empty.exclude(pk__in=Occurrence.everything.filter(task=task).values("milestone")).delete()
    empty.update(is_unplaced=False)
    standing = task.occurrences.exclude(milestone__deliverable=None).values(
        "milestone__deliverable"
    )
    left = task.deliverables.exclude(pk__in=[row.pk for row in products.values()])
    left.exclude(pk__in=standing).update(withdrawn_on=on)


def _save_products(case: _Case) -> dict[int, Deliverable]:
    """Products by position: one that goes on keeps its row and uid under its new wording."""
    for row in case.rows.deliverables:
        row.task = case.task
        held = case.products.get(row.position)
        if held is not None:
            row.pk, row.uid = held.pk, held.uid
        row.save(force_insert=held is None, force_update=held is not None)
    return {row.position: row for row in case.rows.deliverables}


def _move(case: _Case, amendment: Amendment, row: Occurrence, now: Occurrence, on: date) -> None:
    """Put an occurrence under its new milestone; what is not done takes the new day and unit."""
    due, unit = _day_after(case, row, now, on), _unit_after(row, now, on)
    if due != row.due_on:
        refuse_move(case.task, _move_of(case, amendment, row, due, on))
    if (due, unit) != (row.due_on, row.unit_id):
        OccurrenceAmendment.objects.create(
            occurrence=row,
            amendment=amendment,
            on=on,
            from_due=row.due_on,
            to_due=due,
            from_unit_id=row.unit_id,
            to_unit_id=unit,
        )
        row.claim_version(row.version)
    row.milestone, row.due_on, row.unit_id = now.milestone, due, unit
    if not _is_done(row, on):
        row.ends_on = now.ends_on
    row.save(update_fields=["milestone", "due_on", "ends_on", "unit"])


def _move_of(
    case: _Case, amendment: Amendment, row: Occurrence, due: date | None, on: date
) -> Move:
    return move_of(
        case.task,
        row,
        due,
        on,
        by_level_above=amendment.level == Amendment.Level.ABOVE,
        has_reason=bool(case.change.reason),
        is_set_anew=case.change.kind == "carry",
    )


def _day_after(case: _Case, row: Occurrence, now: Occurrence, on: date) -> date | None:
    """The new day, for what was not done before the amendment's day, where the time changed at all."""
    is_moved = "time" in case.change.fields and not _is_done(row, on)
    return now.due_on if is_moved else row.due_on


def _unit_after(row: Occurrence, now: Occurrence, on: date) -> int | None:
    """Whoever delivered it keeps it; what is open goes to the unit that leads from now on."""
    return row.unit_id if row.delivered_on is not None or _is_done(row, on) else now.unit_id


def _keep_events(case: _Case) -> None:
    """What arose under the old wording goes on under the new one, where that is event-driven too."""
    events = [each for each in case.rows.milestones if each.recurrence == "on_event"]
    for place in case.paired.stay:
        row = case.old[place]
        if row.arisen_on is not None and events:
            row.milestone = events[0]
            row.save(update_fields=["milestone"])


def _settle_requests(case: _Case, amendment: Amendment, by: User, at: datetime) -> None:
    """A request for a later day that waits is answered by the document that set the day."""
    document = amendment.document
    assert document is not None
    Extension.objects.filter(
        occurrence__in=[case.old[was].pk for was, _now in case.paired.one]
        + [case.old[place].pk for place in case.paired.withdrawn],
        state=Extension.State.ASKED,
    ).update(
        state=Extension.State.REFUSED,
        said_by=document.issuer[:150],
        said_on=amendment.effective_on,
        document_number=document.number,
        document_on=document.issued_on,
        note="Thời hạn thực hiện theo văn bản điều chỉnh kế hoạch.",
        decided_by=by,
        decided_at=at,
    )


def _effects(case: _Case, amendment: Amendment, on: date, exceptions: Exceptions) -> list[Effect]:
    if not case.is_reshaped:
        return []
    rows, found = case.rows.occurrences, []
    for was, now in case.paired.one:
        row = case.old[was]
        after = Occurrence(
            due_on=_day_after(case, row, rows[now], on), unit_id=_unit_after(row, rows[now], on)
        )
        if (after.due_on, after.unit_id) != (row.due_on, row.unit_id):
            unit = rows[now].unit if after.unit_id == rows[now].unit_id else row.unit
            effect = _effect("moved", row, row, after)
            notes = notes_on(_move_of(case, amendment, row, after.due_on, on), exceptions)
            found.append(replace(effect, unit=unit.name if unit else "", notes=tuple(notes)))
        elif _is_done(row, on):
            found.append(_effect("done", row, row, row))
    found += [_effect("done", case.old[p], case.old[p], case.old[p]) for p in case.paired.stay]
    found += [_effect("withdrawn", case.old[p], case.old[p], None) for p in case.paired.withdrawn]
    found += [_effect("added", rows[p], None, rows[p]) for p in case.paired.added]
    return found


def _effect(code: str, row: Occurrence, was: Occurrence | None, now: Occurrence | None) -> Effect:
    product = row.milestone.deliverable
    unit = (now or row).unit or row.unit
    return Effect(
        code=code,
        what=product.text if product else row.milestone.what,
        unit=unit.name if unit else "",
        from_due=was.due_on if was else None,
        to_due=now.due_on if now else None,
        from_unit=was.unit.name if was and was.unit else "",
        is_set_above=bool(was and now) and was is not now and is_set_above(row),
    )


def _days_of(task: Task, amendment: Amendment) -> list[list[date | None]]:
    rows = OccurrenceAmendment.objects.filter(occurrence__task=task, amendment=amendment)
    return [list(pair) for pair in rows.values_list("from_due", "to_due") if pair[0] != pair[1]]
