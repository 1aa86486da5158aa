"""A text about late work to paste into the office's chat group: names, counts and dates, no links. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_TEXT_LENGTH = 110


@dataclass(frozen=True, slots=True)
class LateItem:
    """One late task; `units` in words, "" when nobody leads it."""

    label: str
    text: str
    units: str
    due_on: date


def late_text(*, who: str, items: Sequence[LateItem], count: int, today: date) -> str:
    """The message; "" without late work.

    who: whose work it is ("Sở Y tế"), "" for a list that names nobody. count: all late tasks, of which `items` are the
    first; the rest is told as a number. Days late are whole days from the last allowed day to today.
    """
    if not items:
        return ""
    head = f"{count} nhiệm vụ cải cách hành chính quá hạn, tính đến ngày {today:%d/%m/%Y}:"
    lines = [f"{who}: {head}" if who else f"Có {head}"]
    lines += [_line(place, item, today) for place, item in enumerate(items, start=1)]
    if count > len(items):
        lines.append(f"… và {count - len(items)} nhiệm vụ khác.")
    return "\n".join(lines)


def _line(place: int, item: LateItem, today: date) -> str:
    units = f" ({item.units})" if item.units else ""
    days = (today - item.due_on).days
    return f"{place}. {item.label} {_cut(item.text)}{units}: hạn {item.due_on:%d/%m/%Y}, quá hạn {days} ngày"


def _cut(text: str) -> str:
    return text if len(text) <= _TEXT_LENGTH else f"{text[:_TEXT_LENGTH].rsplit(' ', 1)[0]}…"
