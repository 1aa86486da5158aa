"""Tasks that say nearly the same, by the runs of four letters they share.

Told in prose: docs/algorithms/findings.md. Numbers are kept apart: "quý I" and "quý II" are two tasks.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from math import ceil

from cchc.core.text import fold
from cchc.reading.checks.context import Context
from cchc.reading.draft import Finding, TaskDraft

_RUN = 4
_SHORTEST = 24
_ALIKE = 0.8  # of the runs that either of two tasks has, this share is common to both
_LATEST = 16
_NUMBERS = re.compile(r"\b(?:\d\S*|[ivx]+|[a-z])\b")


def tasks_alike(context: Context) -> Iterator[Finding]:
    """A task nearly the same as an earlier one: a repetition, or one that was meant to say something else."""
    tasks = context.plan.tasks
    for later, earlier in pairs_alike([task.text for task in tasks]):
        yield _finding(tasks[later], tasks[earlier])


def _finding(task: TaskDraft, other: TaskDraft) -> Finding:
    message = f"Nhiệm vụ gần trùng với nhiệm vụ {other.key}. Hãy gộp lại hoặc ghi rõ chỗ khác nhau."
    return Finding("tasks-alike", "warning", task.key, message, task.source)


def pairs_alike(texts: Sequence[str]) -> list[tuple[int, int]]:
    """(later, earlier) for each text that is nearly an earlier one, which itself repeats none.

    Only texts that share one of their rarest runs are compared (prefix filtering), of each run the sixteen latest, so
    that the work grows with the length of the list. Texts shorter than 24 letters are never alike.
    """
    folded = [fold(text) for text in texts]
    runs = [_runs(text) if len(text) >= _SHORTEST else frozenset() for text in folded]
    counts = Counter(run for each in runs for run in each)
    index: defaultdict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=_LATEST))
    found = []
    for at, own in enumerate(runs):
        numbers = " ".join(_NUMBERS.findall(folded[at]))
        rarest = sorted(own, key=lambda run: (counts[run], run))
        prefix = rarest[: len(own) - ceil(_ALIKE * len(own)) + 1] if own else []
        near = {one for run in prefix for one in index[numbers, run]}
        alike = [one for one in near if _share(own, runs[one]) >= _ALIKE]
        if alike:
            found.append((at, max(alike)))
            continue
        for run in prefix:
            index[numbers, run].append(at)
    return found


def _runs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _RUN] for at in range(len(text) - _RUN + 1))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
