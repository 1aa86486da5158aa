"""Why something cannot be changed, and who can open it: one shape for every page (`components/locked.html`)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lock:
    """Two sentences: why it is locked, and who can open it and how."""

    why: str
    opener: str
