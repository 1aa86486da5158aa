"""Processor time to read a plan from text, per plan and by length: `.venv/bin/python benchmarks/read_speed.py`."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bars import bar
from cchc.reading import read_blocks, read_file
from cchc.reading.inputs.text import read_text
from tests.reading.cases import REAL, load_case, own_cases

RUNS = 5
PAGE = 3_000  # characters of a printed page
PAGES = (10, 100, 1_000)


def main() -> None:
    for path in own_cases():
        files, _ = load_case(path)
        _print(path.parent.name, _best(lambda files=files: read_file(*files)))  # type: ignore[misc]
    for path in sorted(REAL.glob("*.txt")):
        _print(path.stem, _best(lambda path=path: read_file(path)))  # type: ignore[misc]
    for pages in PAGES:
        content = _long_plan(pages)
        seconds = _best(lambda content=content: read_blocks([read_text(content)]), 1)  # type: ignore[misc]
        _print(f"{pages} pages", seconds)
        if pages == 100:
            bar("reading 100 pages of text", seconds, 1.0, "s")


def _long_plan(pages: int) -> str:
    """A plan of our own with as many tasks as fill the pages."""
    text = (own_cases()[0].parents[1] / "bullets" / "plan.txt").read_text("utf-8")
    start, end = text.index("a) Ban hành"), text.index("2. Cải cách thể chế")
    item = text[start:end]
    return text[:start] + item * (pages * PAGE // len(item)) + text[end:]


def _best(act: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return min(times)


def _print(name: str, seconds: float) -> None:
    print(f"{name:<40}{seconds * 1000:>12.1f} ms")


if __name__ == "__main__":
    main()
