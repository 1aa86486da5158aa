"""What somebody who leaves a unit has in hand, known to the rooms above this one.

The directory cannot see tasks. A room registers from its `AppConfig.ready` what open work a person has in a unit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cchc.orgs.models import Unit, User


@dataclass(frozen=True, slots=True)
class Piece:
    """One open piece of work. `is_own`: the person has worked on it, so that it is handed over unless struck out."""

    subject: UUID
    text: str
    standing: str
    due_on: date | None
    is_own: bool


Ask = Callable[[User, Unit, date], list[Piece]]
PassOn = Callable[[User, Unit, User | None, User, datetime], None]
_asked: list[Ask] = []
_passed: list[PassOn] = []


def register(ask: Ask) -> None:
    """Called from `AppConfig.ready`."""
    if ask not in _asked:
        _asked.append(ask)


def register_pass_on(act: PassOn) -> None:
    """Called from `AppConfig.ready`: what a room does with work that names a person who leaves a unit."""
    if act not in _passed:
        _passed.append(act)


def pass_on(user: User, unit: Unit, receiver: User | None, by: User, at: datetime) -> None:
    """Work that names the person in that unit names the receiver from now on, or nobody; each room records it."""
    for act in _passed:
        act(user, unit, receiver, by, at)


def in_hand(user: User, unit: Unit, on: date) -> list[Piece]:
    """The open work of the person in that unit, as every room tells it."""
    return [piece for ask in _asked for piece in ask(user, unit, on)]
