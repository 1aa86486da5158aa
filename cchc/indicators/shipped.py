"""The library of indicators that the product ships, from `data/library.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cchc.core.text import fold, sort_key

_DATA = Path(__file__).parent / "data"
FROM = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Shipped:
    """Blocks as (code, name) in order, and the indicators' rows as written, in order."""

    blocks: list[tuple[str, str]]
    indicators: list[dict[str, Any]]


@lru_cache(maxsize=1)
def library() -> Shipped:
    """The shipped library; every indicator's block is among the blocks (KeyError otherwise at loading)."""
    data = tomllib.loads((_DATA / "library.toml").read_text(encoding="utf-8"))
    blocks = [(row["code"], row["name"]) for row in data["block"]]
    return Shipped(blocks, data["indicator"])


def facts_of(row: dict[str, Any]) -> dict[str, Any]:
    """The columns of a version as the row gives them, with the usual values for what it leaves out."""
    return {
        "name": row["name"],
        "measure": row["unit"],
        "kind": row.get("kind", "entered"),
        "formula": row.get("formula", ""),
        "numerator": row.get("numerator", ""),
        "denominator": row.get("denominator", ""),
        "adds": row["adds"],
        "frequency": row.get("frequency", "reports"),
        "scope": row.get("scope", "own"),
        "direction": row.get("direction", "none"),
        "decimals": row.get("decimals", 0),
        "rule": row["rule"],
        "basis": row.get("basis", ""),
        "standing": row.get("standing", "sample"),
        "valid_from": FROM,
    }


def rates() -> list[dict[str, Any]]:
    """The shipped rates, each with its values by date, as written."""
    text = (_DATA / "rates.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["rate"])


def load_rates(rate_model: Any, value_model: Any) -> None:
    """Add the shipped rates and values that the tables lack; migrations hand over their own models."""
    for row in rates():
        names = ("name", "measure", "phrase")
        rate, _is_new = rate_model.objects.get_or_create(
            code=row["code"], defaults={name: row[name] for name in names}
        )
        for value in row["value"]:
            value_model.objects.get_or_create(
                rate=rate,
                agency=None,
                valid_from=value["from"],
                defaults={
                    "amount": value["amount"],
                    "basis": value["basis"],
                    "standing": value.get("standing", "sample"),
                },
            )


def load(block_model: Any, indicator_model: Any, version_model: Any) -> None:
    """Add the shipped indicators that the tables lack; migrations hand over their own models."""
    blocks = {
        code: block_model.objects.get_or_create(
            code=code, defaults={"name": name, "position": position}
        )[0]
        for position, (code, name) in enumerate(library().blocks)
    }
    for position, row in enumerate(library().indicators):
        indicator, is_new = indicator_model.objects.get_or_create(
            code=row["code"],
            agency=None,
            defaults={
                "block": blocks[row["block"]],
                "position": position,
                "search_key": fold(f"{row['code']} {row['name']}"),
                "sort_key": sort_key(row["name"])[:400],
            },
        )
        if is_new:
            known = {field.name for field in version_model._meta.get_fields()}
            facts = {name: value for name, value in facts_of(row).items() if name in known}
            version_model.objects.create(indicator=indicator, **facts)
