"""What the comparison is set to: `plans/data/comparing.toml`, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Question = Literal["coverage", "years"]
QUESTIONS: tuple[Question, ...] = ("coverage", "years")
_FILE = Path(__file__).parents[2] / "data" / "comparing.toml"


@dataclass(frozen=True, slots=True)
class Measure:
    """From which likeness (0 to 100) a pairing counts as sure or possible, and what likeness is made of."""

    sure_from: int
    maybe_from: int
    part: float
    clear_lead: int
    other_year: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much; the meaning of each stands beside it in the file."""

    grams: tuple[float, ...]
    quiet: float
    thin: float
    products: float
    same_area: float
    other_area: float


@cache
def table() -> dict[str, Any]:
    """The file as it stands."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def measure_of(question: Question) -> Measure:
    """The thresholds of a question."""
    return Measure(**table()[question])


@cache
def weights() -> Weights:
    """The weights of every question."""
    rows = table()["weights"]
    return Weights(**(rows | {"grams": tuple(rows["grams"])}))
