"""Hidden keys, and cells that every list has: days, lengths, what was typed. Plain Python.

Prose: docs/algorithms/excel-round-trip.md.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from cchc.core.days import read_day
from cchc.core.text import squeeze

_NOTHING = "-"


def _optional_id(text: str) -> UUID | None:
    return None if text == _NOTHING else UUID(text)


_READERS: Mapping[object, Callable[[str], Any]] = {
    UUID: UUID,
    UUID | None: _optional_id,
    int: int,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKey:
    """The hidden key of a row: a list names its parts as further fields, and its open cells in `columns`.

    digest: a short mark of what those cells held when the row went out, by which an untouched row is told.
    """

    columns: ClassVar[tuple[str, ...]] = ()
    _readers: ClassVar[dict[str, Callable[[str], Any]]] = {}

    digest: str

    def __init_subclass__(cls) -> None:
        cls._readers = {name: _READERS[kind] for name, kind in cls.__annotations__.items()}

    def __str__(self) -> str:
        parts = [getattr(self, name) for name in (*self._readers, "digest")]
        return "/".join(_NOTHING if part is None else str(part) for part in parts)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """None for what is no key of this list."""
        *parts, digest = text.split("/")
        try:
            read = [reader(part) for reader, part in zip(cls._readers.values(), parts, strict=True)]
        except ValueError:
            return None
        return cls(*read, digest=digest)

    @classmethod
    def digest_of(cls, cells: Mapping[str, str]) -> str:
        """The mark of these cells, by heading; white space does not count."""
        text = "\x1f".join(squeeze(cells.get(name, "")) for name in cls.columns)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def is_of(self, cells: Mapping[str, str]) -> bool:
        """Whether these are the cells with which the row went out."""
        return self.digest == self.digest_of(cells)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that becomes another, as people read it; `old` "" for what is new."""

    heading: str
    old: str
    new: str


def day_text(day: date | None) -> str:
    """A day as a cell that nobody touched comes back."""
    return f"{day:%d/%m/%Y}" if day else ""


def day_cell(text: str, name: str, errors: dict[str, str]) -> date | None:
    """The day in a cell, None for an empty one; what is no day is told in `errors` under the heading."""
    text = squeeze(text)
    day = read_day(text) if text else None
    if text and day is None:
        errors[name] = f"“{text[:40]}” không phải ngày; hãy nhập dạng 14/01/2026."
    return day


def check_lengths(
    values: Mapping[str, str], most: Mapping[str, int], errors: dict[str, str]
) -> None:
    """Tell in `errors` which cells are longer than `most` allows."""
    for name, limit in most.items():
        if len(values.get(name, "")) > limit:
            errors[name] = f"Dài quá {limit} ký tự."


def typed_cell(text: str, kind: str) -> str | int | date:
    """A cell as it came, for going out again: a day or a percent as such where it is one, else the text."""
    if kind == "date":
        return read_day(text) or text
    if kind == "percent" and text.isascii() and text.isdigit():
        return int(text)
    return text
