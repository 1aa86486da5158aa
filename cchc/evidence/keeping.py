"""How long files must be kept: rooms say for which of their links the time is over.

A stored file is past its time when every link to it is; a room that says nothing keeps its files for ever.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet

from cchc.evidence.models import StoredFile

Over = Callable[[date], QuerySet[StoredFile]]
Bases = Callable[[Collection[int]], dict[int, str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a room says of its links.

    over(day): the files of which every link in this table is past its time on that day. owner: the way from a link to
    the agency whose it is. bases(keys): why the time of these files is over, in words, by key of the file.
    """

    over: Over
    owner: str
    bases: Bases


_rules: dict[type[Model], Rule] = {}


def register(links: type[Model], rule: Rule) -> None:
    """Say how long the files of this link table are kept; from `AppConfig.ready`."""
    _rules[links] = rule


def rules() -> dict[type[Model], Rule]:
    """What the rooms said, by link table."""
    return dict(_rules)
