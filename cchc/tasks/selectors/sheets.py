"""What a list to fill in shows of tasks, and how each row that came back would be judged. Reads only."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from cchc.core.text import squeeze
from cchc.orgs.models import Unit, User
from cchc.sheets.rules import Change
from cchc.tasks.models import Assignment, Occurrence, ProgressReport, Task
from cchc.tasks.rules import sheet as cells
from cchc.tasks.rules.sheet import Cells, Key, Shown
from cchc.tasks.selectors.people import Standing, speaks_for, standing_among

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the list: a task and what is due of it, None where nothing is."""

    task: Task
    occurrence: Occurrence | None
    parts: list[Assignment]


@dataclass(frozen=True, slots=True)
class Told:
    """What a row asks for: changes; the result to record and the progress to report (None: neither changes)."""

    place: Place
    cells: Cells
    records: bool = False
    reports_for: Unit | None = None
    changes: list[Change] = field(default_factory=list)


def shown_of(row: Occurrence) -> Shown:
    return Shown(
        row.submitted_on,
        row.delivered_on,
        row.document_number,
        row.outcome,
        row.not_arising_on is not None,
    )


def key_of(place: Place) -> Key:
    """The key under which the row goes out; its digest is of what the cells show then."""
    row = place.occurrence
    digest = Key.digest_of(shown_of(row).cells() if row else {})
    return Key(place.task.uid, row.uid if row else None, row.version if row else 0, digest=digest)


def places_of(keys: Sequence[int]) -> Iterator[Place]:
    """The rows of these tasks (their keys) in order, every occurrence by its day; read by the batch."""
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        tasks = {row.pk: row for row in Task.objects.filter(pk__in=batch).select_related("agency")}
        rows, parts = _occurrences(task__in=batch), _parts(batch)
        by_task: dict[int, list[Occurrence]] = defaultdict(list)
        for row in rows.order_by("due_on", "ends_on", "pk"):
            by_task[row.task_id].append(row)
        for key in batch:
            due: Sequence[Occurrence | None] = by_task[key] or [None]
            yield from (Place(tasks[key], each, parts[key]) for each in due)


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that judging some rows needs, read at once: constant statements however many rows."""

    user: User
    tasks: Mapping[UUID, Task]
    occurrences: Mapping[UUID, Occurrence]
    parts: Mapping[int, list[Assignment]]
    last_reports: Mapping[tuple[int, int], ProgressReport]

    def place(self, key: Key) -> Place | None:
        """The row as it stands now; None for what the person does not see or what is no more."""
        task = self.tasks.get(key.task)
        if task is None:
            return None
        if key.occurrence is None:
            return Place(task, None, self.parts[task.pk])
        occurrence = self.occurrences.get(key.occurrence)
        if occurrence is None or occurrence.task_id != task.pk:
            return None
        return Place(task, occurrence, self.parts[task.pk])

    def standing(self, place: Place) -> Standing:
        return standing_among(self.user, place.task, place.parts, place.occurrence)


def ground_of(user: User, tasks: QuerySet[Task], keys: Sequence[Key]) -> Ground:
    """tasks: those that the person may read."""
    found: dict[UUID, Task] = {}
    occurrences: dict[UUID, Occurrence] = {}
    last: dict[tuple[int, int], ProgressReport] = {}
    uids = list(dict.fromkeys(key.task for key in keys))
    for start in range(0, len(uids), _BATCH):
        batch = uids[start : start + _BATCH]
        rows = list(tasks.filter(uid__in=batch).select_related("agency", "plan", "instruction"))
        found |= {row.uid: row for row in rows}
        pks = [row.pk for row in rows]
        occurrences |= {row.uid: row for row in _occurrences(task__in=pks)}
        reports = ProgressReport.objects.filter(task__in=pks).order_by("reported_at", "pk")
        last |= {(each.task_id, each.unit_id): each for each in reports}
    parts = _parts([row.pk for row in found.values()])
    return Ground(user, found, occurrences, parts, last)


def told_by(place: Place, given: Cells, ground: Ground) -> Told:
    """What a row would change of what stands now."""
    row = place.occurrence
    now = shown_of(row).cells() if row else {}
    new = given.shown.cells()
    changes = [
        Change(name, now.get(name, ""), new[name])
        for name in cells.RESULT_COLUMNS
        if new[name] != now.get(name, "")
    ]
    records = bool(changes)
    unit = _reporting_unit(place, ground.user) if given.says_progress else None
    if unit is not None and _is_said(ground.last_reports.get((place.task.pk, unit.pk)), given):
        unit = None
    if unit is not None:
        words = f"{given.percent}%: {given.note}" if given.percent is not None else given.note
        changes.append(Change("Tiến độ của " + unit.name, "", words))
    return Told(place, given, records, unit, changes)


def may_report(place: Place, user: User) -> bool:
    return _reporting_unit(place, user) is not None


def _reporting_unit(place: Place, user: User) -> Unit | None:
    """The unit for which a row reports: the one that owes it, else one's own, else the first that leads."""
    spoken = speaks_for(user, place.task, place.parts)
    units = {each.unit_id: each.unit for each in place.parts if each.unit_id in spoken}
    owing = place.occurrence.unit_id if place.occurrence else None
    if owing in units:
        return units[owing]
    own = [unit for key, unit in units.items() if spoken[key] is Standing.OWN_UNIT]
    return next(iter(own or units.values()), None)


def _is_said(last: ProgressReport | None, given: Cells) -> bool:
    if last is None:
        return False
    return last.percent_done == given.percent and squeeze(last.note) == squeeze(given.note)


def _occurrences(**narrowed: Sequence[int]) -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(**narrowed).select_related(
        "milestone", "milestone__deliverable", "unit", "recorded_by", "confirmed_by"
    )


def _parts(tasks: Sequence[int]) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    for start in range(0, len(tasks), _BATCH):
        rows = Assignment.objects.filter(
            task__in=tasks[start : start + _BATCH], to_on__isnull=True
        ).select_related("unit", "group")
        for row in rows.order_by("position", "pk"):
            found[row.task_id].append(row)
    return found
