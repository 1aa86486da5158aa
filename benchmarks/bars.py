"""What the product is held to, as lines that `make bench` gathers into its closing table."""

MARK = "bar|"


def bar(name: str, measured: float, goal: float, unit: str) -> None:
    """Print one bar: kept where what was measured is no more than the goal. unit: "x", "ms", "s", "MB" or a word."""
    verdict = "kept" if measured <= goal else "MISSED"
    print(f"{MARK}{verdict}|{name}|{measured:.3g} {unit}|{goal:g} {unit}", flush=True)
