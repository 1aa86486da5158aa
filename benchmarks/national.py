"""Figures rolled up at national size: the page of sums, and what one entry costs (peers.md 5, B3).

    .venv/bin/python tools/postgres.py .venv/bin/python -m benchmarks.national [FIGURES]
    .venv/bin/python -m benchmarks.national 120000

A country of 34 provinces with 100 agencies each, which answer indicators in four periods: 1,200,000 figures unless told
otherwise (SQLite out of the box). Figures and sums are laid down in SQL as entries leave them; the page's sums are
held against a GROUP BY over every figure, which is also what the page's time is held against, taking turns. Then
entries are written with and without keeping sums, taking turns, and the sums must be right at once. Printed: rows,
bytes, medians, ratios with their spread. Goals: the page 0.2 of the raw sum (0.5 at most), an entry 1.5.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

_ROUNDS = 15
_PROVINCES = 34
_AGENCIES = 100
_CODES = {
    "2026-Q1": (date(2025, 12, 15), date(2026, 3, 14)),
    "2026-H1": (date(2025, 12, 15), date(2026, 6, 14)),
    "2026-Q3": (date(2026, 6, 15), date(2026, 9, 14)),
    "2026": (date(2025, 12, 15), date(2026, 12, 14)),
}


def main() -> None:
    wanted = next((int(size) for size in sys.argv[1:] if size.isdigit()), 1_200_000)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("CCHC_ENV", "test")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.config.settings")
        os.environ["CCHC_VAR"] = folder
        os.environ["CCHC_TODAY"] = "2026-12-31"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        country = _fill(wanted)
        _page(country)
        _entries(country)


@dataclass
class Country:
    leader: Any
    writer: Any
    top: Any
    agencies: list[Any]
    indicators: list[int]


def _fill(wanted: int) -> Country:
    """The tree, its periods and figures; an agency without units reports for itself."""
    from cchc.documents.models import Document
    from cchc.indicators.models import Indicator, IndicatorBlock, IndicatorVersion
    from cchc.orgs.models import Unit
    from cchc.orgs.rules import Role
    from cchc.orgs.services import create_unit
    from cchc.periods.models import ReportingPeriod
    from tests.factories.cast import START, person

    kind = Unit.Kind

    def agency(parent: Any, what: Any, name: str) -> Any:
        return create_unit(
            parent=parent, kind=what, name=name, is_agency=True, has_seal=True, valid_from=START
        )

    top = agency(None, kind.PROVINCE, "Toàn quốc")
    agencies = []
    for number in range(_PROVINCES):
        province = agency(top, kind.PROVINCE, f"UBND tỉnh {number}")
        agencies += [
            agency(province, kind.COMMUNE, f"UBND xã {number}.{place}")
            for place in range(_AGENCIES)
        ]
    block = IndicatorBlock.objects.get(code="tthc")
    keys = []
    for number in range(max(wanted // (len(agencies) * len(_CODES)), 1)):
        row = Indicator.objects.create(block=block, code=f"B{number:03}", position=number)
        IndicatorVersion.objects.create(
            indicator=row, name=f"Chỉ tiêu số {number}", measure="%", kind="entered",
            numerator="Đã làm", denominator="Phải làm", adds="increment", direction="up",
            valid_from=START, rule="Đếm trong kỳ.",
        )  # fmt: skip
        keys.append(row.pk)
    document = Document.objects.create(agency=top, kind="plan", subject="Kế hoạch")
    ReportingPeriod.objects.bulk_create(
        ReportingPeriod(
            agency=each, document=document, name=code, code=code, data_from=first, data_to=last
        )
        for each in agencies
        for code, (first, last) in _CODES.items()
    )
    writer = person("ghi", "Người Ghi", agencies[0], Role.COORDINATOR)
    leader = person("xem", "Người Xem", top, Role.LEADER)
    country = Country(leader, writer, top, agencies, keys)
    _lay_down(country)
    return country


def _lay_down(country: Country) -> None:
    """Every agency's figure of every indicator and period, and the sums that entering them would have kept."""
    from django.db import connection

    from cchc.orgs.models import PATH_DIGITS

    is_postgres = connection.vendor == "postgresql"
    uid = "gen_random_uuid()" if is_postgres else "lower(hex(randomblob(16)))"
    false = "false" if is_postgres else "0"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO indicators_observation (uid, agency_id, indicator_id, unit_id, period_id, stage, "
            "numerator, denominator, is_not_arising, note, source, entered_by_id, entered_at, on_behalf) "
            f"SELECT {uid}, p.agency_id, i.id, p.agency_id, p.id, 'official', 5 + (p.id * 7 + i.id * 13) %% 90, "
            f"100, {false}, '', '', %s, CURRENT_TIMESTAMP, {false} FROM periods_reportingperiod p "
            "CROSS JOIN indicators_indicator i WHERE i.id BETWEEN %s AND %s",
            [country.writer.pk, min(country.indicators), max(country.indicators)],
        )
        columns = (
            "(agency_id, level, code, indicator_id, numerator, denominator, shares, given, estimates, "
            "not_arising, agencies)"
        )
        cursor.execute(
            f"INSERT INTO indicators_figuresum {columns} SELECT o.agency_id, 'own', p.code, o.indicator_id, "
            "o.numerator, o.denominator, 1, 1, 0, 0, 0 FROM indicators_observation o "
            "JOIN periods_reportingperiod p ON p.id = o.period_id"
        )
        for level in (PATH_DIGITS, 2 * PATH_DIGITS):
            cursor.execute(
                f"INSERT INTO indicators_figuresum {columns} SELECT above.id, 'below', s.code, s.indicator_id, "
                "sum(s.numerator), sum(s.denominator), count(*), count(*), 0, 0, count(*) "
                "FROM indicators_figuresum s JOIN orgs_unit u ON u.id = s.agency_id "
                f"JOIN orgs_unit above ON above.path = substr(u.path, 1, {level}) WHERE s.level = 'own' "
                "GROUP BY above.id, s.code, s.indicator_id"
            )
        cursor.execute("ANALYZE")


_RAW = (
    "SELECT o.indicator_id, p.code, sum(o.numerator), sum(o.denominator), count(*) "
    "FROM indicators_observation o JOIN periods_reportingperiod p ON p.id = o.period_id "
    "WHERE o.replaced_at IS NULL GROUP BY o.indicator_id, p.code"
)


def _raw() -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_RAW)
        return list(cursor.fetchall())


def _page(country: Country) -> None:
    from django.test import Client

    from cchc.indicators.models import Observation

    client = Client()
    client.force_login(country.leader)
    answer = client.get("/figures/tree/?year=2026")
    assert answer.status_code == 200, answer.status_code
    assert _kept(country) == {(key, code): (n, of) for key, code, n, of, _count in _raw()}
    pairs = [
        (_timed(lambda: client.get("/figures/tree/?year=2026")), _timed(_raw))
        for _ in range(_ROUNDS)
    ]
    count, size = Observation.objects.count(), len(answer.content) / 1024
    print(f"{count} figures of {len(country.agencies)} agencies, page of {size:.0f} KB")
    _told("page of the country, HTTP", "raw GROUP BY", pairs, "goal 0.20, at most 0.50")


def _kept(country: Country) -> dict[tuple[int, str], tuple[Decimal, Decimal]]:
    from cchc.indicators.models import FigureSum

    rows = FigureSum.objects.filter(agency=country.top, level=FigureSum.Level.BELOW)
    return {(row.indicator_id, row.code): (row.numerator, row.denominator) for row in rows}


def _entries(country: Country) -> None:
    from cchc.core import clock
    from cchc.indicators import services
    from cchc.indicators.selectors import last_seen
    from cchc.periods.models import ReportingPeriod

    agency = country.agencies[0]
    services.assign_duties(
        agency=agency,
        asked=dict.fromkeys(country.indicators),
        by=country.writer,
        at=clock.now(),
    )
    period = ReportingPeriod.objects.get(agency=agency, code="2026")
    key = country.indicators[0]
    number = 0

    def enter() -> None:
        nonlocal number
        number += 1
        entry = services.Entry(services.Stage.OFFICIAL, Decimal(number % 90), Decimal(100))
        services.record_figures(
            period=period, unit=agency, entries={key: entry}, seen=last_seen(period, agency),
            by=country.writer, at=clock.now(), on_behalf=True,
        )  # fmt: skip

    def without() -> None:
        keep, services.add_to_sums = services.add_to_sums, lambda changes: list(changes) and None
        try:
            enter()
        finally:
            services.add_to_sums = keep

    before = _kept(country)[key, "2026"][0]
    enter()
    own = _kept(country)[key, "2026"][0]
    assert own == {(k, c): n for k, c, n, _of, _count in _raw()}[key, "2026"], (before, own)
    pairs = [(_timed(enter), _timed(without)) for _ in range(_ROUNDS)]
    _told("an entry with its sums", "without sums", pairs, "goal 1.50")


def _told(ours: str, theirs: str, pairs: list[tuple[float, float]], goal: str) -> None:
    ratios = sorted(a / b for a, b in pairs)
    for name, times in ((ours, [a for a, _b in pairs]), (theirs, [b for _a, b in pairs])):
        print(f"{name:28} p50 {median(times):8.1f} ms  {min(times):.1f} to {max(times):.1f}")
    print(f"{'ratio':28} {median(ratios):.3f} ({ratios[0]:.3f} to {ratios[-1]:.3f}), {goal}")


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
