"""How many tasks stand how, kept for each agency and all below it by every write of a task."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cchc.orgs.models import Unit
from cchc.orgs.selectors import agencies_above
from cchc.plans.models import Plan, ReformArea
from cchc.tasks.models.instructions import Instruction
from cchc.tasks.rules.state import FIELDS, counted_as

_Row = TypeVar("_Row", bound="Counted")
_READ = frozenset({"agency", "area", "plan", "instruction", *FIELDS})
_BATCH = 500


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
    """Where a task is counted: its agency with the place in the tree, year, area, and what its state depends on."""

    agency: int
    path: str
    year: int
    area: int
    facts: tuple[Any, ...]


def rows_for(changes: Mapping[Counting, int]) -> list[TaskSum]:
    """The rows that add so many tasks to these agencies and to all above them. One statement."""
    changes = {place: tasks for place, tasks in changes.items() if tasks}
    if not changes:
        return []
    above = agencies_above({place.agency: place.path for place in changes})
    added: Counter[tuple[Any, ...]] = Counter()
    for place, tasks in changes.items():
        rest = (place.year, place.area, place.facts)
        added[place.agency, TaskSum.Level.OWN, *rest] += tasks
        for key in above[place.agency]:
            added[key, TaskSum.Level.BELOW, *rest] += tasks
    return [
        TaskSum(
            agency_id=agency,
            level=level,
            year=year,
            area_id=area,
            tasks=tasks,
            **dict(zip(FIELDS, facts, strict=True)),
        )
        for (agency, level, year, area, facts), tasks in added.items()
        if tasks
    ]


class CountedTasks(models.QuerySet[_Row]):
    """Tasks whose every write, one by one or in bulk, changes the kept sums in the same transaction."""

    def update(self, **values: Any) -> int:
        """As of any rows; tasks that are counted differently afterwards are counted anew."""
        if not _is_read(values):
            return super().update(**values)
        with transaction.atomic():
            before = countings(self._locked())
            changed = super().update(**values)
            count_anew(before, _of_keys(self.model, before))
        return changed

    def bulk_create(self, objs: Iterable[_Row], *args: Any, **kwargs: Any) -> list[_Row]:
        """As of any rows; the new ones are counted."""
        with transaction.atomic():
            made = super().bulk_create(objs, *args, **kwargs)
            count_anew({}, _of_keys(self.model, [row.pk for row in made]))
        return made

    def delete(self) -> tuple[int, dict[str, int]]:
        """As of any rows; they are counted no more."""
        with transaction.atomic():
            before = countings(self._locked())
            told = super().delete()
            count_anew(before, {})
        return told

    def _locked(self) -> "models.QuerySet[_Row]":
        """These rows alone, whatever they were found by, so that nobody changes them meanwhile."""
        found = self.model._base_manager.filter(pk__in=self.order_by().values("pk"))
        return found.order_by("pk").select_for_update()


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
        with transaction.atomic():
            known = not self._state.adding
            locked = model._base_manager.filter(pk=key).select_for_update()
            before = countings(locked) if known else {}
            yield
            count_anew(before, _of_keys(model, [self.pk or key]))


def countings(tasks: "models.QuerySet[Any]") -> dict[int, Counting]:
    """Where each of these tasks is counted, by its key. One statement, which may lock them."""
    rows = tasks.values_list(
        "pk",
        "agency_id",
        Subquery(Unit.objects.filter(pk=OuterRef("agency_id")).values("path")),
        Coalesce(_year_of(Plan, "plan_id"), _year_of(Instruction, "instruction_id")),
        "area_id",
        *FIELDS,
    )
    return {
        key: Counting(agency, path, year, area, counted_as(tuple(facts)))
        for key, agency, path, year, area, *facts in rows
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
    TaskSum.objects.bulk_create(rows_for(changes), batch_size=_BATCH)


def _of_keys(model: type[models.Model], keys: Collection[int]) -> dict[int, Counting]:
    found: dict[int, Counting] = {}
    keys = list(keys)
    for start in range(0, len(keys), _BATCH):
        found |= countings(model._base_manager.filter(pk__in=keys[start : start + _BATCH]))
    return found


def _is_read(names: Iterable[str]) -> bool:
    return any(name.removesuffix("_id") in _READ for name in names)


def _year_of(model: type[models.Model], key: str) -> Subquery:
    return Subquery(model._base_manager.filter(pk=OuterRef(key)).values("year"))
