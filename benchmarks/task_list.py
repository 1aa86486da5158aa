"""Task list, unit list and task page against a bare Django page of the same run (peers.md 5, B1).

    .venv/bin/python -m benchmarks.task_list [INSTALLATION ...] [--one-agency]
    .venv/bin/python tools/postgres.py .venv/bin/python -m benchmarks.task_list 5000 50000 1000000

The person's agency has 1,000 tasks and 200 units, the installation as many as are asked for (5,000 and 50,000 unless
told); with --one-agency all of them are the person's own. One task page is of a task of which nobody has said
anything, one of a task with a result, its proof, three updates and a difficulty. Makes its own SQLite database in a
temporary folder (or uses DATABASE_URL, which must be empty) and asks each page in turn, so that all suffer the same
machine. The bare page signs in, counts, filters and prints 50 rows of the same table. Printed: statements, bytes,
median ms, the median of each round's ratio to the bare page with its spread, and the same ratio of processor time
(ours and that of the database's process, where it is on this machine), which other programs on the machine hardly move.
"""

import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.bars import bar

if TYPE_CHECKING:
    from benchmarks.province import Agency
    from cchc.orgs.models import User
    from cchc.tasks.models import Task

_ROUNDS = 15
_UNITS = 200
_OWN = 1000
GOAL = 2.0
GROWTH_GOAL = 1.3


@dataclass
class Step:
    name: str
    address: str
    statements: int = 0
    size: int = 0
    times: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def main() -> None:
    alone = "--one-agency" in sys.argv
    sizes = [int(size) for size in sys.argv[1:] if size.isdigit()] or [5_000, 50_000]
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("CCHC_ENV", "test")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.config.settings")
        os.environ["CCHC_VAR"] = folder
        os.environ["CCHC_TODAY"] = "2026-03-10"
        Path(folder).mkdir(exist_ok=True)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from benchmarks.province import add_copies, fill, make_province

        province = make_province(sizes[0] if alone else _OWN, _UNITS)
        first = province.agencies[0]
        grown: dict[int, list[Step]] = {}
        made = sizes[0] if alone else _OWN
        for size in sizes:
            began = time.perf_counter()
            if alone:
                fill(first, made, size)
            else:
                add_copies(province, (size - made) // _OWN)
            print(f"\n{size} tasks ({size - made} more in {time.perf_counter() - began:.0f} s)")
            made = size
            grown[size] = _measure(first, size if alone else _OWN, province.cast.coordinator)
        if not alone:
            _print_growth(grown)


def _measure(office: "Agency", size: int, coordinator: "User") -> list[Step]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    _open_bare_page()
    unit = office.units[7].uid
    task, told = office.plan.tasks.order_by("pk")[size // 2 : size // 2 + 2]
    _report_on(told, coordinator)
    page = min(400, size // 50)
    steps = [
        Step("bare page", "/bare/"),
        Step("list", "/tasks/"),
        Step("list, overdue of an area", "/tasks/?state=overdue&area=steering"),
        Step(f"list, page {page}", f"/tasks/?page={page}"),
        Step("list of a unit", f"/tasks/?unit={unit}&part=lead"),
        Step("list, found by words", "/tasks/?q=cat+giam+noi+bo"),
        Step("task page", f"/tasks/{task.uid}/"),
        Step("task page, reported on", f"/tasks/{told.uid}/"),
    ]
    client = Client()
    client.force_login(office.people[0])
    for step in steps:
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(step.address)
        assert answer.status_code == 200, (step.address, answer.status_code)
        step.statements, step.size = len(caught), len(answer.content)
    database = _database_process()
    for _ in range(_ROUNDS):
        for step in steps:
            began, spent = time.perf_counter(), _spent(database)
            client.get(step.address)
            step.times.append((time.perf_counter() - began) * 1000)
            step.processor.append(_spent(database) - spent)
    _print(steps)
    return steps


def _report_on(task: "Task", by: "User") -> None:
    """A result with its proof, three updates and a difficulty, once."""
    from cchc.core import clock
    from cchc.tasks.services.obstacles import raise_obstacle
    from cchc.tasks.services.progress import report_progress
    from cchc.tasks.services.proving import NewEvidence, add_evidence
    from cchc.tasks.services.recording import Result, record_fact

    at, row = clock.now(), task.occurrences.order_by("pk")[0]
    if row.recorded_at is not None:
        return
    done = Result(delivered_on=clock.vietnam_date(at))
    record_fact(occurrence=row, result=done, by=by, at=at, seen=row.version)
    proof = NewEvidence("Kế hoạch đã ban hành", document_number="15/KH")
    add_evidence(occurrence=row, new=proof, by=by, at=at)
    unit = task.assignments.order_by("position")[0].unit
    for done_so_far in (30, 60, 90):
        report_progress(
            task=task, unit=unit, percent_done=done_so_far, note="Đang làm", by=by, at=at
        )
    raise_obstacle(task=task, text="Chờ ý kiến của Sở Tài chính", by=by, at=at)


def _database_process() -> Path | None:
    """Where the kernel counts the time of the process behind our connection; None for SQLite and servers elsewhere."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        counted = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return counted if counted.exists() else None


def _spent(database: Path | None) -> float:
    """Milliseconds of processor time so far, ours and the database's."""
    theirs = int(database.read_text().split()[0]) / 1e6 if database else 0.0
    return time.process_time() * 1000 + theirs


def _print(steps: list[Step]) -> None:
    bare = steps[0]
    print(
        f"{'page':26} {'statements':>10} {'KB':>4} {'p50 ms':>7} {'ratio':>6}  {'spread':14}"
        f"{'processor ms':>12} {'ratio':>6}  spread"
    )
    for step in steps:
        print(
            f"{step.name:26} {step.statements:>10} {step.size / 1024:>4.0f} {median(step.times):>7.1f}"
            f" {_ratio(step.times, bare.times)}{median(step.processor):>12.1f} "
            f"{_ratio(step.processor, bare.processor)}"
        )


def _print_growth(grown: dict[int, list[Step]]) -> None:
    """Bars by the processors' time: B1 at each size, and the largest installation against the smallest."""
    for size, steps in grown.items():
        for step in steps[1:]:
            ratios = [a / b for a, b in zip(step.processor, steps[0].processor, strict=True)]
            bar(f"B1 {step.name}, {size} tasks, against the bare page", median(ratios), GOAL, "x")
    if len(grown) < 2:
        return
    sizes = min(grown), max(grown)
    for small, large in zip(grown[sizes[0]], grown[sizes[1]], strict=True):
        growth = median(large.processor) / median(small.processor)
        bar(f"{large.name}, {sizes[1]} tasks against {sizes[0]}", growth, GROWTH_GOAL, "x")


def _ratio(mine: list[float], floor: list[float]) -> str:
    ratios = sorted(each / bare for each, bare in zip(mine, floor, strict=True))
    spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
    return f"{median(ratios):>6.2f}  {spread:14}"


def _open_bare_page() -> None:
    """A page as small as a signed-in Django page of 50 rows can be: login, count, filter, a plain table."""
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.urls import clear_url_caches, path

    from cchc.config import urls
    from cchc.core.doors import signed_in
    from cchc.tasks.models import Task

    if any(getattr(each, "name", "") == "bare" for each in urls.urlpatterns):
        return
    template = engines["django"].from_string(
        "<!doctype html><title>{{ user }}</title><p>{{ total }}</p><table>{% for row in rows %}<tr>"
        "<td>{{ row.label }}</td><td>{{ row.text }}</td><td>{{ row.lead_unit.name }}</td>"
        "<td>{{ row.next_due_on }}</td><td>{{ row.changed_at }}</td></tr>{% endfor %}</table>"
    )

    @signed_in
    def bare(request: HttpRequest) -> HttpResponse:
        agency = request.user.live_memberships[0].unit.agency_id  # type: ignore[union-attr]
        tasks = Task.objects.filter(agency=agency)
        rows = tasks.select_related("lead_unit").order_by("due_key", "pk")[:50]
        context = {"user": request.user, "total": tasks.count(), "rows": rows}
        return HttpResponse(template.render(context))

    urls.urlpatterns.append(path("bare/", bare, name="bare"))
    clear_url_caches()


if __name__ == "__main__":
    main()
