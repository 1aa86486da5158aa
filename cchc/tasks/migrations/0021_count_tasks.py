"""Count the tasks that are there into the kept sums, as their writes would have."""

from collections import Counter
from typing import Any

from django.db import migrations
from django.db.models.functions import Coalesce

from cchc.tasks.rules.state import FIELDS, counted_as

_DIGITS = 8  # of a key in the path of a unit
_BATCH = 1000


def count_tasks(apps: Any, _schema_editor: Any) -> None:
    TaskSum = apps.get_model("tasks", "TaskSum")
    Unit = apps.get_model("orgs", "Unit")
    agencies = dict(Unit.objects.filter(is_agency=True).values_list("pk", "path"))
    sums: Counter[tuple[Any, ...]] = Counter()
    rows = apps.get_model("tasks", "Task").objects.values_list(
        "agency_id", Coalesce("plan__year", "instruction__year"), "area_id", *FIELDS
    )
    for agency, year, area, *facts in rows.iterator(chunk_size=5000):
        rest = (year, area, counted_as(tuple(facts)))
        sums[agency, "own", *rest] += 1
        path = agencies[agency]
        for start in range(0, len(path) - _DIGITS, _DIGITS):
            above = int(path[start : start + _DIGITS])
            if above in agencies:
                sums[above, "below", *rest] += 1
    TaskSum.objects.bulk_create(
        (
            TaskSum(
                agency_id=agency, level=level, year=year, area_id=area, tasks=tasks, is_fresh=False,
                **dict(zip(FIELDS, facts, strict=True)),
            )
            for (agency, level, year, area, facts), tasks in sums.items()
        ),
        batch_size=_BATCH,
    )  # fmt: skip


def empty(apps: Any, _schema_editor: Any) -> None:
    apps.get_model("tasks", "TaskSum").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0020_kept_task_sums'),
    ]

    operations = [
        migrations.RunPython(count_tasks, empty),
    ]
