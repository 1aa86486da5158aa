"""A province of any size for measurements: one agency written by the product, the others copied from it in SQL.

Every agency has units, people and tasks of its own. The copies differ in keys only, so that statistics and indexes
look as they would, and a million tasks take minutes instead of an hour.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import ForeignKey, Model

UNITS = 10
_KEY_STEP = 1_000_000
_BATCH = 1000


@dataclass
class Agency:
    """One agency of the province; `people[i]` works in `units[i % len(units)]`."""

    agency: Any
    units: list[Any]
    plan: Any
    people: list[Any]


@dataclass
class Province:
    """The agency that the product wrote, then its copies."""

    cast: Any
    agencies: list[Agency]


def make_province(tasks_each: int, units_each: int = UNITS) -> Province:
    """The first agency with its tasks; `add_copies` makes it a province."""
    from tests.factories.cast import make_cast
    from tests.factories.programme import make_plan

    cast = make_cast()
    first = Agency(cast.agency, _units(cast.agency, units_each), make_plan(cast), [cast.minh])
    fill(first, 0, tasks_each)
    return Province(cast, [first])


def fill(agency: Agency, start: int, stop: int) -> None:
    """Write tasks number `start` to `stop` by the product's own writer."""
    from cchc.core import clock
    from cchc.tasks.services.writing import write_tasks
    from tests.factories import programme as p
    from tests.factories.year import AREAS, TEXTS

    areas = [p.area(code) for code, _name in AREAS]
    units = agency.units
    at = datetime(2026, 1, 14, 9, 0, tzinfo=clock.VIETNAM)
    for first in range(start, stop, _BATCH):
        batch = [
            p.issued(
                [units[number % len(units)]],
                coordinating=[units[(number + step) % len(units)] for step in (1, 2)],
                text=f"{TEXTS[number % len(TEXTS)]} lần {number}",
                products=["Kế hoạch", "Báo cáo kết quả"],
                times=[p.due(date(2026, 1 + number % 12, 1 + number % 28))],
                area=areas[number % len(areas)],
                position=number % 30000,
                key=f"k{number}",
            )
            for number in range(first, min(first + _BATCH, stop))
        ]
        write_tasks(agency.plan, batch, agency.plan.issued_by, at)


def add_copies(province: Province, count: int) -> None:
    """Add `count` agencies that are copies of the first, with the first one's tasks under keys of their own."""
    from cchc.tasks.models import Assignment, Deliverable, Milestone, Occurrence, Task

    model = province.agencies[0]
    begun = len(province.agencies)
    added = [_agency(province, model, number) for number in range(begun, begun + count)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copied_units (k integer, old bigint, new bigint)")
        cursor.execute("CREATE TEMPORARY TABLE copied_plans (k integer, plan bigint)")
        for k, agency in enumerate(added, start=begun):
            pairs = zip([model.agency, *model.units], [agency.agency, *agency.units], strict=True)
            cursor.executemany(
                "INSERT INTO copied_units VALUES (%s, %s, %s)",
                [(k, old.pk, new.pk) for old, new in pairs],
            )
            cursor.execute("INSERT INTO copied_plans VALUES (%s, %s)", [k, agency.plan.pk])
        cursor.execute("CREATE INDEX copied_units_by ON copied_units (k, old)")
        for each in (Task, Assignment, Deliverable, Milestone, Occurrence):
            cursor.execute(_copy(each), [model.plan.pk])
        cursor.execute("DROP TABLE copied_units")
        cursor.execute("DROP TABLE copied_plans")
        if connection.vendor == "postgresql":
            for each in (Task, Assignment, Deliverable, Milestone, Occurrence):
                table = each._meta.db_table
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )
            cursor.execute("ANALYZE")
    province.agencies += added


def _copy(model: type[Model]) -> str:
    """INSERT of every row that hangs on the model's plan, once for each copy."""
    from cchc.orgs.models import Unit
    from cchc.plans.models import Plan

    columns, values, joins = [], [], []
    for field in model._meta.concrete_fields:
        column = connection.ops.quote_name(field.column)
        columns.append(column)
        target = field.related_model if isinstance(field, ForeignKey) else None
        if field.primary_key or (target and target.__module__.startswith("cchc.tasks.models")):
            values.append(f"r.{column} + c.k * {_KEY_STEP}")
        elif target is Unit:
            joins.append(
                f"LEFT JOIN copied_units {field.name} ON {field.name}.k = c.k AND {field.name}.old = r.{column}"
            )
            values.append(f"{field.name}.new")
        elif target is Plan:
            values.append("c.plan")
        elif field.name == "uid":
            values.append(
                "gen_random_uuid()"
                if connection.vendor == "postgresql"
                else "lower(hex(randomblob(16)))"
            )
        else:
            values.append(f"r.{column}")
    table = model._meta.db_table
    owner = "" if table == "tasks_task" else "JOIN tasks_task t ON t.id = r.task_id"
    plan = "r.plan_id" if table == "tasks_task" else "t.plan_id"
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} r {owner} "
        f"CROSS JOIN copied_plans c {' '.join(joins)} WHERE {plan} = %s"
    )


def _agency(province: Province, model: Agency, number: int) -> Agency:
    from cchc.orgs.models import Unit
    from cchc.orgs.services import create_unit
    from tests.factories.cast import START
    from tests.factories.programme import make_plan

    agency = create_unit(
        parent=province.cast.province,
        kind=Unit.Kind.DEPARTMENT,
        name=f"Cơ quan số {number}",
        symbol=f"CQ{number}",
        is_agency=True,
        has_seal=True,
        valid_from=START,
    )
    units = _units(agency, len(model.units))
    return Agency(agency, units, make_plan(province.cast, agency=agency), [])


def _units(agency: Any, count: int) -> list[Any]:
    from cchc.orgs.models import Unit
    from cchc.orgs.services import create_unit
    from tests.factories.cast import START

    return [
        create_unit(
            parent=agency,
            kind=Unit.Kind.DIVISION,
            name=f"Phòng Chuyên môn {number}",
            valid_from=START,
        )
        for number in range(count)
    ]
