"""What people are told about accounts: the room of messages stands above this one and registers how."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

ACCOUNT = "orgs.account"


@dataclass(frozen=True, slots=True)
class News:
    """One thing for one person. `address` leads to it; the same `subject` is told once a day."""

    user_id: int
    agency_id: int
    subject: UUID
    title: str
    text: str
    address: str


Tell = Callable[[Iterable[News], datetime], None]
_tellers: list[Tell] = []


def register(tell: Tell) -> None:
    """Called from `AppConfig.ready`."""
    if tell not in _tellers:
        _tellers.append(tell)


def spread(news: Iterable[News], at: datetime) -> None:
    """Hand news over, within the transaction of the act that makes it."""
    told = list(news)
    for tell in _tellers:
        tell(told, at)
