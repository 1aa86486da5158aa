"""The year of a province: 115 agencies, 12 months, 100 indicators, at the server; against the raw sum of the same run.

    .venv/bin/python -m benchmarks.province_year [AGENCIES]
    .venv/bin/python tools/postgres.py .venv/bin/python -m benchmarks.province_year

Sums are laid down as entries would have left them. Printed: rows and milliseconds of the page as a signed-in
leader asks for it, and of one GROUP BY over the agencies' rows. Goal: the page under 200 ms.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
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


def _measure(leader: Any) -> None:
    from django.db.models import Sum
    from django.test import Client

    from cchc.indicators.models import FigureSum

    client = Client()
    client.force_login(leader)
    answer = client.get("/figures/tree/?year=2026")
    assert answer.status_code == 200, answer.status_code
    own = FigureSum.objects.filter(level=FigureSum.Level.OWN)
    raw = own.values("indicator", "code").annotate(total=Sum("numerator"))
    page = [_timed(lambda: client.get("/figures/tree/?year=2026")) for _ in range(_ROUNDS)]
    sums = [_timed(lambda: list(raw.all())) for _ in range(_ROUNDS)]
    print(f"{own.count()} agency figures, {len(answer.content) / 1024:.0f} KB")
    for name, times in (("page of the province", page), ("raw GROUP BY", sums)):
        print(f"{name:24} p50 {median(times):6.1f} ms  {min(times):.1f} to {max(times):.1f}")


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
