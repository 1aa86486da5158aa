"""Processor time to compare two plans of 140 tasks, beside rapidfuzz's token_set_ratio of all pairs in the same run.

    .venv/bin/python -m benchmarks.compare_speed [tasks]

Ours cuts words, weighs runs, pairs, explains and tells how sure; rapidfuzz folds the texts and gives one number
per pair. Texts are those of our own corpus, repeated with other endings until there are enough.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rapidfuzz import fuzz

from cchc.core.text import fold
from cchc.plans.rules.comparing.compare import cover, follow
from cchc.plans.rules.comparing.words import plain, words_of
from cchc.reading import read_file
from cchc.reading.draft import TaskDraft
from tests.plans.comparing.agreement import cases, load
from tests.reading.cases import load_case, own_cases

ROUNDS = 7
PLACES = (
    "xã Mường Lam",
    "phường Trúc Lâm",
    "xã Suối Ngà",
    "các thôn, bản vùng cao",
    "khu vực biên giới",
)


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 140
    left, right = _tasks(size, 0), _tasks(size, 2)
    for question, act in (("coverage", cover), ("years", follow)):
        ratios, ours, theirs = [], [], []
        for _ in range(ROUNDS):
            ours.append(_timed(lambda act=act: act(left, right)))  # type: ignore[misc]
            theirs.append(_timed(lambda: _all_pairs(left, right)))
            ratios.append(ours[-1] / theirs[-1])
        ratios.sort()
        print(
            f"{question:<10}{size} x {size}: ours {median(ours) * 1000:6.1f} ms, token_set_ratio "
            f"{median(theirs) * 1000:6.1f} ms, ratio {median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        )


def _all_pairs(left: Sequence[TaskDraft], right: Sequence[TaskDraft]) -> float:
    one, other = ([fold(task.text) for task in tasks] for tasks in (left, right))
    return max(fuzz.token_set_ratio(a, b) for a in one for b in other)


def _tasks(size: int, shift: int) -> list[TaskDraft]:
    """Tasks of our corpus; the two sides take other endings, so that few texts are equal."""
    read = [task for path in own_cases() for task in read_file(*load_case(path)[0]).tasks]
    for path in cases():
        case = load(path)
        read += [t for s in ("theirs", "ours") for t in read_file(path.parent / case[s]).tasks]
    texts = {plain(task.text): task for task in read}
    places = cycle(PLACES[shift:] + PLACES[:shift])
    return [
        replace(task, key=f"{number}", text=f"{task.text} tại {place}")
        for number, (task, place) in enumerate(zip(islice(cycle(texts.values()), size), places))  # noqa: B905
    ]


def _timed(act: Callable[[], object]) -> float:
    for each in (fold, words_of, plain):
        each.cache_clear()
    began = time.process_time()
    act()
    return time.process_time() - began


if __name__ == "__main__":
    main()
