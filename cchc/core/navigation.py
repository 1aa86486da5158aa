"""The left navigation, by the flow. Rooms add their entries in `apps.py`; nothing shows that is not there."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `order` places it, `url_name` is reversed when shown, `icon` is a Tabler icon's name.

    `permission`: shown only to who holds that permission somewhere; None for everybody signed in.
    `prefix`: the entry covers the addresses that begin with it.
    """

    order: int
    label: str
    url_name: str
    icon: str
    prefix: str
    permission: str | None = None

    def covers(self, path: str) -> bool:
        """Whether an address belongs to this entry; "/" alone is the first page only."""
        return path == "/" if self.prefix == "/" else path.startswith(self.prefix)


_entries: list[Entry] = []


def add(entry: Entry) -> None:
    if entry not in _entries:
        _entries.append(entry)
        _entries.sort(key=lambda each: each.order)


def entries() -> tuple[Entry, ...]:
    return tuple(_entries)


def current(shown: Iterable[Entry], path: str) -> Entry | None:
    """The entry to be marked on this address: of those that cover it the one that says most; None for none."""
    covering = [entry for entry in shown if entry.covers(path)]
    return max(covering, key=lambda entry: len(entry.prefix), default=None)
