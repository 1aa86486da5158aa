"""The year of a province: 115 agencies, 12 months, 100 indicators, at the server; against the raw sum of the same run.

    .venv/bin/python -m benchmarks.province_year [AGENCIES]
    .venv/bin/python tools/postgres.py .venv/bin/python -m benchmarks.province_year

Sums are laid down as entries would have left them, and so is a report of every agency for every month. Printed: rows
and milliseconds of the province's page and of the board of received reports as a signed-in leader asks for them, and of
one GROUP BY over the agencies' rows; beside the clock's the processor's. Goal: each page under 200 ms.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import Any

_ROUNDS = 15
_MONTHS = 12
_INDICATORS = 100


def main() -> None:
    agencies = next((int(size) for size in sys.argv[1:] if size.isdigit()), 115)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("CCHC_ENV", "test")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.config.settings")
        os.environ["CCHC_VAR"] = folder
        os.environ["CCHC_TODAY"] = "2026-12-31"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure(_fill(agencies))


def _fill(count: int) -> Any:
    """A province whose agencies have a kept sum for every indicator and month; answers with its leader."""
    from cchc.documents.models import Document
    from cchc.indicators.models import FigureSum, Indicator, IndicatorBlock, IndicatorVersion
    from cchc.orgs.models import Unit
    from cchc.orgs.rules import Role
    from cchc.orgs.services import create_unit
    from cchc.periods.models import ReportingPeriod
    from tests.factories.cast import START, make_cast, person

    cast = make_cast()
    agencies = [cast.agency, cast.other_agency]
    for number in range(count - 2):
        agencies.append(
            create_unit(
                parent=cast.province,
                kind=Unit.Kind.DEPARTMENT,
                name=f"Sở số {number}",
                is_agency=True,
                has_seal=True,
                valid_from=START,
            )
        )
    block = IndicatorBlock.objects.get(code="tthc")
    keys = []
    for number in range(_INDICATORS):
        indicator = Indicator.objects.create(block=block, code=f"B{number:03}", position=number)
        IndicatorVersion.objects.create(
            indicator=indicator, name=f"Chỉ tiêu số {number}", measure="việc", kind="entered",
            adds="increment", direction="up", valid_from=START, rule="Đếm trong kỳ.",
        )  # fmt: skip
        keys.append(indicator.pk)
    codes = [f"2026-M{month:02}" for month in range(1, _MONTHS + 1)]
    document = Document.objects.create(agency=cast.agency, kind="plan", subject="Kế hoạch")
    for month, code in enumerate(codes, 1):
        day = date(2026, month, 14)
        ReportingPeriod.objects.create(
            agency=cast.agency, document=document, name=code, code=code, data_from=day, data_to=day
        )
    _send_reports(agencies, codes, cast.coordinator)
    level = FigureSum.Level
    FigureSum.objects.bulk_create(
        [
            FigureSum(
                agency=agency, level=level.OWN, code=code, indicator_id=key, numerator=key, given=4
            )
            for agency in agencies
            for code in codes
            for key in keys
        ],
        batch_size=5000,
    )
    FigureSum.objects.bulk_create(
        [
            FigureSum(
                agency=cast.province,
                level=level.BELOW,
                code=code,
                indicator_id=key,
                numerator=key * len(agencies),
                given=4 * len(agencies),
                agencies=len(agencies),
            )
            for code in codes
            for key in keys
        ]
    )
    return person("tinh", "Đinh Văn Tỉnh", cast.province, Role.LEADER)


def _send_reports(agencies: list[Any], codes: list[str], sender: Any) -> None:
    """Every agency's report of every month, sent on the last allowed day or a day late."""
    from cchc.core import clock
    from cchc.documents.models import Document
    from cchc.periods.models import ReportingPeriod
    from cchc.reports.models import Report, ReportForm
    from cchc.reports.states import ReportState
    from tests.factories.cast import START

    form = ReportForm.objects.create(code="do", name="Báo cáo", outline=[], valid_from=START)
    for agency in agencies:
        papers = [Document(agency=agency, kind="report", subject=code) for code in codes]
        papers = Document.objects.bulk_create(papers)
        plan = Document.objects.create(agency=agency, kind="plan", subject="Kế hoạch")
        days = [date(2026, month, 14) for month in range(1, _MONTHS + 1)]
        periods = ReportingPeriod.objects.bulk_create(
            ReportingPeriod(
                agency=agency, document=plan, name=f"Kỳ {code}", code=f"K{code}", data_from=day,
                data_to=day, due_on=day + timedelta(days=4),
            )
            for code, day in zip(codes, days, strict=True)
        )  # fmt: skip
        Report.objects.bulk_create(
            Report(
                agency=agency, period=period, form=form, state=ReportState.SENT, document=paper, frozen={}, digest={},
                parts_due_on=day, opened_at=clock.now(), submitted_by=sender, submitted_at=clock.now(),
                sent_on=day + timedelta(days=4 + agency.pk % 2),
            )
            for period, paper, day in zip(periods, papers, days, strict=True)
        )  # fmt: skip


def _measure(leader: Any) -> None:
    from django.db.models import Sum
    from django.test import Client

    from cchc.indicators.models import FigureSum

    client = Client()
    client.force_login(leader)
    pages = {
        "page of the province": "/figures/tree/?year=2026",
        "board of received reports": "/reports/received/",
    }
    own = FigureSum.objects.filter(level=FigureSum.Level.OWN)
    raw = own.values("indicator", "code").annotate(total=Sum("numerator"))
    print(f"{own.count()} agency figures")
    _show("raw GROUP BY", lambda: list(raw.all()))
    for name, address in pages.items():
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        size = f"{len(answer.content) / 1024:.0f} KB"
        _show(f"{name}, {size}", lambda address=address: client.get(address))  # type: ignore[misc]


def _show(name: str, act: Callable[[], object]) -> None:
    took, spent = [], []
    for _ in range(_ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        act()
        took.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - used) * 1000)
    print(
        f"{name:34} p50 {median(took):6.1f} ms  {min(took):.1f} to {max(took):.1f}; processor {median(spent):.1f} ms"
    )


if __name__ == "__main__":
    main()
