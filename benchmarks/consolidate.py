"""A period's forms as workbooks: read, judged, stored, rolled up, one workbook out (peers.md 5, B2).

    .venv/bin/python -m benchmarks.consolidate [FILES] [ROWS]
    .venv/bin/python tools/postgres.py .venv/bin/python -m benchmarks.consolidate

200 workbooks of 60 rows unless told otherwise. Held against a script of the same run that only reads the same files
and writes their rows below one another: with openpyxl, and with pandas where it is installed (it is no requirement of
ours: `pip install --target FOLDER pandas`, then PYTHONPATH=FOLDER). Ours and theirs take turns. Each round stores a
period of its own, so that every figure is new. Printed: milliseconds of each part and the ratios with their spread, by
the clock and by the processors, the database server's part included: on a machine that is shared the second is the one
to go by. Goals: the whole 1.00, reading alone 0.40.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.bars import bar
from benchmarks.processor import Took, ratio, told, told_ratio, took

_ROUNDS = 5


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:] if size.isdigit()]
    files, rows = [*sizes, *(200, 60)[len(sizes) :]][:2]
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("CCHC_ENV", "test")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.config.settings")
        os.environ["CCHC_VAR"] = folder
        os.environ["CCHC_TODAY"] = "2026-03-10"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        office = Office(files, rows)
        _measure(office, Path(folder))


class Office:
    """An agency with so many units, each asked for so many indicators."""

    def __init__(self, units: int, rows: int) -> None:
        from cchc.core import clock
        from cchc.documents.models import Document
        from cchc.indicators.models import Indicator, IndicatorBlock, IndicatorVersion
        from cchc.indicators.services import assign_duties
        from cchc.orgs.models import Unit
        from cchc.orgs.services import create_unit
        from tests.factories.cast import START, make_cast

        self.cast = make_cast()
        agency = self.cast.agency
        for number in range(units - 4):
            create_unit(
                parent=agency, kind=Unit.Kind.DIVISION, name=f"Phòng số {number}", valid_from=START
            )
        block = IndicatorBlock.objects.get(code="tthc")
        keys = {}
        for number in range(rows):
            indicator = Indicator.objects.create(
                agency=agency, block=block, code=f"B{number:03}", position=number
            )
            IndicatorVersion.objects.create(
                indicator=indicator, name=f"Chỉ tiêu thống kê số {number}", measure="việc",
                kind="entered", adds="increment", direction="up", valid_from=START,
                numerator="Đã làm" if number % 2 else "",
                denominator="Phải làm" if number % 2 else "", rule="Đếm trong kỳ số liệu.",
            )  # fmt: skip
            keys[indicator.pk] = None
        assign_duties(agency=agency, asked=keys, by=self.cast.coordinator, at=clock.now())
        self.document = Document.objects.create(
            agency=agency, kind="plan", number="1/KH", subject="Kế hoạch", issuer=agency.name
        )

    def period(self, number: int) -> Any:
        from cchc.periods.models import ReportingPeriod

        day = date(2026, 1 + number, 1)
        return ReportingPeriod.objects.create(
            agency=self.cast.agency, document=self.document, name=f"Tháng {number + 1}",
            code="", data_from=day, data_to=day.replace(day=28), due_on=day,
        )  # fmt: skip

    def forms(self, period: Any, folder: Path) -> list[Path]:
        """Every unit's form, filled in as a person would."""
        from decimal import Decimal

        from cchc.indicators import selectors
        from cchc.indicators.pages.workbooks import Outgoing, form_sheet
        from cchc.publishing.fill_in import write_fill_in

        folder.mkdir()
        made = []
        for place, unit in enumerate(selectors.reporting_units(period.agency, period.data_to)):
            asked = selectors.questions_for(period, unit)
            sheet = form_sheet(Outgoing(period, unit, asked, {}, {}, 0), date(2026, 3, 10))
            filled = []
            for number, row in enumerate(sheet.rows):
                values = list(row.values)
                values[5] = Decimal(3 + (place * 5 + number * 7) % 90)
                values[6] = Decimal(100) if number % 2 else None
                filled.append(replace(row, values=tuple(values)))
            path = folder / f"{place:03}.xlsx"
            path.write_bytes(write_fill_in(replace(sheet, rows=tuple(filled))))
            made.append(path)
        return made


def _measure(office: Office, folder: Path) -> None:
    from django.db import connection

    try:
        import pandas  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        pandas = None
    ours: dict[str, list[Took]] = {}
    theirs: dict[str, list[Took]] = {}
    for number in range(_ROUNDS):
        period = office.period(number)
        paths = office.forms(period, folder / f"round{number}")
        for part, spent in _ours(office, period, paths).items():
            ours.setdefault(part, []).append(spent)
        scripts = {"openpyxl": lambda paths=paths: _concatenate(paths, folder / "all.xlsx")}  # type: ignore[misc]
        if pandas is not None:
            scripts["pandas"] = lambda paths=paths: _with_pandas(pandas, paths, folder)  # type: ignore[misc]
        for name, script in scripts.items():
            theirs.setdefault(name, []).append(took(script))
    for part, turns in ours.items():
        print(told(part, turns))
    totals = [
        Took(sum(each.clock for each in parts), sum(each.processor for each in parts))
        for parts in zip(*ours.values(), strict=True)
    ]
    print(told("ours, whole", totals))
    for name, turns in theirs.items():
        print(told(f"{name}, only concatenates", turns))
        print(told_ratio(f"whole against {name}", totals, turns, "goal 1.00"))
        bar(f"B2 200 forms against {name}, {connection.vendor}", ratio(totals, turns), 1.0, "x")
        print(told_ratio(f"reading against {name}", ours["read"], turns, "goal 0.40"))


def _ours(office: Office, period: Any, paths: list[Path]) -> dict[str, Took]:
    from cchc.core import clock
    from cchc.indicators.access import reach_of
    from cchc.indicators.models import Observation
    from cchc.indicators.services.workbooks import Came, store_workbooks, take_workbooks
    from cchc.publishing.fill_in import KEY_HEADING
    from cchc.reading.filled_figures import read_figures
    from cchc.tasks.access import visible_tasks

    by, spent, held = office.cast.coordinator, {}, {}

    def step(name: str, act: Callable[[], Any]) -> None:
        spent[name] = took(lambda: held.update({name: act()}))

    step("read", lambda: [Came(p.name, "0" * 64, read_figures(p, KEY_HEADING)) for p in paths])
    step(
        "kept",
        lambda: take_workbooks(
            files=held["read"], agency=office.cast.agency, by=by, at=clock.now()
        ),
    )
    step("judged and stored", lambda: store_workbooks(upload=held["kept"], reach=reach_of(by)))
    step("rolled up, one workbook out", lambda: _out(period, visible_tasks(by)))
    stored = Observation.objects.filter(period=period).count()
    asked = sum(len(came.rows) for came in held["read"])
    assert stored == asked, f"{stored} of {asked} figures were stored"
    return spent


def _out(period: Any, tasks: Any) -> bytes:
    from django.conf import settings

    from cchc.indicators import selectors
    from cchc.indicators.pages.workbooks import consolidated_workbook
    from cchc.publishing.sheets import write_xlsx

    answers = selectors.answers_of(period)
    lines = selectors.consolidated(period, tasks, settings.DUE_SOON_DAYS, answers)
    units = selectors.reporting_units(period.agency, period.data_to)
    return write_xlsx(consolidated_workbook(period, lines, units, answers, date(2026, 3, 10)))


def _concatenate(paths: list[Path], out: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for path in paths:
        for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True):
            sheet.append(row)
    book.save(out)


def _with_pandas(pandas: Any, paths: list[Path], folder: Path) -> None:
    frames = [pandas.read_excel(path, engine="openpyxl") for path in paths]
    pandas.concat(frames).to_excel(folder / "all-pandas.xlsx", engine="openpyxl")


if __name__ == "__main__":
    main()
