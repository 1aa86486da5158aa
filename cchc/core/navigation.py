"""The left navigation, by the flow. Rooms add their entries in `apps.py`; nothing shows that is not there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `order` places it, `url_name` is reversed when shown, `icon` is a Tabler icon's name.

    `permission`: shown only to who holds that permission somewhere; None for everybody signed in.
    `prefix`: the entry is marked current on addresses that begin with it.
    """

    order: int
    label: str
    url_name: str
    icon: str
    prefix: str
    permission: str | None = None

    def is_current(self, path: str) -> bool:
        """Whether an address belongs to this entry; "/" alone is the first page only, a longer prefix wins."""
        if self.prefix == "/":
            return path == "/"
        longer = (each.prefix for each in _entries if each.prefix.startswith(self.prefix))
        return path.startswith(self.prefix) and not any(
            path.startswith(prefix) for prefix in longer if prefix != self.prefix
        )


_entries: list[Entry] = []


def add(entry: Entry) -> None:
    if entry not in _entries:
        _entries.append(entry)
        _entries.sort(key=lambda each: each.order)


def entries() -> tuple[Entry, ...]:
    return tuple(_entries)
