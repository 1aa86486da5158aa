"""What somebody else's table means, told once by its own words and remembered. Plain Python.

Columns of another system's table (indicators) and rows of a receiver's blank (reports) are remembered alike: by what
they are called, never by where they stand, so that the next table may have more, fewer, or in another order.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")


def told_apart(names: Iterable[str]) -> list[str]:
    """The names in order, the second of two equal ones with a number in brackets; "" stays."""
    told: list[str] = []
    for name in names:
        each, number = name, 2
        while each and each in told:
            each, number = f"{name} ({number})", number + 1
        told.append(each)
    return told


def recall(kept: Mapping[str, T], present: Collection[str]) -> dict[str, T]:
    """What is remembered of the names that are present."""
    return {name: meaning for name, meaning in kept.items() if name in present}


def remember(
    kept: Mapping[str, T], said: Mapping[str, T], present: Collection[str]
) -> dict[str, T]:
    """What to keep once this was said of the names that are present: of other names what was kept before."""
    return {name: meaning for name, meaning in kept.items() if name not in present} | dict(said)
