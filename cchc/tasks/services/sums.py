"""Looking after the kept sums of tasks: put together, held against a recount, set right, moved with the tree."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from cchc.core import jobs
from cchc.core.db import snapshot, take_turns
from cchc.orgs.models import PATH_DIGITS, Reorganisation, Unit, UnitPlace
from cchc.tasks.models import Task, TaskSum
from cchc.tasks.models.sums import KEY, add_rows
from cchc.tasks.rules.state import FIELDS, counted_as

Key = tuple[Any, ...]
"""Values of one sum in the order of KEY."""
_BATCH = 500
_CHUNK = 5000
_SETTING_RIGHT = "tasks.sums"
_OWN, _BELOW = TaskSum.Level.OWN.value, TaskSum.Level.BELOW.value


def merge_sums() -> int:
    """Put rows of the same sum together, agency by agency; returns how many rows are fewer.

    Writers only add rows, so that none of them waits. Runs twice without harm.
    """
    fresh = TaskSum.objects.filter(is_fresh=True).order_by("agency_id")
    return sum(_merge(agency) for agency in fresh.values_list("agency_id", flat=True).distinct())


@transaction.atomic
def _merge(agency: int) -> int:
    """The oldest row of each sum takes in the others; what adds up to nothing goes."""
    fresh = set(
        TaskSum.objects.filter(agency=agency, is_fresh=True).values_list("level", "year").distinct()
    )
    likes: dict[Key, list[TaskSum]] = defaultdict(list)
    for level, year in sorted(fresh):
        rows = TaskSum.objects.filter(agency=agency, level=level, year=year).order_by("pk")
        for row in rows.select_for_update(no_key=True):
            likes[tuple(getattr(row, name) for name in KEY)].append(row)
    kept, gone = [], []
    for first, *others in likes.values():
        total = first.tasks + sum(row.tasks for row in others)
        gone += [row.pk for row in (others if total else [first, *others])]
        if total and (others or first.is_fresh):
            first.tasks, first.is_fresh = total, False
            kept.append(first)
    TaskSum.objects.bulk_update(kept, ["tasks", "is_fresh"], batch_size=_BATCH)
    TaskSum.objects.filter(pk__in=gone).delete()
    return len(gone)


def differences(using: str = "default") -> dict[Key, int]:
    """By how many tasks each kept sum lacks (or, below 0, exceeds) what a recount of all tasks gives; {} when right.

    using: a connection that sees one moment (`core.db.snapshot`), unless nobody writes meanwhile.
    """
    missing = _recounted(using)
    kept = TaskSum.objects.using(using).values_list(*KEY).annotate(n=Sum("tasks")).order_by()
    for row in kept.iterator(chunk_size=_CHUNK):
        missing[row[:-1]] -= row[-1]
    return {key: tasks for key, tasks in missing.items() if tasks}


@transaction.atomic
def recount() -> int:
    """Count every sum anew and set right what differs; returns how many were wrong. One recount at a time."""
    take_turns(_SETTING_RIGHT)
    missing = told_apart()
    # Writers add too, so that what is added stays right whatever they wrote meanwhile.
    add_rows(missing)
    return len(missing)


def told_apart() -> dict[Key, int]:
    """The differences as of one moment, while others write on."""
    with snapshot() as moment:
        return differences(moment)


def follow_the_tree(act: Reorganisation, _touched: Collection[int], _at: datetime) -> None:
    """After an act that moved agencies: whoever no longer stands above them, or does so now, sums anew what is below.

    Who stands above them before and after has the same sum. Five statements, however many agencies moved. A write
    under way meanwhile may still count towards the old place: a recount after the act finds it.
    """
    before = dict(
        UnitPlace.objects.filter(act=act, unit__is_agency=True).values_list("unit_id", "path")
    )
    now = dict(Unit.objects.filter(pk__in=before).values_list("pk", "path"))
    other = {key for unit in before for key in _chain(before[unit]) ^ _chain(now[unit])}
    paths = dict(Unit.objects.filter(pk__in=other, is_agency=True).values_list("pk", "path"))
    if not paths:
        return
    take_turns(_SETTING_RIGHT)
    asked = Q(level=_BELOW, agency__in=paths)
    for path in paths.values():
        asked |= Q(level=_OWN, agency__path__startswith=path)
    missing: Counter[Key] = Counter()
    names = ("agency_id", "agency__path", "level", "year", "area_id", *FIELDS)
    rows = TaskSum.objects.filter(asked).values_list(*names).annotate(n=Sum("tasks")).order_by()
    for agency, path, level, *rest, tasks in rows:
        if level == _BELOW:
            missing[agency, _BELOW, *rest] -= tasks
            continue
        for key in _chain(path) & paths.keys():
            missing[key, _BELOW, *rest] += tasks
    add_rows({key: tasks for key, tasks in missing.items() if tasks})
    jobs.enqueue("tasks.recount")


def _chain(path: str) -> set[int]:
    """Keys of the units above the one of this path."""
    return {
        int(path[start : start + PATH_DIGITS])
        for start in range(0, len(path) - PATH_DIGITS, PATH_DIGITS)
    }


def _recounted(using: str) -> Counter[Key]:
    """Every sum as a count of all tasks gives it."""
    agencies = dict(Unit.objects.using(using).filter(is_agency=True).values_list("pk", "path"))
    above = {key: _chain(path) & agencies.keys() for key, path in agencies.items()}
    rows = (
        Task.objects.using(using)
        .values_list("agency_id", Coalesce("plan__year", "instruction__year"), "area_id", *FIELDS)
        .annotate(n=Count("pk"))
        .order_by()
    )
    sums: Counter[Key] = Counter()
    for agency, year, area, *facts, tasks in rows.iterator(chunk_size=_CHUNK):
        rest = (year, area, *counted_as(tuple(facts)))
        sums[agency, _OWN, *rest] += tasks
        for key in above[agency]:
            sums[key, _BELOW, *rest] += tasks
    return sums
