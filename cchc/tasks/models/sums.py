"""How many tasks stand how, kept for each agency and all below it by every write of a task."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cchc.core.db import insert_rows
from cchc.orgs.models import Unit
from cchc.orgs.selectors import agencies_above
from cchc.plans.models import Plan, ReformArea
from cchc.tasks.models.instructions import Instruction
from cchc.tasks.rules.state import FIELDS, counted_as

_Row = TypeVar("_Row", bound="Counted")
_READ = frozenset({"agency", "area", "plan", "instruction", *FIELDS})
_BATCH = 500
KEY = ("agency_id", "level", "year", "area_id", *FIELDS)
"""What makes one sum, as columns of `TaskSum`."""


class TaskSum(models.Model):
    """A number of tasks of one agency, year and area whose state is the same every day; added to others alike.

    The columns from `nature` on are what the state can depend on (`rules.state.counted_as`), so that the state of a
    day is asked of them as of a task. `level`: own (the agency's tasks), below (those of all agencies under it).
    Rows are only ever added, with the difference that a write makes: nobody waits for a sum. `is_fresh`: not yet put
    together with its likes.
    """

    class Level(models.TextChoices):
        OWN = "own", _("Nhiệm vụ của cơ quan")
        BELOW = "below", _("Nhiệm vụ của các cơ quan trực thuộc")

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="task_sums")
    level = models.CharField(max_length=5, choices=Level)
    year = models.PositiveSmallIntegerField(_("năm"))
    area = models.ForeignKey(ReformArea, on_delete=models.PROTECT, related_name="+")
    nature = models.CharField(max_length=12, blank=True)
    discontinued_on = models.DateField(null=True)
    next_due_on = models.DateField(null=True)
    awaiting_since = models.DateField(null=True)
    open_count = models.PositiveSmallIntegerField(default=0)
    submitted_count = models.PositiveSmallIntegerField(default=0)
    done_count = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField(null=True)
    unplaced_count = models.PositiveSmallIntegerField(default=0)
    has_standing = models.BooleanField(default=False)
    ends_on = models.DateField(null=True)
    result_until = models.DateField(null=True)
    late_count = models.PositiveSmallIntegerField(default=0)
    not_arising_count = models.PositiveSmallIntegerField(default=0)
    tasks = models.IntegerField(_("số nhiệm vụ"))
    is_fresh = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "year"], name="tasks_sum_agency_year"),
            models.Index(
                fields=["agency"], condition=models.Q(is_fresh=True), name="tasks_sum_fresh"
            ),
        ]


class Counting(NamedTuple):
    """Where a task is counted: its agency, what gives its year, its area, and what its state depends on."""

    agency: int
    plan: int | None
    instruction: int | None
    area: int
    facts: tuple[Any, ...]


class CountedTasks(models.QuerySet[_Row]):
    """Tasks whose every write, one by one or in bulk, changes the kept sums in the same transaction."""

    def update(self, **values: Any) -> int:
        """As of any rows; tasks that are counted differently afterwards are counted anew."""
        if not _is_read(values):
            return super().update(**values)
        with transaction.atomic(savepoint=False):
            before = countings(self._locked())
            changed = super().update(**values)
            count_anew(before, _of_keys(self.model, before))
        return changed

    def bulk_create(self, objs: Iterable[_Row], *args: Any, **kwargs: Any) -> list[_Row]:
        """As of any rows; the new ones are counted."""
        with transaction.atomic(savepoint=False):
            made = super().bulk_create(objs, *args, **kwargs)
            count_anew({}, _of_keys(self.model, [row.pk for row in made]))
        return made

    def delete(self) -> tuple[int, dict[str, int]]:
        """As of any rows; they are counted no more."""
        with transaction.atomic(savepoint=False):
            before = countings(self._locked())
            told = super().delete()
            count_anew(before, {})
        return told

    def _locked(self) -> "models.QuerySet[_Row]":
        """These rows alone, whatever they were found by, so that nobody changes them meanwhile."""
        if len(self.query.alias_map) == 1:
            return self.order_by("pk").select_for_update(no_key=True)
        found = self.model._base_manager.filter(pk__in=self.order_by().values("pk"))
        return found.order_by("pk").select_for_update(no_key=True)


class Counted(models.Model):
    """A row that is counted in `TaskSum`, whichever way it is written."""

    objects = CountedTasks.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As any row; counted anew where something is written that a sum depends on."""
        names = kwargs.get("update_fields")
        if names is not None and not _is_read(names):
            super().save(*args, **kwargs)
            return
        with self._counted():
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """As any row; it is counted no more."""
        with self._counted():
            return super().delete(*args, **kwargs)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        model = type(self)
        key = self.pk
        with transaction.atomic(savepoint=False):
            known = not self._state.adding
            locked = model._base_manager.filter(pk=key).select_for_update(no_key=True)
            before = countings(locked) if known else {}
            yield
            count_anew(before, _of_keys(model, [self.pk or key]))


def countings(tasks: "models.QuerySet[Any]") -> dict[int, Counting]:
    """Where each of these tasks is counted, by its key. One statement, which may lock them."""
    rows = tasks.values_list("pk", "agency_id", "plan_id", "instruction_id", "area_id", *FIELDS)
    return {
        key: Counting(agency, plan, instruction, area, counted_as(tuple(facts)))
        for key, agency, plan, instruction, area, *facts in rows
    }


def count_anew(before: Mapping[int, Counting], after: Mapping[int, Counting]) -> None:
    """Add the difference between how tasks were counted and how they are, within the caller's transaction."""
    changes: Counter[Counting] = Counter()
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if old is not None:
            changes[old] -= 1
        if new is not None:
            changes[new] += 1
    _add({place: tasks for place, tasks in changes.items() if tasks})


def _add(changes: Mapping[Counting, int]) -> None:
    """Add so many tasks to these agencies and to all above them. Four statements, none for no change."""
    if not changes:
        return
    plans = _years(Plan, {place.plan for place in changes})
    instructions = _years(Instruction, {place.instruction for place in changes})
    agencies = {place.agency for place in changes}
    above = agencies_above(
        dict(Unit.objects.filter(pk__in=agencies).order_by().values_list("pk", "path"))
    )
    added: Counter[tuple[Any, ...]] = Counter()
    for (agency, plan, instruction, area, facts), tasks in changes.items():
        year = plans[plan] if plan is not None else instructions[instruction]
        added[agency, TaskSum.Level.OWN.value, year, area, *facts] += tasks
        for key in above[agency]:
            added[key, TaskSum.Level.BELOW.value, year, area, *facts] += tasks
    add_rows({key: tasks for key, tasks in added.items() if tasks})


def add_rows(sums: Mapping[tuple[Any, ...], int]) -> None:
    """Add so many tasks to the sum of each key: its values in the order of KEY."""
    insert_rows(
        TaskSum, (*KEY, "tasks", "is_fresh"), [(*key, tasks, True) for key, tasks in sums.items()]
    )


def _years(model: type[models.Model], keys: "Collection[int | None]") -> dict[int | None, int]:
    known = [key for key in keys if key is not None]
    if not known:
        return {}
    rows = model._base_manager.filter(pk__in=known).values_list("pk", "year")
    return dict(rows)


def _of_keys(model: type[models.Model], keys: Collection[int]) -> dict[int, Counting]:
    found: dict[int, Counting] = {}
    keys = list(keys)
    for start in range(0, len(keys), _BATCH):
        found |= countings(model._base_manager.filter(pk__in=keys[start : start + _BATCH]))
    return found


def _is_read(names: Iterable[str]) -> bool:
    return any(name.removesuffix("_id") in _READ for name in names)
