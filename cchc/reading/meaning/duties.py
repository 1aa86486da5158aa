"""Duties listed per unit instead of per task, as letters, directives and decisions give them.

``2. Văn phòng Sở`` with items below it, or ``Sở Nội vụ chủ trì, phối hợp với ... hoàn thành trước ngày ...``.
An item counts only when it names a time or a product, so that general reminders are no tasks.
"""

import re
from dataclasses import dataclass
from functools import cache

from cchc.reading import lexicon
from cchc.reading.flat import flat
from cchc.reading.meaning.inline import time_in
from cchc.reading.meaning.units import begins_name, split_units
from cchc.reading.structure.tree import Node

_OPENERS = re.compile(r"(?:giao|de nghi|yeu cau|phan cong)\s+(?:cho\s+)?")
_WITH = re.compile(r"\bphoi hop\s+(?:chat che\s+)?(?:voi\s+|cung\s+)?")
_PRODUCT = re.compile(r"\b(?:ban hanh|trinh|gui|bao cao)\b")
_LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Duty:
    """An item, who leads it, who is named as coordinating, and the time it names."""

    node: Node
    lead: list[str]
    coordinating: list[str]
    time: str | None


def find_duties(body: Node, year: int) -> list[Duty]:
    """The duties of the body in reading order, [] where no unit is given any."""
    found: list[Duty] = []
    for node in body.walk():
        units = _named_units(node)
        if units:
            found.extend(
                duty for child in node.children if (duty := _duty(child, child.text, units, year))
            )
        elif node.kind != "root" and not (node.parent and _named_units(node.parent)):
            own = _own_sentence(node, year)
            if own:
                found.append(own)
    return found


@cache
def _act() -> re.Pattern[str]:
    verbs = f"{lexicon.any_of('units', 'verbs')}|{lexicon.any_of('units', 'acts')}"
    return re.compile(rf"[;.]|\s(?:{verbs})(?![a-z0-9])")


def _is_small(text: str) -> bool:
    """Whether the first word is no part of a name ("Tổ chức cán bộ" is)."""
    return text.lstrip()[:1].islower()


def _named_units(node: Node) -> list[str]:
    """The units that an item names and nothing else: its items below are their duties."""
    text = node.text.rstrip(" :.")
    opened = _OPENERS.match(flat(text))
    name = text[opened.end() :] if opened else text
    if not node.children or len(name) > _LONGEST_NAME or not begins_name(name):
        return []
    if re.search(rf"\s{lexicon.any_of('units', 'verbs')}(?![a-z0-9])", flat(name)):
        return []
    return split_units(name)


def _own_sentence(node: Node, year: int) -> Duty | None:
    opened = _OPENERS.match(flat(node.text))
    text = node.text[opened.end() :] if opened else node.text
    if not begins_name(text):
        return None
    verbs = (one for one in _act().finditer(flat(text)) if _is_small(text[one.start() :]))
    verb = next(verbs, None)
    if verb is None or verb.start() > _LONGEST_NAME:
        return None
    return _duty(node, text[verb.start() :], split_units(text[: verb.start()]), year)


def _duty(node: Node, text: str, lead: list[str], year: int) -> Duty | None:
    time = time_in(node.text, year)
    if not lead or not (time or _PRODUCT.search(flat(text))):
        return None
    plain = flat(text)
    with_ = _WITH.search(plain)
    coordinating: list[str] = []
    if with_ and begins_name(text[with_.end() :]):
        end = _act().search(plain, with_.end())
        coordinating = split_units(text[with_.end() : end.start() if end else None])
    return Duty(node, lead, coordinating, time)
