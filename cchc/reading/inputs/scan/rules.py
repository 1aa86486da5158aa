"""Printed rules on a page picture, found as long runs of ink.

A row of the picture is one whole number, a bit for a dot, so that a run is sought in all places at once. See
docs/algorithms/reading.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

_INK_BELOW = 140
_GAP = 2  # dots that may be missing inside a rule
_STRAY = 3  # rows that a rule may jump, and dots its parts may lie apart
_THICKEST = 14
_LEAN = 0.004  # what a rule may still lean after the page was turned
_RUN = re.compile("1+")


@dataclass(slots=True)
class Rule:
    """Where a rule lies: from `start` to `end` along it, from `first` to `last` across it, in dots."""

    start: int
    end: int
    first: int
    last: int

    @property
    def across(self) -> float:
        """The middle of its thickness."""
        return (self.first + self.last) / 2


def horizontal(page: Image.Image, least: int) -> list[Rule]:
    """Rules from left to right that are at least so many dots long."""
    ended: list[Rule] = []
    waiting: list[Rule] = []
    for row, dots in enumerate(_rows(page)):
        ended += [rule for rule in waiting if row - rule.last > _STRAY]
        waiting = [rule for rule in waiting if row - rule.last <= _STRAY]
        for start, end in _runs(dots, least, page.width):
            _go_on(waiting, Rule(start, end, row, row))
    return [rule for rule in ended + waiting if _is_thin(rule)]


def vertical(page: Image.Image, least: int) -> list[Rule]:
    """Rules from top to bottom that are at least so many dots long."""
    return horizontal(page.transpose(Image.Transpose.TRANSPOSE), least)


def _is_thin(rule: Rule) -> bool:
    return rule.last - rule.first < _THICKEST + (rule.end - rule.start) * _LEAN


def _go_on(waiting: list[Rule], run: Rule) -> None:
    """Add a run to the rules above that it touches, which become one by it; else it begins a rule."""
    touching = [
        rule
        for rule in waiting
        if run.start <= rule.end + _STRAY and run.end >= rule.start - _STRAY
    ]
    for rule in touching:
        waiting.remove(rule)
        run.start, run.end = min(run.start, rule.start), max(run.end, rule.end)
        run.first = min(run.first, rule.first)
    waiting.append(run)


def _rows(page: Image.Image) -> Iterator[int]:
    ink = page.point([255 if value < _INK_BELOW else 0 for value in range(256)]).convert("1")
    data, stride = ink.tobytes(), (page.width + 7) // 8
    for at in range(0, len(data), stride):
        yield int.from_bytes(data[at : at + stride], "big")


def _runs(dots: int, least: int, width: int) -> Iterator[tuple[int, int]]:
    """[start, end) of the runs of ink in a row, small gaps closed."""
    if not dots:
        return
    for _ in range(_GAP):
        dots |= dots >> 1
    length, left = 1, dots
    while length < least and left:
        step = min(length, least - length)
        left &= left >> step
        length += step
    if left:
        text = bin(left)[2:].zfill((width + 7) // 8 * 8)
        for run in _RUN.finditer(text):
            yield run.start() - least + 1, run.end() - _GAP
