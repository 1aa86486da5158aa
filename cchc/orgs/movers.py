"""What goes with a unit when it ends, known to the rooms above this one.

The directory cannot see tasks or plans. A room registers from its `AppConfig.ready` what it would move from units
that end to their successors, how it moves it, and what follows once an act of reorganisation is done.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cchc.orgs.models import Reorganisation, Unit, User


@dataclass(frozen=True, slots=True)
class Line:
    """One row that goes from a unit that ends. `choice`: rows of one choice go to one successor (a task's)."""

    kind: str
    subject: UUID
    text: str
    from_unit: int
    choice: UUID


@dataclass(frozen=True, slots=True)
class Destined:
    """A row and the unit that takes it."""

    line: Line
    to: Unit


@dataclass(frozen=True, slots=True)
class Setting:
    """The act under which rows move: its first day, who does it and when."""

    act: Reorganisation
    on: date
    by: User
    at: datetime


Find = Callable[[Collection[int], date], list[Line]]
Move = Callable[[Sequence[Destined], Setting], None]
Tell = Callable[[Reorganisation, Collection[int], datetime], None]


@dataclass(frozen=True, slots=True)
class Mover:
    """One kind of rows. `find`: those that leave units on a day; `move`: carries them over."""

    kind: str
    label: str
    find: Find
    move: Move


_movers: dict[str, Mover] = {}
_tellers: list[Tell] = []


def register(mover: Mover) -> None:
    """Called from `AppConfig.ready`; the order is that of the preview and of the act."""
    _movers[mover.kind] = mover


def register_teller(tell: Tell) -> None:
    """Have this told of every act done: the act, the keys of the agencies it touched, the moment."""
    if tell not in _tellers:
        _tellers.append(tell)


def movers() -> tuple[Mover, ...]:
    """Every kind of rows, in the order in which the rooms registered them."""
    return tuple(_movers.values())


def tell_of(act: Reorganisation, agencies: Collection[int], at: datetime) -> None:
    """Tell every room that asked for it."""
    for tell in _tellers:
        tell(act, agencies, at)
