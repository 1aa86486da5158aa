"""The working calendar and the reporting calendars that the product ships: rows with a source and how sure it is."""

import csv
import tomllib
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "calendar.csv"
_REPORTING = Path(__file__).parent / "data" / "reporting.toml"


@dataclass(frozen=True, slots=True)
class ShippedDay:
    """One row of `data/calendar.csv`. standing: official, unchecked (compare with the notice), expected."""

    day: date
    is_working: bool
    name: str
    source: str
    standing: str


def shipped_days() -> list[ShippedDay]:
    """All shipped days in order."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [
            ShippedDay(
                date.fromisoformat(row["day"]),
                row["is_working"] == "1",
                row["name"],
                row["source"],
                row["standing"],
            )
            for row in csv.DictReader(file)
        ]


@dataclass(frozen=True, slots=True)
class ShippedPeriod:
    """A period of a shipped reporting calendar; days as dd/mm, "" where nobody sets one."""

    code: str
    name: str
    data_from: str
    data_to: str
    from_last_year: bool = False
    due: str = ""
    standing: str = "sample"
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class ShippedCalendar:
    """A reporting calendar of `data/reporting.toml` with its legal basis and how sure it is."""

    code: str
    name: str
    basis: str
    number: str
    issuer: str
    standing: str
    internal_days: int
    periods: tuple[ShippedPeriod, ...]


def shipped_reporting() -> list[ShippedCalendar]:
    """All shipped reporting calendars in order."""
    data = tomllib.loads(_REPORTING.read_text(encoding="utf-8"))
    return [_calendar(row) for row in data["calendar"]]


def load_reporting(calendar_model: Any, period_model: Any) -> None:
    """Add the shipped reporting calendars that the tables lack; migrations hand over their own models."""
    for shipped in shipped_reporting():
        row, is_new = calendar_model.objects.get_or_create(
            agency=None,
            code=shipped.code,
            defaults={
                "name": shipped.name,
                "basis": shipped.basis,
                "number": shipped.number,
                "issuer": shipped.issuer,
                "standing": shipped.standing,
                "internal_days": shipped.internal_days,
            },
        )
        if is_new:
            for position, each in enumerate(shipped.periods):
                period_model.objects.create(calendar=row, position=position, **asdict(each))


def _calendar(row: dict[str, Any]) -> ShippedCalendar:
    periods = tuple(ShippedPeriod(**each) for each in row.get("period", ()))
    if row.get("months"):
        periods += tuple(_month(number, row["standing"]) for number in range(1, 13))
    names = ("code", "name", "basis", "number", "issuer", "standing", "internal_days")
    return ShippedCalendar(**{name: row[name] for name in names}, periods=periods)


def _month(number: int, standing: str) -> ShippedPeriod:
    before = number - 1 or 12
    return ShippedPeriod(
        code=f"M{number:02}",
        name=f"Tháng {number}",
        data_from=f"15/{before:02}",
        data_to=f"14/{number:02}",
        from_last_year=number == 1,
        standing=standing,
    )
