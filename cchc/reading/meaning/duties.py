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
from cchc.reading.meaning.outline import class_of
from cchc.reading.meaning.units import split_units
from cchc.reading.structure.names import begins_name, is_collective, known_end
from cchc.reading.structure.ordinals import HEADING_KINDS
from cchc.reading.structure.tree import Node

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


def find_duties(body: Node, year: int, within: str | None = None) -> list[Duty]:
    """The duties of the body in reading order, [] where no unit is given any.

    within: only below headings of this class.
    """
    found: list[Duty] = []
    for node in body.walk():
        if within and class_of(node) != within:
            continue
        units = named_units(node)
        if units:
            found.extend(duty for child in node.children if (duty := _given(child, units, year)))
        elif node.kind != "root" and not (node.parent and named_units(node.parent)):
            own = _own_sentence(node, year)
            if own:
                found.append(own)
    return found


@cache
def _act() -> re.Pattern[str]:
    verbs = "|".join(lexicon.any_of("units", key) for key in ("leading", "verbs", "acts"))
    return re.compile(rf"[;.:]|\s(?:{verbs})(?![a-z0-9])")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\s{lexicon.any_of('units', 'opening')}$")


def _opens_act(text: str, start: int) -> bool:
    """Whether the word is no part of a name: "Tổ chức cán bộ" is, and so is the verb of "Tổ kiểm tra"."""
    if text[start : start + 1] in {";", ".", ":"}:
        return True
    before = flat(text[:start])
    bare = before not in lexicon.phrases("units", "alone") and before in lexicon.phrases(
        "units", "heads"
    )
    return text[start:].lstrip()[:1].islower() and not bare


def named_units(node: Node) -> list[str]:
    """The units that an item names and nothing else: its items below are their duties."""
    text = node.text.rstrip(" :.")
    if not node.children or len(text) > 2 * _LONGEST_NAME:
        return []
    if node.kind in HEADING_KINDS and lexicon.classify("headings", text):
        return []  # "TỔ CHỨC THỰC HIỆN" is no unit
    order = lexicon.opener("units", "orders").match(flat(text))
    name = text[order.end() :].lstrip() if order else text
    opening = _opening().search(flat(name))
    name = name[: opening.start()] if opening else name
    if len(name) > _LONGEST_NAME or not begins_name(name):
        return []
    if lexicon.opener("units", "collective").match(flat(name)) and not is_collective(name):
        return []  # "Các nhiệm vụ trọng tâm"
    verb = verb_behind_name(name.replace(";", ","))
    return split_units(name) if verb is None else []


def _given(node: Node, units: list[str], year: int) -> Duty | None:
    """What an item below the name of units gives them; a paragraph behind them all may speak of others."""
    plain = flat(node.text)
    if node.kind == "para":
        if lexicon.opener("units", "closing").match(plain):
            return None
        if lexicon.opener("units", "orders").match(plain):
            return _own_sentence(node, year)
    return _duty(node, node.text, units, year)


def _own_sentence(node: Node, year: int) -> Duty | None:
    order = lexicon.opener("units", "orders").match(flat(node.text))
    text = node.text[order.end() :].lstrip() if order else node.text
    start = verb_behind_name(text)
    if start is None:
        return None
    return _duty(node, text[start:], split_units(text[:start]), year)


def orders_somebody(text: str, words: str = "orders") -> bool:
    """Whether a text makes a named unit do something: ``Giao Sở Nội vụ ...``; `words` names the list of orders."""
    orders = lexicon.finder("units", words).finditer(flat(text))
    return any(begins_name(text[order.end() :].lstrip()) for order in orders)


def verb_behind_name(text: str) -> int | None:
    """Where the verb begins when the text opens with the name of a unit, else None."""
    if not begins_name(text):
        return None
    verbs = (one for one in _act().finditer(flat(text)) if _opens_act(text, one.start()))
    verb = next((one.start() for one in verbs), None)
    ends = [one for one in (verb, known_end(text)) if one is not None and one <= _LONGEST_NAME]
    return min(ends, default=None)


def _duty(node: Node, text: str, lead: list[str], year: int) -> Duty | None:
    time = time_in(node.text, year)
    act = flat(text).lstrip(" :,")
    follows = lexicon.opener("units", "following").match(act)
    if not lead or not (time or (_PRODUCT.search(act) and not follows)):
        return None
    return Duty(node, lead, helpers_in(text), time)


def helpers_in(text: str) -> list[str]:
    """The units behind "phối hợp với", [] where none is named."""
    plain = flat(text)
    with_ = _WITH.search(plain)
    if with_ is None or not begins_name(text[with_.end() :]):
        return []
    named = text[with_.end() :]
    return split_units(named[: verb_behind_name(named)])
