"""Tasks rolled up at national size: pages of a country and a province, and what one update costs (peers.md 5, B3).

    .venv/bin/python tools/postgres.py .venv/bin/python -m benchmarks.national_tasks [TASKS]
    .venv/bin/python -m benchmarks.national_tasks 120000

A country of 34 provinces with 100 agencies each: 1,200,000 tasks unless told otherwise (SQLite out of the box). The
first agency's tasks and results are written by the product; the others get copies, their days shifted. The sums come of
the product's own recount. Pages are held against a GROUP BY by agency and state over every task, taking turns, and must
show the same numbers; results are then recorded with and without keeping sums, taking turns, and the page must be right
at once. Printed: rows, bytes, medians and ratios with their spread, by the clock and by the processors, the server's
part included: on a machine that is shared the second is the one to go by. Goals: a page 0.2 of the raw sum (0.5 at
most), an update 1.5.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from benchmarks.processor import told, told_ratio, took

_ROUNDS = 15
_UPDATES = 4  # in each turn
_PROVINCES = 34
_TODAY = date(2026, 9, 15)
_UNMERGED = 3000  # updates of half an hour, when a day has as many tasks updated as a year's five rounds ask for


def main() -> None:
    wanted = next((int(size) for size in sys.argv[1:] if size.isdigit()), 1_200_000)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("CCHC_ENV", "test")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.config.settings")
        os.environ["CCHC_VAR"] = folder
        os.environ["CCHC_TODAY"] = str(_TODAY)
        import django

        django.setup()
        from django.core.management import call_command

        began = time.perf_counter()
        call_command("migrate", verbosity=0)
        country = _fill(wanted)
        print(f"laid down in {time.perf_counter() - began:.0f} s", flush=True)
        _count(country)
        _pages(country, "sums put together")
        _updates(country)
        _add_unmerged(country)
        _pages(country, f"{_UNMERGED} updates not yet put together")


@dataclass
class Country:
    top: Any
    province: Any
    leader: Any
    coordinator: Any
    plan: Any


def _fill(wanted: int) -> Country:
    from benchmarks.national import communes
    from cchc.orgs.models import Unit
    from cchc.orgs.rules import Role
    from cchc.orgs.services import create_unit
    from tests.factories.cast import START, person

    def agency(parent: Any, name: str) -> Any:
        return create_unit(
            parent=parent, kind=Unit.Kind.PROVINCE, name=name, is_agency=True, has_seal=True,
            valid_from=START,
        )  # fmt: skip

    top = agency(None, "Toàn quốc")
    provinces = [agency(top, f"UBND tỉnh {number}") for number in range(_PROVINCES)]
    agencies = communes(provinces)
    first = agencies[0]
    coordinator = person("daumoi", "Người Ghi", first, Role.COORDINATOR)
    plans = _plans(agencies, coordinator)
    _first_tasks(first, plans[0], coordinator, wanted // len(agencies))
    _copy(agencies[1:], plans[1:], plans[0])
    leader = person("xem", "Người Xem", top, Role.LEADER)
    return Country(top, provinces[0], leader, coordinator, plans[0])


def _plans(agencies: list[Any], by: Any) -> list[Any]:
    """A plan in force for each agency."""
    from cchc.documents.models import Document
    from cchc.plans.models import Draft, Plan
    from cchc.plans.states import DraftState, PlanState
    from tests.factories.programme import ISSUED

    documents = Document.objects.bulk_create(
        [Document(agency=each, kind="plan", subject="Kế hoạch", issued_on=date(2026, 1, 14)) for each in agencies]
    )  # fmt: skip
    drafts = Draft.objects.bulk_create(
        [
            Draft(agency=each, state=DraftState.ISSUED, title="Kế hoạch", value={}, created_by=by,
                  created_at=ISSUED, changed_at=ISSUED)
            for each in agencies
        ]
    )  # fmt: skip
    return Plan.objects.bulk_create(
        [
            Plan(agency=each, document=document, draft=draft, state=PlanState.IN_FORCE, title="Kế hoạch", year=2026,
                 starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), in_force_on=date(2026, 1, 14),
                 issued_by=by, issued_at=ISSUED)
            for each, document, draft in zip(agencies, documents, drafts, strict=True)
        ]
    )  # fmt: skip


def _first_tasks(agency: Any, plan: Any, by: Any, count: int) -> None:
    """Written by the product: a twelfth has no due day; of what is past two thirds are done, some of it late."""
    from cchc.tasks.models import Occurrence
    from cchc.tasks.services.facts import refresh_facts
    from cchc.tasks.services.writing import write_tasks
    from tests.factories import programme as p
    from tests.factories.year import AREAS, TEXTS

    areas = [p.area(code) for code, _name in AREAS]
    times = [p.due(date(2026, 1 + n % 12, 1 + n % 28)) for n in range(84)]
    write_tasks(
        plan,
        [
            p.issued(
                [agency], text=TEXTS[number % len(TEXTS)], products=["Kế hoạch"], key=f"k{number}",
                times=[p.every("continuous") if number % 12 == 7 else times[number % 84]],
                area=areas[number % len(areas)], position=number,
            )
            for number in range(count)
        ],
        by,
        p.ISSUED,
    )  # fmt: skip
    rows = list(Occurrence.objects.filter(task__plan=plan, due_on__lt=_TODAY).order_by("pk"))
    done = [row for place, row in enumerate(rows) if place % 3]
    for place, row in enumerate(done):
        row.delivered_on = row.due_on + timedelta(days=5 if place % 7 == 0 else -2)
        row.recorded_by, row.recorded_at = by, p.ISSUED
    Occurrence.objects.bulk_update(done, ["delivered_on", "recorded_by", "recorded_at"])
    refresh_facts(plan.tasks.all(), p.ISSUED)


def _copy(agencies: list[Any], plans: list[Any], model: Any) -> None:
    """Every other agency's tasks without what hangs on them, the open ones due up to two days later."""
    from django.db import connection, transaction

    from benchmarks.province import indexes_made_afterwards, trust_references
    from cchc.tasks.models import Task

    is_postgres = connection.vendor == "postgresql"
    later = "{0} + k.shift" if is_postgres else "date({0}, '+' || k.shift || ' days')"
    values = {
        "uid": "gen_random_uuid()" if is_postgres else "lower(hex(randomblob(16)))",
        "agency_id": "k.agency",
        "plan_id": "k.plan",
        "lead_unit_id": "k.agency",
        "next_due_on": later.format("t.next_due_on"),
        "due_key": f"CASE WHEN t.next_due_on IS NULL THEN t.due_key ELSE {later.format('t.next_due_on')} END",
    }
    columns = [field.column for field in Task._meta.concrete_fields if not field.primary_key]
    taken = ", ".join(values.get(name, f't."{name}"') for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE k (agency bigint, plan bigint, shift integer)")
        cursor.executemany(
            "INSERT INTO k VALUES (%s, %s, %s)",
            [(a.pk, p.pk, n % 3) for n, (a, p) in enumerate(zip(agencies, plans, strict=True))],
        )
        trust_references(cursor)
        with indexes_made_afterwards(cursor, [Task]):
            names = ", ".join(f'"{name}"' for name in columns)
            cursor.execute(
                f"INSERT INTO tasks_task ({names}) SELECT {taken} FROM tasks_task t CROSS JOIN k "
                "WHERE t.plan_id = %s ORDER BY k.agency, t.id",
                [model.pk],
            )
        cursor.execute("DROP TABLE k")


def _count(country: Country) -> None:
    """The product's recount lays down the sums of the copies; a second one finds nothing."""
    from cchc.tasks.models import Task, TaskSum
    from cchc.tasks.services.sums import recount

    began = time.perf_counter()
    wrong = recount()
    seconds = time.perf_counter() - began
    TaskSum.objects.filter(is_fresh=True).update(is_fresh=False)
    _vacuum()
    print(f"{Task.objects.count()} tasks, {TaskSum.objects.count()} rows of sums")
    print(
        f"recount of everything {seconds:.1f} s, {wrong} sums laid down; again:", recount(), "wrong"
    )


def _vacuum() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _raw(below: Any = None) -> list[Any]:
    """Tasks by agency and state, of the whole country or of one province."""
    from django.db.models import Count

    from cchc.tasks.models import Task
    from cchc.tasks.selectors.states import StateCode

    tasks = Task.objects.order_by()
    if below is not None:
        tasks = tasks.filter(agency__parent=below)
    counted = tasks.values_list("agency_id", StateCode(_TODAY, 7)).annotate(n=Count("pk"))
    return list(counted)


def _pages(country: Country, when: str) -> None:
    from django.test import Client

    client = Client()
    client.force_login(country.leader)
    for name, place, below in (
        ("country", country.top, None),
        ("province", country.province, country.province),
    ):
        address = f"/tasks/agencies/?year=2026&at={place.uid}"
        answer = _seen(client, address)
        lines = answer.context["lines"]
        _compare(lines, _raw(below), by_province=below is None)
        ours, theirs = [], []
        for _ in range(_ROUNDS):
            ours.append(took(lambda where=address: client.get(where)))
            theirs.append(took(_raw))
        print(f"{name}, {when}: {len(lines)} lines, {len(answer.content) / 1024:.0f} KB")
        print(told(f"page of the {name}", ours))
        print(told("raw GROUP BY of all tasks", theirs))
        print(told_ratio("page against raw", ours, theirs, "goal 0.20, at most 0.50"), flush=True)
        if below is not None:
            alone = [took(lambda: _raw(country.province)) for _ in range(_ROUNDS)]
            print(told("raw GROUP BY of its tasks alone", alone))


def _seen(client: Any, address: str) -> Any:
    """The page with what its template was given."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    try:
        answer = client.get(address)
    finally:
        teardown_test_environment()
    assert answer.status_code == 200, answer.status_code
    return answer


def _compare(lines: Any, raw: list[Any], *, by_province: bool) -> None:
    """The page's numbers are those of the recount, agency by agency, state by state."""
    from cchc.orgs.models import Unit

    above = dict(Unit.objects.values_list("pk", "parent_id")) if by_province else {}
    counted: dict[int, Counter[str]] = {}
    for agency, code, tasks in raw:
        counted.setdefault(above.get(agency, agency), Counter())[code] += tasks
    shown = {
        line.unit.pk: Counter({s.value: n for s, n in line.states.items() if n}) for line in lines
    }
    assert shown == counted


def _updates(country: Country) -> None:
    from django.test import Client

    from cchc.core import clock
    from cchc.tasks.models import Occurrence, sums
    from cchc.tasks.services.recording import Result, record_fact

    rows = list(
        Occurrence.objects.filter(task__plan=country.plan, due_on__isnull=False, delivered_on=None).order_by("pk")
    )  # fmt: skip
    number = 0

    def update() -> None:
        nonlocal number
        row = rows[number % len(rows)]
        number += 1
        done = Result(delivered_on=_TODAY - timedelta(days=number % 50), document_number="1/BC")
        record_fact(
            occurrence=row, result=done, by=country.coordinator, at=clock.now(),
            seen=Occurrence.objects.get(pk=row.pk).version,
        )  # fmt: skip

    def without() -> None:
        keep, sums._is_read = sums._is_read, lambda names: False
        try:
            update()
        finally:
            sums._is_read = keep

    client = Client()
    client.force_login(country.leader)
    update()
    answer = _seen(client, "/tasks/agencies/?year=2026")
    _compare(answer.context["lines"], _raw(), by_province=True)
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        ours.append(took(update, _UPDATES))
        theirs.append(took(without, _UPDATES))
    print(told("a result with its sums", ours))
    print(told("a result without sums", theirs))
    print(told_ratio("with against without", ours, theirs, "goal 1.50"), flush=True)
    from cchc.tasks.services.sums import recount

    print("sums that the updates without left wrong, set right:", recount())


def _add_unmerged(country: Country) -> None:
    """Rows as updates add them all over the country: one out of a sum, one into another, own and above."""
    from cchc.core.db import insert_rows
    from cchc.tasks.models import TaskSum
    from cchc.tasks.models.sums import KEY

    for level in TaskSum.Level:
        rows = TaskSum.objects.filter(level=level).order_by("?").values_list(*KEY)
        step = 1 if level == TaskSum.Level.OWN else 2
        found = list(rows[: _UNMERGED * step])
        while len(found) < _UNMERGED * step:
            found += found
        added = [(*row, n, True) for row in found[: _UNMERGED * step] for n in (1, -1)]
        insert_rows(TaskSum, (*KEY, "tasks", "is_fresh"), added)


if __name__ == "__main__":
    main()
