"""Wording of the shipped indicators in running text, from `data/phrases.toml`; any other is worded by its label."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "data" / "phrases.toml"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A clause with `{n}` for the figure and its unit and `{who}` for the agency; `none` is the clause for 0."""

    some: str
    none: str = ""


@lru_cache(maxsize=1)
def phrases() -> dict[str, Phrase]:
    """All shipped phrases by indicator code. Raises ValueError for one without exactly one `{n}`."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = {code: Phrase(row["some"], row.get("none", "")) for code, row in rows.items()}
    for code, phrase in found.items():
        if phrase.some.count("{n}") != 1 or "{n}" in phrase.none:
            raise ValueError(f"{code}: a phrase holds its figure once")
    return found


def phrase_of(code: str) -> Phrase | None:
    """The phrase of an indicator, None when it has none of its own."""
    return phrases().get(code)
