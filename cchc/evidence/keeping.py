"""How long files must be kept: rooms say for which of their links the time is over.

A stored file is past its time when every link to it is; a room that says nothing keeps its files for ever.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Model, QuerySet

from cchc.evidence.models import StoredFile

Over = Callable[[date], QuerySet[StoredFile]]
_over: dict[type[Model], Over] = {}


def register(links: type[Model], over: Over) -> None:
    """`over(day)`: the files of which every link in this table is past its time on that day. From `AppConfig.ready`."""
    _over[links] = over


def rules() -> dict[type[Model], Over]:
    """What the rooms said, by link table."""
    return dict(_over)
