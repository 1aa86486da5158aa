"""What people are told about. A higher room registers its kinds in its `apps.py`; messages know no more of them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

StillOpen = Callable[[Collection[UUID]], set[UUID]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`code` is stored, `label` is read. `still_open`: which of these subjects still ask for something.

    Subjects that are settled are withdrawn before anybody is reminded of them.
    """

    code: str
    label: str
    icon: str
    tone: str
    still_open: StillOpen


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called from `AppConfig.ready`."""
    _kinds[kind.code] = kind


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which the rooms registered them."""
    return tuple(_kinds.values())


def find(code: str) -> Kind | None:
    """The kind of that code; None when no room has it any more."""
    return _kinds.get(code)
