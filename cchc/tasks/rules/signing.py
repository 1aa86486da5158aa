"""Who signs papers of urging, by the kind of agency. Rows, not code: data/signing.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "data" / "signing.toml"


@dataclass(frozen=True, slots=True)
class Signers:
    """Titles in capitals: the agency's head, and who signs by his order."""

    head: str
    office: str


def signers_of(kind: str) -> Signers:
    """The titles for a kind of agency; the common ones for a kind that the file does not name."""
    rows = _rows()
    return rows.get(kind) or rows["other"]


@cache
def _rows() -> dict[str, Signers]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {kind: Signers(**row) for kind, row in data.items()}
