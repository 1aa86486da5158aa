"""How far the comparison agrees with a person: the one rule of `benchmarks/pairs_score.py` and of its test.

A pairing shown is right when the person names it for that task. Precision: right ones among those shown; recall:
right ones among the tasks that have a pair. "Sure" figures count only pairings called certain. Tasks that a
person leaves out must be left out, which counts as pairings do.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cchc.plans.rules.comparing.compare import cover, follow
from cchc.plans.rules.comparing.concerns import Us
from cchc.plans.rules.comparing.lines import Comparison
from cchc.reading import read_file

PAIRS = Path(__file__).resolve().parents[2] / "corpus" / "pairs"


@dataclass(slots=True)
class Figures:
    """Counts over one case or all: `shown` pairings, how many are `right`, how many there are to find."""

    name: str
    to_find: int = 0
    shown: int = 0
    right: int = 0
    sure: int = 0
    sure_right: int = 0
    asked_right: int = 0
    asked: int = 0
    differences: list[str] = field(default_factory=list)

    def shares(self) -> dict[str, float]:
        """The figures by name; 1.0 where there is nothing to count."""
        return {
            "precision": _share(self.right, self.shown),
            "recall": _share(self.right, self.to_find),
            "sure_precision": _share(self.sure_right, self.sure),
            "sure_recall": _share(self.sure_right, self.to_find),
            "asked": _share(self.asked_right, self.asked),
        }

    def add(self, other: "Figures") -> None:
        """Count another case in."""
        for name in ("to_find", "shown", "right", "sure", "sure_right", "asked", "asked_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.differences += [f"{other.name}: {each}" for each in other.differences]


def cases() -> list[Path]:
    """The files that say which tasks are pairs."""
    return sorted(PAIRS.glob("*/pairs.json"))


def load(path: Path) -> dict[str, Any]:
    """One case as written."""
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def compared(path: Path) -> Comparison:
    """The two files of a case, compared as the command does."""
    case = load(path)
    theirs, ours = (read_file(path.parent / case[side]) for side in ("theirs", "ours"))
    if case["question"] == "years":
        return follow(theirs.tasks, ours.tasks)
    return cover(theirs.tasks, ours.tasks, us=Us.named(ours.document.issuer or ""))


def figures_of(path: Path) -> Figures:
    """One case counted."""
    case, comparison = load(path), compared(path)
    pairs: dict[str, list[str]] = case["pairs"]
    found = Figures(path.parent.name, to_find=sum(bool(wanted) for wanted in pairs.values()))
    lines = {line.theirs.key: line for line in comparison.lines if line.theirs}
    found.asked = len(pairs) + len(case.get("left_out", []))
    found.asked_right = sum(key in lines for key in pairs)
    found.asked_right += sum(key not in lines for key in case.get("left_out", []))
    for key, wanted in pairs.items():
        line = lines.get(key)
        shown = line.ours.key if line and line.ours else None
        is_right = shown in wanted
        if shown is not None and line is not None:
            found.shown += 1
            found.right += is_right
            found.sure += line.certainty == "sure"
            found.sure_right += line.certainty == "sure" and is_right
        if not is_right and (shown or wanted):
            likeness = line.likeness if line else 0
            found.differences.append(
                f"{key}: {shown} ({likeness}) instead of {wanted or 'nothing'}"
            )
    return found


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
