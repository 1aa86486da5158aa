"""What a plan's files say outside its tasks, cut at its headings, so that it can be checked again without reading."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from cchc.reading.checks.context import Passage
from cchc.reading.draft import Source

_LONGEST = 500_000


def passages(reading: Mapping[str, Any], texts: Mapping[int, str]) -> list[Passage]:
    """Pieces of the files' texts between tasks and legal bases, each with the path of the heading above it.

    A file of whose tasks one has no span is left out: its words could not be told from the task's.
    """
    found: list[Passage] = []
    for position, text in texts.items():
        taken = [*reading["tasks"], *reading["legal_bases"]]
        inside = [item["source"]["span"] for item in _of_file(taken, position)]
        if all(inside):
            found.extend(_pieces(reading, position, text[:_LONGEST], sorted(inside)))
    return found


def _pieces(
    reading: Mapping[str, Any], position: int, text: str, inside: list[list[int]]
) -> Iterator[Passage]:
    headings = sorted(
        (section["source"]["span"][0], section["path"])
        for section in _of_file(reading["sections"], position)
        if section["source"]["span"]
    )
    start = 0
    for left, right in [*inside, [len(text), len(text)]]:
        if left > start:
            cuts = [start, *(at for at, _path in headings if start < at < left), left]
            for first, last in pairwise(cuts):
                path = next((path for at, path in reversed(headings) if at <= first), "")
                yield Passage(path, text[first:last], Source(file=position, span=(first, last)))
        start = max(start, right)


def _of_file(items: list[dict[str, Any]], position: int) -> list[dict[str, Any]]:
    return [item for item in items if (item.get("source") or {}).get("file", 0) == position]
