"""Open work goes from units that end to their successors, as the act of reorganisation maps it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from cchc.orgs import movers
from cchc.orgs.models import Unit
from cchc.orgs.movers import Destined, Mover, Setting
from cchc.tasks.models import Assignment, Deliverable, Occurrence, Task
from cchc.tasks.selectors import moving
from cchc.tasks.services.facts import refresh_facts

_BATCH = 200
_LEAD, _HELPS = Assignment.Part.LEAD, Assignment.Part.COORDINATING


def register_movers() -> None:
    """Called once from `AppConfig.ready`; parts go before due dates."""
    lead, helps = moving.PARTS[_LEAD], moving.PARTS[_HELPS]
    for kind, label, find, move in (
        (moving.AGENCY, "Nhiệm vụ đang thực hiện của cơ quan", moving.agency_lines, move_agency),
        (lead, "Chủ trì", partial(moving.part_lines, _LEAD), partial(move_parts, _LEAD)),
        (helps, "Phối hợp", partial(moving.part_lines, _HELPS), partial(move_parts, _HELPS)),
        (moving.PRODUCT, "Sản phẩm phải nộp", moving.product_lines, move_products),
        (moving.OCCURRENCE, "Mốc thời hạn chưa hoàn thành", moving.occurrence_lines, move_dates),
    ):
        movers.register(Mover(kind, label, find, move))


def move_agency(rows: Sequence[Destined], setting: Setting) -> None:
    """Open tasks go on in the list of the successor's agency; done ones stay in that of the agency that ended."""
    to = _by_subject(rows)
    tasks = list(Task.objects.filter(uid__in=list(to)))
    for task in tasks:
        task.agency_id = to[task.uid].agency_id or task.agency_id
        task.changed_at = setting.at
    Task.objects.bulk_update(tasks, ["agency", "changed_at"], batch_size=_BATCH)


def move_parts(part: Assignment.Part, rows: Sequence[Destined], setting: Setting) -> None:
    """Each part ends the day before and the successor's begins; who leads no longer coordinates besides.

    A person whom the successor had named for its own part goes on with it.
    """
    tasks = moving.tasks_by_uid({each.line.subject for each in rows})
    live = _live_parts(tasks.values())
    ended: list[Assignment] = []
    begun: list[Assignment] = []
    for each in rows:
        parts = live[tasks[each.line.subject].pk]
        old = parts.pop((each.line.from_unit, part))
        ended.append(old)
        if (each.to.pk, _LEAD) in parts or (each.to.pk, part) in parts:
            continue
        helping = parts.pop((each.to.pk, _HELPS), None) if part == _LEAD else None
        ended += [helping] if helping else []
        parts[each.to.pk, part] = _part_of(each.to, old, setting)
        if helping is not None and helping.person_id is not None:
            parts[each.to.pk, part].person_id = helping.person_id
        begun.append(parts[each.to.pk, part])
    for row in ended:
        row.to_on = setting.on - timedelta(days=1)
    Assignment.objects.bulk_update(ended, ["to_on"], batch_size=_BATCH)
    Assignment.objects.bulk_create(begun)
    _name_leads(tasks.values())


def move_products(rows: Sequence[Destined], setting: Setting) -> None:
    """Products owed by name are the successor's."""
    to = _by_subject(rows)
    found = list(Deliverable.objects.filter(uid__in=list(to)))
    for row in found:
        row.unit = to[row.uid]
    Deliverable.objects.bulk_update(found, ["unit"], batch_size=_BATCH)


def move_dates(rows: Sequence[Destined], setting: Setting) -> None:
    """Due dates are the successor's. One that it owes already, of the same milestone and period, is owed once.

    The second is kept as không phát sinh with the decision as its reason, for the coordinator to confirm.
    """
    to = _by_subject(rows)
    found = list(
        Occurrence.objects.filter(uid__in=list(to)).select_related("task").order_by("due_on", "pk")
    )
    milestones = {row.milestone_id for row in found}
    owed = set(
        Occurrence.objects.filter(milestone__in=milestones).values_list(
            "milestone_id", "unit_id", "period"
        )
    )
    for row in found:
        heir = to[row.uid]
        row.version += 1
        if (row.milestone_id, heir.pk, row.period) in owed:
            _fold(row, heir, setting)
            continue
        row.unit = heir
        owed.add((row.milestone_id, heir.pk, row.period))
    fields = ["unit", "version", "not_arising_on", "outcome", "recorded_by", "recorded_at"]
    fields += ["submitted_on", "asked_back", "asked_back_note", "on_behalf"]
    Occurrence.objects.bulk_update(found, fields, batch_size=_BATCH)
    refresh_facts({row.task_id: row.task for row in found}.values(), setting.at)


def _fold(row: Occurrence, heir: Unit, setting: Setting) -> None:
    """Owed by two units that became one: the other row says so and asks for nothing, unless it was delivered."""
    if row.delivered_on is not None:
        return
    row.not_arising_on, row.submitted_on = setting.on, None
    row.outcome = f"Thực hiện chung trong phần việc của {heir.name} theo {setting.act.decision}."
    row.recorded_by, row.recorded_at = setting.by, setting.at
    row.asked_back, row.asked_back_note, row.on_behalf = "", "", True


def _part_of(heir: Unit, old: Assignment, setting: Setting) -> Assignment:
    return Assignment(
        task_id=old.task_id,
        unit=heir,
        part=old.part,
        group_id=old.group_id,
        wording=old.wording,
        person_id=old.person_id,
        position=old.position,
        from_on=setting.on,
    )


def _live_parts(tasks: Iterable[Task]) -> dict[int, dict[tuple[int, str], Assignment]]:
    found: dict[int, dict[tuple[int, str], Assignment]] = defaultdict(dict)
    keys = [task.pk for task in tasks]
    for row in Assignment.objects.filter(task__in=keys, to_on__isnull=True):
        found[row.task_id][row.unit_id, row.part] = row
    return found


def _name_leads(tasks: Iterable[Task]) -> None:
    tasks = list(tasks)
    leads = moving.leads_by_task(task.pk for task in tasks)
    for task in tasks:
        units = leads[task.pk]
        task.lead_count = len(units)
        task.lead_unit_id = units[0] if len(units) == 1 else None
        task.version += 1
    Task.objects.bulk_update(tasks, ["lead_unit", "lead_count", "version"], batch_size=_BATCH)


def _by_subject(rows: Sequence[Destined]) -> dict[UUID, Unit]:
    return {each.line.subject: each.to for each in rows}
