"""`make score`, second part: pairings of plans against what a person paired; fails below the floors.

    .venv/bin/python -m benchmarks.pairs_score [--short]

The pairs stand in tests/corpus/pairs. Cases marked "heldout" were written before the comparison was tuned and are
not tuned on; their differences stay unseen here.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.plans.comparing.agreement import PAIRS, Figures, cases, figures_of, load

OK, BELOW = 0, 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="only the table")
    short: bool = parser.parse_args().short
    floors: dict[str, dict[str, float]] = json.loads((PAIRS / "floors.json").read_text("utf-8"))
    whole = {"tuned": Figures("tuned on"), "heldout": Figures("held out")}
    print(
        f"{'pairs of plans':<20}{'found':>8}  "
        + "".join(f"{n:>16}" for n in whole["tuned"].shares())
    )
    for path in cases():
        found = figures_of(path)
        whole["heldout" if load(path).get("heldout") else "tuned"].add(found)
        _show(found)
    for each in whole.values():
        _show(each)
    if not short:
        print("\n".join(f"  {each}" for each in whole["tuned"].differences))
    below = [
        f"{name}: {figure} {share:.3f} is below {floors[name][figure]:.3f}"
        for name, figures in whole.items()
        for figure, share in figures.shares().items()
        if share < floors[name][figure]
    ]
    print("\n".join(below))
    return BELOW if below else OK


def _show(figures: Figures) -> None:
    count = f"{figures.right}/{figures.to_find}"
    shares = "".join(f"{share:>16.2f}" for share in figures.shares().values())
    print(f"{figures.name:<20}{count:>8}  {shares}")


if __name__ == "__main__":
    sys.exit(main())
