"""What one year's task says otherwise than the year's before. Prose: docs/algorithms/comparing.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cchc.plans.rules.comparing.words import plain
from cchc.reading.draft import ScheduleEntry, TaskDraft

Field = Literal["text", "lead", "products", "time"]
FIELDS: dict[Field, str] = {
    "text": "Nội dung", "lead": "Chủ trì", "products": "Sản phẩm", "time": "Thời gian",
}  # fmt: skip
_Entry = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs, as the old and the new plan word it."""

    field: Field
    old: str
    new: str


def changes_of(old: TaskDraft, new: TaskDraft, *, years: int | None) -> tuple[Change, ...]:
    """What differs beyond spelling, abbreviations, order and the year itself.

    years: how many years lie between the plans (None: unknown); a date moved by exactly that is the same time.
    """
    found: list[Change] = []
    if plain(old.text) != plain(new.text):
        found.append(Change("text", old.text, new.text))
    if _set(old.lead) != _set(new.lead):
        found.append(Change("lead", "; ".join(old.lead), "; ".join(new.lead)))
    if _set(old.products) != _set(new.products):
        found.append(Change("products", "; ".join(old.products), "; ".join(new.products)))
    if not _same_time(old, new, years):
        found.append(Change("time", old.time or "", new.time or ""))
    return tuple(found)


def _set(texts: Iterable[str]) -> set[str]:
    return {plain(text) for text in texts}


def _same_time(old: TaskDraft, new: TaskDraft, years: int | None) -> bool:
    if plain(old.time or "") == plain(new.time or ""):
        return True
    if years is None or not old.schedule or not new.schedule:
        return False
    return _entries(old.schedule, years) == _entries(new.schedule, 0)


def _entries(schedule: Sequence[ScheduleEntry], years: int) -> list[_Entry]:
    return [
        (_moved(entry.due, years), entry.before, entry.recurrence, tuple(entry.on or ()))
        for entry in schedule
    ]


def _moved(day: date | None, years: int) -> _Entry | None:
    """(year, month, day), moved by whole years."""
    return None if day is None else (day.year + years, day.month, day.day)
