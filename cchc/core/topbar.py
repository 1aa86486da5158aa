"""Signs with a number beside the product's name, on every page. Rooms add theirs in `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sign:
    """`count` is asked once a page for the person who looks; 0 shows the icon alone."""

    label: str
    url_name: str
    icon: str
    count: Callable[[Any], int]


_signs: list[Sign] = []


def add(sign: Sign) -> None:
    if sign not in _signs:
        _signs.append(sign)


def signs() -> tuple[Sign, ...]:
    return tuple(_signs)
