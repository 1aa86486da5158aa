"""A province of any size for measurements: one agency written by the product, the others copied from it in SQL.

Every agency has units, people and tasks of its own. The copies differ in keys only, so that statistics and indexes
look as they would, and a million tasks take minutes instead of an hour.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import ForeignKey, Model

UNITS = 10
_WORKING = "Phòng Chuyên môn"  # the units that have tasks; the cast's own have none
_KEY_STEP = 1_000_000
_BATCH = 1000
_MANY = 200
_FREE_INDEXES = (
    "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i "
    "JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid "
    "WHERE t.relname = ANY(%s) AND NOT i.indisunique"
)


@dataclass
class Agency:
    """One agency of the province; `people[i]` works in `units[i % len(units)]`."""

    agency: Any
    units: Sequence[Any]
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
    """Add `count` agencies that are copies of the first, with the first one's units and tasks under keys of their own.

    An agency's rows are written together, as it would have written them. On PostgreSQL the references are not
    checked again: they are right by construction, and checking them took longer than writing.
    """
    from cchc.orgs.models import Unit, UnitName
    from cchc.tasks.models import Assignment, Deliverable, Milestone, Occurrence, Task

    model = province.agencies[0]
    begun = len(province.agencies)
    tables = [Task, Assignment, Deliverable, Milestone, Occurrence]
    with transaction.atomic(), connection.cursor() as cursor:
        added = [_agency(province, number) for number in range(begun, begun + count)]
        cursor.execute(
            "CREATE TEMPORARY TABLE copied (k integer, plan bigint, agency bigint, path text)"
        )
        cursor.execute("CREATE TEMPORARY TABLE copied_units (k integer, old bigint, new bigint)")
        cursor.executemany(
            "INSERT INTO copied VALUES (%s, %s, %s, %s)",
            [(k, a.plan.pk, a.agency.pk, a.agency.path) for k, a in enumerate(added, start=begun)],
        )
        trust_references(cursor)
        _copy_units(cursor, model)
        with indexes_made_afterwards(cursor, tables if count >= _MANY else []):
            for each in tables:
                cursor.execute(_copy(each), [model.plan.pk])
        cursor.execute("DROP TABLE copied_units")
        cursor.execute("DROP TABLE copied")
        if _is_postgres():
            for each in [Unit, UnitName, *tables]:
                table = each._meta.db_table
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if _is_postgres() else "ANALYZE")
    province.agencies += added


def trust_references(cursor: Any) -> None:
    """For the rest of the transaction, where we own the server."""
    if not _is_postgres():
        return
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if cursor.fetchone()[0]:
        cursor.execute("SET LOCAL session_replication_role = replica")


@contextmanager
def indexes_made_afterwards(cursor: Any, tables: Sequence[type[Model]]) -> Iterator[None]:
    """Indexes that guard nothing are dropped and made again by the same words: sorted once, not row by row."""
    names = [each._meta.db_table for each in tables] if _is_postgres() else []
    dropped: list[tuple[str, str]] = []
    if names:
        cursor.execute(_FREE_INDEXES, [names])
        dropped = cursor.fetchall()
    for name, _words in dropped:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    if dropped:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for _name, words in dropped:
        cursor.execute(words)


def _copy_units(cursor: Any, model: Agency) -> None:
    """The model's units below each new agency, numbered after all that are there."""
    cursor.execute(
        "INSERT INTO copied_units SELECT c.k, r.id, t.most + row_number() OVER (ORDER BY c.k, r.id) "
        "FROM orgs_unit r CROSS JOIN copied c CROSS JOIN (SELECT max(id) AS most FROM orgs_unit) t "
        "WHERE r.parent_id = %s",
        [model.agency.pk],
    )
    cursor.execute("CREATE INDEX copied_units_by ON copied_units (k, old)")
    number = "lpad(m.new::text, 8, '0')" if _is_postgres() else "printf('%%08d', m.new)"
    values = {"id": "m.new", "uid": _new_uid(), "parent_id": "c.agency", "agency_id": "c.agency"}
    values["path"] = f"c.path || {number}"
    cursor.execute(_copy_by_unit("orgs_unit", "id", values), [])
    cursor.execute("SELECT max(id) FROM orgs_unitname")
    most = cursor.fetchone()[0]
    values = {"id": f"{most} + row_number() OVER (ORDER BY m.new)", "unit_id": "m.new"}
    cursor.execute(_copy_by_unit("orgs_unitname", "unit_id", values), [])
    cursor.execute("INSERT INTO copied_units SELECT k, %s, agency FROM copied", [model.agency.pk])
    cursor.execute("ANALYZE")


def _copy_by_unit(table: str, key: str, values: dict[str, str]) -> str:
    columns = [
        column.name
        for column in connection.introspection.get_table_description(connection.cursor(), table)
    ]
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    taken = ", ".join(values.get(c, f"r.{connection.ops.quote_name(c)}") for c in columns)
    return (
        f"INSERT INTO {table} ({quoted}) SELECT {taken} FROM {table} r "
        f"JOIN copied_units m ON m.old = r.{key} JOIN copied c ON c.k = m.k ORDER BY m.new"
    )


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _new_uid() -> str:
    return "gen_random_uuid()" if _is_postgres() else "lower(hex(randomblob(16)))"


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
            values.append(_new_uid())
        else:
            values.append(f"r.{column}")
    table = model._meta.db_table
    owner = "" if table == "tasks_task" else "JOIN tasks_task t ON t.id = r.task_id"
    plan = "r.plan_id" if table == "tasks_task" else "t.plan_id"
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} r {owner} "
        f"CROSS JOIN copied c {' '.join(joins)} WHERE {plan} = %s ORDER BY c.k, r.id"
    )


def _agency(province: Province, number: int) -> Agency:
    """A new agency and its plan; its units are those that `_copy_units` will have written."""
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
    units = Unit.objects.filter(parent=agency, name__startswith=_WORKING).order_by("pk")
    return Agency(agency, units, make_plan(province.cast, agency=agency), [])


def _units(agency: Any, count: int) -> list[Any]:
    from cchc.orgs.models import Unit
    from cchc.orgs.services import create_unit
    from tests.factories.cast import START

    return [
        create_unit(
            parent=agency,
            kind=Unit.Kind.DIVISION,
            name=f"{_WORKING} {number}",
            valid_from=START,
        )
        for number in range(count)
    ]
