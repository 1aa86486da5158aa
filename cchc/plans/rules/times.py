"""Milestones of a wording that a person changed, read by the same parser that read the plan."""

from dataclasses import asdict
from typing import Any

from cchc.reading.meaning.products import link_products
from cchc.reading.meaning.times import read_time

_YEAR_UNKNOWN = 2000


def schedule_of(wording: str | None, year: int | None, products: list[str]) -> list[dict[str, Any]]:
    """Milestones in the shape of plan-format.md, each linked to the product that it speaks of.

    No wording gives none. Without a year only what stands in the wording itself is dated.
    """
    if not wording:
        return []
    entries = read_time(wording, year or _YEAR_UNKNOWN)
    link_products(entries, products)
    return [_as_json(asdict(entry), year) for entry in entries]


def _as_json(row: dict[str, Any], year: int | None) -> dict[str, Any]:
    for name in ("due", "start"):
        day = row[name]
        undated = day is not None and year is None and day.year == _YEAR_UNKNOWN
        row[name] = None if day is None or undated else day.isoformat()
    return row
