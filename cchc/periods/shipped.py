"""The working calendar that the product ships: rows with a source and how sure it is."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "calendar.csv"


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
