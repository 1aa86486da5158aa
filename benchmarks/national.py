"""Figures rolled up at national size: the page of sums, and what one entry costs (peers.md 5, B3).

    .venv/bin/python tools/postgres.py .venv/bin/python -m benchmarks.national [FIGURES]
    .venv/bin/python -m benchmarks.national 120000

A country of 34 provinces with 100 agencies each, which answer indicators in four periods: 1,200,000 figures unless
told otherwise (SQLite out of the box). Agencies, figures and sums are laid down as entries leave them; the page's sums
are held against a GROUP BY over every figure, which is also what the page is held against, taking turns. Then entries
are written with and without keeping sums, taking turns, and the sums must be right at once. Printed: rows, bytes,
medians and ratios with their spread, by the clock and by the processors, the server's part included: on a machine that
is shared the second is the one to go by. Goals: the page 0.2 of the raw sum (0.5 at most), an entry 1.5.
"""

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from benchmarks.bars import bar
from benchmarks.processor import ratio, told, told_ratio, took

_ROUNDS = 15
_ENTRIES = 4  # in each turn
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

        began = time.perf_counter()
        call_command("migrate", verbosity=0)
        country = _fill(wanted)
        print(f"laid down in {time.perf_counter() - began:.0f} s", flush=True)
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
    agencies = communes([agency(top, kind.PROVINCE, f"UBND tỉnh {n}") for n in range(_PROVINCES)])
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


def communes(provinces: list[Any]) -> list[Any]:
    """The agencies below the provinces, as `create_unit` writes them one by one."""
    from django.core.management.color import no_style
    from django.db import connection
    from django.db.models import Max

    from cchc.orgs.models import PATH_DIGITS, Unit, UnitName
    from tests.factories.cast import START

    key = Unit.objects.aggregate(last=Max("pk"))["last"]
    made = []
    for province in provinces:
        for place in range(_AGENCIES):
            key += 1
            name = f"{province.name.replace('tỉnh', 'xã')}.{place}"
            unit = Unit(
                pk=key, parent=province, agency_id=key, path=province.path + str(key).zfill(PATH_DIGITS),
                kind=Unit.Kind.COMMUNE, name=name, is_agency=True, has_seal=True, valid_from=START,
            )  # fmt: skip
            unit.set_list_keys(name, sorted_by=name)
            made.append(unit)
    Unit.objects.bulk_create(made, batch_size=1000)
    UnitName.objects.bulk_create(
        [UnitName(unit=unit, name=unit.name, valid_from=START) for unit in made], batch_size=1000
    )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Unit]):
            cursor.execute(statement)
    return made


def _lay_down(country: Country) -> None:
    """Every agency's figure of every indicator and period, and the sums that entering them would have kept."""
    from django.db import connection, transaction

    from benchmarks.province import indexes_made_afterwards, trust_references
    from cchc.indicators.models import FigureSum, Observation
    from cchc.orgs.models import PATH_DIGITS

    is_postgres = connection.vendor == "postgresql"
    uid = "gen_random_uuid()" if is_postgres else "lower(hex(randomblob(16)))"
    false = "false" if is_postgres else "0"
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        indexes_made_afterwards(cursor, [Observation, FigureSum]),
    ):
        trust_references(cursor)
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
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if is_postgres else "ANALYZE")


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
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        ours.append(took(lambda: client.get("/figures/tree/?year=2026")))
        theirs.append(took(_raw))
    count, size = Observation.objects.count(), len(answer.content) / 1024
    print(f"{count} figures of {len(country.agencies)} agencies, page of {size:.0f} KB")
    print(told("page of the country", ours))
    print(told("raw GROUP BY", theirs))
    print(told_ratio("page against raw", ours, theirs, "goal 0.20, at most 0.50"), flush=True)
    bar("B3 page of the country against the raw sum", ratio(ours, theirs), 0.2, "x")


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
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        ours.append(took(enter, _ENTRIES))
        theirs.append(took(without, _ENTRIES))
    print(told("an entry with its sums", ours))
    print(told("an entry without sums", theirs))
    print(told_ratio("with against without", ours, theirs, "goal 1.50"))
    bar("B3 an entry with sums against one without", ratio(ours, theirs), 1.5, "x")


if __name__ == "__main__":
    main()
